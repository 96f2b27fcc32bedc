"""A report as tables: for the page, the terminal, CSV, Excel and JSON alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ivr.records.models import Outcome
from ivr.records.reports.course import Course
from ivr.records.reports.figures import FIGURES, SCORES
from ivr.records.reports.models import ENTRY, is_ending
from ivr.records.reports.nodes import LookupFigures, NodeFigures, lookup_figures, node_figures
from ivr.records.reports.report import CallsCounted, Report, Share
from ivr.records.reports.words import Words

Value = str | int | float | date | Words | None
"""A float is a share of one."""
Titles = Mapping[str, str]
"""The names of nodes, by the menu tree."""


class Kind(StrEnum):
    TEXT = "text"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True)
class Column:
    key: str
    name: Words
    kind: Kind = Kind.COUNT
    meaning: Words | None = None


@dataclass(frozen=True)
class Sheet:
    key: str
    name: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(report: Report, titles: Titles) -> list[Sheet]:
    return [
        _figures(report),
        _days(report),
        _hours(report),
        _outcomes(report),
        _courses(report),
        _nodes(report, titles),
        _lookups(report, titles),
        _scores(report),
        _ways(report, titles),
    ]


CALLS = Column("calls", Words("电话", "Calls"))
SHARE_OF_CALLS = Column("share", Words("占比", "Share"), Kind.SHARE)
NODE = Column("node", Words("节点", "Node"), Kind.TEXT)
TITLE = Column("title", Words("名称", "Title"), Kind.TEXT)
OPEN = Words("进行中", "Not over")
OUTCOMES: Mapping[str, Words] = {
    Outcome.SELF_SERVICE: Words("自助完成", "Self-service"),
    Outcome.TRANSFERRED: Words("转人工", "Taken by a person"),
    Outcome.GOODBYE: Words("正常结束,未查询", "Ended without an answer"),
    Outcome.HUNG_UP: Words("未得结果挂机", "Hung up before an answer"),
    Outcome.GAVE_UP: Words("无应答结束", "Nothing heard of the caller"),
    Outcome.FAILED: Words("系统故障", "Our fault"),
    Outcome.INTERRUPTED: Words("中断", "Interrupted"),
    Course.OPEN: OPEN,
}
COURSES: Mapping[str, Words] = {
    Course.DIRECT_EXIT: Words("直接退出", "Left at once"),
    Course.DIRECT_PERSON: Words("直接转人工", "Person at once"),
    Course.LATER_PERSON: Words("咨询后转人工", "Person later"),
    Course.MACHINE_ONLY: Words("仅咨询机器", "Machine only"),
    Course.FAULT: Words("故障中断", "Our fault"),
    Course.OPEN: OPEN,
}
RATINGS = (
    Words("很满意", "Very satisfied"),
    Words("满意", "Satisfied"),
    Words("一般", "Fair"),
    Words("不满意", "Not satisfied"),
)


def _figures(report: Report) -> Sheet:
    columns = (
        Column("figure", Words("指标", "Figure"), Kind.TEXT),
        Column("value", Words("比例", "Share"), Kind.SHARE),
        Column("part", Words("数量", "Count")),
        Column("whole", Words("总数", "Of")),
        Column("meaning", Words("定义", "Definition"), Kind.TEXT),
    )
    rows = ((figure.name, *_parts(figure.of(report)), figure.meaning) for figure in FIGURES)
    return Sheet("figures", Words("指标", "Figures"), columns, tuple(rows))


def _parts(value: Share | int) -> tuple[Value, Value, Value]:
    return (value.ratio, value.part, value.whole) if isinstance(value, Share) else (None, value, None)


TIMES = (
    CALLS,
    Column("answered", Words("接通", "Answered")),
    Column("in_time", Words("15 秒内接通", "Within 15 s")),
    Column("self_service", Words("自助完成", "Self-service")),
    Column("transferred", Words("转人工", "Person")),
    Column("hung_up", Words("未得结果挂机", "Hung up before an answer")),
    Column(
        "other", Words("其他", "Other"), meaning=Words("其余结果和进行中", "every other outcome, and calls not over")
    ),
)


def _days(report: Report) -> Sheet:
    first = report.wanted.first
    days = [first + timedelta(days=day) for day in range(report.wanted.days)]
    rows = _times(report, days, lambda row: row.day)
    return Sheet("days", Words("按日", "By day"), (Column("day", Words("日期", "Day"), Kind.TEXT), *TIMES), rows)


def _hours(report: Report) -> Sheet:
    """Of all days together."""
    rows = _times(report, range(24), lambda row: row.hour)
    return Sheet("hours", Words("按小时", "By hour"), (Column("hour", Words("小时", "Hour"), Kind.TEXT), *TIMES), rows)


def _times(
    report: Report, spans: Iterable[date | int], of: Callable[[CallsCounted], date | int]
) -> tuple[tuple[Value, ...], ...]:
    shown = (Outcome.SELF_SERVICE, Outcome.TRANSFERRED, Outcome.HUNG_UP)
    sums = {span: [0] * 7 for span in spans}
    for row in report.calls:
        by_outcome = [row.calls * (row.outcome == outcome) for outcome in shown]
        amounts = (row.calls, row.answered, row.in_time, *by_outcome, row.calls - sum(by_outcome))
        known = sums[of(row)]
        known[:] = map(sum, zip(known, amounts, strict=True))
    return tuple((_span(span), *amounts) for span, amounts in sums.items())


def _span(span: date | int) -> Value:
    return f"{span:02}:00" if isinstance(span, int) else span


def _outcomes(report: Report) -> Sheet:
    columns = (Column("outcome", Words("结果", "Outcome"), Kind.TEXT), CALLS, SHARE_OF_CALLS)
    rows = _divided(report.outcomes, OUTCOMES, report.total)
    return Sheet("outcomes", Words("通话结果", "Outcomes"), columns, rows)


def _courses(report: Report) -> Sheet:
    columns = (Column("course", Words("类别", "Kind"), Kind.TEXT), CALLS, SHARE_OF_CALLS)
    rows = _divided(report.courses, COURSES, report.total)
    return Sheet("courses", Words("自助与人工", "Machine and person"), columns, rows)


def _divided(counts: Mapping[str, int], names: Mapping[str, Words], total: int) -> tuple[tuple[Value, ...], ...]:
    return tuple((name, counts[key], Share(counts[key], total).ratio) for key, name in names.items())


def _nodes(report: Report, titles: Titles) -> Sheet:
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
    rows = ((one.node, titles.get(one.node, ""), *_node_values(one)) for one in node_figures(report))
    return Sheet("nodes", Words("节点与流失", "Nodes and drop-off"), columns, tuple(rows))


def _node_values(one: NodeFigures) -> tuple[Value, ...]:
    turns = (one.no_input, one.no_match, one.keys, one.speech)
    return (one.calls, one.entries, one.went_on, one.hung_up, one.drop_off.ratio, one.lost, *turns)


def _lookups(report: Report, titles: Titles) -> Sheet:
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
    rows = ((one.node, titles.get(one.node, ""), *_lookup_values(one)) for one in lookup_figures(report))
    return Sheet("lookups", Words("查询", "Look-ups"), columns, tuple(rows))


def _lookup_values(one: LookupFigures) -> tuple[Value, ...]:
    return (one.asked, one.answered, one.nothing, one.failed, one.slow, one.late, one.mean_ms)


def _scores(report: Report) -> Sheet:
    columns = (
        Column("score", Words("评价", "Answer"), Kind.TEXT),
        Column("times", Words("次数", "Times")),
        SHARE_OF_CALLS,
    )
    rows = _divided(
        report.step_outcomes,
        dict(zip(SCORES, RATINGS, strict=True)),
        sum(report.step_outcomes[score] for score in SCORES),
    )
    return Sheet("scores", Words("满意度", "Satisfaction"), columns, rows)


def _ways(report: Report, titles: Titles) -> Sheet:
    columns = (
        Column("origin", Words("从", "From"), Kind.TEXT),
        Column("origin_title", Words("名称", "Title"), Kind.TEXT),
        Column("target", Words("到", "To"), Kind.TEXT),
        Column("target_title", Words("名称", "Title"), Kind.TEXT),
        Column("times", Words("次数", "Times")),
    )
    rows = ((*_place(way.origin, titles), *_place(way.target, titles), way.times) for way in report.ways)
    return Sheet("ways", Words("走向", "Ways"), columns, tuple(rows))


def _place(name: str, titles: Titles) -> tuple[Value, Value]:
    if name == ENTRY:
        return "", Words("来电", "Call begins")
    return ("", OUTCOMES[name.removeprefix(ENTRY)]) if is_ending(name) else (name, titles.get(name, ""))
