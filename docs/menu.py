"""Draws docs/menu.svg from the menu tree: `data/software/venv/bin/python docs/menu.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
MENUS = {"M00": ("", "main menu"), "M10": ("1", "personal"), "M11": ("11", "pension"), "M12": ("12", "unemployment")}
MENUS |= {"M13": ("13", "work injury"), "M14": ("14", "contributions"), "M15": ("15", "other"), "M20": ("2", "card")}
MENUS |= {"M21": ("21", "card lost"), "M24": ("24", "activation"), "A25": ("25", "outlets"), "M30": ("3", "progress")}
MENUS |= {
    "M33": ("33", "certification"),
    "M40": ("4", "policy"),
    "M50": ("5", "leave word"),
    "M51": ("51", "complaints"),
}
"""The menus in the picture: the keys that lead there, and a name in English."""
COLOURS = {"菜单 menu": "#3867b7", "查询 answer": "#2f855a", "办理、留言 change, message": "#c2410c"}
COLOURS |= {"说明 told": "#9ca3af", "人工 person": "#d69e2e"}
KINDS = dict(zip(("menu", "query", "act", "say", "transfer"), COLOURS.values(), strict=True))
KINDS |= {"ask": KINDS["query"], "record": KINDS["act"], "branch": KINDS["act"]}
CHANGES = {"C211", "C22"}
"""Look-ups that ask for the confirmation of a change."""
BELOW = (
    "随时 always:  0 人工 person   * 返回 back   ** 主菜单 main menu   # 重听 again   9 慢速 slowly",
    "查本人业务先核验，每次通话一次 once a call, to ask about oneself:  身份证号 ID number → 回读 read back → 密码 PIN",
    "听完结果 after an answer:  1 再听 again   2 短信 text message   3 主菜单 main menu   4 结束，评价 survey",
)
WIDTH, HEIGHT, GAP, ACROSS = 220, 154, 12, 4
STYLE = ".id{font-size:11px;fill:#6b7280}.key{font-weight:700;fill:#3867b7}.small{font-size:12px;fill:#4b5563}"
FONTS = "system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','WenQuanYi Zen Hei',sans-serif"


def text(x: float, y: float, words: str, style: str = "", more: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{style}" xml:space="preserve"{more}>{words}</text>'


def card(nodes: dict[str, Any], name: str, x: int, y: int) -> Iterator[str]:
    keys, english = MENUS[name]
    fill = "#dbe7fb" if len(keys) < 2 else "#f3f7fe"
    yield f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff" stroke="#9db4dc"/>'
    yield f'<path d="M{x} {y + 32}v-24q0-8 8-8h{WIDTH - 16}q8 0 8 8v24z" fill="{fill}" stroke="#9db4dc"/>'
    head = f'<tspan class="key">{keys}</tspan> {nodes[name]["title"]} <tspan class="small">{english}</tspan>'
    yield text(x + 10, y + 21, head.removeprefix('<tspan class="key"></tspan> '))
    yield text(x + WIDTH - 8, y + 21, name, "id", ' text-anchor="end"')
    for number, (key, option) in enumerate(nodes[name]["options"].items()):
        row, to = y + 54 + 22 * number, option["to"]
        colour = KINDS["act" if to in CHANGES else nodes[to]["kind"]]
        yield f'<circle cx="{x + 14}" cy="{row - 5}" r="4" fill="{colour}"/>'
        yield text(x + 24, row, f'<tspan class="key">{key}</tspan>  {option["name"]}')
        yield text(x + WIDTH - 8, row, to, "id", ' text-anchor="end"')


def picture(nodes: dict[str, Any]) -> Iterator[str]:
    bottom = 24 + 4 * (HEIGHT + GAP) + 18
    width = 48 + ACROSS * (WIDTH + GAP) - GAP
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 92}" font-family="{FONTS}" font-size="14"'
    yield f' fill="#1f2937" role="img"><title>菜单 · the menus</title><style>{STYLE}</style>'
    yield f'<rect width="{width}" height="{bottom + 92}" rx="12" fill="#fff"/>'
    for number, name in enumerate(MENUS):
        down, across = divmod(number, ACROSS)
        yield from card(nodes, name, 24 + across * (WIDTH + GAP), 24 + down * (HEIGHT + GAP))
    for number, (kind, colour) in enumerate(COLOURS.items()):
        yield f'<circle cx="{34 + 195 * number}" cy="{bottom - 3}" r="5" fill="{colour}"/>'
        yield text(46 + 195 * number, bottom + 2, kind, "small")
    yield from (text(28, bottom + 28 + 22 * number, line, "small") for number, line in enumerate(BELOW))
    yield "</svg>"


if __name__ == "__main__":
    tree = yaml.safe_load((HERE.parent / "dialplans/12333/tree.yaml").read_text(encoding="utf-8"))
    (HERE / "menu.svg").write_text("\n".join(picture(tree["nodes"])) + "\n", encoding="utf-8")
