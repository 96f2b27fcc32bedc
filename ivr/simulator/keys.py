"""What a dialogue presses: keys, and in braces the digits of whoever calls, which stand in no file.

{id}  {pin}  {case_number}     whole numbers; {id 1-15} is a part, its characters counted from 1
{wrong_id}  {wrong_pin}        the same with the last digit wrong
"""

import re
from dataclasses import dataclass, field

from pydantic import SecretStr

NAMES = ("id", "wrong_id", "pin", "wrong_pin", "case_number")
_PLACE = re.compile(r"\{([a-z_]+)(?: (\d+)-(\d+))?\}")
_KEYS = re.compile(r"[0-9*#]*")


@dataclass(frozen=True)
class Person:
    """Whose digits stand behind the braces."""

    id_number: SecretStr
    pin: SecretStr
    case_number: SecretStr = field(default=SecretStr("202611240018"))


SOMEBODY = Person(SecretStr("11010519491231002X"), SecretStr("258014"))
"""The ID number is the one that is printed in GB 11643."""


def check_keys(written: object) -> str:
    """The same text. Raises ValueError that says what to write instead."""
    text = "" if written is None else str(written)
    for name, first, last in _PLACE.findall(text):
        if name not in NAMES or (first and not 1 <= int(first) <= int(last) <= 18):
            raise ValueError(
                f"{{{name}}} is not known: write {', '.join(f'{{{known}}}' for known in NAMES)} or {{id 1-15}}"
            )
    bare = _PLACE.sub("0", text).replace(" ", "")
    if not bare or not _KEYS.fullmatch(bare):
        raise ValueError('write keys in quotes: 0-9, * and #, and {id}, {pin}, as "1 1 {id} 1 {pin}"')
    return text


def keyed(written: str, person: Person) -> str:
    """The keys one after the other; an X is the star."""
    return _PLACE.sub(lambda place: _digits(person, place), written).replace(" ", "").replace("X", "*")


def _digits(person: Person, place: re.Match[str]) -> str:
    name, first, last = place.groups()
    number: SecretStr = getattr(
        person, {"id": "id_number"}.get(name.removeprefix("wrong_"), name.removeprefix("wrong_"))
    )
    digits = number.get_secret_value()
    if name.startswith("wrong_"):
        digits = digits[:-1] + ("1" if digits[-1] != "1" else "2")
    return digits[int(first) - 1 : int(last)] if first else digits
