"""Runs dialogues on the virtual clock and tells where they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from ivr.dialog.conversation import Conversation, Opening
from ivr.dialog.state import NOTHING, State
from ivr.menus.service import Service
from ivr.simulator.checking import check_dialogue
from ivr.simulator.dialogue import HIDDEN, Dialogue, EarlierCall
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.given_world import GivenWorld
from ivr.simulator.judging import Judge
from ivr.simulator.keys import SOMEBODY, Person
from ivr.simulator.lengths import Length, estimated
from ivr.simulator.playing import Differs, Player
from ivr.simulator.reading import Written, dialogue_files, read_dialogues
from ivr.simulator.spoken_values import Declared, declared
from ivr.simulator.variant import service_for
from ivr.simulator.world import World


@dataclass(frozen=True)
class Failure:
    """A dialogue that went otherwise than written, and the line of the step."""

    path: Path
    line: int
    title: str
    message: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.title}: {self.message}"


@dataclass(frozen=True)
class Stage:
    """What dialogues are played on."""

    service: Service
    declared: Declared = field(default_factory=Declared)
    length: Length = estimated
    person: Person = SOMEBODY


def run_dialogues(paths: Sequence[Path], service: Service, dialplan: Path) -> list[Failure]:
    """Runs all dialogues in these files and folders, with the look-ups of the dialplan. Raises TreeFault for the first that
    can't be understood."""
    stage = Stage(service, declared(dialplan))
    written = [one for file in dialogue_files(paths) for one in read_dialogues(file)]
    return [failure for one in written if (failure := run_dialogue(one, stage))]


def run_dialogue(one: Written, stage: Stage) -> Failure | None:
    """Raises TreeFault when it does not fit the service."""
    return Performance(one, stage).play()


class Performance:
    """One dialogue being played: the call of its steps, perhaps after an earlier one."""

    def __init__(self, one: Written, stage: Stage) -> None:
        """Raises TreeFault."""
        self._one = one
        self._stage = stage
        self._service = service_for(one, stage.service)
        check_dialogue(one, self._service, stage.declared)
        self._world: World = GivenWorld(one.dialogue.given, stage.person, stage.declared)
        self.driver, self.player = self._call(one.dialogue, None)

    def play(self) -> Failure | None:
        place: tuple[str | int, ...] = ()
        try:
            for place in self._places():
                self._step(place)
        except Differs as differs:
            return Failure(self._one.path, self._one.line(place), self._one.dialogue.title, str(differs))
        return None

    def _places(self) -> Iterator[tuple[str | int, ...]]:
        """Where each step stands, in the order of the calls."""
        dialogue, earlier = self._one.dialogue, self._one.dialogue.earlier_call
        if earlier:
            self.driver, self.player = self._call(earlier, None)
            yield from (("earlier_call", "steps", number) for number in range(len(earlier.steps)))
            cut_off = self.driver.turn.state if earlier.cut_off else None
            self.driver, self.player = self._call(dialogue, cut_off)
        yield from (("steps", number) for number in range(len(dialogue.steps)))
        if dialogue.ends:
            yield ("ends",)

    def _step(self, place: tuple[str | int, ...]) -> None:
        dialogue = self._one.dialogue
        match place:
            case ("steps", int(number)):
                self.player.play(dialogue.steps[number])
            case ("earlier_call", "steps", int(number)) if dialogue.earlier_call:
                self.player.play(dialogue.earlier_call.steps[number])
            case _:
                self.player.end(dialogue.ends or "")

    def _call(self, call: Dialogue | EarlierCall, cut_off: State | None) -> tuple[VirtualDriver, Player]:
        service = self._service
        phone = NOTHING if call.caller == HIDDEN else SecretStr(call.caller)
        opening = Opening(self._one.dialogue.at.replace(tzinfo=service.office.zone).timestamp(), phone, cut_off)
        conversation = Conversation(service.tree, service.wording, service.office)
        driver = VirtualDriver(conversation, opening, self._world, self._stage.length)
        return driver, Player(driver, Judge(service), service.tree, self._stage.person)
