"""The console as an OpenAPI document: each route with its places, and all names that its feature's views and forms know."""

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter

from ivr.console.languages import HERE

NASTY = (
    "", " ", "0", "1", "-1", "9" * 30, "1e309", "NaN", "None", "true", "x", "admin", "zh", "M00", "hung_up",
    "2026-11-26", "2026-13-45", "0001-01-01", "9999-12-31", "2026-11-26T08:00", "24:61", "￥", "💥" * 50,
    "'; DROP TABLE users; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "%(x)s",
    "../../../etc/passwd", "..\\..\\x", "\0", "\r\nX: y",
    "=1+1", "a" * 5000, "[", "{}", "\ufeff", "\u202e",
)  # fmt: skip
TEXT = {"anyOf": [{"enum": list(NASTY)}, {"type": "string"}]}
FILE = {"type": "string", "format": "binary"}
_ASKED = re.compile(r'(?:args|form|values)(?:\.get|\.getlist)?[(\[]\s*"(\w+)"')
_SENT = re.compile(r'files(?:\.get|\.getlist)?[(\[]\s*"(\w+)"')
_NAMED = re.compile(r'name="(\w+)"|(?:field|select)\("(\w+)"')

Schema = dict[str, Any]


def document(app: Flask, there: Mapping[str, str]) -> Schema:
    """`there` names something that there is, by the names of places in addresses."""
    paths: dict[str, Schema] = {}
    for rule in app.url_map.iter_rules():
        path = paths.setdefault(re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule), {})
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path[method.lower()] = _operation(app, rule, method, there)
    return {"openapi": "3.1.0", "info": {"title": "console", "version": "1"}, "paths": paths}


def _operation(app: Flask, rule: Rule, method: str, there: Mapping[str, str]) -> Schema:
    feature = Path(inspect.getsourcefile(inspect.unwrap(app.view_functions[rule.endpoint])) or "").parent
    asked = [{"name": name, "in": "query", "schema": TEXT} for name in _names(feature)]
    places = [
        {"name": name, "in": "path", "required": True, "schema": _place(converter, there.get(name))}
        for name, converter in rule._converters.items()
    ]
    operation: Schema = {"operationId": rule.endpoint, "parameters": [*places, *asked], "responses": {"default": {}}}
    if method != "GET":
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
        operation["requestBody"] = {"content": {kind: {"schema": _form(feature)} for kind in kinds}}
    return operation


def _place(converter: BaseConverter, known: str | None) -> Schema:
    if isinstance(converter, AnyConverter):
        return {"enum": sorted(converter.items)}
    if isinstance(converter, NumberConverter):
        return {"type": "integer"}
    return {"anyOf": [{"enum": [known]}, TEXT]} if known else TEXT


def _form(feature: Path) -> Schema:
    fields = dict.fromkeys(_names(feature), TEXT) | dict.fromkeys(_files(feature), FILE)
    return {"type": "object", "properties": fields}


@cache
def _names(feature: Path) -> list[str]:
    views = (found for text in _texts(feature, "*.py") for found in _ASKED.findall(text))
    forms = (found[0] or found[1] for text in _texts(feature, "*.html") for found in _NAMED.findall(text))
    return sorted({*views, *forms} - {"csrf_token"})


@cache
def _files(feature: Path) -> list[str]:
    return sorted({found for text in _texts(feature, "*.py") for found in _SENT.findall(text)})


def _texts(feature: Path, pattern: str) -> Iterator[str]:
    """Of a feature's own folder; what stands in the console's is nobody's."""
    found = feature.glob(pattern) if feature == HERE else feature.rglob(pattern)
    return (path.read_text(encoding="utf-8") for path in found)
