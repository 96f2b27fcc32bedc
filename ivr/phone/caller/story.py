"""Gathers what happened in a call into its report."""

from collections.abc import Iterator
from dataclasses import replace

from ivr.phone.caller.ear import Prompt
from ivr.phone.caller.hand import PATIENCE, Pressed
from ivr.phone.caller.plan import CallPlan
from ivr.phone.caller.report import CallReport, Moment
from ivr.phone.caller.signalling import Party
from ivr.phone.caller.talk import Talk


class Story:
    def __init__(self, plan: CallPlan, began: float) -> None:
        self._plan = plan
        self._began = began
        self._rang_at: float | None = None
        self._answered_at = began
        self._codec = ""
        self._worst_lateness = 0.0

    def rang(self, now: float) -> None:
        if self._rang_at is None:
            self._rang_at = now

    def answered(self, now: float, codec: str) -> None:
        self._answered_at, self._codec = now, codec

    def late(self, seconds: float) -> None:
        self._worst_lateness = max(self._worst_lateness, seconds)

    def ended(self, now: float, by: Party, talk: Talk) -> CallReport:
        since = self._began
        moments = sorted(self._moments(now, by, talk), key=lambda moment: moment.at)
        return CallReport(
            timeline=tuple(Moment(moment.at - since, moment.what) for moment in moments),
            answered_at=self._answered_at - since,
            ended_at=now - since,
            ended_by=by,
            codec=self._codec,
            prompts=tuple(_prompt_since(since, prompt) for prompt in talk.ear.prompts),
            pressed=tuple(_pressed_since(since, press) for press in talk.hand.pressed) if talk.hand else (),
            packets_received=talk.receiver.received,
            packets_lost=sum(count for _, count in talk.receiver.losses()),
            worst_lateness=self._worst_lateness,
            recording=self._plan.record_to,
            packets=tuple(talk.packets),
        )

    def _moments(self, now: float, by: Party, talk: Talk) -> Iterator[Moment]:
        if self._rang_at is not None:
            yield Moment(self._rang_at, "ringing")
        yield Moment(self._answered_at, "answered")
        for prompt in talk.ear.prompts:
            yield Moment(prompt.start, "the system speaks")
            yield Moment(min(prompt.stop, now), "the system stops")
        for at, count in talk.receiver.losses():
            yield Moment(at, f"{count} {'packet' if count == 1 else 'packets'} of sound lost")
        if talk.hand:
            yield from (Moment(press.down, press.what) for press in talk.hand.pressed)
            yield from (Moment(at, f"nothing new heard for {PATIENCE:.0f} s") for at in talk.hand.impatient)
        yield Moment(now, f"the {by} hangs up")


def _prompt_since(began: float, prompt: Prompt) -> Prompt:
    return replace(prompt, start=prompt.start - began, stop=prompt.stop - began)


def _pressed_since(began: float, press: Pressed) -> Pressed:
    return replace(press, down=press.down - began, up=press.up - began)
