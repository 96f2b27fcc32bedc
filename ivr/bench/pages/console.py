"""A console of the bench's own, on a free port and a database that is removed."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress

from pydantic import SecretStr
from sqlalchemy import Engine
from waitress import create_server

from ivr.bench.pages.browser import Browser
from ivr.bench.system import BenchFailed, free_ports
from ivr.menus.service import TREE
from ivr.people import users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from ivr.phone.asterisk import stop_process
from ivr.phone.background import run_beside
from ivr.phone.workers import LOOPBACK
from ivr.settings import Settings
from ivr.versions.drafts import Drafts
from ivr.versions.folder import Folder
from ivr.versions.models import Series
from ivr.versions.store import Versions
from ivr.versions.version import Act

START_SECONDS = 60.0
STOP_SECONDS = 5.0
NAME = "bench"


@contextmanager
def console(settings: Settings) -> Iterator[int]:
    """As `ivr run` starts it; gives its port. Raises BenchFailed."""
    port, ami = free_ports(2)
    output = settings.log_dir / "console.out"
    more = {
        "IVR_HOME": str(settings.home),
        "IVR_SOFTWARE": str(settings.software_dir),
        "IVR_DATABASE_URL": "",
        "IVR_BENEFITS_URL": "",
        "IVR_CONSOLE_BIND": LOOPBACK,
        "IVR_CONSOLE_URL": "",
        "IVR_CONSOLE_PORT": str(port),
        "IVR_AMI_PORT": str(ami),
    }
    process = run_beside(output, "console", more=more)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchFailed(f"the console did not start: {output.read_text(errors='replace')[-500:]}")
            time.sleep(0.1)
        yield port
    finally:
        stop_process(process)


@contextmanager
def served(app: object, **how: object) -> Iterator[int]:
    """By the same server in this process; gives its port."""
    server = create_server(app, **({"host": LOOPBACK, "port": 0} | how))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield int(server.effective_port)
    finally:
        server.task_dispatcher.shutdown()  # what is being answered needs the sockets
        server.trigger.pull_trigger(server.close)  # in the thread that waits on them
        running.join(STOP_SECONDS)


def bare() -> AbstractContextManager[int]:
    """One short page with nothing behind it."""
    return served(_bare_page)


def sign_in(ours: Engine, port: int) -> Browser:
    """As an admin, who may see every page."""
    once, chosen = users.add(ours, TERMINAL, NAME, Role.ADMIN), SecretStr(secrets.token_urlsafe(16))
    users.change_password(ours, TERMINAL, users.find(ours, NAME), once, chosen)
    browser = Browser(port)
    browser.sign_in(NAME, chosen.get_secret_value())
    return browser


def publish(settings: Settings, ours: Engine) -> int:
    """The folder, as it is; gives the id of a draft in which a menu is called otherwise."""
    folder = Folder(settings.dialplan)
    for series in Series:
        Versions(ours, series).publish(folder.read(series), Act(NAME), None)
    menus = folder.read(Series.MENU)
    return Drafts(ours).begin(NAME, {**menus, TREE: menus[TREE].replace("主菜单", "总菜单")}, NAME, 1).id


def _answers(port: int) -> bool:
    with suppress(BenchFailed), closing(Browser(port)) as browser:
        return browser.open("/sign-in").status == 200
    return False


def _bare_page(_environment: object, start: Callable[..., object]) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", "2")])
    return [b"ok"]
