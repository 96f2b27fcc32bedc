"""Chinese and English. The Chinese of the source is the text; each feature's folder has its English in `translations/en.po`."""

from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale, gettext

from ivr.console.access import local, public

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
HTML = {"zh": "zh-CN", "en": "en"}
_CHOSEN = "language"

blueprint = Blueprint("languages", __name__)


def N_(text: str) -> str:  # noqa: N802  # what gettext's tools know it by
    """Marks a text that is translated where it is shown."""
    return text


def install(app: Flask, run_dir: Path) -> None:
    """Compiles the catalogs, all features' into one."""
    folder = run_dir / "translations"
    compiled = folder / "en" / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, english())
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    Babel(app, locale_selector=_wanted)
    app.jinja_env.globals.update(language=language, html_language=lambda: HTML[language()])
    app.jinja_env.filters["words"] = gettext
    app.register_blueprint(blueprint)


def english() -> Catalog:
    whole = Catalog(locale="en", charset="utf-8")
    for path in sorted(HERE.glob("**/translations/en.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id:
                    whole[message.id] = message
    return whole


def language() -> Literal["zh", "en"]:
    locale = get_locale()
    return "en" if locale and locale.language == "en" else "zh"


@blueprint.post("/language/<any(zh, en):chosen>")
@public
def choose(chosen: str) -> ResponseReturnValue:
    session[_CHOSEN] = chosen
    return redirect(local(request.form.get("next")), 303)


def keep(chosen: str | None) -> None:
    """Through signing in and out, which forget all else of the browser's session."""
    if chosen in LANGUAGES:
        session[_CHOSEN] = chosen


def chosen() -> str | None:
    return session.get(_CHOSEN)


def _wanted() -> str | None:
    return session.get(_CHOSEN) or request.accept_languages.best_match(LANGUAGES, "zh")
