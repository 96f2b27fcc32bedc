"""What a request may hold: no more than its page expects, and nothing that a database can't."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

LARGEST_FORM = 1_000_000

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def takes(most: int) -> Callable[[View], View]:
    """The view takes an upload of so many bytes. It must be less than `LARGEST_BODY` of `command.py`."""

    def mark(view: View) -> View:
        view.takes = most  # type: ignore[attr-defined]
        return view

    return mark


def install(app: Flask) -> None:
    """Before all else that looks at a request: the first look at a form reads it whole."""
    app.before_request(_check)


def _check() -> None:
    view: Any = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "takes", LARGEST_FORM)
    sent = [*request.args.items(multi=True), *request.form.items(multi=True), *request.files.items(multi=True)]
    if any(name is None for name, _ in sent):  # a part of a form can come without one
        abort(400)
    if any("\0" in text for text in (request.path, *(value for _, value in sent if isinstance(value, str)))):
        abort(400)
