"""A question as the text of one channel setting: `words;1.0;free;养老金|失业金`, `digits;2.0;x;6,8,4;人工|返回`."""

from ivr.spoken.question import Digits, Question, Words


def to_text(question: Question) -> str:
    """One line. Raises ValueError for a phrase that can't stand in it, and for a pause that is none."""
    match question:
        case Words(phrases, pause_seconds, free):
            kind, mark, choices = "words", "free" if free else "", _written(phrases)
        case Digits(lengths, pause_seconds, x, words):
            kind, mark, choices = "digits", "x" if x else "", ",".join(str(length) for length in lengths)
            choices += f";{_written(words)}" if words else ""
    return f"{kind};{_pause(pause_seconds)};{mark};{choices}"


def from_text(text: str) -> Question:
    """Raises ValueError for what `to_text` has not written."""
    kind, *fields = text.split(";", 3)
    if len(fields) != 3:
        raise ValueError("a question is KIND;PAUSE;MARK;CHOICES")
    pause, mark, choices = fields
    match kind, mark:
        case "words", "" | "free":
            return Words(_phrases(choices), _pause(pause), free=bool(mark))
        case "digits", "" | "x":
            numbers, _, words = choices.partition(";")
            lengths = tuple(_length(length) for length in numbers.split(",")) if numbers else ()
            return Digits(lengths, _pause(pause), x=bool(mark), words=_phrases(words))
    raise ValueError("a question is words, with the mark free or none, or digits, with the mark x or none")


def _written(phrases: tuple[str, ...]) -> str:
    return "|".join(_writable(phrase) for phrase in phrases)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(_writable(phrase) for phrase in text.split("|")) if text else ()


def _writable(phrase: str) -> str:
    if not phrase or "|" in phrase or not phrase.isprintable():
        raise ValueError("a phrase is not empty and holds neither | nor a control character")
    return phrase


def _pause(seconds: str | float) -> float:
    pause = float(seconds)
    if not 0.1 <= pause <= 10:
        raise ValueError("the silence that ends what is said lasts 0.1 to 10 s")
    return pause


def _length(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4):
        raise ValueError("the lengths of a piece are numbers with commas between")
    return int(text)
