"""Money as it is said on the telephone: 两万三千一百零五元六角."""

from decimal import Decimal

from ivr.spoken.integers import LIMIT, count, integer


def amount(value: Decimal) -> str:
    """Yuan as 元角分. Raises ValueError for a fraction of a fen: rounding is for whoever owns the figure."""
    fen = _in_fen(value)
    return "负" + _words(-fen) if fen < 0 else _words(fen)


def _in_fen(value: Decimal) -> int:
    if not value.is_finite() or abs(value) > LIMIT:
        raise ValueError("an amount is a finite number of at most a million million yuan")
    whole_fen = round(value, 2)
    if whole_fen != value:
        raise ValueError("an amount has no fractions of a fen")
    return int(whole_fen * 100)


def _words(total: int) -> str:
    yuan, rest = divmod(total, 100)
    if not rest:
        return count(yuan, "元整")
    words = count(yuan, "元") if yuan else ""
    return words + _small_change(*divmod(rest, 10), first=not words)


def _small_change(jiao: int, fen: int, *, first: bool) -> str:
    """角 and 分. A two is 两 where the amount begins with it and 二 after other words: 两角二分, 一元二角."""
    if not jiao:
        return count(fen, "分") if first else f"零{integer(fen)}分"
    words = count(jiao, "角") if first else f"{integer(jiao)}角"
    return words + (f"{integer(fen)}分" if fen else "")
