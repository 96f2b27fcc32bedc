"""Somebody records a prompt by telephone: what they hear, and what comes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable, migrate, open_ours
from ivr.menus.service import RECORDINGS
from ivr.menus.wording import load_wording
from ivr.people.audit import WantedEntries, entries
from ivr.phone.agi import Hangup
from ivr.phone.channel import ENDED, Channel, Keyed
from ivr.phone.line import Unplayable
from ivr.phone.studio import MOST_QUESTIONS, MOST_TAKES, WORDING, Studio
from ivr.settings import load
from ivr.speech.accepting import LONGEST_SECONDS
from ivr.speech.prompter import MEMORY, Playable, Prompter
from ivr.speech.telephone import SAMPLE_RATE, to_alaw
from ivr.spoken.utterance import Rate, Utterance, plain
from ivr.versions.drafts import Draft, Drafts
from ivr.versions.invitations import Invitation, Invitations
from ivr.versions.models import Stage
from ivr.versions.recordings import Recordings

TEXTS = load_wording(WORDING).texts


def speech(loudness: float = 0.3, seconds: float = 2.0) -> bytes:
    at = np.arange(int(SAMPLE_RATE * seconds)) / SAMPLE_RATE
    return to_alaw((loudness * np.sin(2 * np.pi * 440 * at)).astype(np.float32))


SPOKEN, SILENCE = speech(), speech(0.0)


@dataclass
class FakeChannel:
    """Somebody says what `said` holds, one take after the other, and presses `keys`, one at a question."""

    said: list[bytes | Exception]
    keys: list[str | None] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    def answer(self) -> None: ...

    def play_out(self, path: str) -> None:
        self.heard.append(path)

    def record(self, path: str, _most_ms: int) -> tuple[int, SecretStr]:
        take = self.said.pop(0)
        if isinstance(take, Exception):
            raise take
        Path(f"{path}.alaw").write_bytes(take)
        return 2000, SecretStr("#")

    def turn(self, path: str | None, listen_ms: int) -> Keyed:
        if listen_ms == 1:
            assert Path(f"{path}.alaw").stat().st_size
            self.heard.append("take")
            return Keyed(None, 0.0)
        self.heard.append(str(path))
        if not self.keys:
            raise Hangup("enough")
        key = self.keys.pop(0)
        return Keyed(SecretStr(key) if key else None, 0.0)

    def set_variable(self, name: str, value: str) -> None:
        self.variables[name] = value


class FakePrompter:
    """A prompt is its words."""

    def prepare(self, utterance: Utterance, _rate: Rate) -> Playable:
        return Playable(plain(utterance).get_secret_value(), 1000, personal=False)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Engine]:
    engine = open_ours(load(home=tmp_path))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def draft(ours: Engine) -> Draft:
    return Drafts(ours).begin("养老", {"tree.yaml": "nodes: {}\n"}, "clerk", None)


@pytest.fixture
def invited(ours: Engine, draft: Draft) -> Invitation:
    return Invitations(ours).invite(draft.id, "M21", "M21", "clerk")


@pytest.fixture
def studio(ours: Engine, tmp_path: Path) -> Studio:
    return Studio(ours, cast("Prompter", FakePrompter()), "beep", tmp_path / "cache")


@pytest.fixture
def ring(studio: Studio, invited: Invitation) -> Callable[..., list[str]]:
    """Calls the number and gives what was heard, by the prompts' ids."""
    names = {text: name.removeprefix("record_") for name, text in TEXTS.items()}

    def call(channel: FakeChannel, number: str = invited.number) -> list[str]:
        studio.answer(cast("Channel", channel), number)
        return [names.get(path, path) for path in channel.heard]

    return call


def stage(ours: Engine, invited: Invitation) -> Stage:
    found = Invitations(ours).invitation(invited.id)
    assert found
    return found.stage


def test_what_is_kept_is_in_the_draft(
    ours: Engine, draft: Draft, invited: Invitation, tmp_path: Path, ring: Callable[..., list[str]]
) -> None:
    channel = FakeChannel([SPOKEN], ["1"])
    assert ring(channel) == ["begin", "beep", "take", "review", "kept"]
    assert channel.variables == {ENDED: "yes"}
    saved = Drafts(ours).draft(draft.id)
    digest = saved.texts[RECORDINGS].split('"')[1]
    assert (saved.revision, saved.saved_by) == (2, "clerk")
    assert Recordings(ours).sound(digest) == (tmp_path / "cache" / f"recording-{digest}.alaw").read_bytes()
    assert stage(ours, invited) is Stage.KEPT
    (noted,) = entries(ours, WantedEntries())
    assert (noted.actor, noted.address, noted.action) == ("clerk", "telephone", "draft_saved")
    assert noted.subject == "养老 · M21"


