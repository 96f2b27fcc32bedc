"""Tables of the menu tree: where callers came, went on, and left."""

from ivr.records.reports.models import ENTRY, is_ending
from ivr.records.reports.nodes import LookupFigures, NodeFigures, lookup_figures, node_figures
from ivr.records.reports.report import Visits
from ivr.records.reports.tables.of_calls import OUTCOMES
from ivr.records.reports.tables.table import Column, Kind, ReportTable, Row, Titles
from ivr.records.reports.words import Words

NODE = Column("node", Words("节点", "Node"), Kind.TEXT)
TITLE = Column("title", Words("名称", "Title"), Kind.TEXT)


def nodes(visits: Visits, titles: Titles) -> ReportTable:
    columns = (
        NODE,
        TITLE,
        Column("calls", Words("电话", "Calls"), meaning=Words("到过该节点的电话", "calls that have been there")),
        Column(
            "entries",
            Words("进入次数", "Entries"),
            meaning=Words("同一电话再次进入另计", "a call that comes back counts again"),
        ),
        Column("went_on", Words("继续", "Went on")),
        Column("hung_up", Words("挂机", "Hung up")),
        Column(
            "drop_off",
            Words("流失率", "Drop-off"),
            Kind.SHARE,
            Words("节点内挂机 ÷ 进入次数", "hang-ups in the node ÷ entries"),
        ),
        Column("lost", Words("无结果挂机", "Lost"), meaning=Words("此前未听到任何结果", "hung up before any answer")),
        Column("no_input", Words("无输入", "Silence")),
        Column("no_match", Words("不匹配", "No match")),
        Column("keys", Words("按键", "Keys")),
        Column("speech", Words("语音", "Voice")),
    )
    rows = ((one.node, titles.get(one.node, ""), *_node_values(one)) for one in node_figures(visits))
    return ReportTable("nodes", Words("节点与流失", "Nodes and drop-off"), columns, tuple(rows))


def _node_values(one: NodeFigures) -> Row:
    turns = (one.no_input, one.no_match, one.keys, one.speech)
    return (one.calls, one.entries, one.went_on, one.hung_up, one.drop_off.ratio, one.lost, *turns)


def lookups(visits: Visits, titles: Titles) -> ReportTable:
    columns = (
        NODE,
        TITLE,
        Column("asked", Words("查询次数", "Asked")),
        Column("answered", Words("有结果", "Answered")),
        Column("nothing", Words("无记录", "Nothing recorded")),
        Column("failed", Words("失败", "Failed")),
        Column("slow", Words("超时", "Too slow")),
        Column("late", Words("慢于 0.6 秒", "Over 0.6 s")),
        Column("mean_ms", Words("平均毫秒", "Mean ms")),
    )
    rows = ((one.node, titles.get(one.node, ""), *_lookup_values(one)) for one in lookup_figures(visits))
    return ReportTable("lookups", Words("查询", "Look-ups"), columns, tuple(rows))


def _lookup_values(one: LookupFigures) -> Row:
    return (one.asked, one.answered, one.nothing, one.failed, one.slow, one.late, one.mean_ms)


def ways(visits: Visits, titles: Titles) -> ReportTable:
    columns = (
        Column("origin", Words("从", "From"), Kind.TEXT),
        Column("origin_title", Words("名称", "Title"), Kind.TEXT),
        Column("target", Words("到", "To"), Kind.TEXT),
        Column("target_title", Words("名称", "Title"), Kind.TEXT),
        Column("times", Words("次数", "Times")),
    )
    rows = ((*place(way.origin, titles), *place(way.target, titles), way.times) for way in visits.ways)
    return ReportTable("ways", Words("走向", "Ways"), columns, tuple(rows))


def place(name: str, titles: Titles) -> tuple[str, str | Words]:
    """A node and its title; the words alone where a way begins or leads out of the tree."""
    if name == ENTRY:
        return "", Words("来电", "Call begins")
    return ("", OUTCOMES[name.removeprefix(ENTRY)]) if is_ending(name) else (name, titles.get(name, ""))
