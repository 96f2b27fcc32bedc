"""A page of the running console, as a program on its machine gets it."""

from http.client import HTTPConnection

from ivr.phone.workers import LOOPBACK
from ivr.settings import Settings


def get_page(settings: Settings, path: str, seconds: float) -> bytes:
    """Whatever its status. Raises OSError, ConnectionRefusedError where nothing listens; HTTPException when it is no console."""
    asked = HTTPConnection(settings.console_host, settings.console_port, timeout=seconds)
    try:
        asked.request("GET", path, headers={"Host": LOOPBACK})
        return asked.getresponse().read()
    finally:
        asked.close()
