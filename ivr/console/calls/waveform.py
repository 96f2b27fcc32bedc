"""A recording as a picture, on the same scale as the strip of steps above it."""

from dataclasses import dataclass

from ivr.console.calls.strip import WIDTH
from ivr.recordings.sound import Sound

BARS, HEIGHT = 500, 80


@dataclass(frozen=True)
class Waveform:
    path: str
    """Of an SVG: a line for each bar."""
    gaps: list[tuple[int, int]]
    """Where nothing was recorded: x and width."""
    seconds: float
    """What the whole width stands for."""


def waveform(sound: Sound, seconds: float) -> Waveform:
    each, whole_ms = WIDTH // BARS, round(seconds * 1000)
    heights = (max(1, peak * HEIGHT // 200) for peak in sound.peaks(BARS, whole_ms))
    middle = HEIGHT // 2
    lines = (f"M{bar * each + 1} {middle - high}V{middle + high}" for bar, high in enumerate(heights))
    scale = WIDTH / whole_ms
    gaps = [(round(gap.begin * scale), round((gap.end - gap.begin) * scale)) for gap in sound.left_out(whole_ms)]
    return Waveform("".join(lines), gaps, seconds)
