"""The answer to a digest challenge (RFC 8760)."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from sipmessage import AuthChallenge, AuthCredentials, AuthParameters

_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda text: hashlib.md5(text, usedforsecurity=False).hexdigest(),  # what most telephones still use
    "SHA-256": lambda text: hashlib.sha256(text).hexdigest(),
}


@dataclass(frozen=True)
class Login:
    username: str
    password: SecretStr


def readable(headers: list[str]) -> AuthChallenge | None:
    """The first challenge that we can answer."""
    for header in headers:
        try:
            challenge = AuthChallenge.parse(_one_quality(header))
        except (ValueError, TypeError):
            continue
        if challenge.scheme.lower() == "digest" and _algorithm(challenge) in _HASHES and _complete(challenge):
            return challenge
    return None


def answer(challenge: AuthChallenge, method: str, uri: str, login: Login, cnonce: str) -> AuthCredentials:
    """`cnonce` is new for each request, so the nonce count stays 1."""
    digest, given = _HASHES[_algorithm(challenge)], challenge.parameters
    who = digest(f"{login.username}:{given['realm']}:{login.password.get_secret_value()}".encode())
    what = digest(f"{method}:{uri}".encode())
    quality = {"qop": "auth", "nc": "00000001", "cnonce": cnonce} if "qop" in given else {}
    middle = ":".join([given["nonce"], *(quality[name] for name in ("nc", "cnonce", "qop") if quality)])
    kept = {name: given[name] for name in ("algorithm", "opaque") if name in given}
    return AuthCredentials(
        "Digest",
        AuthParameters(
            username=login.username,
            realm=given["realm"],
            nonce=given["nonce"],
            uri=uri,
            response=digest(f"{who}:{middle}:{what}".encode()),
            **quality,
            **kept,
        ),
    )


def _one_quality(header: str) -> str:
    # sipmessage 0.7.1 splits parameters at every comma, those inside quotes as well.
    return re.sub(
        r'qop="([^"]*)"', lambda match: 'qop="auth"' if "auth" in re.split(r"[ ,]+", match[1]) else "", header
    )


def _algorithm(challenge: AuthChallenge) -> str:
    return challenge.parameters.get("algorithm", "MD5").upper()


def _complete(challenge: AuthChallenge) -> bool:
    return "realm" in challenge.parameters and "nonce" in challenge.parameters
