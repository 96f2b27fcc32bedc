"""Which engine listens: the one that is wanted, or the better of those that are there."""

from collections.abc import Callable
from pathlib import Path

from ivr.speech.engine import Engine, Unavailable
from ivr.speech.engines.vosk import Vosk
from ivr.speech.engines.whisper import Whisper


def open_engine(name: str, vosk_model: Path, whisper_model: Path) -> Engine:
    """Loads it; `auto` takes Vosk where its model is, or else Whisper. Raises Unavailable: for `none`, too."""
    engines: dict[str, Callable[[], Engine]] = {
        "vosk": lambda: Vosk(vosk_model),
        "whisper": lambda: Whisper(whisper_model),
    }
    if name == "none":
        raise Unavailable("recognition is switched off: IVR_RECOGNISER=none")
    if name == "auto":
        name = "vosk" if vosk_model.is_dir() else "whisper"
    return engines[name]()
