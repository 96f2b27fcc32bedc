"""People who don't exist: each has the sound of a few voices mixed, and speaks Mandarin as some of the Mandarin ones do."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ivr.speech.install import SPEAKERS, TIMBRES
from ivr.speech.kokoro import read_styles

Styles = npt.NDArray[np.float32]

SEED = 12333
MIXED = 3
"""Voices in one person."""
_SOUND = 128
"""So many values of a style are its sound; the others are how it speaks."""


def read_voices(folder: Path) -> dict[str, Styles]:
    """Raises OSError."""
    return {name: read_styles(folder / f"{name}.bin") for name in (*SPEAKERS, *TIMBRES)}


def person(number: int, voices: Mapping[str, Styles]) -> Styles:
    """Every other one sounds as only Mandarin voices do."""
    dice = np.random.default_rng((SEED, number))
    mandarin = [voices[name] for name in SPEAKERS]
    sound = _mixed(mandarin if number % 2 else list(voices.values()), dice)
    manner = _mixed(mandarin, dice)
    return np.concatenate([sound[..., :_SOUND], manner[..., _SOUND:]], axis=-1)


def _mixed(voices: list[Styles], dice: np.random.Generator) -> Styles:
    chosen = dice.choice(len(voices), MIXED, replace=False)
    shares = dice.dirichlet(np.ones(MIXED)).astype(np.float32)
    return np.asarray(sum(share * voices[which] for share, which in zip(shares, chosen, strict=True)), dtype=np.float32)
