"""The shipped menu and office file, published, and a draft of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from ivr.console.menu import publishing, workbench
from ivr.console.menu.workbench import Examined, examine
from ivr.menus.office import Office
from ivr.menus.service import Shapes, read_menu
from ivr.settings import DIALPLAN, PROMPTS, Settings
from ivr.speech import prompter
from ivr.speech.store import Store
from ivr.versions import opening
from ivr.versions.drafts import Draft, Drafts
from ivr.versions.models import Series
from ivr.versions.publishing import OFFICE
from ivr.versions.store import Versions
from ivr.versions.version import Act, Texts
from tests.speech.fakes import FakeVoice

SHIPPED = read_menu(DIALPLAN, PROMPTS)
EXAMINED: dict[str, Examined] = {}


@pytest.fixture(autouse=True)
def published(ours: Engine) -> None:
    Versions(ours, Series.MENU).publish(SHIPPED, Act("tests", "as shipped"), None)
    texts = {OFFICE: (DIALPLAN / OFFICE).read_text(encoding="utf-8")}
    Versions(ours, Series.OFFICE).publish(texts, Act("tests", "as shipped"), None)


@pytest.fixture(autouse=True)
def voice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The good one is away, so nothing is spoken ahead; the other one speaks at once."""

    def store(settings: Settings) -> Store:
        away = FakeVoice(works=False)
        return Store(tmp_path, tmp_path / "shipped", settings.home / "cache", away, FakeVoice(name="fallback"))

    monkeypatch.setattr(opening, "open_store", store)
    monkeypatch.setattr(prompter, "open_store", store)


@pytest.fixture(autouse=True)
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests begin with the same texts, and the checker takes its time."""

    def examined(texts: Texts, office: Office, shapes: Shapes) -> Examined:
        asked = repr((texts, office, shapes))
        if asked not in EXAMINED:
            EXAMINED[asked] = examine(texts, office, shapes)
        return EXAMINED[asked]

    monkeypatch.setattr(workbench, "examine", examined)


@pytest.fixture(autouse=True)
def no_page_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "SOON_SECONDS", 60)


@pytest.fixture
def draft(ours: Engine) -> Draft:
    return Drafts(ours).begin("养老", SHIPPED, "clerk", 1)


@pytest.fixture
def now(ours: Engine, draft: Draft) -> Callable[[], Draft]:
    """The draft as it is by now."""
    return lambda: Drafts(ours).draft(draft.id)


@pytest.fixture(autouse=True)
def left_nothing(app: Flask) -> Iterator[None]:
    yield
    app.extensions["simulations"].close()
    app.extensions["sounds"].close()
