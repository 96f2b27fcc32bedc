"""Words as choices: all words of the folder are options of one menu, and the dialog decides what each recording means."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ivr.bench.speech.ears import Ears
from ivr.bench.speech.material import on_the_line, telephone_voice
from ivr.dialog.meaning import Doubtful, Heard, Press, Understood
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.menus.model import Menu, Option, Tree
from ivr.speech.recordings import Recording

NODE = "BENCH"


@dataclass(frozen=True)
class WordFigures:
    """How many recordings were taken how."""

    snr_db: float | None
    right: int
    asked_back: int
    """Whether the right choice was meant."""
    asked_wrongly: int
    """Whether something else was meant: it costs the caller a no."""
    wrong: int
    not_understood: int

    @property
    def words(self) -> int:
        return self.right + self.asked_back + self.asked_wrongly + self.wrong + self.not_understood


def measure_words(
    ears: Ears, tree: Tree, words: Sequence[Recording], snr_db: float | None, seed: int
) -> Iterator[tuple[Recording, str]]:
    """Each recording, and which field of WordFigures it counts in."""
    dice = np.random.default_rng(seed)
    keys = {text: str(10 + number) for number, text in enumerate(dict.fromkeys(word.text for word in words))}
    spoken = SpokenChoices(_with_menu(tree, keys))
    question = spoken.question(NODE, asked_back=False)
    for word in words:
        heard = ears.hear(question, on_the_line(telephone_voice(word), question, snr_db, dice))
        yield word, _outcome(spoken.understand(NODE, heard), Press(keys[word.text]))


def counted(outcomes: Sequence[str], snr_db: float | None) -> WordFigures:
    count = Counter(outcomes)
    fields = ("right", "asked_back", "asked_wrongly", "wrong", "not_understood")
    return WordFigures(snr_db, *(count[field] for field in fields))


def _outcome(decision: Heard, meant: Press) -> str:
    match decision:
        case Understood(meaning):
            return "right" if meaning == meant else "wrong"
        case Doubtful(meaning):
            return "asked_back" if meaning == meant else "asked_wrongly"
    return "not_understood"


def _with_menu(tree: Tree, keys: dict[str, str]) -> Tree:
    """What holds in every node can be said there, too."""
    options = {key: Option(to=tree.main_menu, name=text) for text, key in keys.items()}
    menu = Menu(kind="menu", title=NODE, options=options)
    return tree.model_copy(update={"nodes": {**tree.nodes, NODE: menu}})