def test_what_is_recorded_again_replaces_the_first(ours: Engine, ring: Callable[..., list[str]]) -> None:
    louder = speech(0.3, 3.0)
    heard = ring(FakeChannel([SPOKEN, louder], ["2", "1"]))
    assert heard == ["begin", "beep", "take", "review"] * 2 + ["kept"]
    digest = Drafts(ours).draft(1).texts[RECORDINGS].split('"')[1]
    assert len(Recordings(ours).sound(digest) or b"") == len(louder)


def test_other_keys_and_silence_hear_it_again(ours: Engine, ring: Callable[..., list[str]]) -> None:
    heard = ring(FakeChannel([SPOKEN], ["5", None, "1"]))
    assert heard == ["begin", "beep", *["take", "review"] * 3, "kept"]


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (SILENCE, "too_quiet"),
        (b"", "too_short"),
        (speech(0.3, 0.2), "too_short"),
        (speech(0.3, LONGEST_SECONDS + 1), "too_long"),
        (to_alaw(np.ones(8000, dtype=np.float32)), "clipped"),
    ],
)
def test_what_a_file_would_be_refused_for_is_told_and_recorded_anew(
    ring: Callable[..., list[str]], sound: bytes, told: str
) -> None:
    heard = ring(FakeChannel([sound, SPOKEN], ["1"]))
    assert heard == ["begin", "beep", told, "begin", "beep", "take", "review", "kept"]


def test_nobody_stays_for_ever(ours: Engine, invited: Invitation, ring: Callable[..., list[str]]) -> None:
    assert ring(FakeChannel([SPOKEN], [None] * MOST_QUESTIONS))[-1] == "left"
    assert stage(ours, invited) is Stage.LEFT


def test_takes_are_bounded(ours: Engine, invited: Invitation, ring: Callable[..., list[str]]) -> None:
    assert ring(FakeChannel([SILENCE] * MOST_TAKES))[-1] == "left"
    assert stage(ours, invited) is Stage.LEFT


def test_who_hangs_up_keeps_nothing(
    ours: Engine, draft: Draft, invited: Invitation, ring: Callable[..., list[str]]
) -> None:
    channel = FakeChannel([SPOKEN])
    ring(channel)
    assert channel.variables == {}
    assert stage(ours, invited) is Stage.LEFT
    assert Drafts(ours).draft(draft.id).revision == 1


def test_a_wrong_number_and_one_that_was_used_are_told_apart(
    invited: Invitation, ring: Callable[..., list[str]]
) -> None:
    other = "77000000" if invited.number != "77000000" else "77000001"
    assert ring(FakeChannel([]), other) == ["wrong"]
    ring(FakeChannel([SPOKEN], ["1"]))
    assert ring(FakeChannel([])) == ["expired"]


def test_a_draft_that_is_gone_takes_nothing(
    ours: Engine, draft: Draft, invited: Invitation, ring: Callable[..., list[str]]
) -> None:
    Drafts(ours).discard(draft)
    assert ring(FakeChannel([SPOKEN], ["1"]))[-1] == "no_draft"
    assert stage(ours, invited) is Stage.NO_DRAFT


@pytest.mark.parametrize("fault", [Unplayable("no room"), OSError("no room"), DatabaseUnavailable("gone")])
def test_what_can_not_be_kept_is_told(
    ours: Engine, invited: Invitation, ring: Callable[..., list[str]], fault: Exception
) -> None:
    channel = FakeChannel([fault])
    assert ring(channel) == ["begin", "beep", "failed"]
    assert channel.variables == {ENDED: "yes"}
    assert stage(ours, invited) is Stage.FAILED


def test_without_our_database_the_number_is_not_known(ours: Engine, ring: Callable[..., list[str]]) -> None:
    with ours.begin() as connection:
        connection.exec_driver_sql("DROP TABLE invitations")
    assert ring(FakeChannel([])) == ["failed"]


def test_no_take_is_left_behind(ring: Callable[..., list[str]]) -> None:
    before = set(MEMORY.glob("ivr-*"))
    ring(FakeChannel([SPOKEN], ["1"]))
    assert set(MEMORY.glob("ivr-*")) <= before
