"""Somebody of the office records a prompt: the call that dials an invitation's number. Nothing of it is in the call log."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable, transaction
from ivr.menus.editing.recorded import recorded
from ivr.menus.faults import TreeFault
from ivr.menus.wording import load_wording
from ivr.people.audit import Action, Actor, note
from ivr.phone.agi import Hangup
from ivr.phone.channel import ENDED, Channel
from ivr.phone.line import Unplayable
from ivr.recordings.sound import Sound
from ivr.settings import PROMPTS
from ivr.speech.accepting import LONGEST_SECONDS, BadRecording, accepted
from ivr.speech.prompter import MEMORY, Prompter
from ivr.speech.store import SUFFIX
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Rate
from ivr.versions.drafts import Drafts, NoSuchDraft
from ivr.versions.invitations import Expired, Invitation, Invitations, WrongNumber
from ivr.versions.models import Stage
from ivr.versions.recordings import Recordings

log = structlog.get_logger()

NAME = "recording"
"""What the dialplan asks the application for."""
WORDING = PROMPTS / "recording.yaml"
MOST_TAKES = 10
KEEP, AGAIN = "1", "2"
CHOICE_MS, MOST_QUESTIONS = 7000, 3


class Studio:
    """Serves all such calls at once."""

    def __init__(self, ours: Engine, prompter: Prompter, beep: str, cache: Path) -> None:
        """`beep` is a file without its extension, `cache` where the voice looks for recordings. Raises TreeFault."""
        self._ours = ours
        self._invitations, self._drafts, self._recordings = Invitations(ours), Drafts(ours), Recordings(ours)
        self._prompter = prompter
        self._beep = beep
        self._cache = cache
        self._wording = load_wording(WORDING)

    def answer(self, channel: Channel, number: str) -> None:
        """The call, to its end."""
        try:
            channel.answer()
            self._say(channel, self._outcome(channel, number))
            channel.set_variable(ENDED, "yes")
        except Hangup:
            return
        except (VoiceUnavailable, Unplayable) as fault:
            log.error("recording_call_failed", why=str(fault))

    def _outcome(self, channel: Channel, number: str) -> str:
        """What is to be said last."""
        try:
            invitation = self._invitations.take(number)
        except WrongNumber:
            return "record_wrong"
        except Expired:
            return "record_expired"
        except DatabaseUnavailable as fault:
            log.error("recording_not_begun", why=str(fault))
            return "record_failed"
        return f"record_{self._invited(channel, invitation)}"

    def _invited(self, channel: Channel, invitation: Invitation) -> Stage:
        stage = Stage.LEFT  # when they hang up
        try:
            with _folder() as folder:
                sound = self._recorded(channel, folder)
            stage = self._kept(invitation, sound) if sound else Stage.LEFT
        except (DatabaseUnavailable, Unplayable, VoiceUnavailable, OSError) as fault:
            log.error("recording_not_kept", why=type(fault).__name__)
            stage = Stage.FAILED
        finally:
            self._end(invitation, stage)
        return stage

    def _recorded(self, channel: Channel, folder: Path) -> bytes | None:
        """What is to be kept, as A-law; None for nothing. Raises Unplayable, OSError, Hangup."""
        for take in range(MOST_TAKES):
            self._say(channel, "record_begin")
            path = folder / f"{take}"
            try:
                sound = self._take(channel, path)
            except BadRecording as bad:
                self._say(channel, f"record_{bad.reason}")
                continue
            path.with_suffix(SUFFIX).write_bytes(sound)
            choice = self._choice(channel, path)
            if choice != AGAIN:
                return sound if choice == KEEP else None
        return None

    def _take(self, channel: Channel, path: Path) -> bytes:
        """Raises BadRecording."""
        channel.play_out(self._beep)
        channel.record(str(path), round(LONGEST_SECONDS + 1) * 1000)
        return accepted(io.BytesIO(Sound(path.with_suffix(SUFFIX).read_bytes()).wav()))

    def _choice(self, channel: Channel, take: Path) -> str:
        """After the recording as callers will hear it. Empty for none."""
        for _ in range(MOST_QUESTIONS):
            key = channel.turn(str(take), 1).key
            if key is None:
                with self._prompter.prepare(self._wording.say("record_review"), Rate.NORMAL) as prompt:
                    key = channel.turn(prompt.path, CHOICE_MS).key
            if key and key.get_secret_value() in {KEEP, AGAIN}:
                return key.get_secret_value()
        return ""

    def _kept(self, invitation: Invitation, sound: bytes) -> Stage:
        """In the draft, as a file that is sent would be."""
        digest = self._recordings.keep(sound)
        self._recordings.lay_out([digest], self._cache)
        try:
            draft = self._drafts.change(
                invitation.draft_id, lambda texts: recorded(texts, invitation.prompt, digest), invitation.person
            )
        except (NoSuchDraft, TreeFault):
            return Stage.NO_DRAFT
        with transaction(self._ours) as connection:
            by = Actor(invitation.person, "telephone")
            note(connection, by, Action.DRAFT_SAVED, f"{draft.name} · {invitation.node}")
        return Stage.KEPT

    def _end(self, invitation: Invitation, stage: Stage) -> None:
        try:
            self._invitations.end(invitation, stage)
        except DatabaseUnavailable as fault:
            log.error("recording_end_not_written", why=str(fault))

    def _say(self, channel: Channel, prompt: str) -> None:
        """Raises VoiceUnavailable, Unplayable, Hangup."""
        with self._prompter.prepare(self._wording.say(prompt), Rate.NORMAL) as said:
            channel.play_out(said.path)


@contextmanager
def _folder() -> Iterator[Path]:
    """In memory, for this process alone; the next one removes what it could not."""
    with TemporaryDirectory(prefix=f"ivr-{os.getpid()}-", dir=MEMORY) as folder:
        yield Path(folder)
