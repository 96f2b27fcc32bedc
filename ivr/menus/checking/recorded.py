"""A recording that no caller will hear."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for prompt in subject.wording.recordings:
        if prompt not in subject.wording:
            yield _warning(f"{prompt} is recorded, but there is no such prompt: take the recording away")
        elif subject.wording.places(prompt):
            yield _warning(f"{prompt} is recorded, but it has places, so the voice speaks it: take the recording away")


def _warning(text: str) -> Finding:
    return Finding("recorded", 1, text, is_error=False)
