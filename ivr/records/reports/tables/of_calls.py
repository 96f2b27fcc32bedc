"""Tables of the calls themselves: the figures, when calls came, how they ended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ivr.records.models import Outcome
from ivr.records.reports.course import Course
from ivr.records.reports.figures import FIGURES, SCORES
from ivr.records.reports.report import CallsCounted, Report, Share
from ivr.records.reports.tables.table import Column, Kind, ReportTable, Row, Value
from ivr.records.reports.words import Words

CALLS = Column("calls", Words("电话", "Calls"))
SHARE_OF_CALLS = Column("share", Words("占比", "Share"), Kind.SHARE)
OPEN = Words("进行中", "Not over")
OUTCOMES: Mapping[str, Words] = {
    Outcome.SELF_SERVICE: Words("自助完成", "Self-service"),
    Outcome.TRANSFERRED: Words("转人工", "Taken by a person"),
    Outcome.GOODBYE: Words("正常结束，未查询", "Ended without an answer"),
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


def figures(report: Report) -> ReportTable:
    columns = (
        Column("figure", Words("指标", "Figure"), Kind.TEXT),
        Column("value", Words("比例", "Share"), Kind.SHARE),
        Column("part", Words("数量", "Count")),
        Column("whole", Words("总数", "Of")),
        Column("meaning", Words("定义", "Definition"), Kind.TEXT),
    )
    rows = ((replace(figure.name, key=figure.key), *_parts(figure.of(report)), figure.meaning) for figure in FIGURES)
    return ReportTable("figures", Words("指标", "Figures"), columns, tuple(rows))


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
_PLACES: Mapping[str, int] = {Outcome.SELF_SERVICE: 3, Outcome.TRANSFERRED: 4, Outcome.HUNG_UP: 5}
"""Where in TIMES these outcomes are; the last column is of all others."""


def days(report: Report) -> ReportTable:
    first = report.wanted.first
    days = [first + timedelta(days=day) for day in range(report.wanted.days)]
    rows = _times(report, days, lambda row: row.day)
    return ReportTable("days", Words("按日", "By day"), (Column("day", Words("日期", "Day"), Kind.TEXT), *TIMES), rows)


def hours(report: Report) -> ReportTable:
    """Of all days together."""
    rows = _times(report, range(24), lambda row: row.hour)
    return ReportTable(
        "hours", Words("按小时", "By hour"), (Column("hour", Words("小时", "Hour"), Kind.TEXT), *TIMES), rows
    )


def _times(report: Report, spans: Iterable[date | int], of: Callable[[CallsCounted], date | int]) -> tuple[Row, ...]:
    sums = {span: [0] * len(TIMES) for span in spans}
    for row in report.calls:
        amounts = sums[of(row)]
        amounts[0] += row.calls
        amounts[1] += row.answered
        amounts[2] += row.in_time
        amounts[_PLACES.get(row.outcome, len(TIMES) - 1)] += row.calls
    return tuple((_span(span), *amounts) for span, amounts in sums.items())


def _span(span: date | int) -> Value:
    return f"{span:02}:00" if isinstance(span, int) else span


def outcomes(report: Report) -> ReportTable:
    columns = (Column("outcome", Words("结果", "Outcome"), Kind.TEXT), CALLS, SHARE_OF_CALLS)
    rows = _divided(report.outcomes, OUTCOMES, report.total)
    return ReportTable("outcomes", Words("通话结果", "Outcomes"), columns, rows)


def courses(report: Report) -> ReportTable:
    columns = (Column("course", Words("类别", "Kind"), Kind.TEXT), CALLS, SHARE_OF_CALLS)
    rows = _divided(report.courses, COURSES, report.total)
    return ReportTable("courses", Words("自助与人工", "Machine and person"), columns, rows)


def _divided(counts: Mapping[str, int], names: Mapping[str, Words], total: int) -> tuple[Row, ...]:
    return tuple((replace(name, key=key), counts[key], Share(counts[key], total).ratio) for key, name in names.items())


def scores(report: Report) -> ReportTable:
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
    return ReportTable("scores", Words("满意度", "Satisfaction"), columns, rows)
