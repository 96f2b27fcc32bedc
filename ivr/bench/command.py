"""`ivr bench`: measures this machine and this system, beside nothing but Asterisk on the same machine."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ivr import running
from ivr.bench.calls import measure
from ivr.bench.pages import bench as pages
from ivr.bench.report import BenchReport, Comparison
from ivr.bench.reports import bench as reports
from ivr.bench.soak.shown import show_soak
from ivr.bench.soak.soak import Wanted, soak
from ivr.bench.speech.material import material as material_of
from ivr.bench.speech.measuring import Wanted as Amount
from ivr.bench.speech.measuring import measure as measure_speech
from ivr.bench.speech.shown import show_speech
from ivr.bench.speech.voices import record
from ivr.menus.service import read_service
from ivr.settings import PROMPTS, Settings
from ivr.speech.install import SPEAKERS, install_speakers, install_voice
from ivr.speech.recordings import read_recordings

LATE_MS = 20.0


@click.group()
def bench() -> None:
    """How quick the system is here."""


@bench.command()
@click.option("--calls", default=50, show_default=True, type=click.IntRange(1, 300), help="How many at once.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 1000), help="About 40 s each.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def calls(calls: int, rounds: int, *, as_json: bool) -> None:
    """Press keys in real calls and time the next prompt, beside the same menus as plain dialplan.

    Starts a system of its own and removes it; a running one is not touched, but disturbs.
    """
    with _progress() as done:
        report = measure(calls, rounds, done)
    if as_json:
        click.echo(json.dumps(report.summary(), indent=2))
    else:
        _show(report)


@bench.command("soak")
@click.option("--callers", default=100, show_default=True, type=click.IntRange(2, 300), help="How many at once.")
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0.5, 1440))
@click.option("--seed", default=12333, show_default=True, help="The same callers with the same whims again.")
@click.option("--recogniser", default="auto", show_default=True, type=click.Choice(["none", "auto", "vosk", "whisper"]))
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def soak_command(callers: int, minutes: float, seed: int, recogniser: str, *, as_json: bool) -> None:
    """Let many callers go random ways for minutes; exit status 1 when a promise is broken.

    Starts a system of its own and removes it; a running one is not touched, but disturbs.
    """
    with _progress() as done:
        report = soak(Wanted(callers, 60 * minutes, seed, recogniser), done)
    if as_json:
        click.echo(json.dumps(report.summary(), ensure_ascii=False, indent=2))
    else:
        show_soak(report, _console())
    sys.exit(1 if report.broken else 0)


@bench.command("speech")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--engine", default="whisper", show_default=True, type=click.Choice(["whisper", "vosk"]))
@click.option("--numbers", default=30, show_default=True, type=click.IntRange(1, 1000), help="Of each who says digits.")
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0.1, 120), help="Of noise and music.")
@click.option("--utterances", default=40, show_default=True, type=click.IntRange(1, 10_000), help="At their own pace.")
@click.option("--at-once", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--seed", default=12333, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def speech_command(settings: Settings, /, folder: Path, engine: str, *, as_json: bool, **wanted: Any) -> None:
    """Have an engine understand the recordings in FOLDER, as its MANIFEST.tsv names them, over a telephone line.

    Starts a recogniser of its own for a part of it; a running system is not touched, but disturbs.
    """
    material = material_of(read_recordings(folder))
    source, service = partial(running.engine, settings, engine), read_service(settings.dialplan, PROMPTS)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        report = measure_speech(
            source, service, material, Amount(**wanted), lambda what: progress.update(task, description=what)
        )
    if as_json:
        click.echo(json.dumps(report.summary(), ensure_ascii=False, indent=2))
    else:
        show_speech(report, _console())


@bench.command("reports")
@click.option("--calls", default=100_000, show_default=True, type=click.IntRange(100, 5_000_000), help="Of one month.")
@click.option("--seed", default=12333, show_default=True, help="The same calls again.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def reports_command(calls: int, seed: int, *, as_json: bool) -> None:
    """Fill a call log with a month of calls and time its reports, beside SQL over all of it.

    In a database of its own, a file that is removed: about 1.5 GB for a million calls.
    """
    with _progress() as done:
        measured = reports.measure(calls, seed, done)
    if as_json:
        click.echo(json.dumps(asdict(measured), indent=2))
    else:
        _console().print(reports_table(measured))
    sys.exit(0 if measured.agree else 1)


@bench.command("pages")
@click.option("--calls", default=100_000, show_default=True, type=click.IntRange(100, 5_000_000), help="Of one month.")
@click.option("--times", default=20, show_default=True, type=click.IntRange(1, 1000), help="Each page is opened.")
@click.option("--seed", default=12333, show_default=True, help="The same calls again.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def pages_command(settings: Settings, calls: int, times: int, seed: int, *, as_json: bool) -> None:
    """Open every page of a console of its own, on a month of calls; exit status 1 when one is too slow or too large.

    The month is in a file that is removed: about 1.5 GB for a million calls.
    """
    with _progress() as done:
        measured = pages.measure(settings.software_dir, calls, times, seed, done)
    if as_json:
        click.echo(json.dumps(asdict(measured), indent=2))
    else:
        _console().print(pages_table(measured))
    sys.exit(0 if all(page.keeps_its_promise for page in measured.pages) else 1)


@bench.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def voices(settings: Settings, folder: Path) -> None:
    """Have the voice's eight speakers say each digit by itself into FOLDER: recordings for `ivr bench speech`."""
    software = settings.software_dir
    with Progress(console=Console(stderr=True)) as progress:
        install_voice(software / "voice", progress)
        install_speakers(software / "speakers", progress)
        task = progress.add_task("speaking", total=len(SPEAKERS))
        record(software / "voice", software / "speakers", folder, lambda: progress.advance(task))


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """What was started is stopped when we are told to end, as at Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("测量 measuring", total=1.0)
        yield lambda share: progress.update(task, completed=share)


def _console() -> Console:
    return Console(markup=False, highlight=False)


def _show(report: BenchReport) -> None:
    console = _console()
    for comparison in report.comparisons:
        console.print(comparison_table(comparison))
    if report.worst_lateness_ms > LATE_MS:
        late = f"{report.worst_lateness_ms:.0f} ms"
        console.print(f"来电方的时钟最多慢了 {late}：最长的几个时间可能是本机造成的。")
        console.print(f"The callers' own clock ran up to {late} late: the longest times may be this machine's.")


def comparison_table(comparison: Comparison) -> Table:
    """Both ways side by side."""
    ours, plain = comparison.ours, comparison.plain
    title = f"{comparison.at_once} 路同时 at once · 从松开按键到提示音 from key to prompt"
    table = Table("", title=title, title_justify="left")
    for heading in ("本系统\nours", "纯拨号方案\nplain dialplan", "多\nmore", "倍数\nratio"):
        table.add_column(heading, justify="right")
    for name, mine, other, ratio in (
        ("p50 ms", ours.p50_ms, plain.p50_ms, comparison.p50_ratio),
        ("p95 ms", ours.p95_ms, plain.p95_ms, comparison.p95_ratio),
    ):
        table.add_row(name, f"{mine:.1f}", f"{other:.1f}", f"{mine - other:.1f}", f"{ratio:.2f}")
    table.add_row("最长 max ms", f"{ours.max_ms:.1f}", f"{plain.max_ms:.1f}")
    table.add_row("按键 keys", str(ours.keys), str(plain.keys))
    table.add_row("未应答 lost keys", str(ours.lost_keys), str(plain.lost_keys))
    table.add_row("失败电话 failed calls", f"{ours.failed_calls}/{ours.calls}", f"{plain.failed_calls}/{plain.calls}")
    table.add_row("Asterisk CPU s / call", f"{ours.asterisk_cpu:.4f}", f"{plain.asterisk_cpu:.4f}")
    table.add_row("应用 our CPU s / call", f"{ours.application_cpu:.4f}", f"{plain.application_cpu:.4f}")
    return table


def reports_table(measured: reports.ReportsBench) -> Table:
    title = f"{measured.calls} 通电话 calls, {measured.steps} 步 steps"
    table = Table("", title=title, title_justify="left")
    table.add_column("", justify="right")
    table.add_row("打开一个月的报表 opening the month", f"{measured.open_ms:.0f} ms")
    table.add_row("用 SQL 逐通统计 by SQL over all calls", f"{measured.sql_seconds:.1f} s")
    table.add_row("汇总全部电话 taking all calls into the sums", f"{measured.sums_seconds:.1f} s")
    table.add_row("最长的一批 the longest batch", f"{measured.batch_ms:.0f} ms")
    table.add_row("生成记录 making the log", f"{measured.fill_seconds:.1f} s")
    table.add_row("两种统计一致 both count the same", "是 yes" if measured.agree else "否 NO")
    return table


def pages_table(measured: pages.PagesBench) -> Table:
    """A page that takes longer, or is larger, than promised is marked."""
    title = f"{measured.calls} 通电话 calls"
    table = Table("", "页面 page", title=title, title_justify="left")
    for heading in ("p50 ms", "p95 ms", "kB", "连同文件\nwith files kB"):
        table.add_column(heading, justify="right")
    named = [(page.address, page) for page in measured.pages]
    for name, page in (*named, ("空白页 a bare page", measured.bare)):
        figures = (f"{figure:.1f}" for figure in (page.p50_ms, page.p95_ms, page.kb, page.whole_kb))
        table.add_row("" if page.keeps_its_promise else "✗", name, *figures)
    return table
