"""What a caller means who speaks in a node: accepted, asked back, or not understood."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog.free_wording import LIKELY, SURE, FreeWording
from ivr.dialog.meaning import Doubtful, Heard, Meaning, NotUnderstood, Press, Understood, Visit
from ivr.dialog.pieces import NUMBER
from ivr.dialog.sayable import Options, by_meaning, sayable, yes_key
from ivr.dialog.whole_tree import destinations
from ivr.menus.model import Act, Tree
from ivr.spoken.everywhere import COMMANDS, NO, YES, Command, written
from ivr.spoken.question import Alternative, Words

ACCEPT_MARGIN = 2.5
"""In nat: so much likelier than anything that means something else, a phrase is taken at once. Of 192 words of eight people 166
are right and 2 wrong by it, by 2 it is 167 and 4."""
ASK_MARGIN = 0.0
"""Whatever is the likeliest is asked back: of near ties it is mostly right, and a no costs less than a word said again."""
FINAL = 2.0
"""So many times surer we want to be of what can't be undone."""
YES_NO_SECONDS = 0.75
"""Nobody pauses within a yes or a no."""

_ELSE = SecretStr("")


class SpokenChoices:
    """Understands words in every node of a tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._destinations = destinations(tree)
        self._phrases = {node: sayable(self._options(node)) for node in tree.nodes}
        self._wordings: dict[str, FreeWording] = {}
        known = {phrase for phrases in self._phrases.values() for phrase in phrases}
        known |= {phrase for found in self._destinations.values() for phrase in found.phrases}
        self._anywhere = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))

    def question(self, node: str, *, asked_back: bool) -> Words:
        """What may be said in a node; on the main menu in own words, too. To a caller who was asked back also yes and no."""
        phrases, free = tuple(self._phrases[node]), node == self._tree.main_menu
        if asked_back:
            return Words(tuple(dict.fromkeys((*YES, *NO, *phrases))), YES_NO_SECONDS)
        options = self._options(node)
        if len(options) == 2 and yes_key(options):
            return Words(phrases, YES_NO_SECONDS)
        return Words(phrases, free=free)

    def phrases(self, node: str) -> Mapping[str, Meaning]:
        """What can be said in a node, and what it means."""
        return self._phrases[node]

    def mentioned(self, said: str) -> list[str]:
        """The phrases of the whole tree in own words, one behind the other, the longest that fits."""
        return self._anywhere.findall(said)

    def agrees(self, alternatives: tuple[Alternative, ...]) -> bool | None:
        """The answer to a question for yes or no; None for everything else."""
        said = written(max(alternatives, key=_score).text.get_secret_value()) if alternatives else ""
        return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(said)

    def understand(self, node: str, alternatives: tuple[Alternative, ...]) -> Heard:
        """By the likeliest of them: as one of the node's phrases, otherwise by its wording."""
        heard = sorted(((written(each.text.get_secret_value()), each.score) for each in alternatives), key=_likeliest)
        phrases = self._phrases[node]
        if heard and heard[0][0] in phrases:
            return self._by_margin(node, heard)
        own_words = next((text for text, _ in heard if text and text not in phrases), "")
        return self._by_wording(node, own_words)

    def command(self, node: str, alternatives: tuple[Alternative, ...]) -> Heard:
        """As `understand`, where a number is asked for: digits are something else."""
        words = (
            replace(each, text=_ELSE) if NUMBER.fullmatch(each.text.get_secret_value()) else each
            for each in alternatives
        )
        return self.understand(node, tuple(words))

    def _by_margin(self, node: str, heard: list[tuple[str, float]]) -> Heard:
        """The best phrase, by its lead on whatever means something else. Other spellings of what is meant are no rivals."""
        phrases, (best, score) = self._phrases[node], heard[0]
        rivals = [
            rival for text, rival in heard if (text in phrases or not text) and phrases.get(text) != phrases[best]
        ]
        margin = score - max(rivals, default=float("-inf"))
        return self._band(node, phrases[best], margin, ACCEPT_MARGIN, ASK_MARGIN)

    def _by_wording(self, node: str, text: str) -> Heard:
        guess = self._wording(node).guess(text)
        return self._band(node, guess.meaning, guess.score, SURE, LIKELY) if guess else NotUnderstood()

    def _band(self, node: str, meaning: Meaning, sureness: float, accept: float, ask: float) -> Heard:
        if sureness >= accept * (FINAL if self._is_final(node, meaning) else 1):
            return Understood(meaning)
        return Doubtful(meaning, self._name(node, meaning)) if sureness >= ask else NotUnderstood()

    def _is_final(self, node: str, meaning: Meaning) -> bool:
        """Whether it can't be undone: a change that is confirmed, or the end of the call."""
        if isinstance(meaning, Press):
            option = self._options(node)[meaning.key]
            return option.accept and isinstance(self._tree.nodes.get(option.to), Act)
        return meaning is Command.GOODBYE

    def _name(self, node: str, meaning: Meaning) -> str:
        match meaning:
            case Press():
                return self._options(node)[meaning.key].name
            case Visit():
                known = self._destinations.get(meaning.node)
                return known.name if known else self._tree.nodes[meaning.node].title
            case Command():
                return COMMANDS[meaning][0]

    def _wording(self, node: str) -> FreeWording:
        """Made when the first caller says something in the node."""
        if node not in self._wordings:
            main_menu = node == self._tree.main_menu
            self._wordings[node] = self._whole_tree() if main_menu else FreeWording(by_meaning(self._phrases[node]))
        return self._wordings[node]

    def _whole_tree(self) -> FreeWording:
        """On the main menu its own options are keys, everything below them is a visit."""
        main_menu = self._tree.main_menu
        means: dict[str, Meaning] = {node: Visit(node) for node in self._destinations}
        means |= {option.to: Press(key) for key, option in self._options(main_menu).items()}
        phrases = {means[node]: found.phrases for node, found in self._destinations.items()}
        above = {
            means[node]: frozenset(means[menu] for menu in found.above) for node, found in self._destinations.items()
        }
        return FreeWording({**by_meaning(self._phrases[main_menu]), **phrases}, above)

    def _options(self, node: str) -> Options:
        return getattr(self._tree.nodes[node], "options", {})


def _score(alternative: Alternative) -> float:
    return alternative.score


def _likeliest(heard: tuple[str, float]) -> float:
    return -heard[1]
