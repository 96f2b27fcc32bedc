"""`ivr preview`: what a caller hears first at some moment, and what key 0 does then."""

import datetime as dt
from dataclasses import dataclass

import click
from pydantic import SecretStr

from ivr.dialog.actions import Listen
from ivr.dialog.conversation import Conversation, Opening
from ivr.menus.service import Service, read_service
from ivr.settings import PROMPTS, Settings
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.given import Given
from ivr.simulator.given_world import GivenWorld
from ivr.simulator.keys import SOMEBODY
from ivr.simulator.lengths import estimated
from ivr.simulator.moments import AT
from ivr.simulator.spoken_values import Declared
from ivr.spoken.utterance import plain

CALLER = SecretStr("13812345678")
MOST_PROMPTS = 5
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Preview:
    moment: dt.datetime
    open: bool
    why: str
    """The rule that the day's hours come from."""
    opens: dt.datetime | None
    """When persons answer again, or now."""
    first: tuple[str, ...]
    """What is said until the caller may choose."""
    key_0: tuple[str, ...]
    rings: bool
    """Whether key 0 makes a person's telephone ring."""


def preview(service: Service, moment: dt.datetime) -> Preview:
    """By the conversation that callers have."""
    conversation = Conversation(service.tree, service.wording, service.office)
    world = GivenWorld(Given(), SOMEBODY, Declared())
    driver = VirtualDriver(conversation, Opening(moment.timestamp(), CALLER), world, estimated)
    first = _until_choice(driver)
    driver.press("0")
    key_0 = _until_choice(driver)[len(first) :]
    office = service.office
    opens = office.next_opening(moment)
    rings = bool(driver.rung)
    return Preview(
        moment, office.is_open(moment), office.why(moment), opens, first, key_0[:1] if rings else key_0, rings
    )


def _until_choice(driver: VirtualDriver) -> tuple[str, ...]:
    for _ in range(MOST_PROMPTS):
        if isinstance(driver.turn.action, Listen) or driver.over:
            break
        driver.advance(driver.next_at)
    return tuple(plain(said.utterance).get_secret_value() for said in driver.line.said)


@click.command("preview")
@click.option("--at", "moment", type=AT, default=None, help='The moment, as "2026-10-03 09:05"; now when not given.')
@click.pass_obj
def command(settings: Settings, moment: dt.datetime | None) -> None:
    """Show what a caller hears first at some moment, what key 0 does then, and why."""
    service = read_service(settings.dialplan, PROMPTS)
    zone = service.office.zone
    shown = preview(service, moment.replace(tzinfo=zone) if moment else dt.datetime.now(zone))
    for line in lines(shown):
        click.echo(line)


def lines(shown: Preview) -> list[str]:
    """For a terminal."""
    day = f"{shown.moment:%Y-%m-%d %H:%M} 星期{WEEKDAYS[shown.moment.weekday()]}"
    reason = f" · {shown.why}" if shown.why else ""
    opening = f"{shown.opens:%Y-%m-%d %H:%M}" if shown.opens else "–"
    people = "人工在线 people answer" if shown.open else f"人工休息 nobody answers until {opening}"
    return [
        f"{day}{reason} · {people}",
        "先听到 heard first:",
        *(f"  {text}" for text in shown.first),
        "按零 key 0:",
        *(f"  {text}" for text in shown.key_0),
        *(["  (人工电话响铃 a person's telephone rings)"] if shown.rings else []),
    ]
