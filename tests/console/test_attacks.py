"""What attackers try with the console, and where each attempt is made. Nothing gets through, nothing is answered by a fault.

| attempt | made in |
| --- | --- |
| a form that another site sends | here, on every route; `people/test_signing_in.py`, `menu/test_nodes.py` |
| pages and changes of another role, or without signing in | `test_access.py`, on every route as each role and as nobody |
| script in a caller's number, in names, titles, prompts, notes | here, on every page; `menu/test_nodes.py` |
| formulas in files for spreadsheets | `tests/records/test_sheets.py`, `calls/test_files.py` |
| a hundred wrong passwords | `people/test_signing_in.py` |
| a session planted, stolen, or kept after signing out | `people/test_signing_in.py` |
| file names that lead elsewhere | `menu/test_recordings.py`, `menu/test_drafts.py`, `test_assets.py` |
| an upload of 500 MB, declared or not | here, to the server itself; `menu/test_recordings.py` |
| a sound file that is none, lies about itself or holds hours | `menu/test_recordings.py`, `tests/speech/test_accepting.py` |
| an archive that is none, leads elsewhere, or is larger than it looks | `menu/test_packing.py` |
| sign-in links that lead elsewhere, another name for our address | `test_access.py`, `people/test_signing_in.py` |
| anything to anywhere | `test_fuzz.py`: schemathesis on every route; `menu/test_hostile.py` |
"""

import socket
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.bench.pages.addresses import addresses
from ivr.bench.pages.console import publish, served
from ivr.console.command import LARGEST_BODY, serving
from ivr.database import transaction
from ivr.people.audit import Action, Actor, note
from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser
from ivr.settings import Settings
from ivr.versions.drafts import Drafts
from tests.console.browser import Browser
from tests.console.test_access import routes

SCRIPT = '"><script>alert(1)</script>'
PLAIN = "<script>alert(1)</script>"
"""In a menu's text, where a quotation mark would be a fault."""


def test_a_form_of_another_site_is_refused_on_every_route(app: Flask, as_admin: Browser) -> None:
    stolen = app.test_client()
    assert isinstance(stolen, Browser)
    for method, address, _ in routes(app):
        if method != "GET":
            for secret in ("", "forged", stolen.secret()):
                answer = as_admin.open(address, method=method, data={"csrf_token": secret})
                assert answer.status_code == 400, (method, address)


def test_a_part_of_a_form_has_a_name(as_admin: Browser) -> None:
    part = b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n"
    answer = as_admin.post("/users/", data=part, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400


@pytest.fixture
def scripted(settings: Settings, ours: Engine) -> int:
    """Wherever somebody else's words are kept stands a script. Gives the id of a draft."""
    recorder = Recorder(ours, Pseudonymiser(settings.home), "here")
    call = recorder.begin(SecretStr(SCRIPT), SCRIPT)
    call.answered()
    call.step(SCRIPT, Input.SPEECH, "match", 2100, Said(pressed="1", heard=SCRIPT, score=0.9))
    call.end(Outcome.SELF_SERVICE)
    recorder.close()
    with transaction(ours) as connection:
        note(connection, Actor(SCRIPT, SCRIPT), Action.CALL_SEEN, SCRIPT)
    drafts = Drafts(ours)
    draft = drafts.draft(publish(settings, ours))
    texts = {name: text.replace("养老", PLAIN) for name, text in draft.texts.items()}
    return drafts.save(draft, texts, SCRIPT).id


def test_a_script_is_text_on_every_page(app: Flask, ours: Engine, as_admin: Browser, scripted: int) -> None:
    for address in addresses(app, ours, scripted):
        with closing(as_admin.get(address)) as answer:
            if answer.mimetype == "text/html":
                assert "<script>alert" not in answer.text, address


@pytest.fixture
def port(app: Flask, settings: Settings) -> Iterator[int]:
    """Of the server as it is started for offices."""
    with served(app, **(serving(settings) | {"port": 0, "threads": 2})) as port:
        yield port


HEAD = "POST /menu/drafts/import HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
PIECE = b"x" * 65_536


def test_half_a_gigabyte_that_is_announced_is_refused_before_it_comes(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as upload:
        upload.sendall(f"{HEAD}Content-Length: 500000000\r\n\r\n".encode())
        assert b" 413 " in upload.recv(4096)


def test_half_a_gigabyte_that_is_not_announced_is_cut_off_and_fills_no_memory(port: int) -> None:
    tracemalloc.start()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as upload:
        upload.sendall(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
        sent = 0
        with suppress(OSError):  # the server has closed the connection
            while sent < 500_000_000:
                upload.sendall(b"10000\r\n" + PIECE + b"\r\n")
                sent += len(PIECE)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent < 2 * LARGEST_BODY
    assert most < LARGEST_BODY / 2
