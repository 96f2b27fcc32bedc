"""The demo's databases as a virtual call's world: the real look-ups and changes, on a copy that is thrown away."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from ivr.benefits import ports
from ivr.benefits.attempts import Attempts
from ivr.benefits.demo import DemoRefused, demo_people
from ivr.benefits.identity import Identity, office_day
from ivr.benefits.parameters import ID_NUMBER
from ivr.benefits.theirs import benefits_url
from ivr.database import migrate, open_ours
from ivr.dialog.events import Accepted, Event, Failed, Found, Locked, Refused, TooSlow, TransferEnded
from ivr.menus.office import load_office
from ivr.phone.backends import open_benefits
from ivr.secret import Pseudonymiser
from ivr.settings import Settings
from ivr.simulator.given_world import RINGS_SECONDS
from ivr.simulator.spoken_values import declared
from ivr.simulator.world import Reply

Result = TypeVar("Result")
VOICE_SECONDS = 5.0
MOST_PEOPLE = 1000


@contextmanager
def demo_world(settings: Settings) -> Iterator["DemoWorld"]:
    """Raises DemoRefused when there is no demo."""
    file = Path(str(benefits_url(settings).database))
    if settings.benefits_url.get_secret_value() or not file.is_file():
        raise DemoRefused(f"{file}: there is no demo; `ivr demo-data` makes one")
    with TemporaryDirectory() as home:
        shutil.copy(file, Path(home) / file.name)
        yield DemoWorld(settings.model_copy(update={"home": Path(home), "software": settings.software_dir}))


class DemoWorld:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked: dict[str, SecretStr] = {}
        ours, pseudonymiser = open_ours(settings), Pseudonymiser(settings.home)
        migrate(ours)
        office = load_office(settings.dialplan / "office.yaml", ZoneInfo(settings.timezone))
        benefits = open_benefits(settings, pseudonymiser.of, lambda: office)
        self._lookups, self._desk = benefits.lookups, benefits.desk
        self._identity = Identity(benefits.lookups, Attempts(ours), pseudonymiser.of, office_day(settings.timezone))

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Reply:
        return _timed(lambda: self._identity.verify(id_number, pin), _verdict)

    def find(self, query: str, values: Mapping[str, SecretStr]) -> Reply:
        self._asked[query] = values[ID_NUMBER]
        return _timed(lambda: self._lookups.find(query, values), lambda rows: Found(0, rows))

    def perform(self, act: str, number: int, values: Mapping[str, SecretStr]) -> Reply:
        return _timed(lambda: self._desk.perform(act, f"simulated-{number}", values), lambda row: Found(0, (row,)))

    def given(self) -> dict[str, Any]:
        """What was looked up, as a dialogue writes it. What a change answered isn't in it: it has no raw values."""
        facts = {person.id_number: person.facts for person in demo_people(benefits_url(self._settings), MOST_PEOPLE)}
        kinds = declared(self._settings.dialplan).kinds
        return {
            query: [{name: str(row[name]) for name in kinds[query]} for row in facts[number.get_secret_value()][query]]
            for query, number in self._asked.items()
            if query in facts.get(number.get_secret_value(), {})
        }

    def ring(self, _extension: str | None) -> Reply:
        return Reply(TransferEnded(0, answered=False), RINGS_SECONDS)

    def voice(self) -> float:
        return VOICE_SECONDS


def _timed(ask: Callable[[], Result], event: Callable[[Result], Event]) -> Reply:
    began = time.monotonic()
    try:
        told = event(ask())
    except ports.LookupTooSlow:
        told = TooSlow(0)
    except (ports.LookupFailed, ports.AttemptsUnavailable):
        told = Failed(0)
    return Reply(told, time.monotonic() - began)


def _verdict(verdict: ports.Verdict) -> Event:
    match verdict:
        case ports.Accepted(initial_pin=initial):
            return Accepted(0, initial)
        case ports.Refused(tries_left=left):
            return Refused(0, left)
        case ports.Locked():
            return Locked(0)
