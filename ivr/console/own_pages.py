"""Names that only the user for whom they were made can use: of a page whose browser calls Asterisk, and of the call it made."""

import secrets
from urllib.parse import urlsplit

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ivr.console.access import person
from ivr.console.headers import also_connect
from ivr.console.here import here
from ivr.phone.configuration import passwords
from ivr.phone.workers import LOOPBACK

SECONDS = 12 * 3600


def telephone() -> dict[str, str]:
    """What the telephone of the page that is being made needs, with the name that it sends with its calls."""
    socket = _socket()
    also_connect(socket.removesuffix("/ws"))
    password = passwords(here().settings).browser.get_secret_value()
    return {"socket": socket, "password": password, "page": _named("page", secrets.token_hex(8))}


def is_own_page(name: str) -> bool:
    return _opened(name, "page") is not None


def name_call(call_id: str) -> str:
    return _named("call", call_id)


def own_call(name: str) -> str | None:
    """The id of the call."""
    return _opened(name, "call")


def _socket() -> str:
    """Asterisk itself on this machine. From elsewhere through the server that speaks TLS for us: browsers give the microphone
    to no other page."""
    settings = here().settings
    address = urlsplit(settings.console_address)
    if address.scheme == "https":
        return f"wss://{address.netloc}/ws"
    return f"ws://{LOOPBACK}:{settings.websocket_port}/ws"


def _named(kind: str, value: str) -> str:
    return _signer().dumps([person().name, kind, value])


def _opened(name: str, kind: str) -> str | None:
    try:
        who, what, value = _signer().loads(name, max_age=SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(value) if (who, what) == (person().name, kind) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="own pages")
