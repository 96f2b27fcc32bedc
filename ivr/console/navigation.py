"""The lines of the navigation that somebody may follow."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for

from ivr.console.access import needed
from ivr.console.features import FEATURES


@dataclass(frozen=True)
class Line:
    address: str
    label: str
    about: str
    current: bool


def install(app: Flask) -> None:
    app.jinja_env.globals["navigation"] = lines


def lines() -> list[Line]:
    """In the order of the features; none for nobody, nor before the one-time password is changed."""
    person = g.get("person")
    if person is None or person.one_time:
        return []
    found = []
    for feature in FEATURES:
        for entry in feature.entries:
            role = needed(current_app, entry.endpoint)
            if role is None or person.role.may(role):
                here = request.blueprint == entry.endpoint.partition(".")[0]
                found.append(Line(url_for(entry.endpoint), entry.label, entry.about, here))
    return found
