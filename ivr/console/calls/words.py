"""What the words of the call log are called on the pages."""

from collections.abc import Mapping

from ivr.console.languages import N_, language
from ivr.records.models import Input, Outcome
from ivr.records.reports.tables.of_calls import OUTCOMES

RUNNING = N_("通话中")

TONES: Mapping[str, str] = {
    Outcome.SELF_SERVICE: "good",
    Outcome.TRANSFERRED: "good",
    Outcome.GOODBYE: "",
    Outcome.HUNG_UP: "warn",
    Outcome.GAVE_UP: "warn",
    Outcome.FAILED: "bad",
    Outcome.INTERRUPTED: "bad",
}


def outcome(of: str) -> str:
    """As the reports call it."""
    return OUTCOMES[of].said(language())


INPUTS: Mapping[str, str] = {
    Input.NONE: N_("无"),
    Input.KEY: N_("按键"),
    Input.KEYS: N_("按键输入号码"),
    Input.SPEECH: N_("语音"),
    Input.RESULT: N_("系统结果"),
}

HANG_UP = "hang_up"
STEPS: Mapping[str, str] = {
    HANG_UP: N_("在此挂机"),
    "match": N_("选中或输入完成"),
    "no_input": N_("无输入"),
    "no_match": N_("按错或没听懂"),
    "person": N_("要求人工"),
    "back": N_("返回"),
    "repeat": N_("重听"),
    "help": N_("帮助"),
    "goodbye": N_("结束"),
    "asked_back": N_("反问确认"),
    "unheard": N_("无法识别语音，改按键"),
    "unclear": N_("号码没听清"),
    "too_short": N_("号码位数不足"),
    "too_slow": N_("输入太慢"),
    "cleared": N_("清除重输"),
    "bad_area": N_("地区码不对"),
    "bad_date": N_("出生日期不对"),
    "bad_check_digit": N_("校验位不符"),
    "bad_phone": N_("电话号码不对"),
    "accepted": N_("密码正确"),
    "refused": N_("密码错误"),
    "locked": N_("密码已锁定"),
    "initial_pin": N_("初始密码，不能办理"),
    "found": N_("查到结果"),
    "nothing": N_("没有记录"),
    "failed": N_("查询失败"),
    "slow": N_("查询超时"),
    "unconfirmed": N_("未经确认"),
    "recorded": N_("已录留言"),
    "again": N_("重新录音"),
    "said": N_("已播报"),
    "closed": N_("非工作时间"),
    "answered": N_("人工接听"),
    "no_answer": N_("人工无人接听"),
    "score_1": N_("很满意"),
    "score_2": N_("满意"),
    "score_3": N_("一般"),
    "score_4": N_("不满意"),
    "unspeakable": N_("无法播报"),
}
"""A look-up can also end in a word of its own wording; that is shown as it is."""
BAD_STEPS = frozenset({"failed", "slow", "unspeakable", "locked"})


def is_bad(step: str, call: Outcome | None) -> bool:
    """Behind an answer hanging up is no loss."""
    return step in BAD_STEPS or (step == HANG_UP and call == Outcome.HUNG_UP)
