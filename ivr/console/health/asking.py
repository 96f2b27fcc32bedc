"""Asks a running console how it is, as a machine that watches it would."""

import json
from http.client import HTTPException
from typing import cast

from ivr.phone.console_page import get_page
from ivr.settings import Settings


class DoesNotAnswer(Exception):
    """It takes connections and says nothing that can be understood: it hangs, or another program has its port."""


def ask_console(settings: Settings, seconds: float) -> dict[str, str]:
    """`up` or `down` by part. Raises ConnectionRefusedError where nothing listens, or DoesNotAnswer."""
    try:
        return cast("dict[str, str]", json.loads(get_page(settings, "/healthz", seconds))["parts"])
    except ConnectionRefusedError:
        raise
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as fault:
        raise DoesNotAnswer(type(fault).__name__) from None
