"""Answers about the social-security card."""

from datetime import timedelta

from ivr.benefits.demo.cards import LOSS_DAYS
from ivr.benefits.demo.facts.held import Fact, Facts, Held, Row, picked
from ivr.benefits.schema import cards as tables


def facts(held: Held) -> Facts:
    return {
        "card_to_lose": [_card(row, held, str(held.today + timedelta(LOSS_DAYS))) for row in held[tables.social_cards]],
        "card_to_release": [_card(row, held, str(held.today)) for row in held[tables.social_cards]],
        "card_order": [_order(row, held) for row in held[tables.card_orders]],
    }


def _card(card: Row, held: Held, until_when_normal: str) -> Fact:
    until = [row["lapses_on"] for row in held[tables.card_losses] if _locks(row, held)]
    tail = card["card_number"][-4:]
    return {"card_tail": tail, "until": max(until, default=until_when_normal), "case": "lost" if until else "normal"}


def _locks(loss: Row, held: Held) -> bool:
    return loss["released_on"] is None and loss["lapses_on"] >= str(held.today)


def _order(row: Row, held: Held) -> Fact:
    outlet = held.by_id(tables.service_outlets, row["outlet_id"])
    return picked(row, "stage", "ready_on") | {"outlet": outlet["name"], "hours": outlet["hours"]}
