"""A browser as far as it costs the console time: one connection that is kept, a session, and the files of a page."""

import http.client
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from ivr.bench.system import BenchFailed
from ivr.phone.workers import LOOPBACK

_SECRET = re.compile(r'name="csrf_token" value="([^"]+)"')
_FILE = re.compile(r'(?:src|href)="(/static/[^"]+)"')
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    """`text/html` of a page."""
    size: int
    """Bytes, as they are transferred."""
    seconds: float
    files: frozenset[str]
    """Styles and scripts that the page loads."""


class Browser:
    """Raises BenchFailed where the console does not answer, or says that it is broken."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_SECONDS)
        self._cookies = SimpleCookie()

    def sign_in(self, name: str, password: str) -> None:
        secret = _SECRET.search(self._send("GET", "/sign-in").read().decode())
        form = {"csrf_token": secret[1] if secret else "", "name": name, "password": password}
        answer = self._send("POST", "/sign-in", urlencode(form))
        answer.read()
        if answer.status != HTTPStatus.SEE_OTHER:
            raise BenchFailed(f"the console did not let its admin in: it answered {answer.status}")

    def open(self, address: str) -> Answer:
        began = time.perf_counter()
        response = self._send("GET", address)
        kind = response.headers.get_content_type()
        if kind == "text/event-stream":  # it has no end
            self.close()
            return Answer(response.status, kind, 0, 0.0, frozenset())
        body = response.read()
        seconds = time.perf_counter() - began
        files = frozenset(_FILE.findall(body.decode())) if kind == "text/html" else frozenset()
        return Answer(response.status, kind, len(body), seconds, files)

    def close(self) -> None:
        self._connection.close()

    def _send(self, method: str, address: str, form: str | None = None) -> http.client.HTTPResponse:
        headers = {"Cookie": self._cookies.output(attrs=[], header="", sep=";"), "Accept-Encoding": "gzip"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, address, form, headers)
            response = self._connection.getresponse()
        except OSError as fault:
            raise BenchFailed(f"the console does not answer {address}: {fault}") from None
        if response.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BenchFailed(f"{address} is broken: run the console and see its log")
        for cookie in response.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        return response
