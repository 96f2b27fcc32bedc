"""What is looked at on every page: accessibility, the browser's own complaints, bytes, width, and for people a picture."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_BYTES = 300_000
SCREENS = (("zh-CN", 1440), ("zh-CN", 390), ("en", 1440), ("en", 390))
"""Language and width."""
PICTURES = os.environ.get("IVR_SCREENSHOTS")
"""A folder for a picture of each page; none are made when it is not set."""


@dataclass
class Looking:
    """One browser page, through which address after address is looked at."""

    page: Page
    axe: str
    name: str
    """Part of the pictures' names, as `zh-390`."""
    complaints: list[str] = field(default_factory=list)
    _bytes: int = 0

    def at(self, address: str) -> None:
        """Opens it; what is wrong is added to `complaints`."""
        self._bytes = 0
        answer = self.page.goto(address, wait_until="load")
        assert answer
        if answer.status != 200:
            self._complain(address, f"status {answer.status}")
        self._picture(address)
        for violation in self._violations():
            self._complain(address, violation)
        if self._bytes > MOST_BYTES:
            self._complain(address, f"{self._bytes} bytes")
        if (too_wide := self._beyond()) > 0:
            self._complain(address, f"{too_wide} px wider than the screen")

    def is_page(self, address: str) -> bool:
        """Not so a file to take along, or a stream of events."""
        kind = self.page.request.get(address).headers.get("content-type", "")
        return kind.startswith("text/html")

    def _violations(self) -> Iterator[str]:
        self.page.evaluate(self.axe)
        found = self.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
        for violation in found["violations"]:
            places = [node["target"][0] for node in violation["nodes"]]
            yield f"axe {violation['id']}: {violation['help']} at {places[:4]}"

    def _beyond(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def _picture(self, address: str) -> None:
        if PICTURES:
            file = re.sub(r"\W+", "-", address).strip("-") or "home"
            self.page.screenshot(path=Path(PICTURES) / f"{file}-{self.name}.png", full_page=True)

    def _complain(self, address: str, what: str) -> None:
        self.complaints.append(f"{address} ({self.name}): {what}")

    def _count(self, finished: dict[str, Any]) -> None:
        self._bytes += int(finished["encodedDataLength"])


@contextmanager
def looking(page: Page, axe: Path, name: str) -> Iterator[Looking]:
    looks = Looking(page, axe.read_text(encoding="utf-8"), name)
    page.on("console", lambda said: looks._complain(page.url, said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: looks._complain(page.url, str(error)))
    network: CDPSession = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.loadingFinished", looks._count)
    try:
        yield looks
    finally:
        network.detach()
