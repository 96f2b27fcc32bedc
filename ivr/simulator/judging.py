"""Whether what was said is what a dialogue wants to hear."""

import re

from ivr.menus.service import Service
from ivr.simulator.checking import ANNOUNCEMENT, is_prompt
from ivr.spoken.utterance import Utterance, plain

_PLACE = re.compile(r"\{[a-z_]+\}")


class Judge:
    def __init__(self, service: Service) -> None:
        self._texts = service.wording.texts
        announcement = service.office.file.announcement
        self._announcement = announcement.text if announcement else ""

    def fits(self, words: tuple[str, ...], utterance: Utterance) -> bool:
        """Whether it has all prompts one after the other, with any values in their places, and so all texts."""
        said = plain(utterance).get_secret_value()
        prompts = ".*?".join(self._pattern(part) for part in words if is_prompt(part))
        texts = ".*?".join(re.escape(part) for part in words if not is_prompt(part))
        return bool(re.search(prompts, said) and re.search(texts, said))

    def _pattern(self, prompt: str) -> str:
        if prompt == ANNOUNCEMENT:
            return re.escape(self._announcement) or "(?!)"
        return ".*?".join(re.escape(piece) for piece in _PLACE.split(self._texts[prompt]))
