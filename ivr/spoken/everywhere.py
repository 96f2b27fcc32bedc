"""What callers say in every node, and the words around it that mean nothing by themselves."""

import re
from enum import StrEnum


class Command(StrEnum):
    """What means the same in every node."""

    PERSON = "person"
    BACK = "back"
    REPEAT = "repeat"
    SLOW = "slow"
    HELP = "help"
    MAIN_MENU = "main_menu"
    GOODBYE = "goodbye"


COMMANDS: dict[Command, tuple[str, ...]] = {
    Command.PERSON: ("人工服务", "人工", "转人工", "转接人工", "找人", "有人吗", "喂有人吗"),
    Command.BACK: ("返回", "上一步", "返回上一步"),
    Command.REPEAT: ("重听", "再说一遍"),
    Command.SLOW: ("慢一点", "听不清"),
    Command.HELP: ("帮助",),
    Command.MAIN_MENU: ("主菜单",),
    Command.GOODBYE: ("结束", "再见"),
}
"""The phrases of each; by the first one it is called when a caller is asked back."""

YES = ("是", "是的", "对", "对的", "正确", "没错", "确认", "好", "好的", "可以")
NO = ("不对", "不是", "错了", "不正确", "不要", "不用")

_COURTESIES = (
    *("你好", "您好", "请问", "麻烦你", "麻烦", "谢谢", "帮我", "给我", "我想问一下", "我想问问", "我想问", "我想知道"),
    *("我想查一下", "我想查", "我要查", "我要", "我想", "查一下", "看一下", "问一下", "查询", "查", "我的", "我"),
)
_PARTICLES = ("的事情", "的问题", "的事", "怎么办", "啊", "呀", "呢", "吧", "了", "吗", "嘛")
_COURTESY = re.compile(rf"^(?:{'|'.join(_COURTESIES)})+|(?:{'|'.join(_PARTICLES)})+$")

SMALL_WORDS = (
    *(
        "怎么办",
        "怎么样",
        "怎么办理",
        "怎么办的",
        "什么时候",
        "多少钱",
        "有多少钱",
        "有没有",
        "没有了",
        "是不是",
        "能不能",
    ),
    *(
        "在哪里",
        "去哪里",
        "在哪办",
        "到哪了",
        "哪一",
        "几个月",
        "我的",
        "我要",
        "我想",
        "想问",
        "想查",
        "要查",
        "问一下",
        "查一下",
    ),
    *(
        "看一下",
        "查询",
        "办理",
        "是否",
        "可以",
        "还能",
        "还有",
        "还在",
        "下来了",
        "的事",
        "了没",
        "了没有",
        "了吗",
        "好了没",
        "好没",
    ),
    *("出来", "上个", "这个", "好的", "是的", "不是"),
)
"""Every caller says them, whatever the matter."""


def written(said: str) -> str:
    """What was said without spaces and punctuation."""
    return re.sub(r"\W", "", said)


def bare(said: str) -> str:
    """Without punctuation and the courtesies around what is wanted; as it is where nothing else was said."""
    words = written(said)
    return _COURTESY.sub("", words) or words
