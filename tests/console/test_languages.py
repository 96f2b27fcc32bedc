"""Everything that a page says is there in Chinese and in English."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from ivr.console.languages import HERE, english
from ivr.people import audit
from tests.console.browser import Browser

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None, "Refused": (2,)}
PLACES = re.compile(r"%\(\w+\)[sd]")


def _said() -> Iterator[str]:
    """Every text that is marked for translation, and the words of people's refusals and actions."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    for _file, _line, text, _comments, _context in extract_from_dir(HERE, methods, keywords=KEYWORDS):
        yield text if isinstance(text, str) else text[0]
    yield from (action.words for action in audit.Action)
    for path in sorted(Path(audit.__file__).parent.glob("*.py")):
        for _line, text, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            yield str(text)


def test_everything_has_its_english() -> None:
    said, known = set(_said()), english()
    assert len(said) > 30
    assert {text for text in said if text not in known or not known[text].string} == set()


def test_no_english_is_left_of_what_nobody_says() -> None:
    assert {message.id for message in english() if message.id} - set(_said()) == set()


def test_each_text_has_one_translation() -> None:
    """The catalogs of all features become one: of two translations readers would see either."""
    catalogs = [read_po(io.BytesIO(path.read_bytes())) for path in HERE.glob("**/translations/en.po")]
    times = Counter(message.id for catalog in catalogs for message in catalog if message.id)
    assert [text for text, often in times.items() if often > 1] == []


def test_both_languages_name_the_same_values() -> None:
    for message in english():
        if message.id and isinstance(message.id, str):
            assert set(PLACES.findall(message.id)) == set(PLACES.findall(str(message.string))), message.id


def test_no_english_is_left_in_chinese() -> None:
    assert [message.string for message in english() if re.search(r"[\u4e00-\u9fff]", str(message.string))] == []


@pytest.mark.parametrize(("accepted", "shown"), [("zh-CN,zh;q=0.9", "登录"), ("en-GB", "Sign in"), ("fr", "登录")])
def test_the_browser_s_language_is_the_first(nobody: FlaskClient, accepted: str, shown: str) -> None:
    assert f"<h1>{shown}</h1>" in nobody.get("/sign-in", headers={"Accept-Language": accepted}).text


def test_a_chosen_language_is_kept(as_clerk: Browser) -> None:
    assert as_clerk.submit("/language/en", next="/password").location == "/password"
    page = as_clerk.get("/password")
    assert '<html lang="en">' in page.text
    assert "Change password" in page.text
    as_clerk.submit("/sign-out")
    assert "Sign in" in as_clerk.get("/sign-in").text
