"""The console without a network: on an empty database, as each of the people who may or may not use it."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from pydantic import SecretStr
from sqlalchemy import Engine
from werkzeug.routing import Rule

from ivr.console import languages
from ivr.console.app import create_app
from ivr.people import users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from ivr.phone.manager import Channel
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from ivr.settings import Settings, load
from tests.console.browser import Browser
from tests.console.fake_switch import FakeSwitch
from tests.migrated import open_migrated

PASSWORD = "correct horse battery"
ENGLISH = cache(languages.english)


class Memory(BytecodeCache):
    """Templates that one app has compiled are there for the next."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = Memory()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path)


@pytest.fixture
def ours(settings: Settings) -> Iterator[Engine]:
    engine = open_migrated(settings)
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
def app(settings: Settings, ours: Engine, one_catalog: None, switch: FakeSwitch) -> Flask:
    made = create_app(settings, ours, switch)
    made.test_client_class = Browser
    made.jinja_env.bytecode_cache = TEMPLATES
    return made


@pytest.fixture(scope="session", autouse=True)
def addresses_once() -> Iterator[None]:
    """Each app compiles how its addresses are built; hundreds of apps start, all with the same ones."""
    compiled = Rule._compile_builder
    builders: dict[tuple[str, str, bool], Callable[..., tuple[str, str]]] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, str(rule.defaults), append_unknown)
        if key not in builders:
            builders[key] = compiled(rule, append_unknown)
        return builders[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture
def one_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each app reads all translations as it starts; hundreds of apps start."""
    monkeypatch.setattr(languages, "english", ENGLISH)


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
