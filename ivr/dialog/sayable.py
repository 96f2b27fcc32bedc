"""What can be said in a node, phrase by phrase, and what each phrase means."""

from collections.abc import Iterator, Mapping

from ivr.dialog.meaning import Meaning, Press, Visit
from ivr.menus.model import Option
from ivr.spoken.everywhere import COMMANDS, NO, YES

Options = Mapping[str, Option]


def sayable(options: Options) -> dict[str, Meaning]:
    """Phrase to meaning. What the tree says goes before yes and no, and these before what holds everywhere."""
    meanings: dict[str, Meaning] = {}
    for phrase, meaning in (*_options(options), *_yes_and_no(options), *_commands()):
        meanings.setdefault(phrase, meaning)
    return meanings


def by_meaning(phrases: Mapping[str, Meaning]) -> dict[Meaning, tuple[str, ...]]:
    """The phrases of each meaning."""
    meanings = dict.fromkeys(phrases.values())
    return {meaning: tuple(phrase for phrase in phrases if phrases[phrase] == meaning) for meaning in meanings}


def yes_key(options: Options) -> str | None:
    """The option that says yes to what was asked: it accepts, or one of its phrases is a yes."""
    return next((key for key, option in options.items() if option.accept or {*option.phrases} & {*YES}), None)


def _options(options: Options) -> Iterator[tuple[str, Meaning]]:
    for key, option in options.items():
        yield from ((phrase, Press(key)) for phrase in option.phrases)


def _yes_and_no(options: Options) -> Iterator[tuple[str, Meaning]]:
    yes = yes_key(options)
    if yes is None:
        return
    yield from ((word, Press(yes)) for word in YES)
    others = {key: option.to for key, option in options.items() if key != yes}
    if len(others) == 1:
        yield from ((word, Press(*others)) for word in NO)
    elif len({*others.values()}) == 1:  # not which part is wrong: all of it again
        yield from ((word, Visit(*{*others.values()})) for word in NO)


def _commands() -> Iterator[tuple[str, Meaning]]:
    for command, phrases in COMMANDS.items():
        yield from ((phrase, command) for phrase in phrases)
