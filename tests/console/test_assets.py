"""What pages load: only what is on the list, kept by browsers for as long as it stays the same, and nothing inside the pages."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.console.assets import HERE, PACKAGES
from ivr.console.install import FOLDER
from ivr.settings import Settings

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With one npm package installed."""
    file = tmp_path / "software" / "console" / PACKAGES["htmx.js"]
    file.parent.mkdir(parents=True)
    file.write_text("// htmx\n" * 100)
    return settings.model_copy(update={"software": tmp_path / "software"})


def address(app: Flask, name: str) -> str:
    return str(app.extensions["assets"].url(name))


def test_a_file_s_version_is_in_its_address_and_browsers_keep_it(app: Flask, nobody: FlaskClient) -> None:
    answer = nobody.get(address(app, "vendor/htmx.js"))
    assert answer.text.startswith("// htmx")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    again = nobody.get(address(app, "vendor/htmx.js"), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert nobody.get("/static/vendor/htmx.js?v=old").headers["Cache-Control"] == "no-cache"


def test_a_changed_file_has_another_address(app: Flask, settings: Settings) -> None:
    before = address(app, "vendor/htmx.js")
    (settings.software_dir / "console" / PACKAGES["htmx.js"]).write_text("// another")
    assert address(app, "vendor/htmx.js") != before


def test_compressed_for_who_understands_it(app: Flask, nobody: FlaskClient) -> None:
    answer = nobody.get(address(app, "vendor/htmx.js"), headers={"Accept-Encoding": "gzip"})
    assert answer.content_encoding == "gzip"
    assert gzip.decompress(answer.data).startswith(b"// htmx")
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "vendor/uplot.js",
        "vendor/package.json",
        "../app.py",
        "%2e%2e/app.py",
        "vendor/../../installed",
        "/etc/passwd",
        "console.css/",
        "",
    ],
)
def test_nothing_else_is_reached(nobody: FlaskClient, path: str) -> None:
    """One that is on the list and was not installed, and what is not on it."""
    assert nobody.get(f"/static/{path}").status_code in {404, 308}


def test_no_page_holds_a_script_or_a_style() -> None:
    """The content security policy refuses them; so does this, earlier."""
    pages = sorted(HERE.rglob("templates/**/*.html"))
    assert len(pages) > 5
    assert [(page.name, INLINE.findall(page.read_text())) for page in pages if INLINE.search(page.read_text())] == []


def test_pages_may_load_from_here_alone(nobody: FlaskClient) -> None:
    policy = nobody.get("/sign-in").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "://" not in policy


def test_npm_packages_are_pinned_and_no_place_to_download_from_is_named() -> None:
    lock = (FOLDER / "package-lock.json").read_text()
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    wanted = json.loads((FOLDER / "package.json").read_text())
    pinned = wanted["dependencies"] | wanted["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in pinned} == pinned
