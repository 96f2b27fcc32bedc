import json
import logging
import re
import stat
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ivr import log as logs
from ivr.settings import load

log = structlog.stdlib.get_logger("ivr.test")
foreign = logging.getLogger("somebody.elses")
ID_NUMBER = "44010119900101123X"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Output:
    """Both logs of this module's tests; `read` takes what was written since the last time."""

    def __init__(self, file: Path, terminal: StringIO) -> None:
        self.file = file
        self._terminal = terminal
        self._position = 0

    def read(self) -> str:
        return self.lines() + self.terminal()

    def lines(self) -> str:
        with self.file.open(encoding="utf-8") as stream:
            stream.seek(self._position)
            text = stream.read()
            self._position = stream.tell()
        return text

    def terminal(self) -> str:
        text = self._terminal.getvalue()
        self._terminal.seek(0)
        self._terminal.truncate()
        return text

    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.lines().splitlines()[-1])
        return line


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Output]:
    """The log set up as in a process of its own, and everything put back behind it."""
    home = tmp_path_factory.mktemp("log")
    terminal = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        root = logging.getLogger()
        for thing, name in ((sys, "excepthook"), (threading, "excepthook"), (logging, "raiseExceptions")):
            patch.setattr(thing, name, getattr(thing, name))
        patch.setattr(root, "handlers", [])
        patch.setattr(root, "level", root.level)
        patch.setattr(sys, "stderr", terminal)
        logs.set_up(load(home=home))
        yield Output(home / "log" / "ivr.log", terminal)
        logging.captureWarnings(capture=False)
        for handler in root.handlers:
            handler.close()
    structlog.reset_defaults()
    logging.getLogger("ivr").setLevel(logging.NOTSET)


@pytest.fixture
def output(everything: Output) -> Output:
    everything.read()
    structlog.contextvars.clear_contextvars()
    return everything


def fail_with(text: str) -> None:
    raise LookupError(text)


def test_a_line_for_machines(output: Output) -> None:
    with structlog.contextvars.bound_contextvars(call="0" * 32, node="pin"):
        log.info("step", milliseconds=1234567, tries=2)
    line = output.last()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "step",
        "level": "info",
        "logger": "ivr.test",
        "call": "0" * 32,
        "node": "pin",
        "milliseconds": 1234567,
        "tries": 2,
    }


def test_a_line_for_people(output: Output) -> None:
    log.warning("call log can't be written", place="ivr.db")
    assert "call log can't be written" in output.terminal()


def test_the_file_is_private_and_so_are_those_turned_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ivr.log"
    path.touch(mode=0o644)
    handler = logs.PrivateFileHandler(path, maxBytes=50, backupCount=2)
    for _ in range(10):
        handler.emit(logging.makeLogRecord({"msg": "x" * 40}))
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["ivr.log", "ivr.log.1", "ivr.log.2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    with pytest.raises(logs.LogUnwritable, match=r"log/ivr\.log: .*; its directory must be writable"):
        logs.set_up(load(home=tmp_path))


def test_what_others_log_goes_the_same_way(output: Output) -> None:
    foreign.error("no person %s", ID_NUMBER)
    assert output.last()["event"] == "no person ***"


def test_others_are_heard_from_warnings_on(output: Output) -> None:
    foreign.info("SELECT * FROM calls")
    assert output.read() == ""


def test_an_uncaught_exception_is_logged_without_values(output: Output) -> None:
    with pytest.raises(LookupError) as caught:
        fail_with(f"no person {ID_NUMBER}")
    sys.excepthook(caught.type, caught.value, caught.tb)
    text = output.last()["exception"]
    assert "Traceback (most recent call last)" in text
    assert "LookupError: no person ***" in text


def test_so_is_one_in_a_thread(output: Output) -> None:
    thread = threading.Thread(target=fail_with, args=(f"no person {ID_NUMBER}",))
    thread.start()
    thread.join()
    assert "LookupError: no person ***" in output.last()["exception"]


def test_what_cannot_be_formatted_is_not_printed_raw(output: Output) -> None:
    foreign.error("%d", ID_NUMBER)
    assert ID_NUMBER not in output.read()


@pytest.mark.parametrize(
    "value",
    [
        "440101 19900101 123X",
        "138 0013 8000",
        "138-0013-8000",
        "1 2 3 4 5 6",
        "1,2,3,4,5,6",
        "１２３４５６",
        "余额3245.67元",
        "3,245.67",
        "¥ 32",
        "三千二百四十五元六角七分",
        "幺三八零零",
        Decimal("32.5"),
        SecretStr("32"),
        ["1", "2", "3", "4", "5", "6"],
        (1, 2, 3, 4, 5, 6),
        {"pin": list("123456")},
        {"440101199001011234": "x"},
        b"440101199001011234",
        440101199001011234,
        3245.67,
        LookupError("440101199001011234"),
    ],
    ids=str,
)
def test_private(output: Output, value: object) -> None:
    log.info("seen", value=value)
    kept = json.dumps(output.last()["value"], ensure_ascii=False)
    assert "***" in kept
    assert not set(kept) & set("0123456789１２３４５６三幺")


@pytest.mark.parametrize(
    "value",
    [
        "python3.11/site-packages",
        "127.0.0.1:5060",
        "192.168.100.25",
        "10000-20000",
        "2026-11-23",
        "zh-CN",
        99999,
        0.25,
        None,
        True,
        [10000, 20000],
        {"sip": 5060, "agi": 4573},
    ],
    ids=str,
)
def test_not_private(output: Output, value: object) -> None:
    log.info("seen", value=value)
    assert output.last()["value"] == value


numbers = st.one_of(
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
)
surroundings = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("0123 -.,X"), max_size=8)


@given(numbers, surroundings, surroundings)
def test_no_planted_number_survives(everything: Output, number: str, before: str, after: str) -> None:
    text = before + number + after
    log.info(text, call=text, value=text, nested={"a": [text, {text: (text,)}]}, object=Path("/") / "x" / repr(text))
    log.info("bare", call=number, milliseconds=number, count=int(number.rstrip("X")), data=text.encode())
    foreign.warning("from %s to %r", text, {"caller": text})
    with structlog.contextvars.bound_contextvars(node=text):
        try:
            try:
                fail_with(text)
            except LookupError as error:
                raise RuntimeError(text) from error
        except RuntimeError:
            log.exception("failed")
    written = TIME.sub("", everything.read())
    assert "failed" in written
    assert number.rstrip("X") not in written
