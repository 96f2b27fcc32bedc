"""The figures of a report, each with what it means: said here once, shown wherever the figure is."""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.records.models import Input, Outcome
from ivr.records.reports.course import Course
from ivr.records.reports.nodes import lookup_figures
from ivr.records.reports.report import Report, Share
from ivr.records.reports.words import Words

SATISFIED = ("score_1", "score_2")
SCORES = (*SATISFIED, "score_3", "score_4")


@dataclass(frozen=True)
class Figure:
    key: str
    name: Words
    meaning: Words
    of: Callable[[Report], Share | int]


def scores(report: Report) -> int:
    return sum(report.step_outcomes[score] for score in SCORES)


def _satisfied(report: Report) -> Share:
    return Share(sum(report.step_outcomes[score] for score in SATISFIED), scores(report))


def _failed_lookups(report: Report) -> Share:
    asked = lookup_figures(report)
    return Share(sum(one.failed + one.slow for one in asked), sum(one.asked for one in asked))


def _late_lookups(report: Report) -> Share:
    asked = lookup_figures(report)
    return Share(sum(one.late for one in asked), sum(one.asked for one in asked))


def _spoken_turns(report: Report) -> Share:
    spoken = report.inputs[Input.SPEECH]
    return Share(spoken, spoken + report.inputs[Input.KEY] + report.inputs[Input.KEYS])


FIGURES = (
    Figure(
        "calls",
        Words("来电量", "Calls"),
        Words(
            "到达本系统的电话，按开始时间计入当天和当小时。线路全忙或各进程都停止时未到达的电话不在内。",
            "Calls that reached this system, by the day and hour in which they began. Calls that never reached it, because all "
            "lines were taken or every process was down, are not among them.",
        ),
        lambda report: report.total,
    ),
    Figure(
        "open",
        Words("尚未结束", "Not over"),
        Words(
            "正在通话，还没有结果；不在下面各比例的分母内。",
            "Calls that are still running and have no outcome yet; the shares below are of the calls that are over.",
        ),
        lambda report: report.outcomes[Course.OPEN],
    ),
    Figure(
        "in_time",
        Words("15 秒接通率", "Answered within 15 s"),
        Words(
            "15 秒内接通的电话 ÷ 来电量（GB/T 33358-2016 要求 15 秒内接通）。",
            "Calls answered within 15 s ÷ calls (GB/T 33358-2016 asks for an answer within 15 s).",
        ),
        lambda report: Share(report.in_time, report.total),
    ),
    Figure(
        "connected",
        Words("接通率", "Connected"),
        Words("已接通的电话 ÷ 来电量。", "Calls that were answered ÷ calls."),
        lambda report: Share(report.answered, report.total),
    ),
    Figure(
        "worst_24_hours",
        Words("最低 24 小时接通率", "Lowest over 24 hours"),
        Words(
            "所选日期内任意连续 24 个整点小时中最低的接通率；国家标准要求任意 24 小时不低于 95%。",
            "The lowest connected share of any 24 whole hours in a row within these days; the national standard asks for 95 % or "
            "more over any 24 hours.",
        ),
        lambda report: report.worst_24_hours(),
    ),
    Figure(
        "self_service",
        Words("自助率", "Self-service"),
        Words(
            "听到至少一个查询结果或办成一件事、且没有人工接听的电话 ÷ 已结束的电话。",
            "Calls in which the caller heard an answer or had something done, and needed nobody ÷ calls that are over.",
        ),
        lambda report: report.ended(Outcome.SELF_SERVICE),
    ),
    Figure(
        "transferred",
        Words("转人工率", "Taken by a person"),
        Words("由人工接听的电话 ÷ 已结束的电话。", "Calls that a person took ÷ calls that are over."),
        lambda report: report.ended(Outcome.TRANSFERRED),
    ),
    Figure(
        "direct_exit",
        Words("直接退出", "Left at once"),
        Words(
            "只交互一次的电话 ÷ 已结束的电话：听到开场后没有按键也没有说话就结束，且没有人工接听。交互次数 = 1（开场）+ "
            "来电人按键、输入号码或说话的次数。",
            "Calls with one interaction ÷ calls that are over: the caller heard the greeting, pressed and said nothing, and "
            "nobody took the call. Interactions = 1 (the greeting) + the turns that the caller took by key, number or voice.",
        ),
        lambda report: report.went(Course.DIRECT_EXIT),
    ),
    Figure(
        "direct_person",
        Words("直接转人工", "Person at once"),
        Words(
            "交互不超过三次即由人工接听的电话 ÷ 已结束的电话。",
            "Calls that a person took after at most three interactions ÷ calls that are over.",
        ),
        lambda report: report.went(Course.DIRECT_PERSON),
    ),
    Figure(
        "later_person",
        Words("咨询后转人工", "Person later"),
        Words(
            "交互超过三次后由人工接听的电话 ÷ 已结束的电话。",
            "Calls that a person took after more than three interactions ÷ calls that are over.",
        ),
        lambda report: report.went(Course.LATER_PERSON),
    ),
    Figure(
        "machine_only",
        Words("仅咨询机器（净自助解决率）", "Machine only (net self-service)"),
        Words(
            "交互超过一次、没有人工接听就结束的电话 ÷ 已结束的电话。它不看来电人是否听到了结果；听到结果的见自助率。",
            "Calls with more than one interaction that ended without a person ÷ calls that are over. It does not ask whether the "
            "caller heard an answer; the self-service share does.",
        ),
        lambda report: report.went(Course.MACHINE_ONLY),
    ),
    Figure(
        "faults",
        Words("故障中断", "Ended by our fault"),
        Words(
            "因系统故障而结束的电话 ÷ 已结束的电话。以上四类加本类等于全部已结束的电话。",
            "Calls that ended because something of ours failed ÷ calls that are over. These and the four kinds before are all "
            "calls that are over.",
        ),
        lambda report: report.went(Course.FAULT),
    ),
    Figure(
        "spoken_turns",
        Words("语音占比", "By voice"),
        Words(
            "来电人用语音的操作 ÷ 语音和按键的全部操作；输入一个号码算一次。",
            "Turns that callers took by voice ÷ turns by voice and by key; a number keyed in is one turn.",
        ),
        _spoken_turns,
    ),
    Figure(
        "failed_lookups",
        Words("查询失败率", "Look-ups without an answer"),
        Words(
            "失败或超时的查询 ÷ 全部查询；包括业务查询、办理和密码核验。",
            "Look-ups that failed or were too slow ÷ all of them; changes and PIN checks are among them.",
        ),
        _failed_lookups,
    ),
    Figure(
        "late_lookups",
        Words("慢查询占比", "Slow look-ups"),
        Words(
            "超过 0.6 秒、来电人听到「正在查询」的查询 ÷ 全部查询。",
            "Look-ups that took over 0.6 s, so that the caller was told to wait ÷ all of them.",
        ),
        _late_lookups,
    ),
    Figure(
        "satisfied",
        Words("满意率", "Satisfied"),
        Words(
            "评价「很满意」或「满意」÷ 全部评价。没有评价的电话不计入。",
            "Answers 'very satisfied' or 'satisfied' ÷ all answers to the survey. Calls without an answer do not count.",
        ),
        _satisfied,
    ),
    Figure(
        "rated",
        Words("评价率", "Rated"),
        Words("评价 ÷ 已结束的电话。", "Answers to the survey ÷ calls that are over."),
        lambda report: Share(scores(report), report.over),
    ),
)
