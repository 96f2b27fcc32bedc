"""`ivr menu`: versions of the menus come in, go out, are compared, published and taken back."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ivr.database import migrate, open_ours
from ivr.from_folder import speaking_bar
from ivr.mendable import Mendable
from ivr.simulator.replay.day import DAY, MOST_CALLS
from ivr.simulator.replay.day import replay as replay_day
from ivr.simulator.replay.telling import lines
from ivr.simulator.running import run_dialogues
from ivr.versions.comparing import compare
from ivr.versions.folder import Folder, remember
from ivr.versions.models import Series
from ivr.versions.opening import open_publisher
from ivr.versions.recordings import Recordings
from ivr.versions.shelf import Shelf
from ivr.versions.taking import FROM_FOLDER, Taker, whoami
from ivr.versions.telling import told
from ivr.versions.version import Act, Texts, Version


@contextmanager
def _taker(shelf: Shelf, folder: Path) -> Iterator[Taker]:
    with speaking_bar() as told, open_publisher(shelf.settings, shelf.ours, told) as publisher:
        yield Taker(shelf.ours, publisher, Folder(folder))


_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
@click.pass_context
def menu(context: click.Context) -> None:
    """Versions of the menus: compare, publish, take back."""
    ours = open_ours(context.obj)
    migrate(ours)
    context.obj = Shelf(context.obj, ours)


@menu.command("list")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def list_versions(shelf: Shelf, *, as_json: bool) -> None:
    """Show the versions, the newest first, and the drafts."""
    versions, drafts = shelf.menus.listed(), shelf.drafts.listed()
    if as_json:
        shown = {"versions": versions, "drafts": [_without_texts(vars(draft)) for draft in drafts]}
        click.echo(json.dumps(shown, default=_plain, ensure_ascii=False, indent=2))
        return
    zone = ZoneInfo(shelf.settings.timezone)
    for version in versions:
        click.echo(_line(version, zone))
    for draft in drafts:
        made_from = f"from {draft.parent}" if draft.parent else ""
        click.echo(
            f"draft {draft.name}  {draft.saved_by}  {draft.saved_at.astimezone(zone):%Y-%m-%d %H:%M}  {made_from}"
        )


@menu.command()
@click.argument("before")
@click.argument("after", required=False)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def diff(shelf: Shelf, before: str, after: str | None, language: Any, *, as_json: bool) -> None:
    """Tell what AFTER has otherwise than BEFORE: numbers, drafts or folders; AFTER is what is published when not given."""
    one, other = (shelf.service(shelf.texts(name)) for name in (before, after or str(shelf.published)))
    changes = compare(one, other)
    if as_json:
        click.echo(json.dumps(changes, default=vars, ensure_ascii=False, indent=2))
        return
    for change in changes:
        click.echo(told(change, language))


@menu.command("import")
@click.argument("folder", type=_FOLDER)
@click.argument("name")
@click.pass_obj
def import_folder(shelf: Shelf, folder: Path, name: str) -> None:
    """Make a draft of the menus in FOLDER."""
    source = Folder(folder)
    texts = source.read(Series.MENU)
    shelf.service(texts)
    Recordings(shelf.ours).bring_in(texts, source.sound)
    shelf.drafts.begin(name, texts, whoami(), shelf.menus.published())


@menu.command()
@click.argument("name")
@click.argument("folder", type=_FOLDER)
@click.pass_obj
def export(shelf: Shelf, name: str, folder: Path) -> None:
    """Write a version or a draft with its recordings, and the office's file, into FOLDER, over what is there."""
    target, office, texts = Folder(folder), shelf.offices.published(), shelf.texts(name)
    target.write(texts)
    target.write_sounds(Recordings(shelf.ours).named_in(texts))
    if name.isdecimal():
        remember(shelf.ours, target, Series.MENU, int(name))
    if office is not None:
        target.write(shelf.offices.texts(office))
        remember(shelf.ours, target, Series.OFFICE, office)


@menu.command()
@click.argument("name", required=False)
@click.option("--note", default="", help="What is new in it.")
@click.option(
    "--dialogues",
    type=click.Path(exists=True, path_type=Path),
    help="Play these first; publish only when all come out.",
)
@click.pass_obj
def publish(shelf: Shelf, name: str | None, note: str, dialogues: Path | None) -> None:
    """Make a draft, or a folder's files, what callers hear from their next call on; IVR_DIALPLAN when none is named."""
    folder = Path(name or shelf.settings.dialplan)
    draft = None if folder.is_dir() else shelf.drafts.named(str(name))
    texts = draft.texts if draft else Folder(folder).read(Series.MENU)
    if dialogues:
        _play(shelf, texts, dialogues)
    with _taker(shelf, folder) as taker:
        if draft:
            published = shelf.menus.published()
            version = taker.publisher.publish_menu(texts, Act(whoami(), note or draft.name), published, draft.parent)
            shelf.drafts.discard(draft)
        else:
            taker.publish(Series.OFFICE, note or FROM_FOLDER)
            version = taker.publish(Series.MENU, note or FROM_FOLDER)
    click.echo(_line(version, ZoneInfo(shelf.settings.timezone)))


@menu.command()
@click.argument("number", type=int, required=False)
@click.option("--note", default="回退 rolled back")
@click.pass_obj
def rollback(shelf: Shelf, number: int | None, note: str) -> None:
    """Publish version NUMBER again; the one before the published one when no number is given."""
    published = shelf.published
    earlier = (one.number for one in shelf.menus.publications() if one.number != published)
    wanted = number or next(earlier, None)
    if wanted is None:
        raise Mendable(f"there is no version before {published}")
    with _taker(shelf, shelf.settings.dialplan) as taker:
        version = taker.publisher.roll_back(wanted, Act(whoami(), note), published)
    click.echo(_line(version, ZoneInfo(shelf.settings.timezone)))


@menu.command()
@click.argument("name")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Yesterday when not given.")
@click.option(
    "--most", type=click.IntRange(1, 1_000_000), default=MOST_CALLS, show_default=True, help="The day's last calls."
)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def replay(shelf: Shelf, name: str, day: dt.datetime | None, most: int, *, as_json: bool) -> None:
    """Tell what would have changed for a day's callers if NAME, a draft, a folder or a version, had been published."""
    today = dt.datetime.now(ZoneInfo(shelf.settings.timezone)).date()
    texts = shelf.texts(name)
    replayed = replay_day(shelf, texts, day.date() if day else today - DAY, most)
    if as_json:
        click.echo(json.dumps(asdict(replayed), ensure_ascii=False, indent=2))
        return
    for line in lines(replayed, shelf.service(texts).tree):
        click.echo(line)


def _play(shelf: Shelf, texts: Texts, dialogues: Path) -> None:
    """Raises Mendable with what came out otherwise."""
    if failures := run_dialogues([dialogues], shelf.service(texts), shelf.settings.dialplan):
        raise Mendable("\n".join(map(str, failures)))


def _line(version: Version, zone: ZoneInfo) -> str:
    made_at = f"{version.made_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"{version.number:>4}  {version.state:9}  {version.digest[:12]}  {made_at}  {version.author}  {version.note}"


def _without_texts(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "texts"}


def _plain(value: Any) -> Any:
    return vars(value) if isinstance(value, Version) else value.isoformat()
