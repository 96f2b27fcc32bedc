"""The report for the terminal."""

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table

from ivr.bench.speech.ids import IdFigures
from ivr.bench.speech.interruptions import Interruptions
from ivr.bench.speech.report import SpeechReport, Timing
from ivr.bench.speech.streams import Streamed
from ivr.bench.speech.words import WordFigures

NOISE = "噪声\nnoise"


def show_speech(report: SpeechReport, console: Console) -> None:
    if report.words:
        console.print(_words(report.words))
    for speaker, figures in report.ids.items():
        console.print(_ids(speaker, figures))
    console.print(_interruptions(report.interruptions))
    console.print(_times(report))


def _words(figures: Iterable[WordFigures]) -> Table:
    headings = ("词语\nwords", "一次听对\nright at once", "反问对\nasked back", "反问错\nasked wrongly", "错\nwrong")
    table = _table("菜单词语 menu words", NOISE, *headings, "没听懂\nnot understood")
    for one in figures:
        counts = (one.right, one.asked_back, one.asked_wrongly, one.wrong, one.not_understood)
        table.add_row(_noise(one.snr_db), str(one.words), *(f"{count / one.words:.1%}" for count in counts))
    return table


def _ids(speaker: str, figures: Iterable[IdFigures]) -> Table:
    headings = ("号码\nnumbers", "一次\nfirst try", "两次内\nwithin two", "更多\nlater", "转按键\nrejected")
    title = f"身份证号分段说 ID numbers in segments · {speaker}"
    table = _table(title, NOISE, *headings, "读回错号\nread back wrong", "错号被接受\nwrongly accepted")
    for one in figures:
        within = one.first_try + one.second_try
        counts = (one.later, one.rejected, one.wrongly_read_back, one.wrongly_accepted)
        shares = (f"{one.first_try / one.numbers:.1%}", f"{within / one.numbers:.1%}")
        table.add_row(_noise(one.snr_db), str(one.numbers), *shares, *map(str, counts))
    return table


def _interruptions(found: Iterable[Interruptions]) -> Table:
    headings = ("打断提示\nstopped", "随即续播\nresumed", "告知没听懂\ntold", "当成选择\ntaken for a choice")
    table = _table("无人说话时每小时 an hour of what is no voice", "声音\nsound", *headings)
    for one in found:
        counts = (one.stopped, one.resumed, one.told, one.taken)
        table.add_row(one.sound, *(f"{count:.0f}" for count in counts))
    return table


_WHAT = {"words": "词语\nword", "ids": "号码段\nID segment"}
_ROWS: tuple[tuple[str, Callable[[Streamed], str]], ...] = (
    ("停顿之后到结果 result behind the pause p50 / p95 ms", lambda one: f"{one.median_ms:.0f} / {one.p95_ms:.0f}"),
    ("没有结果 without a result", lambda one: f"{one.unheard}/{one.utterances}"),
    ("每核同时说话 speaking at once, a core", lambda one: f"{one.streams_a_core:.1f}"),
    ("只识别一次 the engine alone, of a core", lambda one: f"{one.engine_cpu:.1%}"),
    ("服务自身比只识别多 the service's own process, beyond it", lambda one: f"{one.overhead:.1%}"),
    ("提前识别比只识别多 decoding at pauses, beyond it", lambda one: f"{one.ahead:.1%}"),
    ("不说话的电话 a silent call, of a core", lambda one: f"{one.silent_cpu:.2%}"),
)


def _times(report: SpeechReport) -> Table:
    timings = {"words": report.word_timing, "ids": report.id_timing}
    table = _table(f"用时与开销 times and costs · {report.engine}", "", *(_WHAT[what] for what in report.streamed))
    table.columns[0].justify = "left"
    table.add_row("识别 decoding p50 / p95 ms", *(_timed(timings[what]) for what in report.streamed))
    for name, figure in _ROWS:
        table.add_row(name, *(figure(one) for one in report.streamed.values()))
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _noise(snr_db: float | None) -> str:
    return "无 none" if snr_db is None else f"{snr_db:.0f} dB"


def _timed(timing: Timing | None) -> str:
    if timing is None:
        return ""
    return f"{timing.median_ms:.0f} / {timing.p95_ms:.0f} ({timing.decodings})"
