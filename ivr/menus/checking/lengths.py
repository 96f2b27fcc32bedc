"""Nothing takes longer to hear than anybody listens, and nothing that a clerk reads is empty."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.uses import Use, uses
from ivr.menus.graph import Place
from ivr.menus.measuring import length
from ivr.menus.model import Ask, Choices, Tree
from ivr.words import Words

MOST_SECONDS = 20.0
MOST_CHARACTERS = 20


def check(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for use in uses(subject.tree):
        if use.prompt in subject.wording and use.prompt not in told:
            told.add(use.prompt)
            yield from _prompt(subject, use.place, use.prompt, _invitation(subject.tree, use))
    for name, node in subject.tree.nodes.items():
        yield from _words(subject, ("nodes", name, "title"), node.title)
        for key, option in node.options.items() if isinstance(node, Choices) else ():
            for words in (option.name, *option.words):
                yield from _words(subject, ("nodes", name, "options", key), words)


def _invitation(tree: Tree, use: Use) -> str | None:
    """What is said behind the prompt to callers who are listened to."""
    if not use.node or use.place[2:] != ("prompt",):
        return None
    if use.node == tree.main_menu:
        return tree.common.speech.invite
    node = tree.nodes[use.node]
    return tree.common.speech.invite_number if isinstance(node, Ask) and node.what != "pin" else None


def _prompt(subject: Subject, place: Place, prompt: str, behind: str | None) -> Iterator[Finding]:
    said = length(subject.wording, prompt, subject.seconds)
    if behind and behind in subject.wording:
        said += length(subject.wording, behind, subject.seconds)
    if said.seconds > MOST_SECONDS:
        about = Words("", "") if said.is_measured else Words("约", "about ")
        text = Words(
            f"{prompt} 要说{about.zh} {said.seconds:.0f} 秒，最多 {MOST_SECONDS:.0f} 秒；请缩短，或把一部分放到另一个节点说",
            f"{prompt} takes {about.en}{said.seconds:.0f} s, {MOST_SECONDS:.0f} at most; "
            "shorten it, or say a part in another node",
        )
        tell = subject.error if said.is_measured else subject.warning
        yield tell("length", place, text)


def _words(subject: Subject, place: Place, words: str) -> Iterator[Finding]:
    if not words.strip():
        text = Words(
            "这里是空的；请写业务员或来电者怎么称呼它",
            "nothing is written here; write what a clerk or a caller would call it",
        )
        yield subject.error("empty", place, text)
    elif len(words) > MOST_CHARACTERS:
        text = Words(
            f"“{words}”太长，不好说；最多 {MOST_CHARACTERS} 个字",
            f"{words} is too long to be said; {MOST_CHARACTERS} characters at most",
        )
        yield subject.error("too_long", place, text)
