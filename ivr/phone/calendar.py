"""Today by the office's calendar, for look-ups and acts."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ivr.menus.office import Office


def dates(office: Callable[[], Office]) -> Callable[[], Mapping[str, str]]:
    """`today`, and `loss_until` for a card that is reported lost now, as 2026-10-31."""

    def now() -> Mapping[str, str]:
        moment, rules = datetime.now(UTC), office()
        today = moment.astimezone(rules.zone).date()
        return {"today": str(today), "loss_until": str(rules.loss_until(moment))}

    return now
