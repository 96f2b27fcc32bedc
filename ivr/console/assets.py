"""Style, scripts and npm packages that pages load: a list made at the start, so that no address reaches another file."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from ivr.console.access import public

HERE = Path(__file__).parent
PACKAGES: Mapping[str, str] = {
    "cytoscape-dagre.js": "node_modules/cytoscape-dagre/dist/cytoscape-dagre.min.js",
    "cytoscape.js": "node_modules/cytoscape/dist/cytoscape.min.js",
    "htmx.js": "node_modules/htmx.org/dist/htmx.min.js",
    "jssip.js": "bundled/jssip.js",
    "uplot.css": "node_modules/uplot/dist/uPlot.min.css",
    "uplot.js": "node_modules/uplot/dist/uPlot.iife.min.js",
}
"""The name under `vendor/`, and where `ivr install` put the file."""
FOREVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


class Assets:
    """By name: `console.css`, `calls/timeline.js` of a feature's folder `static`, `vendor/htmx.js`."""

    def __init__(self, packages: Path) -> None:
        self._files = dict(_ours()) | {f"vendor/{name}": packages / path for name, path in PACKAGES.items()}

    def url(self, name: str) -> str:
        """With the version in it, so that browsers keep it. Raises KeyError for what is not in the list."""
        return f"/static/{name}?v={_version(self._files[name])}"

    def find(self, name: str) -> Path | None:
        file = self._files.get(name)
        return file if file and file.is_file() else None


def install(app: Flask, packages: Path) -> None:
    assets = Assets(packages)
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.url
    app.register_blueprint(blueprint)


@blueprint.get("/static/<path:name>")
@public
def file(name: str) -> ResponseReturnValue:
    found = current_app.extensions["assets"].find(name)
    if found is None:
        abort(404)
    response = Response(found.read_bytes(), content_type=_type(found))
    if request.accept_encodings["gzip"]:
        response.data = _compressed(found, found.stat().st_mtime_ns)
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(_version(found))
    right = request.args.get("v") == _version(found)
    response.headers["Cache-Control"] = FOREVER if right else "no-cache"
    response.make_conditional(request)
    return response


def _ours() -> Iterator[tuple[str, Path]]:
    for folder in sorted(HERE.glob("**/static")):
        for path in sorted(folder.rglob("*.*")):
            yield str(folder.parent.relative_to(HERE) / path.relative_to(folder)), path


def _version(file: Path) -> str:
    return _digest(file, file.stat().st_mtime_ns) if file.is_file() else "missing"


@lru_cache
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


@lru_cache
def _compressed(file: Path, _changed: int) -> bytes:
    """Pages themselves are not compressed: with a secret in them, their length would tell about it."""
    return gzip.compress(file.read_bytes(), mtime=0)


def _type(file: Path) -> str:
    return f"{guess_type(file.name)[0] or 'application/octet-stream'}; charset=utf-8"
