"""Somebody who says their ID number, led by what they hear: what is asked again is said again, what is read back is compared, and
who is told to presses keys."""

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

from ivr.benefits.demo import DemoPerson
from ivr.dialog.id_beginnings import ENDS
from ivr.phone.caller.codec import Samples
from ivr.phone.caller.keys import Press, Reply, Say, Secret, Step
from ivr.speech.telephone import read_wav
from ivr.spoken.ids import id_groups
from tests.live.calling import beginning, spoken
from tests.live.conftest import System
from tests.live.sound import Sound
from tests.live.voices import Voices, in_words

ASKED = {"A10": (0, 1, 2), "ask_id_area": (0,), "ask_id_birth": (1,), "ask_id_tail": (2,)}
"""Which parts of the number are said to a question."""
AGAIN = ("speech_unclear", "entry_short")
"""What was said last is said again."""
REMARKS = ("speech_by_keys", "speech_go_on", "speech_ask_back", "speech_not_understood")
PROMPTS = (*ASKED, *AGAIN, *REMARKS, "A11", "A12", "A13")
WRONG_PART = "234"
"""The keys behind a number that is read back."""


@dataclass(frozen=True)
class Said:
    """What a caller has to say, spoken before the call."""

    parts: tuple[Say, ...]
    right: Say
    indeed: Say


def said_by(voices: Voices, speaker: str, person: DemoPerson, folder: Path) -> Said:
    folder.mkdir()
    parts = (in_words(person.id_number[start:end]) for start, end in zip((0, *ENDS), ENDS, strict=False))
    *numbers, right, indeed = (Say(read_wav(voices.say(speaker, words, folder))) for words in (*parts, "正确", "对"))
    return Said(tuple(numbers), right, indeed)


@dataclass
class Speaker:
    """A caller of the system."""

    system: System
    person: DemoPerson
    said: Said
    by_keys: bool = False
    """Whether they keyed the number."""
    _left: list[Say] = field(default_factory=list)
    _latest: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return Press(("1", "1", "1")), Reply(self.reply)

    def reply(self, heard: Samples) -> tuple[Step, ...]:
        """To the prompt that was heard last; nothing more to what follows the PIN."""
        sound = Sound(heard.tobytes())
        places = {prompt: sound.find_last(beginning(self.system, prompt)) for prompt in PROMPTS}
        found = {prompt: place for prompt, place in places.items() if place is not None}
        prompt = max(found, key=found.__getitem__, default="")
        if prompt in ("A12", "A13"):
            return (Press((Secret.PIN,)),) if prompt == "A13" else ()
        done = self._to_read_back(sound, found) if prompt == "A11" else self._to_question(prompt, found)
        self._latest = done or self._latest
        return *done, Reply(self.reply)

    def _to_read_back(self, heard: Sound, found: Container[str]) -> tuple[Step, ...]:
        """By voice once, then by the key."""
        wrong = self._wrong_part(heard)
        by_key = wrong or self.by_keys or "speech_not_understood" in found or "speech_by_keys" in found
        return (Press((wrong or "1",)) if by_key else self.said.right,)

    def _to_question(self, prompt: str, found: Container[str]) -> tuple[Step, ...]:
        if "speech_by_keys" in found:
            self.by_keys = True
            return (Press((Secret.ID,)),)
        if prompt in AGAIN:
            return self._latest
        if prompt == "speech_ask_back":
            return (self.said.indeed,)
        if prompt in ASKED:
            self._left = [self.said.parts[part] for part in ASKED[prompt]]
        return (self._left.pop(0),) if self._left and prompt else ()

    def _wrong_part(self, heard: Sound) -> str:
        """The key that says which part was read back otherwise than it was said."""
        groups = zip(id_groups(self.person.id_number), WRONG_PART, strict=True)
        return next((key for words, key in groups if spoken(self.system, words) not in heard), "")
