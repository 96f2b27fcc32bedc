"""How far a number has been said: so it is decoded when all of it may have been said, and not at each pause between digits."""

HASTE = 1.5
"""So much faster than its beginning may the rest be said."""
DIGIT_SECONDS = 0.15
"""Of voice: so long takes a digit of who speaks quickly."""
SINGLE_DIGIT_SECONDS = 0.2
"""And so long of who pauses between them."""


class Progress:
    """Of a number that has at most `longest` digits."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._given: tuple[int, float] | None = None
        self._digits, self._seconds = 0, 0.0

    def give(self, job: int, voice_seconds: float) -> None:
        """So much voice is being decoded."""
        self._given = job, voice_seconds

    def learn(self, job: int, digits: int) -> None:
        """So many digits were in it. Of an earlier job it is forgotten."""
        if self._given and self._given[0] == job:
            self._digits, self._seconds = digits, self._given[1]

    def may_be_all(self, voice_seconds: float, *, in_one_breath: bool) -> bool:
        """Whether the digits that were missing may have been said since."""
        shortest = DIGIT_SECONDS if in_one_breath else SINGLE_DIGIT_SECONDS
        a_digit = self._seconds / self._digits / HASTE if self._digits else shortest
        return voice_seconds - self._seconds >= (self._longest - self._digits) * a_digit
