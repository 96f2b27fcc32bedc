"""The login asks for what it is to prove."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Place
from ivr.menus.model import Ask, Authenticate, Confirm
from ivr.menus.suggesting import one_of
from ivr.words import Words


def check(subject: Subject) -> Iterator[Finding]:
    login = subject.tree.login
    for field, to in (("id_number", login.id_number), ("pin", login.pin)):
        yield from _asks(subject, ("login", field), to, field)
    yield from _confirms(subject)
    yield from _of_somebody(subject)
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Ask) and node.what == "pin":
            yield from _checked(subject, ("nodes", name, "to"), node)
        elif not (isinstance(node, Ask)):
            yield from _nothing_to_check(subject, name)


def _asks(subject: Subject, place: Place, to: str, what: str) -> Iterator[Finding]:
    arrivals = [subject.graph.node(name) for name in subject.graph.arrivals(to)]
    if to in subject.tree.nodes and not any(isinstance(node, Ask) and node.what == what for node in arrivals):
        asking = (name for name, node in subject.tree.nodes.items() if isinstance(node, Ask) and node.what == what)
        others = one_of(to, asking)
        text = Words(f"{to!r} 没有问这一项；请写 {others}", f"{to!r} does not ask for it; write {others}")
        yield subject.error("login", place, text)


def _confirms(subject: Subject) -> Iterator[Finding]:
    """Only a confirmed number proves anything: without it a caller would be asked for ever."""
    nodes = (subject.graph.node(name) for name in subject.graph.reachable([subject.tree.login.id_number]))
    if not any(isinstance(node, Confirm) and node.what == "id_number" for node in nodes):
        text = Words(
            "号码没有读回给来电者确认；请让问号码的节点通到 confirm 节点",
            "the number is never read back; let the node that asks for it lead to one of kind confirm",
        )
        yield subject.error("login", ("login", "id_number"), text)


def _checked(subject: Subject, place: Place, node: Ask) -> Iterator[Finding]:
    if node.to in subject.tree.nodes and not isinstance(subject.graph.node(node.to), Authenticate):
        checking = (name for name, other in subject.tree.nodes.items() if isinstance(other, Authenticate))
        others = one_of(node.to, checking)
        text = Words(
            f"{node.to!r} 不核对密码；请写 authenticate 节点：{others}",
            f"{node.to!r} does not check the PIN; write a node of kind authenticate: {others}",
        )
        yield subject.error("login", place, text)


def _of_somebody(subject: Subject) -> Iterator[Finding]:
    """Only the login leads to a PIN, behind the number that it belongs to."""
    for name, known in subject.sure.items():
        node = subject.graph.node(name)
        if isinstance(node, Ask) and node.what == "pin" and "id_number" not in known.variables:
            text = Words(
                "到这里的路不都先问证件号；请通到一个查询，它自己会把两样都问到",
                "not every way here asks for the ID number first; lead to a look-up, which asks for both by itself",
            )
            yield subject.error("login", ("nodes", name), text)


def _nothing_to_check(subject: Subject, name: str) -> Iterator[Finding]:
    for way in subject.graph.ways[name]:
        if way.to in subject.tree.nodes and isinstance(subject.graph.node(way.to), Authenticate):
            pin = subject.tree.login.pin
            text = Words(
                f"{way.to!r} 要核对密码，可是没人输过；请写 {pin}",
                f"{way.to!r} checks a PIN that nobody keyed; write {pin}",
            )
            yield subject.error("login", way.place, text)
