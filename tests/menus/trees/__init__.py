"""Trees to check: a small one with nothing wrong in it, and the way to plant a fault."""

from dataclasses import dataclass
from pathlib import Path

from ivr.menus.service import Shape, Shapes

SMALL = Path(__file__).parent / "small"

_PERSON = frozenset({"id_number"})


def _shape(columns: str, wants: str = "", codes: str = "") -> Shape:
    return Shape(frozenset(columns.split()), frozenset(codes.split()), frozenset(wants.split()))


SHAPES = Shapes(
    queries={
        "account": _shape("balance as_of", "id_number"),
        "details": _shape("month amount as_of", "id_number"),
        "card": _shape("card_tail", "id_number", "case"),
        "outlets": _shape("name", "district"),
        "progress": _shape("stage", "case_number"),
    },
    acts={
        "card_loss": _shape("case_number card_tail", "id_number", "case"),
        "leave_message": _shape("case_number", "phone recording"),
        "send_text": _shape("", "phone text"),
    },
)


@dataclass(frozen=True)
class Planted:
    """The small tree with an edit."""

    old: str
    new: str
    at: str = ""
    """Where the fault is to be told; the last line of the edit when not given."""
    file: str = "tree.yaml"

    def write(self, folder: Path) -> int:
        """Writes the files; gives the line of the tree where the fault is to be told."""
        for path in SMALL.glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            assert path.name != self.file or text.count(self.old) == 1, f"{self.file} has {self.old!r} not once"
            edited = text.replace(self.old, self.new) if path.name == self.file else text
            (folder / path.name).write_text(edited, encoding="utf-8")
        tree = (folder / "tree.yaml").read_text(encoding="utf-8")
        return tree[: tree.index(self.at or self.new.rstrip("\n"))].count("\n") + 1 + self._last()

    def _last(self) -> int:
        return 0 if self.at else self.new.rstrip("\n").count("\n")
