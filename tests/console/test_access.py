"""Each page as the right person, the wrong person and nobody."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter

from ivr.console.access import check_declared, local, needed
from ivr.people.roles import Role
from tests.console.browser import Browser

NOT_TESTED = {"people.sign_out"}
"""Its test would sign the tester out."""


def routes(app: Flask) -> Iterator[tuple[str, str, Role | None]]:
    """Method, an address, and the role that is needed, of every route."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            if rule.endpoint not in NOT_TESTED:
                yield method, _address(app, rule), needed(app, rule.endpoint)


def _address(app: Flask, rule: Rule) -> str:
    """With something in each of its places."""
    values = {name: _example(converter) for name, converter in rule._converters.items()}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def _example(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, NumberConverter) else "x"


def _send(browser: Browser, method: str, address: str) -> int:
    secret = browser.secret()
    return browser.open(address, method=method, headers={"X-CSRFToken": secret}).status_code


def test_nobody_sees_only_what_is_for_everybody(app: Flask, nobody: Browser) -> None:
    for method, address, role in routes(app):
        answer = nobody.open(address, method=method, headers={"X-CSRFToken": nobody.secret()})
        if role is None:
            assert answer.status_code != 500, (method, address)
        else:
            assert answer.status_code == 303, (method, address)
            assert answer.location.startswith("/sign-in"), (method, address)


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_is_for_it_and_nothing_above(
    app: Flask, sign_in: Callable[[str, Role], Browser], role: Role
) -> None:
    browser = sign_in("tester", role)
    for method, address, wanted in routes(app):
        allowed = wanted is None or role.may(wanted)
        status = _send(browser, method, address)
        assert status != 500, (method, address)
        assert (status != 403) == allowed, (method, address, status)


def test_a_view_that_does_not_say_who_may_see_it_keeps_the_console_from_starting(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: ""
    with pytest.raises(AttributeError):
        check_declared(app)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        None,
    ],
)
def test_signing_in_leads_nowhere_else(elsewhere: str | None) -> None:
    assert local(elsewhere) == "/"


def test_signing_in_leads_to_the_page_that_was_wanted(nobody: FlaskClient) -> None:
    assert nobody.get("/audit/?actor=li").location == "/sign-in?next=/audit/?actor%3Dli"
    assert local("/audit/?actor=li") == "/audit/?actor=li"


def test_who_is_signed_in_finds_the_way_from_an_address_that_there_is_not(as_clerk: Browser, nobody: Browser) -> None:
    lost, stranger = as_clerk.get("/nowhere"), nobody.get("/nowhere")
    assert (lost.status_code, stranger.status_code) == (404, 404)
    assert ('href="/menu/"' in lost.text, 'href="/menu/"' in stranger.text) == (True, False)


def test_a_part_of_a_page_makes_the_browser_load_the_sign_in_page(nobody: FlaskClient) -> None:
    answer = nobody.get("/users/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")
