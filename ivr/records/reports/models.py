"""The sums that reports are made of. A call goes into them once, when nothing can change it any more.

All of a call stands under the day on which it began, by the office's clock, its steps too: so the sums of every table are
those of the same calls. All that is no key is a sum, and two rows of one key can be added.
"""

from datetime import date

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.database import Base

LONGEST_PATH = 10
"""Main menu, menus, login and answer are nine."""
BETWEEN = ">"
"""The nodes of a path. No node has it in its name."""
ENTRY = "-"
"""Where a call comes from before its first node: the exchange. No node has this name."""


class _Day(Base):
    """What the rows of every table are of."""

    __abstract__ = True
    __table_args__ = ({"sqlite_with_rowid": False},)
    """Rows lie in the order of their keys: those of some days are together."""

    day: Mapped[date] = mapped_column(primary_key=True, sort_order=-1)
    tree_version: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)
    spoke: Mapped[bool] = mapped_column(primary_key=True, sort_order=-1)
    """Whether these callers said something that was listened to, once or more."""


class CallSums(_Day):
    __tablename__ = "report_calls"

    hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(String(16), primary_key=True)
    course: Mapped[str] = mapped_column(String(16), primary_key=True)
    calls: Mapped[int]
    answered: Mapped[int]
    in_time: Mapped[int]
    """Answered within the time that the standard gives."""


class StepSums(_Day):
    __tablename__ = "report_steps"

    node: Mapped[str] = mapped_column(primary_key=True)
    input: Mapped[str] = mapped_column(String(16), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(32), primary_key=True)
    steps: Mapped[int]
    milliseconds: Mapped[int] = mapped_column(BigInteger)
    late: Mapped[int]
    """Steps after which the caller would have waited in silence, but for a filler."""


class NodeSums(_Day):
    __tablename__ = "report_nodes"

    node: Mapped[str] = mapped_column(primary_key=True)
    calls: Mapped[int]
    """Those that have been there, each once, however often they came."""


class WaySums(_Day):
    __tablename__ = "report_ways"

    origin: Mapped[str] = mapped_column(primary_key=True)
    """A node, or ENTRY."""
    target: Mapped[str] = mapped_column(primary_key=True)
    """A node, or how the call ended: see `ending`."""
    times: Mapped[int]


class PathSums(_Day):
    """Calls by the nodes that they came to, each once, in the order of their first visits: a call has a row for its first node,
    one for its first two, and so on. So of the calls of a row, all that went on are those of the rows one node longer."""

    __tablename__ = "report_paths"

    path: Mapped[str] = mapped_column(primary_key=True)
    """`M00>M10>M11`; of a longer call its first LONGEST_PATH nodes."""
    calls: Mapped[int]
    lost: Mapped[int]
    """Those that came to no further node and hung up before any answer."""


def ending(outcome: str) -> str:
    """The target of a way that leads out of the tree. No node has such a name."""
    return f"-{outcome}"


def is_ending(target: str) -> bool:
    return target.startswith("-")
