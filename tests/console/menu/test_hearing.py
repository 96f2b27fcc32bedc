"""A prompt heard as it stands in the form."""

import io
import wave

import pytest
from flask import Flask
from pydantic import SecretStr

from ivr.benefits.values import KINDS
from ivr.console.menu.samples import RAW, Samples
from ivr.console.menu.sound import AT_ONCE
from ivr.settings import DIALPLAN
from ivr.versions.drafts import Draft
from tests.console.browser import Browser

HEAR = "/menu/drafts/1/hear"


def seconds(browser: Browser, prompt: str, **fields: str) -> float:
    answer = browser.submit(f"{HEAR}/{prompt}", **fields)
    assert answer.mimetype == "audio/wav"
    with wave.open(io.BytesIO(answer.data)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)
        return float(sound.getnframes() / sound.getframerate())


def test_what_is_written_is_heard_before_it_is_saved(as_clerk: Browser, draft: Draft) -> None:
    assert seconds(as_clerk, "M11", **{"text-M11": "六个字的话术"}) == pytest.approx(0.6)
    assert seconds(as_clerk, "M11", **{"text-M11": "六个字的话术"}, slow="1") == pytest.approx(1.2)


def test_what_is_not_written_is_what_is_made_of_the_options(as_clerk: Browser, draft: Draft) -> None:
    assert seconds(as_clerk, "M11") > 3


def test_places_are_filled_with_something(as_clerk: Browser, draft: Draft) -> None:
    written = seconds(as_clerk, "Q111", **{"text-Q111": "余额{balance}，电话{hotline}。"})
    assert written > seconds(as_clerk, "Q111", **{"text-Q111": "余额，电话。"})


def test_a_prompt_that_there_is_not_is_not_found(as_clerk: Browser, draft: Draft) -> None:
    assert as_clerk.submit(f"{HEAR}/nothing").status_code == 404


def test_who_comes_when_too_many_listen_is_told_to_come_back(as_clerk: Browser, app: Flask, draft: Draft) -> None:
    free = app.extensions["sounds"]._free
    for _ in range(AT_ONCE):
        free.acquire()
    answer = as_clerk.submit(f"{HEAR}/M11")
    assert answer.status_code == 503
    assert "稍后再试" in answer.text


def test_every_kind_of_value_has_a_sample() -> None:
    assert set(RAW) == KINDS
    words = Samples(DIALPLAN).of(["balance", "as_of", "never_heard_of"])
    assert words["never_heard_of"] == SecretStr("某某")
    assert "元" in words["balance"].get_secret_value()
