"""What one caller of the soak is going to do, and what must come of it."""

from dataclasses import dataclass, field, replace

from ivr.benefits.demo import DemoPerson
from ivr.records.models import Outcome


@dataclass(frozen=True)
class Script:
    """Items are those of a line of keys: `1`, `ID`, `PIN`, `~`, `w2.5`, or keys pressed in one go."""

    name: str
    menus: tuple[str, ...]
    """One key for each menu, from the main menu down."""
    login: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    reaches: tuple[str, str] = ("", "")
    """Node and outcome of a step that must be in the call log, unless the caller hangs up in the middle."""
    ends: Outcome = Outcome.HUNG_UP
    person: DemoPerson | None = field(default=None, repr=False)
    steady: bool = False
    """Not to be cut off in the middle: half of it would be somebody else's trouble."""
    cut: bool = False
    stays: bool = False
    """Whether the caller waits for the system's goodbye."""
    plain: bool = False
    """A call to the plain dialplan: the reference, of which nothing is logged."""

    @property
    def line(self) -> str:
        return " ".join((*self.menus, *self.login, *self.then))

    def continued(self, *then: str, ends: Outcome) -> "Script":
        return replace(self, then=(*self.then, *then), ends=ends)
