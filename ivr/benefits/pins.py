"""PINs as argon2 hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from pydantic import SecretStr

# A PIN has a million values: no slow hash can save one from somebody who has the hashes, and against a caller the lock
# does it. So one check costs what fifty calls at once can afford: 20 to 40 ms of a core and 8 MiB, not the
# library's 64, for every check in progress takes its own.
HASHER = PasswordHasher(time_cost=4, memory_cost=8 * 1024, parallelism=1)


class NoPinHash(Exception):
    """What should be a PIN's hash is none."""


def hashed(pin: str) -> str:
    return HASHER.hash(pin)


def matches(pin_hash: SecretStr, pin: SecretStr) -> bool:
    """Raises NoPinHash."""
    try:
        return HASHER.verify(pin_hash.get_secret_value(), pin.get_secret_value())
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError):  # their texts can hold the hash
        raise NoPinHash from None
