"""From what a browser sent to the fields of a node as they stand in the tree's file."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from ivr.console.menu.fields import Field, Widget, fields

Form = MultiDict[str, str]
_BETWEEN = re.compile(r"[\s,，、;；]+")


class BadForm(ValueError):
    """A field can't be written down, because it has the same twice."""

    def __init__(self, field: str, twice: str) -> None:
        super().__init__(f"{field}: {twice}")
        self.field, self.twice = field, twice


def node_from(form: Form, kind: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """The node with what was filled in; what the form does not ask for stays. Raises BadForm."""
    new = dict(old)
    for field in fields(kind):
        value = _READERS[field.widget](form, field, old.get(field.name))
        if value is None or (field.name not in old and value == field.default):
            new.pop(field.name, None)
        else:
            new[field.name] = value
    return new


def texts_from(form: Form) -> dict[str, str]:
    """The wording that was filled in, by prompt id."""
    return {name.removeprefix("text-"): _one_line(text) for name, text in form.items() if name.startswith("text-")}


def words(written: str) -> list[str]:
    """What stands between commas and spaces."""
    return [word for word in _BETWEEN.split(written) if word]


def _one_line(text: str) -> str:
    """A browser's text field may break lines; what is said has none."""
    return " ".join(text.split())


def _line(form: Form, field: Field, _old: Any) -> str | None:
    return _one_line(form.get(field.name, "")) or None


def _number(form: Form, field: Field, _old: Any) -> float | int | str | None:
    return number(form.get(field.name, "").strip())


def number(written: str) -> float | int | str | None:
    """What is no number stays as it was written: the check names it."""
    if not written:
        return None
    return int(written) if re.fullmatch(r"\d{1,6}", written) else _decimal(written)


def _decimal(written: str) -> float | str:
    return float(written) if re.fullmatch(r"\d{1,6}\.\d{1,3}", written) else written


def _switch(form: Form, field: Field, _old: Any) -> bool:
    return field.name in form


def _retry(form: Form, field: Field, old: Any) -> dict[str, Any] | None:
    given = {
        "tries": number(form.get(f"{field.name}-tries", "").strip()),
        "to": form.get(f"{field.name}-to", "").strip() or None,
        "prompts": words(form.get(f"{field.name}-prompts", "")) or None,
    }
    kept = _kept(old if isinstance(old, Mapping) else {}, given)
    return kept or None


def _cases(form: Form, field: Field, _old: Any) -> dict[str, str] | None:
    rows = ((form.get(f"case-{row}-name", ""), form.get(f"case-{row}-to", "")) for row in form.getlist("cases"))
    return dict(_unique(field, ((name.strip(), to.strip()) for name, to in rows))) or None


def _options(form: Form, field: Field, old: Any) -> dict[str, Any] | None:
    was = old if isinstance(old, Mapping) else {}
    rows = ((form.get(f"option-{row}-key", "").strip(), _option(form, row, was)) for row in form.getlist("options"))
    return dict(_unique(field, rows)) or None


def _option(form: Form, row: str, was: Mapping[str, Any]) -> dict[str, Any]:
    old = was.get(form.get(f"option-{row}-was", ""))
    given = {
        "to": form.get(f"option-{row}-to", "").strip(),
        "name": _one_line(form.get(f"option-{row}-name", "")),
        "words": words(form.get(f"option-{row}-words", "")) or None,
        "accept": f"option-{row}-accept" in form or None,
        "segment": number(form.get(f"option-{row}-segment", "").strip()),
        "set": _variables(form.get(f"option-{row}-set", "")),
    }
    return _kept(old if isinstance(old, Mapping) else {}, given)


def _variables(written: str) -> dict[str, str] | None:
    """name=value, with spaces or commas between."""
    pairs = (word.partition("=") for word in words(written))
    return {name: value for name, _, value in pairs} or None


def _kept(old: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """In the old order, without what was left empty."""
    merged = {**old, **given}
    return {name: value for name, value in merged.items() if value is not None}


def _unique(field: Field, rows: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Rows without a name are those that were taken out. Raises BadForm."""
    seen: set[str] = set()
    for name, value in rows:
        if name in seen:
            raise BadForm(field.name, name)
        if name:
            seen.add(name)
            yield name, value


_READERS: Mapping[Widget, Callable[[Form, Field, Any], Any]] = {
    Widget.NUMBER: _number,
    Widget.SWITCH: _switch,
    Widget.OPTIONS: _options,
    Widget.RETRY: _retry,
    Widget.CASES: _cases,
    Widget.PROMPT_CASES: _cases,
} | dict.fromkeys(
    (
        Widget.LINE,
        Widget.DESTINATION,
        Widget.PERSON,
        Widget.PROMPT,
        Widget.CHOICE,
        Widget.QUERY,
        Widget.ACT,
    ),
    _line,
)
