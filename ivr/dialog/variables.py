"""What a caller has keyed or chosen, by name: raw for look-ups, in words for prompts."""

from collections.abc import Mapping

from pydantic import SecretStr

from ivr.dialog.state import State
from ivr.spoken.say import Kind, say

SPOKEN = {"id_number": Kind.ID_NUMBER, "phone": Kind.PHONE, "case_number": Kind.CASE_NUMBER}
"""The variables that prompts may read back, besides what a look-up found."""


def raw(state: State) -> Mapping[str, SecretStr]:
    """For look-ups and changes."""
    return {**state.values, "id_number": state.id_number}


def in_words(state: State) -> Mapping[str, SecretStr]:
    """For prompts: what was keyed, what options set, and the row of the answer that is being said."""
    known = {name: value for name, value in raw(state).items() if value.get_secret_value()}
    words = {name: _spoken(name, value) for name, value in known.items()}
    return {**words, **state.given, **(state.rows[0] if state.rows else {})}


def _spoken(name: str, value: SecretStr) -> SecretStr:
    kind = SPOKEN.get(name, Kind.TEXT)
    return SecretStr(say(kind, value.get_secret_value()))
