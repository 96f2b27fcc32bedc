"""What databases and people answer to a random caller: anything that they may."""

from collections.abc import Mapping
from random import Random

from pydantic import SecretStr

from ivr.dialog.actions import LookUp, Perform
from ivr.dialog.answer import CASE
from ivr.dialog.events import Accepted, Event, Failed, Found, Locked, Refused, TooSlow
from ivr.menus.model import Answer
from tests.dialog.random_house import House

MOST_ROWS = 12
Row = Mapping[str, SecretStr]


def verdict(random: Random, at: float) -> Event:
    """What came of a PIN."""
    refusals = (Refused(at, 2), Refused(at, 1), Refused(at, 0), Locked(at), Failed(at), TooSlow(at))
    return random.choice((Accepted(at), Accepted(at), Accepted(at), Accepted(at, initial_pin=True), *refusals))


def looked_up(random: Random, house: House, node: Answer, action: LookUp | Perform, at: float) -> Event:
    """What came of a look-up or a change."""
    if random.random() < 0.2:
        return random.choice((Failed, TooSlow))(at)
    least, most = (1, 1) if isinstance(action, Perform) else (0, random.choice((1, 1, MOST_ROWS)))
    rows = range(random.randint(least, most))
    return Found(at, tuple(_row(random, house, node, action.values) for _ in rows))


def _row(random: Random, house: House, node: Answer, values: Mapping[str, SecretStr]) -> Row:
    """The right columns; what is about a person bears that person's mark."""
    shape = house.shape(node)
    mark = f"〔{house.mark(values['id_number'].get_secret_value())}〕" if "id_number" in shape.wants else ""
    row = {column: SecretStr(f"某{mark}") for column in shape.columns}
    codes = {code: SecretStr(_code(random, node, code)) for code in shape.codes}
    return {**row, **codes}


def _code(random: Random, node: Answer, code: str) -> str:
    return random.choice((*node.cases, "normal")) if code == CASE else "some"
