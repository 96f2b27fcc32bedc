"""Who may see a page. Each view says it, by `needs` or `public`; one that does not keeps the console from starting."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ivr.console.here import here
from ivr.database import transaction
from ivr.people import sessions
from ivr.people.audit import Action, Actor, note
from ivr.people.roles import Role
from ivr.people.users import Person

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
TOKEN = "token"  # noqa: S105  # where in the browser's session it stands
BEFORE_THE_PASSWORD_IS_CHANGED = {"people.password", "people.sign_out", "languages.choose"}


def needs(role: Role) -> Callable[[View], View]:
    """The view is for users of that role, and those above it."""

    def mark(view: View) -> View:
        view.needs = role  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """The view is for everybody, signed in or not."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def needed(app: Flask, endpoint: str) -> Role | None:
    """Raises AttributeError for a view that does not say."""
    view: Any = app.view_functions[endpoint]
    return cast("Role | None", view.needs)


def person() -> Person:
    """Who is signed in. For views that need a role."""
    return cast("Person", g.person)


def actor() -> Actor:
    return Actor(g.person.name if g.person else "", (request.remote_addr or "")[:45])


def audit(action: Action, subject: str = "") -> None:
    """One line in the audit list. Changes use `ivr.people.audit.note`, in their own transaction. Raises DatabaseUnavailable."""
    with transaction(here().ours) as connection:
        note(connection, actor(), action, subject)


def install(app: Flask) -> None:
    app.before_request(_check)
    app.jinja_env.globals["may"] = lambda role: g.get("person") is not None and g.person.role.may(Role(role))


def check_declared(app: Flask) -> None:
    """Raises AttributeError, with its name, for the first view that does not say who may see it."""
    for endpoint in app.view_functions:
        needed(app, endpoint)


def local(address: str | None) -> str:
    """Where to go on, if that is a page of ours: an address that somebody else wrote leads nowhere else."""
    parts = urlsplit(address or "")
    ours = parts.path.startswith("/") and not parts.path.startswith("//") and not (parts.scheme or parts.netloc)
    odd = "\\" in (address or "") or any(ord(letter) < 33 for letter in address or "")
    return address if address and ours and not odd else "/"


def _check() -> ResponseReturnValue | None:
    g.person = None
    if request.blueprint == "assets":
        return None
    token = session.get(TOKEN)
    if token:
        g.person = sessions.whose(here().ours, token)
    if request.endpoint is None:
        return None
    role = needed(current_app, request.endpoint)
    if role is None:
        return None
    if g.person is None:
        return _to_sign_in()
    if g.person.one_time and request.endpoint not in BEFORE_THE_PASSWORD_IS_CHANGED:
        return _elsewhere(url_for("people.password"))
    if not g.person.role.may(role):
        abort(403)
    return None


def _to_sign_in() -> ResponseReturnValue:
    back = request.full_path.rstrip("?") if request.method == "GET" and "HX-Request" not in request.headers else None
    return _elsewhere(url_for("people.sign_in", next=back if back != "/" else None))


def _elsewhere(address: str) -> ResponseReturnValue:
    """A part of a page can't be replaced by another page: then the browser is told to load that one."""
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, 303)
