"""A browser that has signed in with a name before: its tries are counted by themselves, so that nobody can lock a user out
by trying that user's name elsewhere."""

import secrets

from flask import Request, Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "ivr_known"
SECONDS = 180 * 24 * 3600


def of(request: Request, name: str) -> str | None:
    """The browser's own name, if it has signed in as that user within half a year."""
    try:
        known, browser = _signer().loads(request.cookies.get(COOKIE, ""), max_age=SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(browser) if known == name.strip().casefold() else None


def remember(response: Response, name: str) -> None:
    value = _signer().dumps([name, secrets.token_hex(8)])
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, str(value), SECONDS, path="/sign-in", httponly=True, samesite="Strict", secure=secure)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")
