"""What look-ups, changes, PIN checks, persons and recordings answer in a dialogue: `given`."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from ivr.menus.model import FileName, Part
from ivr.simulator.world import AT_ONCE_SECONDS

Seconds = Annotated[float, Field(ge=0, le=600)]
PinCheck = Literal["right", "initial", "wrong", "locked", "fails", "slow"]


def _answer(written: object) -> object:
    return {"rows": written} if isinstance(written, list) else written


class Answer(Part):
    """Of a look-up or a change. Written as a list it is its rows; none are an answer, too: nothing is recorded."""

    rows: tuple[dict[str, str | None], ...] = ()
    """Column to value, as a database holds it: 23105.60, 2026-10-31."""
    after: Seconds = AT_ONCE_SECONDS
    fails: bool = False
    then: "Annotated[Answer, BeforeValidator(_answer)] | None" = None
    """What it answers when it is asked again."""


class Given(Part):
    """Beside these the name of each look-up or change, with its answer."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[FileName, Annotated[Answer, BeforeValidator(_answer)]] = Field(init=False)

    pin: PinCheck = "right"
    """`right`: {pin} is the caller's PIN, and any other is wrong; `initial`: the same, and it is the one given out."""
    person: Literal["answers", "nobody"] = "nobody"
    """Whether the telephone of a person is answered."""
    voice: Annotated[
        tuple[Seconds, ...], BeforeValidator(lambda written: written if isinstance(written, list) else [written])
    ] = (5.0,)
    """For how many seconds the caller speaks into each recording; 0 for who says nothing."""

    @property
    def answers(self) -> dict[str, Answer]:
        extra: dict[str, Any] = self.__pydantic_extra__
        return extra
