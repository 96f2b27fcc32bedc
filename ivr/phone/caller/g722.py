"""The lower half of a G.722 decoder: 0-4 kHz of the wide-band voice, as 8 kHz samples.

A telephone recording needs no more, and without the upper band there is no filter bank to join the two. Each byte's
four lower-band bits that every G.722 rate carries are enough for level and words (ITU-T G.722, blocks 1 to 6, mode 3).
"""

_QUANTISER = (0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0)
_STEP_CHANGE = (-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60)
_STEP_SIZE = tuple(int(2048 * 2 ** (step / 32)) for step in range(32))


def _saturate(value: int) -> int:
    return max(-32768, min(32767, value))


def _alike(one: int, other: int) -> bool:
    return (one < 0) == (other < 0)


class LowerBand:
    """Adaptive prediction from two poles and six zeros; one object for each direction of a call."""

    def __init__(self) -> None:
        self._prediction = 0
        self._zeros_part = 0
        self._log_step = 0
        self._step = 32
        self._poles = (0, 0)
        self._rebuilt = (0, 0)
        self._partial = (0, 0)
        self._zeros = [0] * 6
        self._differences = [0] * 6

    def sample(self, code: int) -> int:
        index = (code & 0x3F) >> 2
        difference = (self._step * _QUANTISER[index]) >> 15
        heard = self._prediction + difference
        self._adapt_step(index)
        self._adapt_prediction(difference)
        return _saturate(heard * 2)

    def _adapt_step(self, index: int) -> None:
        self._log_step = max(0, min(18432, (self._log_step * 127 >> 7) + _STEP_CHANGE[index]))
        size, shift = _STEP_SIZE[(self._log_step >> 6) & 31], 8 - (self._log_step >> 11)
        self._step = (size >> shift if shift >= 0 else size << -shift) << 2

    def _adapt_prediction(self, difference: int) -> None:
        rebuilt, part = _saturate(self._prediction + difference), _saturate(self._zeros_part + difference)
        self._poles = self._next_poles(part)
        self._zeros = [self._next_zero(zero, past, difference) for zero, past in self._taps()]
        self._differences = [difference, *self._differences[:5]]
        self._rebuilt, self._partial = (rebuilt, self._rebuilt[0]), (part, self._partial[0])
        poles_part = sum(
            pole * _saturate(2 * past) >> 15 for pole, past in zip(self._poles, self._rebuilt, strict=True)
        )
        self._zeros_part = _saturate(sum(zero * _saturate(2 * past) >> 15 for zero, past in self._taps()))
        self._prediction = _saturate(poles_part + self._zeros_part)

    def _taps(self) -> list[tuple[int, int]]:
        return list(zip(self._zeros, self._differences, strict=True))

    def _next_poles(self, part: int) -> tuple[int, int]:
        first, second = self._poles
        last_alike = _alike(part, self._partial[0])
        turn = _saturate(4 * first)
        turn = min(32767, -turn if last_alike else turn) >> 7
        second = turn + (128 if _alike(part, self._partial[1]) else -128) + (second * 32512 >> 15)
        second = max(-12288, min(12288, second))
        limit = _saturate(15360 - second)
        first = _saturate((192 if last_alike else -192) + (first * 32640 >> 15))
        return max(-limit, min(limit, first)), second

    @staticmethod
    def _next_zero(zero: int, past: int, difference: int) -> int:
        pull = 0 if difference == 0 else 128 if _alike(past, difference) else -128
        return _saturate(pull + (zero * 32640 >> 15))
