"""`ivr console`: serves the pages until it is told to stop."""

import gc
import threading
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
from waitress import create_server

from ivr.console.app import create_app
from ivr.console.live.live import broadcast_of
from ivr.database import migrate, open_ours
from ivr.log import set_up
from ivr.phone.configuration import passwords
from ivr.phone.manager import Manager
from ivr.phone.supervisor import stop_on_signals
from ivr.records.reports.keeping import keep_counted
from ivr.settings import Settings

THREADS = 48
"""A live page holds one while it is open."""
CONNECTIONS = 500
LARGEST_BODY = 32_000_000
"""What is larger is refused before it is read: the largest recording that may be uploaded is smaller."""


@click.command()
@click.pass_obj
def command(settings: Settings) -> None:
    """Serve the web pages; `ivr run` starts it."""
    set_up(settings)
    ours = open_ours(settings)
    migrate(ours)
    switch = Manager(settings.ami_port, passwords(settings).manager, lambda: broadcast_of(app).changed())
    app = create_app(settings, ours, switch)
    server = create_server(app, **serving(settings))
    gc.freeze()  # what is there by now stays: looking through it for garbage held pages up for a fifth of a second
    stopping = threading.Event()
    stop_on_signals(stopping)
    switch.start()
    threading.Thread(target=server.run, daemon=True).start()
    threading.Thread(target=keep_counted, args=(ours, ZoneInfo(settings.timezone), stopping), daemon=True).start()
    stopping.wait()
    switch.stop()


def serving(settings: Settings) -> dict[str, object]:
    """A server that speaks TLS for us stands on this machine; what it says of the browser is believed, what others say is not."""
    how: dict[str, object] = {
        "host": settings.console_bind,
        "port": settings.console_port,
        "threads": THREADS,
        "connection_limit": CONNECTIONS,
        "max_request_body_size": LARGEST_BODY,
        "ident": None,
        "clear_untrusted_proxy_headers": True,
    }
    if urlsplit(settings.console_address).scheme == "https":
        how |= {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    return how
