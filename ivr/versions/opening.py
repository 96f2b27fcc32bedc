"""A publisher put together from the settings, for commands and for the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.settings import Settings
from ivr.speech.ahead import Told, speak_ahead, untold
from ivr.speech.prompter import open_store
from ivr.versions.offered import offered
from ivr.versions.publishing import Publisher


@contextmanager
def open_publisher(settings: Settings, ours: Engine, told: Told = untold) -> Iterator[Publisher]:
    """`told` hears how far the voice is. Raises BadQuery."""
    store = open_store(settings)
    try:
        yield Publisher(
            ours, offered(settings.dialplan), ZoneInfo(settings.timezone), partial(speak_ahead, store, told=told)
        )
    finally:
        store.close()
