"""Grows a tree: what every tree needs, then subjects of all sorts, then some wild edits."""

from collections.abc import Callable
from random import Random
from typing import Any

NAMES = ("养老", "工伤", "失业", "社保卡", "政策", "年金", "生育", "网点", "证明", "补贴", "仲裁", "档案")
"""They sound different, so that callers can say them."""
KEYS = ("1", "2", "3", "4", "5", "6", "71", "72", "8")
DEEPEST = 2
PLACES = ("back", "repeat", "wanted", "resume")
Node = dict[str, Any]


def grown(random: Random) -> dict[str, Any]:
    """The tree as its file would have it."""
    return _Growing(random).tree()


class _Growing:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._nodes: dict[str, Node] = {}
        self._subjects: tuple[Callable[[int], str], ...] = (
            self._menu,
            self._query,
            self._query_with_choices,
            self._change,
            self._announcement,
            self._message,
            self._case,
            self._district,
            self._callback,
            self._fork,
            self._goto,
            lambda _depth: random.choice(("T00", "T01", "V99", "Z99")),
        )

    def tree(self) -> dict[str, Any]:
        self._ways_out()
        self._login()
        self._trouble()
        self._behind_answers()
        self._nodes["M00"] = self._choices("menu", 0)
        self._beginning()
        for _ in range(self._random.choice((0, 1, 2, 4))):
            self._edit()
        return {"name": "grown", "main_menu": "M00", **self._common(), "nodes": self._nodes}

    # --- what every tree needs ---

    def _common(self) -> dict[str, Any]:
        random = self._random
        wording = dict.fromkeys(("cleared", "nothing", "bad_phone", "bad_case_number"), "told")
        speech = dict.fromkeys(("help", "not_understood", "by_keys", "go_on", "unclear"), "told")
        id_number = dict.fromkeys(("bad_area", "bad_date", "bad_check_digit", "by_segments"), "told")
        common = {
            "person": "T00",
            "give_up": random.choice(("Z98", "E03")),
            "trouble": "E01",
            "goodbye": random.choice(("Z99", "V99")),
            "after_answer": "C90",
            "nothing": "E02",
            "failed": random.choice(("E01", "E02")),
            "slow": "E01",
            "no_input": {"tries": random.randint(1, 4), "to": "E03"},
            "no_match": {"tries": random.randint(1, 4), "to": random.choice(("T00", "E04")), "prompts": ["not_one"]},
            "error_budget": random.randint(3, 20),
            "filler": "wait",
            "resumed": "resumed",
            "wrong_pin": {2: "told", 1: "told"},
            "id_number": {**id_number, "segments": ["ask_part"] * 3},
            "entry": {**wording, "short": "short"},
            "speech": {**speech, "ask_back": "ask_back"},
        }
        login = {"id_number": "A10", "pin": "A13", "own_pin": "A15"}
        return {"start": "S00", "login": login, "common": common}

    def _ways_out(self) -> None:
        for name in ("Z98", "Z99"):
            self._nodes[name] = {"kind": "hangup", "gave_up": name == "Z98"}
        for name in ("T00", "T01"):
            closed = {"closed": "T09"} if self._random.random() < 0.7 else {}
            to = self._random.choice(("T09", "Z98"))
            self._nodes[name] = {"kind": "transfer", "no_answer": "no_answer", "to": to, **closed}
        options = {"1": {"to": "V99", "name": "结束"}, "2": {"to": self._message(0), "name": "留言"}}
        leaving = {"no_input": {"to": "Z98"}, "no_match": {"to": "Z98"}}
        self._nodes["T09"] = {"kind": "menu", "options": options, **leaving}
        self._nodes["V99"] = {**self._choices("survey", DEEPEST, ("Z99", "Z98", "R01")), "to": "Z99"}

    def _login(self) -> None:
        again = {"to": "A10", "name": "不对", **({"segment": 2} if self._random.random() < 0.5 else {})}
        right = {"to": "wanted", "name": "正确", "accept": True}
        failure = self._maybe("failure", "A12", "Z98", "T01")
        self._nodes |= {
            "A10": {"kind": "ask", "what": "id_number", "to": "A11", **failure, **self._maybe("whole_seconds", 30, 90)},
            "A11": {"kind": "confirm", "options": {"1": right, "2": again}},
            "A12": {"kind": "say", "to": "T00", **self._maybe("interrupt", "none")},
            "A13": {"kind": "ask", "what": "pin", "to": "S13"},
            "A15": {"kind": "say", "to": self._random.choice(("M00", "C90"))},
        }
        ends = {"accepted": "wanted", "refused": "A13", "locked": "A12", "failed": "E01", "slow": "E01"}
        self._nodes["S13"] = {"kind": "authenticate", "filler": "wait", **ends}

    def _trouble(self) -> None:
        options = {"1": {"to": "wanted", "name": "再试"}, "2": {"to": "R01", "name": "留言"}}
        going_on = {"1": {"to": "back", "name": "继续"}}
        self._nodes |= {
            "E01": {"kind": "menu", "options": options},
            "E02": self._random.choice(({"kind": "say"}, self._choices("menu", DEEPEST))),
            "E03": {"kind": "menu", "options": going_on, "no_input": {"to": "Z98"}},
            "E04": {"kind": "say", "to": "T00", **self._maybe("interrupt", "none", "keys")},
        }

    def _behind_answers(self) -> None:
        mobile = {"kind": "branch", "by": "mobile", "cases": {"yes": "X92"}, "otherwise": "I92"}
        options = {
            "1": {"to": "B92", "name": "短信"},
            "2": {"to": "M00", "name": "其他"},
            "3": {"to": "V99", "name": "结束"},
        }
        options |= {"4": {"to": "repeat", "name": "重听"}} if self._random.random() < 0.5 else {}
        self._nodes |= {
            "C90": {"kind": "menu", "options": options, "no_input": {"to": self._random.choice(("Z99", "Z98", "E03"))}},
            "B92": mobile,
            "I92": {"kind": "ask", "what": "mobile", "to": "X92"},
            "X92": {"kind": "message", **self._maybe("then", "C90", "V99")},
        }

    def _beginning(self) -> None:
        options = {"1": {"to": "resume", "name": "继续"}, "2": {"to": "M00", "name": "重新"}}
        self._nodes |= {
            "S00": {"kind": "branch", "by": "announcement", "cases": {"yes": "S01"}, "otherwise": "S02"},
            "S01": {"kind": "say", "prompt": "announcement", "interrupt": "none", "to": "S02"},
            "S02": {"kind": "branch", "by": "cut_off", "cases": {"yes": "R90"}, "otherwise": "M00"},
            "R90": {"kind": "menu", "options": options},
        }
        for node in self._nodes.values():
            node.setdefault("title", "某处")

    # --- subjects ---

    def _subject(self, depth: int) -> str:
        return self._random.choice(self._subjects)(depth)

    def _add(self, letter: str, node: Node) -> str:
        name = f"{letter}{len(self._nodes):03}"
        self._nodes[name] = node
        return name

    def _menu(self, depth: int) -> str:
        if depth >= DEEPEST:
            return self._query(depth)
        return self._add("M", self._choices("menu", depth + 1) | self._maybe("person", "T01"))

    def _choices(self, kind: str, depth: int, ends: tuple[str, ...] = ()) -> Node:
        random = self._random
        keys, names = random.sample(KEYS, random.randint(1, 5)), random.sample(NAMES, 5)
        to = [random.choice(ends) if ends else self._subject(depth) for _ in keys]
        options = {key: {"to": target, "name": name} for key, target, name in zip(keys, to, names, strict=False)}
        return {"kind": kind, "options": options, **self._maybe("interrupt", "none", "keys", "any")}

    def _query(self, _depth: int) -> str:
        random = self._random
        said = self._maybe("lead_in", "several") | self._maybe("ending", "ends") | self._maybe("own_pin", True)
        query = {"kind": "query", "query": random.choice(("account", "details", "card")), **said}
        cases = {"cases": {"lost": "other_case"}} if query["query"] == "card" else {}
        return self._add("Q", {**query, **cases, **self._maybe("level", "L1", "L2"), **self._maybe("then", "V99")})

    def _query_with_choices(self, depth: int) -> str:
        query = self._choices("query", DEEPEST if depth else 1)
        query["options"]["8"] = {"to": "repeat", "name": "重听"}
        query["options"] = dict(list(query["options"].items())[-5:])
        return self._add("Q", {**query, "query": "account", **self._maybe("type_ahead", False)})

    def _change(self, _depth: int) -> str:
        act = self._add(
            "D", {"kind": "act", "act": "card_loss", **self._maybe("cases", {"refused": "other_case"}), "then": "C91"}
        )
        self._nodes["C91"] = {"kind": "say", "to": "V99"}
        options = {"1": {"to": act, "name": "确认", "accept": True}, "2": {"to": "M00", "name": "取消"}}
        query = {"kind": "query", "query": "card", "own_pin": True, "type_ahead": False, "options": options}
        return self._add("C", {**query, **self._maybe("cases", {"lost": "other_case"})})

    def _announcement(self, _depth: int) -> str:
        return self._add(
            "S", {"kind": "say", **self._maybe("interrupt", "none", "keys"), **self._maybe("to", "C90", "V99")}
        )

    def _message(self, _depth: int) -> str:
        phone = {"kind": "branch", "by": "phone", "cases": {"yes": "D01"}, "otherwise": "I01"}
        self._nodes |= {
            "R01": {"kind": "record", "review": "review", "nothing": "told", "to": "B01"},
            "B01": phone,
            "I01": {"kind": "ask", "what": "phone", "to": "D01"},
            "D01": {"kind": "act", "act": "leave_message", "level": "L0", "then": "C91"},
            "C91": {"kind": "say", "to": "V99"},
        }
        return "R01"

    def _case(self, _depth: int) -> str:
        query = self._add("Q", {"kind": "query", "query": "progress", "level": self._random.choice(("L0", "L1", "L2"))})
        name = f"I{len(self._nodes):03}"
        options = {"1": {"to": query, "name": "正确"}, "2": {"to": name, "name": "不对"}}
        confirm = {"kind": "confirm", "what": "case_number", "options": options}
        self._nodes[name] = {"kind": "ask", "what": "case_number", "to": f"{name}C", **self._maybe("tries", 1, 2)}
        self._nodes[f"{name}C"] = confirm
        return name

    def _district(self, _depth: int) -> str:
        query = self._add(
            "Q", {"kind": "query", "query": "outlets", "level": "L0", **self._maybe("lead_in", "several")}
        )
        menu = self._choices("menu", DEEPEST, (query,))
        for number, option in enumerate(menu["options"].values()):
            option["set"] = {"district": f"{number}区"}
        if self._random.random() < 0.3:
            fork = {"kind": "branch", "by": "district", "cases": {"0区": query}, "otherwise": "C90"}
            next(iter(menu["options"].values()))["to"] = self._add("B", fork)
        return self._add("M", menu)

    def _fork(self, _depth: int) -> str:
        fork = {"kind": "branch", "by": "open", "cases": {"yes": "T00"}, "otherwise": self._message(0)}
        return self._add("B", fork)

    def _callback(self, _depth: int) -> str:
        name = f"I{len(self._nodes):03}"
        options = {"1": {"to": "Z99", "name": "正确"}, "2": {"to": name, "name": "不对"}}
        confirm = {"kind": "confirm", "what": "phone", "options": options}
        self._nodes[name] = {"kind": "ask", "what": "phone", "to": f"{name}C"}
        self._nodes[f"{name}C"] = confirm | self._maybe("no_input", {"tries": 2, "to": "Z99"})
        return name

    def _goto(self, _depth: int) -> str:
        return self._add("G", {"kind": "goto", "to": self._random.choice(("T01", "C90", self._announcement(0)))})

    # --- wild edits, many of which the checker refuses ---

    def _edit(self) -> None:
        random = self._random
        name, to = random.choice(list(self._nodes)), random.choice((*PLACES, *self._nodes))
        node = self._nodes[name]
        if options := node.get("options"):
            retry = {random.choice(("no_input", "no_match")): {"tries": random.randint(1, 5), "to": to}}
            chosen = {"options": options | {random.choice(list(options)): {"to": to, "name": "随便"}}}
            node |= random.choice((retry, chosen))
        elif field := next((field for field in ("then", "to", "failed", "otherwise") if field in node), ""):
            node[field] = to

    def _maybe(self, field: str, *values: object) -> Node:
        return {field: self._random.choice(values)} if self._random.random() < 0.4 else {}
