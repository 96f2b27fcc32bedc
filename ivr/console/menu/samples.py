"""Values to hear a prompt with: an invented one for each of its places."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import SecretStr

from ivr.benefits.values import CODE, in_words
from ivr.dialog.variables import SPOKEN
from ivr.simulator.spoken_values import declared
from ivr.spoken.say import Kind

RAW: Mapping[str, object] = {
    Kind.AMOUNT: "2345.60",
    Kind.DATE: "2026-10-15",
    Kind.MONTH: "2026-10",
    Kind.MONTHS: 200,
    Kind.COUNT: 3,
    Kind.DIGITS: "0044",
    Kind.PHONE: "13812345678",
    Kind.ID_NUMBER: "11010519491231002X",
    Kind.CASE_NUMBER: "202611240018",
    Kind.CARD_TAIL: "0044",
    Kind.PERCENT: "8",
    Kind.TEXT: "某某",
    CODE: "某某",
}


class Samples:
    def __init__(self, dialplan: Path) -> None:
        """Raises BadQuery."""
        columns = declared(dialplan).kinds.values()
        self._kinds = {name: kind for one in columns for name, kind in one.items()} | dict(SPOKEN)

    def of(self, places: Iterable[str]) -> dict[str, SecretStr]:
        """By the kind that a look-up declares for a column of that name."""
        kinds = {place: self._kinds.get(place, Kind.TEXT) for place in places}
        return {place: SecretStr(in_words(kind, RAW[kind])) for place, kind in kinds.items()}
