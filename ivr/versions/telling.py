"""A change of the menus in one line, in Chinese and English."""

from collections.abc import Callable, Mapping
from typing import Literal

from ivr.versions.comparing import Change, What

Language = Literal["zh", "en"]

_LINES: Mapping[Language, Mapping[What, str]] = {
    "zh": {
        What.NODE_ADDED: "新增节点",
        What.NODE_REMOVED: "删除节点",
        What.KIND: "类型 {before} → {after}",
        What.TITLE: "名称 {before} → {after}",
        What.KEY: "键 {before} → {after} {place}",
        What.OPTION_ADDED: "新增选项 {place} → {after}",
        What.OPTION_REMOVED: "删除选项 {place}（原到 {before}）",
        What.LEADS: "{place} 去向 {before} → {after}",
        What.OPTION: "选项 {place}: {before} → {after}",
        What.FIELD: "{place}: {before} → {after}",
        What.TEXT_ADDED: "新增话术 {place}: {after}",
        What.TEXT_REMOVED: "删除话术 {place}: {before}",
        What.TEXT: "话术 {place}: {before} → {after}",
        What.RECORDING: "录音 {place}: {before} → {after}",
    },
    "en": {
        What.NODE_ADDED: "node added",
        What.NODE_REMOVED: "node removed",
        What.KIND: "kind {before} → {after}",
        What.TITLE: "title {before} → {after}",
        What.KEY: "key {before} → {after} {place}",
        What.OPTION_ADDED: "choice added: {place} → {after}",
        What.OPTION_REMOVED: "choice removed: {place} (led to {before})",
        What.LEADS: "{place} leads to {before} → {after}",
        What.OPTION: "choice {place}: {before} → {after}",
        What.FIELD: "{place}: {before} → {after}",
        What.TEXT_ADDED: "prompt added: {place}: {after}",
        What.TEXT_REMOVED: "prompt removed: {place}: {before}",
        What.TEXT: "prompt {place}: {before} → {after}",
        What.RECORDING: "recording of {place}: {before} → {after}",
    },
}
NOTHING = "–"


def told(change: Change, language: Language, called: Callable[[str], str] = str) -> str:
    """As `M11 养老保险: 键 4 → 1 资格认证`. `called` is what a field is called; as in the tree when not given."""
    place = " ".join(filter(None, (change.place, called(change.field))))
    line = _LINES[language][change.what].format(
        place=place, before=change.before or NOTHING, after=change.after or NOTHING
    )
    return f"{change.node} {change.title}: {line}" if change.node else line
