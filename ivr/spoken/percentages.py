"""Percentages: 百分之八点五."""

from decimal import Decimal

from ivr.spoken.digits import figures
from ivr.spoken.integers import LIMIT, integer

_DECIMALS = 4  # more can't be followed by ear


def percent(value: Decimal) -> str:
    """A value in per cent (8 for 8 %). Raises ValueError for more than four decimals."""
    if not value.is_finite() or abs(value) > LIMIT or round(value, _DECIMALS) != value:
        raise ValueError("a percentage is a finite number with at most four decimals")
    whole, _, decimals = f"{abs(value):.{_DECIMALS}f}".rstrip("0").partition(".")
    point = "点" + figures(decimals) if decimals else ""
    return ("负" if value < 0 else "") + "百分之" + integer(int(whole)) + point
