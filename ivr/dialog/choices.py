"""A choice by keys: the options of the node, the keys that work everywhere, and two bounded counters."""

from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog.events import Event, Key, Played, Silence
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import BACK, REPEAT, Choices, Confirm, Level, Option, Retry
from ivr.spoken.everywhere import Command
from ivr.spoken.utterance import Rate

FLUSH_SECONDS = 0.6
"""Keys that follow a wrong one so closely were typed without hearing that it was wrong."""
DOUBLE_STAR_SECONDS = 1.5
HEARD_SECONDS = 1.0
"""Sooner nobody has understood a question that is not for keys typed ahead; a quick look-up must not make one confirm it."""
HABIT_SECONDS = 2.0
"""A # that follows a complete number so closely belongs to the number."""


def choose(book: Book, state: State, node: Choices, event: Event) -> Move:
    """What the event means in a node of choices."""
    match event:
        case Key():
            return _key(book, state, node, event)
        case Silence() if state.entry.get_secret_value():
            return _longest(book, replace(state, entry=NOTHING), node, state.entry.get_secret_value(), event.at)
        case Silence():
            return silence(state, node.no_input, book.tree.common.no_input)
        case Played():  # a prompt that nothing interrupts; now the caller may choose
            return book.listen(state, (), node.first_seconds)
    raise TypeError(f"a choice can't end as {type(event).__name__}")


def silence(state: State, own: Retry, common: Retry) -> Go:
    """The caller said and pressed nothing; the node's own rule goes before the common one."""
    count = state.no_input + 1
    if count >= tries(own, common):
        return Go(replace(state, rate=Rate.SLOW), own.to or common.to or BACK, "no_input")
    return Go(replace(state, no_input=count), REPEAT, "no_input")


def tries(own: Retry, common: Retry) -> int:
    return own.tries or common.tries or 2


def _key(book: Book, state: State, node: Choices, event: Key) -> Move:
    if not node.type_ahead and event.at < state.entered_at:
        return Go(state, REPEAT)
    key = event.key.get_secret_value()
    again = state.last_key.get_secret_value() == key and event.at - state.last_key_at <= DOUBLE_STAR_SECONDS
    pressed = replace(state, last_key=event.key, last_key_at=event.at)
    if event.at < state.flush_until or (key == "#" and event.at - state.entry_ended_at < HABIT_SECONDS):
        return Go(state, REPEAT)
    typed = state.entry.get_secret_value() + key
    if typed in node.options or _can_get_longer(node, typed):
        if not node.type_ahead and event.at < state.entered_at + HEARD_SECONDS:
            return Go(replace(state, entered_at=event.at), REPEAT)
        return _typed(book, pressed, node, typed)
    if state.entry.get_secret_value():
        return _wrong(book, replace(pressed, entry=NOTHING), node, event.at)
    return _universal(book, pressed, key, again=again) or _wrong(book, pressed, node, event.at)


EVERYWHERE = {"0": Command.PERSON, "*": Command.BACK, "#": Command.REPEAT, "9": Command.SLOW}
"""The keys that mean the same in every node."""


def _universal(book: Book, pressed: State, key: str, *, again: bool) -> Go | None:
    if key == "*" and again:
        return obey(book, pressed, Command.MAIN_MENU)
    return obey(book, pressed, EVERYWHERE[key]) if key in EVERYWHERE else None


def obey(book: Book, state: State, command: Command) -> Go:
    """What means the same everywhere, by key or by word."""
    heard, common = replace(state, no_input=0, no_match=0), book.tree.common
    return {
        Command.PERSON: Go(heard, state_person(book, heard), "person"),
        Command.BACK: Go(heard, BACK, "back"),
        Command.MAIN_MENU: Go(heard, book.tree.main_menu, "back"),
        Command.REPEAT: Go(heard, REPEAT, "repeat"),
        Command.SLOW: Go(replace(heard, rate=Rate.SLOW), REPEAT, "repeat"),
        Command.HELP: Go(replace(heard, notice=(Notice(common.speech.help),)), REPEAT, "help"),
        Command.GOODBYE: Go(heard, common.goodbye, "goodbye"),
    }[command]


def state_person(book: Book, state: State) -> str:
    """The transfer node behind key 0 where the caller is now."""
    return state.person or book.tree.common.person


def _can_get_longer(node: Choices, typed: str) -> bool:
    return any(key.startswith(typed) and key != typed for key in node.options)


def _typed(book: Book, state: State, node: Choices, typed: str) -> Move:
    """A choice that can't get longer is taken at once."""
    if not _can_get_longer(node, typed):
        return _option(replace(state, entry=NOTHING), node, node.options[typed])
    return book.listen(replace(state, entry=SecretStr(typed)), (), node.between_seconds)


def _longest(book: Book, state: State, node: Choices, typed: str, at: float) -> Move:
    """The caller stopped in a choice that could have got longer."""
    return _option(state, node, node.options[typed]) if typed in node.options else _wrong(book, state, node, at)


def _option(state: State, node: Choices, option: Option) -> Go:
    chosen = replace(state, no_input=0, no_match=0, segments=(option.segment,) if option.segment else ())
    if option.to == REPEAT:
        chosen = replace(chosen, telling=bool(state.answer))
    if option.set:
        given = {name: SecretStr(value) for name, value in option.set.items()}
        chosen = replace(chosen, values={**state.values, **given})
    if option.accept:
        chosen = replace(chosen, level=max(state.level, _proves(state, node)))
    return Go(chosen, option.to, "match")


def _proves(state: State, node: Choices) -> Level:
    """What a caller has shown who accepts what was read out: their number or, once known by their PIN, that they mean it."""
    if not isinstance(node, Confirm):
        return Level.L3 if state.level >= Level.L2 else state.level
    return Level.L1 if node.what == "id_number" else Level.L0


def _wrong(book: Book, state: State, node: Choices, at: float) -> Go:
    prompts = node.no_match.prompts or book.tree.common.no_match.prompts
    return no_match(book, replace(state, flush_until=at + FLUSH_SECONDS), node, prompts)


def no_match(book: Book, state: State, node: Choices, prompts: tuple[str, ...]) -> Go:
    """What was pressed or said is none of the choices: once more, with the prompt of this count first, or to where it is
    too often."""
    common = book.tree.common.no_match
    state = replace(state, no_input=0, no_match=state.no_match + 1)
    if state.no_match >= tries(node.no_match, common):
        return Go(state, node.no_match.to or common.to or BACK, "no_match")
    notice = tuple(Notice(prompt) for prompt in _of_count(prompts, state.no_match))
    return Go(replace(state, notice=notice), REPEAT, "no_match")


def _of_count(prompts: tuple[str, ...], count: int) -> tuple[str, ...]:
    """The prompt of this count, as a tuple of one, or none."""
    return prompts[min(count, len(prompts)) - 1 :][:1]
