"""What a menu tree must know of a look-up or an act to use it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.benefits.values import CODE


@dataclass(frozen=True)
class Signature:
    columns: frozenset[str]
    """What can be spoken."""
    codes: frozenset[str]
    """What steers the call and is never spoken."""
    wants: frozenset[str]
    """What it must be asked with: id_number, case_number, phone …"""

    @classmethod
    def of(cls, columns: Mapping[str, str], wants: Iterable[str]) -> "Signature":
        """`columns`: name to kind."""
        codes = frozenset(name for name, kind in columns.items() if kind == CODE)
        return cls(frozenset(columns) - codes, codes, frozenset(wants))
