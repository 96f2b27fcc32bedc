"""Asks a running console how it is, as a machine that watches it would."""

import json
from http.client import HTTPConnection, HTTPException
from typing import cast

from ivr.phone.workers import LOOPBACK
from ivr.settings import Settings


class DoesNotAnswer(Exception):
    """It takes connections and says nothing that can be understood: it hangs, or another program has its port."""


def ask_console(settings: Settings, seconds: float) -> dict[str, str]:
    """`up` or `down` by part. Raises ConnectionRefusedError where nothing listens, or DoesNotAnswer."""
    asked = HTTPConnection(settings.console_host, settings.console_port, timeout=seconds)
    try:
        asked.request("GET", "/healthz", headers={"Host": LOOPBACK})
        return cast("dict[str, str]", json.loads(asked.getresponse().read())["parts"])
    except ConnectionRefusedError:
        raise
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as fault:
        raise DoesNotAnswer(type(fault).__name__) from None
    finally:
        asked.close()
