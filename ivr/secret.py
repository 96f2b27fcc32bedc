"""What identifies somebody, in the forms that may be kept: stars with the last four, a keyed hash, and sealed."""

import base64
import hmac
import os
import re
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from pydantic import SecretStr

from ivr.mendable import Mendable

KEY_BYTES = 32
LONGEST_MASK = 20
"""A caller can send a thousand characters as a number."""


class SecretKeyUnusable(Mendable):
    """The key file can't be made or must not be used; the message says where it is and what to do."""


class Pseudonymiser:
    """Gives the same number the same name, which nobody can turn back into the number without the key.

    Machines that share a database must share the key file too. With another key nothing recorded before is found
    again, and the PIN attempts of the day begin anew.
    """

    def __init__(self, home: Path) -> None:
        """Reads `home`/secret.key, or makes it. Raises SecretKeyUnusable."""
        self._key = _key_of(home)

    def of(self, secret: SecretStr) -> str:
        """HMAC-SHA256, 64 hex digits. An ID number's check digit may be x or X."""
        text = secret.get_secret_value().strip().upper()
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


class Seal:
    """Closes what has to be kept for some minutes in a database and must not be read there."""

    def __init__(self, home: Path) -> None:
        """With a key made from `home`/secret.key. Raises SecretKeyUnusable."""
        self._fernet = Fernet(base64.urlsafe_b64encode(key_for(home, "seal")))

    def close(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Raises ValueError for what was closed with another key, or changed since."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise ValueError("sealed with another key, or damaged") from None


def key_for(home: Path, purpose: str) -> bytes:
    """A key of its own for each purpose, made from `home`/secret.key. Raises SecretKeyUnusable."""
    return hmac.digest(_key_of(home), purpose.encode(), "sha256")


def masked(secret: SecretStr) -> str:
    """Stars and the last four characters; only stars when there are fewer than eight.

    What is not a letter, a digit or `+ * #` comes out as `?`: a caller chooses what is sent as the number, and it
    ends up on terminals.
    """
    text = secret.get_secret_value().strip()
    length = min(len(text), LONGEST_MASK)
    if len(text) < 8:
        return "*" * length
    return "*" * (length - 4) + re.sub(r"[^0-9A-Za-z+*#]", "?", text[-4:])


def tail(secret: SecretStr) -> str:
    """What `masked` shows of it: four characters, or none."""
    text = masked(secret)
    return text[-4:] if len(text) >= 8 else ""


def _key_of(home: Path) -> bytes:
    file = home / "secret.key"
    try:
        home.mkdir(parents=True, exist_ok=True)
        return _read(file) if file.exists() else _create(file)
    except OSError as error:
        raise SecretKeyUnusable(f"{file}: {error.strerror}; its directory must be readable and writable") from None


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        mode = os.fstat(stream.fileno()).st_mode & 0o777
        key = stream.read(KEY_BYTES + 1)
    if mode & 0o077:
        raise SecretKeyUnusable(f"{file}: others than its owner may read it (mode {mode:04o}); run chmod 600 on it")
    if len(key) != KEY_BYTES:
        raise SecretKeyUnusable(f"{file}: it must hold {KEY_BYTES} bytes; put back the one from your backup")
    return key


def _create(file: Path) -> bytes:
    """The file appears whole or not at all. Of processes that start at once all use the key of the first."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(file)
