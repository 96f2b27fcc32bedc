"""The fixed wording of a language: prompt id to text, with the places in braces where a caller's own values go."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import SecretStr

from ivr.menus.faults import TreeFault, read_text
from ivr.menus.positions import line_of
from ivr.menus.yaml_file import parse_yaml
from ivr.spoken.utterance import Fixed, Personal, Segment, Utterance
from ivr.words import Words

_PLACE = re.compile(r"\{([a-z_]+)\}")
_ID = re.compile(r"\w{1,48}")
_PAUSES = "，。、；？！"
_DIGEST = re.compile(r"[0-9a-f]{24}")
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Wording:
    """What is said for each prompt id."""

    texts: Mapping[str, str]
    recordings: Mapping[str, str] = field(default_factory=dict)
    """Digests of people's recordings, by prompt id. A prompt with places has none."""

    def __contains__(self, prompt: str) -> bool:
        return prompt in self.texts

    def places(self, prompt: str) -> frozenset[str]:
        """The names of the values that the prompt wants."""
        return frozenset(_PLACE.findall(self.texts[prompt]))

    def filled(self, city: Mapping[str, str]) -> "Wording":
        """The same with what the office's own file says about the city in its places; that is then fixed wording, too."""
        filled = {
            prompt: _PLACE.sub(lambda found: city.get(found[1], found[0]), text) for prompt, text in self.texts.items()
        }
        return replace(self, texts=filled)

    def with_texts(self, more: Mapping[str, str]) -> "Wording":
        """The same with prompts that the tree writes by itself."""
        return replace(self, texts={**more, **self.texts})

    def say(self, prompt: str, values: Mapping[str, SecretStr] | None = None) -> Utterance:
        """The prompt as it is said, its places filled with words. Raises KeyError for a value that is missing."""
        text = self.texts[prompt]
        if not _PLACE.search(text):
            return (Fixed(text, prompt, self.recordings.get(prompt, "")),)
        return tuple(_segments(text, values or {}))

    def fixed(self) -> Iterator[Fixed]:
        """Every piece that is the same for all callers: what is rendered before anybody calls."""
        for prompt in self.texts:
            blanks = dict.fromkeys(self.places(prompt), SecretStr(""))
            yield from (segment for segment in self.say(prompt, blanks) if isinstance(segment, Fixed))


def _segments(text: str, values: Mapping[str, SecretStr]) -> Iterator[Segment]:
    """The pause behind a value belongs to the value, so that every fixed piece starts with a word."""
    fixed, *pairs = _PLACE.split(text)
    yield from _fixed(fixed)
    for name, behind in zip(pairs[::2], pairs[1::2], strict=True):
        rest = behind.lstrip(_PAUSES)
        pause = behind[: len(behind) - len(rest)]
        yield Personal(SecretStr(values[name].get_secret_value() + pause))
        yield from _fixed(rest)


def _fixed(text: str) -> Iterator[Fixed]:
    if text:
        yield Fixed(text)


def parse_phrases(path: Path, text: str) -> tuple[str, ...]:
    """The text of phrases.yaml: what look-ups answer in words. Raises TreeFault with the line of what is wrong."""
    root, phrases = parse_yaml(path, text)
    if not isinstance(phrases, list):
        raise TreeFault(path, 1, Words("请每行写一条，如 `- 已受理`", "write a phrase a line, as `- 已受理`"))
    for number, phrase in enumerate(phrases):
        if not (isinstance(phrase, str) and phrase.strip()) or _DIGIT.search(phrase):
            told = Words(
                "请写成文字；数字照读法写，如 八十八号", "write a phrase in words; digits as they are said, as 八十八号"
            )
            raise TreeFault(path, line_of(root, [number]), told)
    return tuple(phrases)


def parse_recordings(path: Path, text: str) -> Mapping[str, str]:
    """The text of recordings.yaml: which recording is heard for a prompt. Raises TreeFault with the line of what is wrong."""
    root, digests = parse_yaml(path, text)
    if digests is None:
        return {}
    if not isinstance(digests, dict):
        told = Words(
            "请每行写一条，如 `M00: 3f2a…`；这个文件由管理页面来写",
            "write a prompt a line, as `M00: 3f2a…`; the console writes this file",
        )
        raise TreeFault(path, 1, told)
    for prompt, digest in digests.items():
        if not (isinstance(prompt, str) and isinstance(digest, str) and _DIGEST.fullmatch(digest)):
            line = line_of(root, [str(prompt)])
            told = Words(
                "不是录音；请去掉这一行，在管理页面重新录",
                "is no recording; take the line out and record it again in the console",
            )
            raise TreeFault(path, line, told.of(str(prompt)))
    return digests


def load_wording(path: Path) -> Wording:
    """Reads prompts.yaml. Raises TreeFault with the line of what is wrong."""
    return parse_wording(path, read_text(path))


def parse_wording(path: Path, text: str) -> Wording:
    """The text of prompts.yaml. Raises TreeFault with the line of what is wrong."""
    root, texts = parse_yaml(path, text)
    if not isinstance(texts, dict):
        told = Words("请每行写一条，如 `main_menu: 您好……`", "write a prompt a line, as `main_menu: 您好……`")
        raise TreeFault(path, 1, told)
    for prompt, wording in texts.items():
        _check(path, line_of(root, [str(prompt)]), prompt, wording)
    return Wording(texts)


def _check(path: Path, line: int, prompt: object, wording: object) -> None:
    if not (isinstance(prompt, str) and _ID.fullmatch(prompt)):
        told = Words(
            f"{prompt!r} 不能作话术的名字：只能用字母、数字和 _，最多 48 个",
            f"{prompt!r} is no prompt id: letters, digits and _ only, 48 at most",
        )
        raise TreeFault(path, line, told)
    if not (isinstance(wording, str) and wording.strip()):
        raise TreeFault(path, line, Words(f"{prompt} 没有内容", f"{prompt} has no text"))
    if _DIGIT.search(wording):
        told = Words(
            "数字请写成汉字（一、十八）；合成语音会读错数字",
            "write numbers as words (一, 十八); a voice misreads digits",
        )
        raise TreeFault(path, line, told.of(prompt))
