"""Whether what calls need answers, seen from beside it."""

import socket
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Engine, text

from ivr.benefits.theirs import benefits_url, outage
from ivr.database import DatabaseUnavailable, transaction
from ivr.phone.workers import LOOPBACK, agi_ports
from ivr.settings import Settings
from ivr.speech.recogniser.status import ask_status

PATIENCE_SECONDS = 1.0


def parts(settings: Settings, ours: Engine) -> Iterator[tuple[str, bool]]:
    """Each part by name, and whether it answers. A recogniser that is not wanted is not looked for; `auto` takes what there is,
    also nothing."""
    yield "database", _database(ours)
    yield "asterisk", _listens(settings.ami_port)
    for number, port in enumerate(agi_ports(settings), start=1):
        yield f"worker {number}", _listens(port)
    yield "benefits", outage(benefits_url(settings), PATIENCE_SECONDS) is None
    if settings.recogniser != "none":
        yield "recogniser", _recogniser(settings)


def _database(ours: Engine) -> bool:
    with suppress(DatabaseUnavailable), transaction(ours) as connection:
        connection.execute(text("SELECT 1"))
        return True
    return False


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=PATIENCE_SECONDS):
        return True
    return False


def _recogniser(settings: Settings) -> bool:
    with suppress(OSError):
        status = ask_status(settings.recogniser_port, PATIENCE_SECONDS)
        return status.ready > 0 or (settings.recogniser == "auto" and status.missing != "")
    return False
