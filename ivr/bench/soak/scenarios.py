"""The scenarios: every way through the shipped tree that callers go, for a person of the demo and by a throw of the dice."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from ivr.bench.soak.script import Script
from ivr.benefits.demo import DemoPerson
from ivr.benefits.demo.offices import OUTLETS_IN
from ivr.menus.model import Level, Menu, Query, Tree
from ivr.records.models import Outcome

LOGIN = ("ID", "1", "PIN")
PAUSE_AFTER_WRONG = "w1.2"
"""Keys that follow a wrong one within 0.6 s are dropped, for they were typed without hearing that it was wrong."""
RATED = ("4", "1")
"""From the choices behind an answer to the goodbye: end, very satisfied."""
SILENCE = "w120"
SAID = "w1.5"
"""Behind the beep: with what is heard out before it, less than the silence that ends a recording, and no empty one."""
UNKNOWN_CASE = "209901010018"

Ways = Mapping[str, tuple[str, ...]]
"""The menu keys that lead to a node."""


def ways(tree: Tree) -> Ways:
    """To everything that menus lead to."""
    found: dict[str, tuple[str, ...]] = {tree.main_menu: ()}
    waiting = deque([tree.main_menu])
    while waiting:
        here = waiting.popleft()
        node = tree.nodes[here]
        for key, option in node.options.items() if isinstance(node, Menu) else ():
            if option.to in tree.nodes and option.to not in found:
                found[option.to] = (*found[here], key)
                waiting.append(option.to)
    return found


class Scenarios:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._ways = ways(tree)
        self.queries = {
            name: node
            for name, node in tree.nodes.items()
            if isinstance(node, Query) and name in self._ways and node.level > Level.L0 and not node.own_pin
        }
        self.kinds: Mapping[str, tuple[int, Callable[[DemoPerson, Random], Script | None]]] = {
            "query": (50, self._query),
            "contribution details": (4, self._details),
            "wrong PIN once": (6, self._wrong_pin),
            "ID mended": (6, self._mended),
            "ID read back wrong": (4, self._read_back),
            "card lost and released": (6, self._card),
            "card not lost after all": (3, self._card_kept),
            "initial PIN": (3, self._initial_pin),
            "case number": (4, self._case),
            "unknown message": (2, self._unknown_message),
            "offices": (6, self._offices),
            "policy": (5, self._policy),
            "person, then call-back": (8, self._person),
            "call-back": (3, self._callback),
            "message": (5, self._message),
            "wrong keys": (3, self._wrong_keys),
            "silent": (2, self._silent),
            "silent for a while": (3, self._slow_to_begin),
        }

    def script(self, person: DemoPerson, dice: Random, *, may_change: bool) -> Script:
        """One that fits the person; `may_change`: their card has not been touched."""
        weights = [weight for weight, _ in self.kinds.values()]
        while True:
            (kind,) = dice.choices(tuple(self.kinds), weights)
            made = self.kinds[kind][1](person, dice)
            if made and (may_change or not made.name.startswith("card")):
                return replace(made, person=person)

    def query(self, node: str, person: DemoPerson, dice: Random) -> Script:
        """The answer of one look-up, for somebody who has it or has nothing recorded."""
        login = LOGIN if self.queries[node].level > Level.L1 else LOGIN[:2]
        return self._answered(Script(node, self._ways[node], login), node, person, dice)

    def _query(self, person: DemoPerson, dice: Random) -> Script:
        return self.query(dice.choice(tuple(self.queries)), person, dice)

    def _answered(self, script: Script, name: str, person: DemoPerson, dice: Random) -> Script:
        """What the caller does behind the answer, whose rows are known."""
        node = self.queries[name]
        rows = person.facts[node.query]
        if not rows:
            return replace(script, reaches=(name, "nothing"), ends=Outcome.HUNG_UP)
        case = str(rows[0].get("case", ""))
        script = replace(script, reaches=(name, case if case in node.cases else "found"), ends=Outcome.SELF_SERVICE)
        if len(rows) > 1 and case not in node.cases:
            return self._behind_answer(_through(script, len(rows), dice), dice)
        if node.options and case not in node.cases:
            return script.continued(*dice.choice(((), ("1",), ("~", "1"))), *RATED, ends=Outcome.SELF_SERVICE)
        return self._behind_answer(script, dice)

    def _behind_answer(self, script: Script, dice: Random) -> Script:
        """Repeat, text message, main menu or end, by the menu after answers; with silence, too."""
        more = dice.choice(((), (), ("1",), ("2",), ("~", "1", "2")))
        end = dice.choice((RATED, RATED, ("3",), ("4", SILENCE), (SILENCE,), ("~", "4", "4", "2")))
        return replace(script.continued(*more, *end, ends=script.ends), stays=end[-1] == SILENCE)

    def _details(self, person: DemoPerson, dice: Random) -> Script | None:
        rows = len(person.facts["contribution_details"])
        if not person.facts["pension_account"] or rows < 2:
            return None
        script = Script(
            "contribution details",
            self._ways["Q111"],
            LOGIN,
            ("2",),
            reaches=("Q114", "found"),
            ends=Outcome.SELF_SERVICE,
        )
        return self._behind_answer(_through(script, rows, dice), dice)

    def _wrong_pin(self, person: DemoPerson, dice: Random) -> Script:
        script = self._query(person, dice)
        if "PIN" not in script.login:
            return script
        wrong = person.pin[:-1] + ("1" if person.pin[-1] != "1" else "2")
        return replace(script, name="wrong PIN once", login=("ID", "1", wrong, "PIN"), steady=True)

    def _mended(self, person: DemoPerson, dice: Random) -> Script:
        """A month that there isn't: only the date of birth is asked again."""
        keys = _keys(person)
        wrong = keys[:10] + "13" + keys[12:]
        return self._with_login(person, dice, "ID mended", (wrong, keys[6:14], "1", "PIN"), ("A10", "bad_date"))

    def _read_back(self, person: DemoPerson, dice: Random) -> Script:
        """The caller says that a part is wrong, and keys the same part again."""
        part, keys = dice.randint(1, 3), _keys(person)
        again = (keys[:6], keys[6:14], keys[14:])[part - 1]
        return self._with_login(
            person, dice, "ID read back wrong", ("ID", str(part + 1), again, "1", "PIN"), ("A11", "match")
        )

    def _with_login(
        self, person: DemoPerson, dice: Random, name: str, login: tuple[str, ...], reaches: tuple[str, str]
    ) -> Script:
        script = self._query(person, dice)
        if "PIN" not in script.login:
            login = login[:-1]
        return replace(script, name=name, login=login, reaches=reaches)

    def _card(self, person: DemoPerson, dice: Random) -> Script | None:
        """Reported lost, a text message about it, and found again, in one call."""
        if not _has_card(person):
            return None
        found = dice.choice((("1", "3", "2", "2", "~", "1"), ("2",)))
        name, reaches = "card lost and released", ("Q221", "found") if len(found) > 1 else ("Q212", "found")
        script = Script(name, self._ways["C211"], LOGIN, ("~", "1"), reaches, person=person)
        return script.continued(*found, "~", "1", ends=Outcome.SELF_SERVICE)

    def _card_kept(self, person: DemoPerson, _dice: Random) -> Script | None:
        if not _has_card(person):
            return None
        script = Script("card not lost after all", self._ways["C211"], LOGIN, ("~", "2"), ("C211", "match"))
        return replace(script, ends=Outcome.SELF_SERVICE)

    def _initial_pin(self, person: DemoPerson, _dice: Random) -> Script | None:
        if not person.initial_pin:
            return None
        return Script("initial PIN", self._ways["C211"], LOGIN, ("~",), ("C211", "initial_pin"))

    def _case(self, person: DemoPerson, dice: Random) -> Script | None:
        cases = person.facts["case_progress"]
        if not cases:
            return None
        number = str(dice.choice(cases)["case_number"])
        login = (number, "1", "ID", "1")
        script = Script("case number", self._ways["I31"], login, reaches=("Q31", "found"), ends=Outcome.SELF_SERVICE)
        return self._behind_answer(script, dice)

    def _unknown_message(self, _person: DemoPerson, _dice: Random) -> Script:
        return Script("unknown message", self._ways["I55"], (UNKNOWN_CASE, "1"), reaches=("Q55", "nothing"))

    def _offices(self, _person: DemoPerson, dice: Random) -> Script:
        menu = self._tree.nodes["A25"]
        key = dice.choice(tuple(menu.options)) if isinstance(menu, Menu) else ""
        rows = tuple(OUTLETS_IN.values())[int(key) - 1]
        script = Script("offices", (*self._ways["A25"], key), reaches=("Q25", "found"), ends=Outcome.SELF_SERVICE)
        return self._behind_answer(_through(script, rows, dice), dice)

    def _policy(self, _person: DemoPerson, dice: Random) -> Script:
        name = dice.choice(("A42", "A45", "A124", "A134", "A115", "A241", "A332"))
        script = Script("policy", self._ways[name], reaches=(name, "said"), ends=Outcome.GOODBYE)
        return script.continued(*RATED, ends=Outcome.GOODBYE)

    def _person(self, _person: DemoPerson, dice: Random) -> Script:
        """Nobody is there, or it is night: either way 1 is the call-back."""
        menus = self._ways[dice.choice([name for name in self._ways if isinstance(self._tree.nodes[name], Menu)])]
        return Script(
            "person, then call-back",
            menus,
            ("0",),
            ("~", "1", "1", "~", "1"),
            ("Q53", "found"),
            Outcome.SELF_SERVICE,
        )

    def _callback(self, _person: DemoPerson, _dice: Random) -> Script:
        script = Script("call-back", self._ways["C53"], (), ("1", "~", "2"), ("Q53", "found"))
        return replace(script, ends=Outcome.SELF_SERVICE)

    def _message(self, _person: DemoPerson, dice: Random) -> Script:
        again = dice.choice(((), ("2", "~", SAID, "#")))
        then = ("~", SAID, "#", *again, "~", "#", "~", "1", "~", "1")
        return Script("message", self._ways["R52"], (), then, ("R52", "recorded"), Outcome.SELF_SERVICE)

    def _wrong_keys(self, _person: DemoPerson, _dice: Random) -> Script:
        wrong = ("8", PAUSE_AFTER_WRONG, "8", PAUSE_AFTER_WRONG, "8")
        return Script("wrong keys", (), wrong, ("~", "1", "1", "~", "1"), ("Q53", "found"), Outcome.SELF_SERVICE)

    def _silent(self, _person: DemoPerson, _dice: Random) -> Script:
        return Script("silent", (), (), (SILENCE,), ("E06", "found"), Outcome.GAVE_UP, stays=True)

    def _slow_to_begin(self, person: DemoPerson, dice: Random) -> Script:
        script = self._query(person, dice)
        return replace(script, name="silent for a while", menus=("~", "w9.5", *script.menus))


def _through(script: Script, rows: int, dice: Random) -> Script:
    """Through rows: by # to the last one, so that a # too few makes the next key a wrong one; or ended by *, or heard out."""
    return replace(script, then=(*script.then, *dice.choice((("#",) * rows, ("*",), ("#", "*"), ("~",)))))


def _keys(person: DemoPerson) -> str:
    return person.id_number.replace("X", "*")


def _has_card(person: DemoPerson) -> bool:
    return not person.initial_pin and [row["case"] for row in person.facts["card_to_lose"]] == ["normal"]
