"""The console without a network: on an empty database, as each of the people who may or may not use it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.console.app import create_app
from ivr.database import migrate, open_ours
from ivr.people import passwords, users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from ivr.phone.manager import Channel
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from ivr.settings import Settings, load
from tests.console.browser import Browser
from tests.console.fake_switch import FakeSwitch

PASSWORD = "correct horse battery"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path)


@pytest.fixture
def ours(settings: Settings) -> Iterator[Engine]:
    engine = open_ours(settings)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def switch() -> FakeSwitch:
    return FakeSwitch()


@pytest.fixture
def ring(ours: Engine, tmp_path: Path, switch: FakeSwitch) -> Callable[[str], Channel]:
    """A call from that number stands in M11."""

    def begin(number: str) -> Channel:
        recorder = Recorder(ours, Pseudonymiser(tmp_path), "here")
        record = recorder.begin(SecretStr(number), "v1")
        record.keep(b"state", "M11", surely=True)
        recorder.close()
        channel = Channel(f"1.{len(switch.lines)}", "PJSIP/trunk-00000001", call=record.id)
        switch.lines = (*switch.lines, channel)
        return channel

    return begin


@pytest.fixture
def app(settings: Settings, ours: Engine, cheap_hashes: None, switch: FakeSwitch) -> Flask:
    made = create_app(settings, ours, switch)
    made.test_client_class = Browser
    return made


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password takes a tenth of a second to hash, on purpose; tests have no reason to wait."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def sign_in(app: Flask, ours: Engine) -> Callable[[str, Role], Browser]:
    """A browser in which somebody of that name and role has signed in and changed the one-time password."""

    def begin(name: str, role: Role) -> Browser:
        once = users.add(ours, TERMINAL, name, role)
        users.change_password(ours, TERMINAL, users.find(ours, name), once, SecretStr(PASSWORD))
        browser = app.test_client()
        assert isinstance(browser, Browser)
        assert browser.submit("/sign-in", name=name, password=PASSWORD).status_code == 303
        return browser

    return begin


@pytest.fixture
def nobody(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_clerk(sign_in: Callable[[str, Role], Browser]) -> Browser:
    return sign_in("clerk", Role.CLERK)


@pytest.fixture
def as_supervisor(sign_in: Callable[[str, Role], Browser]) -> Browser:
    return sign_in("supervisor", Role.SUPERVISOR)


@pytest.fixture
def as_admin(sign_in: Callable[[str, Role], Browser]) -> Browser:
    return sign_in("admin", Role.ADMIN)
