"""What somebody asked for can't be done."""

from ivr.mendable import Mendable


class Refused(Mendable):
    """The message says why, in Chinese; the console has its English. `field` is where in the form the reason belongs."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.why = why
