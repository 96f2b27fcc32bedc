"""Passwords: their rule, their hashes, and those made for somebody to change."""

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import SecretStr

from ivr.people.refused import Refused

SHORTEST, LONGEST = 12, 128
FEWEST_DIFFERENT = 6
HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
"""A hash takes 64 MB and a core for a tenth of a second: a crowd that signs in waits instead of filling the machine."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for each other when they are read from a terminal."""


def check(password: SecretStr, user: str) -> None:
    """Raises Refused for one that is soon guessed."""
    text = password.get_secret_value()
    if len(text) < SHORTEST:
        raise Refused("new", "密码至少要有十二个字符")
    if len(text) > LONGEST:
        raise Refused("new", "密码不能超过一百二十八个字符")
    if len(set(text)) < FEWEST_DIFFERENT or user.casefold() in text.casefold():
        raise Refused("new", "这个密码太容易猜：不要重复字符，也不要包含用户名")


def hashed(password: SecretStr) -> str:
    with _AT_ONCE:
        return HASHER.hash(password.get_secret_value())


def is_right(password: SecretStr, kept: str) -> bool:
    """Whether the password is the one that was hashed. What can't be a hash is nobody's."""
    if len(password.get_secret_value()) > LONGEST:
        return False
    try:
        with _AT_ONCE:
            return HASHER.verify(kept, password.get_secret_value())
    except (VerificationError, InvalidHashError):
        return False


def one_time() -> SecretStr:
    """Twenty letters in groups, 99 bits, to be read from a screen and typed once."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return SecretStr("-".join(groups))
