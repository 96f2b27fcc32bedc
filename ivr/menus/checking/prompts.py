"""Everything that is to be said has wording, and the wording fits what it is said for."""

from collections.abc import Iterator, Mapping

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.uses import Use, uses
from ivr.menus.model import Confirm, Say
from ivr.menus.suggesting import near
from ivr.menus.wording import Wording
from ivr.menus.written import written
from ivr.words import Words

ANNOUNCEMENT = "announcement"
"""The prompt in whose place the office's text of the day is said."""


def check(subject: Subject) -> Iterator[Finding]:
    made = written(subject.tree, Wording({}))[1].texts
    for use in uses(subject.tree):
        if use.prompt not in subject.wording or _made_by_mistake(subject, use, made):
            yield _missing(subject, use, set(subject.wording.texts) - set(made))
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Confirm) and node.prompt in subject.wording:
            yield from _reads_back(subject, name, node)
        if isinstance(node, Say) and node.prompt == ANNOUNCEMENT and node.interrupt != "none":
            text = Words(
                "当日公告只由带 `interrupt: none` 的节点播放；请加上",
                "the announcement of the day is only said by a node with `interrupt: none`; add that",
            )
            yield subject.error("announcement", ("nodes", name, "prompt"), text)


def _missing(subject: Subject, use: Use, known: set[str]) -> Finding:
    others = near(use.prompt, known)
    text = Words(
        f"prompts.yaml 里没有话术 {use.prompt!r}；请在那里写上{others and f'，或在这里写 {others}'}",
        f"there is no prompt {use.prompt!r} in prompts.yaml; write it there{others and f', or here {others}'}",
    )
    return subject.error("prompt", use.place, text)


def _made_by_mistake(subject: Subject, use: Use, made: Mapping[str, str]) -> bool:
    """A prompt is made of options only under the node's own name; another name is one that was mistyped."""
    own = (use.node, f"{use.node}_menu", f"{use.node}_short")
    return use.prompt not in own and subject.wording.texts[use.prompt] == made.get(use.prompt)


def _reads_back(subject: Subject, name: str, node: Confirm) -> Iterator[Finding]:
    if node.what not in subject.wording.places(node.prompt):
        text = Words(
            f"{node.prompt} 没有读回输入的内容；请在 prompts.yaml 的这一条里写上 {{{node.what}}}",
            f"{node.prompt} does not read back what was keyed; write {{{node.what}}} into it in prompts.yaml",
        )
        yield subject.error("read_back", ("nodes", name, "prompt"), text)
