"""What the pages for machines know: the parts' state, asked for once in a while, and the figures."""

import secrets
import threading
import time
from pathlib import Path

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Histogram
from pydantic import SecretStr

from ivr.console.health.figures import Figures
from ivr.console.here import Here, here
from ivr.phone.configuration import write_private
from ivr.phone.health import parts

FRESH_SECONDS = 5.0
"""However many ask, the parts are asked no more often: who asks does not have to sign in."""


class Watching:
    def __init__(self, known: Here) -> None:
        self.token = _token(known)
        self.registry = CollectorRegistry()
        self.pages = Histogram("ivr_page_seconds", "Time to make a page.", ["page"], registry=self.registry)
        self._known = known
        self._asking = threading.Lock()
        self._asked_at = float("-inf")
        self._parts: dict[str, bool] = {}
        self.registry.register(Figures(known.ours, self.parts))

    def parts(self) -> dict[str, bool]:
        """Each part's name, and whether it answered when it was last asked."""
        with self._asking:
            if time.monotonic() - self._asked_at > FRESH_SECONDS:
                self._parts = dict(parts(self._known.settings, self._known.ours))
                self._asked_at = time.monotonic()
            return self._parts


def watching_of(app: Flask) -> Watching:
    watching: Watching = app.extensions["watching"]
    return watching


def install(app: Flask) -> None:
    with app.app_context():
        watching = Watching(here())
    app.extensions["watching"] = watching

    def begin() -> None:
        g.began = time.perf_counter()

    def finish(response: Response) -> Response:
        if request.endpoint and "began" in g:
            watching.pages.labels(request.endpoint).observe(time.perf_counter() - g.began)
        return response

    app.before_request(begin)
    app.after_request(finish)


def _token(known: Here) -> SecretStr:
    """IVR_METRICS_TOKEN, or one that was made at random."""
    if known.settings.metrics_token.get_secret_value():
        return known.settings.metrics_token
    file: Path = known.settings.run_dir / "metrics.token"
    if not file.exists():
        write_private(file, secrets.token_urlsafe(24))
    return SecretStr(file.read_text().strip())
