"""A soak's report for the terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from ivr.bench.soak.report import SoakReport, Timing


def show_soak(report: SoakReport, console: Console) -> None:
    table = Table("", title=f"{report.callers} 路同时 at once · {report.seconds:.0f} s", title_justify="left")
    table.add_column(justify="right")
    for name, figure in _figures(report):
        table.add_row(name, figure)
    console.print(table)
    console.print("结果 outcomes:", _counted(report.outcomes))
    console.print("情景 scenarios:", _counted(report.scenarios))
    for fault in (*report.lost, *report.faults, *report.failed):
        console.print("·", fault)
    for promise in report.broken:
        console.print("未达到 BROKEN:", promise)
    if not report.broken:
        console.print("全部达到 all promises kept")


def _figures(report: SoakReport) -> Iterator[tuple[str, str]]:
    cpu = report.cpu
    yield "电话 calls / 记录 logged", f"{report.calls} / {report.logged}"
    yield "按键 keys / 丢失 lost", f"{report.keys} / {len(report.lost)}"
    yield "与按键不符 calls otherwise than their keys", str(len(report.faults))
    yield "来电方停顿,不计 not judged, callers' clock stood still", str(report.stalled)
    yield "最长空白 longest dead air", f"{report.dead_air.seconds:.2f} s"
    yield "  ", report.dead_air.scenario
    yield "按键到提示音 key to prompt p50 / p95 / max ms", _timed(report.menus)
    yield "  纯拨号方案 plain dialplan, same load", _timed(report.plain)
    yield "  倍数 ratio of p95", f"{report.p95_ratio:.2f}"
    yield "  查询之后 behind look-ups", _timed(report.answers)
    yield "  未认出 not recognised", str(report.unheard)
    yield "漏斗相符 funnel adds up", "yes" if report.funnel_fits else "NO"
    yield (
        "CPU Asterisk / 应用 application / 识别 recogniser / 来电方 callers",
        f"{cpu.asterisk:.0%} / {cpu.application:.0%} / {cpu.recogniser:.0%} / {cpu.callers:.0%}",
    )
    yield "  每路无人说话的电话 a call in which nobody speaks", f"{report.listening:.2%}"
    yield (
        "来电方时钟最多慢 callers' clock late,丢包 packets lost",
        f"{report.lateness_ms:.0f} ms, {report.packets_lost}",
    )


def _timed(timing: Timing) -> str:
    return f"{timing.p50_ms:.1f} / {timing.p95_ms:.1f} / {timing.max_ms:.1f} ({timing.keys})"


def _counted(counts: object) -> str:
    return " ".join(f"{name} {count}" for name, count in counts.items()) if isinstance(counts, dict) else ""
