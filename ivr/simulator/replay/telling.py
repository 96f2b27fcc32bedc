"""What a replay found, in lines for a terminal."""

from collections.abc import Iterator

from ivr.menus.model import Tree
from ivr.simulator.replay.partings import Parting, Replayed

BEGINNING = "接通 at the beginning"
MEANS_NOTHING = "无此选项 means nothing"


def lines(replayed: Replayed, draft: Tree) -> Iterator[str]:
    yield f"{replayed.calls} 通来电 calls, {replayed.same} 不变 as before"
    for parting, calls in replayed.partings:
        yield f"{calls:6}  {_told(parting, draft)}"
    yield f"听到答复 hear an answer: {replayed.answered_before} → {replayed.answered_now}"
    if replayed.in_part:
        yield f"{replayed.in_part} 只重放到取决于本人数据之处 followed up to where the caller's own data decide"
    if replayed.unknown:
        yield f"{replayed.unknown} 版本已不存在 of versions that are not kept, not replayed"


def _told(parting: Parting, draft: Tree) -> str:
    where = f"{_name(parting.node, draft)}: {parting.by}" if parting.node else BEGINNING
    now = _name(parting.now, draft) if parting.fits else MEANS_NOTHING
    return f"{where}: {_name(parting.before, draft)} → {now}"


def _name(node: str, draft: Tree) -> str:
    return f"{node} {draft.nodes[node].title}" if node in draft.nodes else node
