"""Why a value does not fit: in our own words, or in those for what pydantic found."""

from collections.abc import Mapping
from typing import Any

from ivr.words import Words

INDENTED = Words("请把它的各行写在下面，并缩进", "write its lines below it, indented")
ADVICE: Mapping[str, Words] = {
    "missing": Words("缺少这一项；请加上", "is missing; add it"),
    "model_type": INDENTED,
    "model_attributes_type": INDENTED,
    "dict_type": INDENTED,
}
CHINESE: Mapping[str, str] = {
    "bool_parsing": "请写 true 或 false",
    "bool_type": "请写 true 或 false",
    "float_parsing": "请写数字",
    "float_type": "请写数字",
    "greater_than": "要大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "int_from_float": "请写整数",
    "int_parsing": "请写整数",
    "int_type": "请写整数",
    "less_than_equal": "不能大于 {le}",
    "list_type": "请写成列表，每行一项，以 - 开头",
    "literal_error": "请写 {expected}",
    "string_pattern_mismatch": "写法要符合 {pattern}",
    "string_type": "请写文字",
    "tuple_type": "请写成列表，每行一项，以 - 开头",
}
"""By pydantic's types of errors, with what it knows of each."""


class Unfit(ValueError):
    """Raised by validators; the words say what to write instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def advice(error: Mapping[str, Any]) -> Words:
    """Of one of pydantic's errors."""
    known = error.get("ctx", {})
    if isinstance(known.get("error"), Unfit):
        words: Words = known["error"].words
        return words
    if error["type"] in ADVICE:
        return ADVICE[error["type"]]
    english = str(error["msg"]).removeprefix("Value error, ")
    return Words(CHINESE.get(error["type"], f"写法不对（{english}）").format(**known), english)
