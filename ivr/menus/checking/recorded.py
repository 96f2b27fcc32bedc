"""A recording that no caller will hear."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.words import Words


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.wording.recordings:
        if prompt not in subject.wording:
            text = Words(
                f"{prompt} 有录音，但没有这条话术：请删除录音",
                f"{prompt} is recorded, but there is no such prompt: take the recording away",
            )
            yield Finding("recorded", 1, text, is_error=False)
        elif subject.wording.places(prompt):
            text = Words(
                f"{prompt} 有录音，但话术里有要填的内容，由合成语音来说：请删除录音",
                f"{prompt} is recorded, but it has places, so the voice speaks it: take the recording away",
            )
            yield Finding("recorded", 1, text, is_error=False)
