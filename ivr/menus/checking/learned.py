"""What a node teaches about the caller who leaves it by one of its ways."""

from dataclasses import dataclass, replace

from ivr.menus.graph import Way
from ivr.menus.model import Act, Answer, Ask, Authenticate, Branch, Confirm, Level, Message, Node, Query, Record
from ivr.menus.service import Shape, Shapes

FACTS = frozenset({"open", "announcement", "cut_off", "initial_pin", "phone", "mobile"})
"""What a branch may ask besides variables; each is yes or no."""
SEND_TEXT = "send_text"
"""The act behind every message."""
CASE_NUMBER = "case_number"
NOTHING_KNOWN = Shape(frozenset())


@dataclass(frozen=True)
class Known:
    variables: frozenset[str] = frozenset()
    level: Level = Level.L0

    def plus(self, *names: str) -> "Known":
        return replace(self, variables=self.variables | set(names))


def learned(node: Node, way: Way, known: Known, shapes: Shapes) -> Known:
    """What is known where the way leads."""
    return _chosen(node, way, _after(node, way, known, shapes))


def _after(node: Node, way: Way, known: Known, shapes: Shapes) -> Known:
    """What the node itself adds."""
    match node:
        case Answer():
            found = way.exit in ("options", "then", "no_input", "no_match")
            return _sent(way, known) if way.exit == "login" else answered(node, known, shapes, found=found)
        case Ask() if way.exit == "to":
            return _asked(node, known)
        case Record() if way.exit == "to":
            return known.plus("recording")
        case Authenticate() if way.exit == "accepted":
            return replace(known, level=Level.L2)
        case Branch() if way.exit == "cases":
            return _forked(node, way, known)
    return known


def _sent(way: Way, known: Known) -> Known:
    """Nobody is asked for a PIN before their number is confirmed."""
    if way.place == ("login", "id_number"):
        return known
    return replace(known.plus("id_number"), level=max(known.level, Level.L1))


def answered(node: Answer, known: Known, shapes: Shapes, *, found: bool = True) -> Known:
    """What is known once an answer is there. One confirmation is good for one change."""
    if isinstance(node, Query):
        known = replace(known, level=max(known.level, node.level))
        known = known.plus("id_number") if node.level >= Level.L1 else known
    elif found and CASE_NUMBER in shape_of(node, shapes).columns:
        known = known.plus(CASE_NUMBER)
    return replace(known, level=min(known.level, Level.L2))


def _asked(node: Ask, known: Known) -> Known:
    """Another ID number is another person, who has shown nothing yet."""
    if node.what == "id_number":
        return replace(known.plus("id_number"), level=Level.L0)
    return known.plus({"case_number": CASE_NUMBER, "pin": ""}.get(node.what, "phone"))


def _forked(node: Branch, way: Way, known: Known) -> Known:
    if node.by in ("phone", "mobile"):
        return known.plus("phone") if way.place[3] == "yes" else known
    return known if node.by in FACTS else known.plus(node.by)


def _chosen(node: Node, way: Way, known: Known) -> Known:
    if way.option is None:
        return known
    return replace(known.plus(*way.option.set), level=max(known.level, proved(node, accept=way.option.accept)))


def proved(node: Node, *, accept: bool) -> Level:
    """What a caller has shown who accepts what was read out."""
    if not accept:
        return Level.L0
    if not isinstance(node, Confirm):
        return Level.L3
    return Level.L1 if node.what == "id_number" else Level.L0


def shape_of(node: Answer, shapes: Shapes) -> Shape:
    """What its look-up or change gives and wants; nothing when there is none of that name."""
    if isinstance(node, Query):
        return shapes.queries.get(node.query, NOTHING_KNOWN)
    return shapes.acts.get(node.act if isinstance(node, Act) else SEND_TEXT, NOTHING_KNOWN)


def name_of(node: Answer) -> str:
    """The name of its look-up or change."""
    if isinstance(node, Message):
        return SEND_TEXT
    return node.query if isinstance(node, Query) else str(getattr(node, "act", ""))
