"""Puts the console together."""

from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine

from ivr.console import access, assets, faults, formats, headers, languages, limits, navigation
from ivr.console.features import FEATURES
from ivr.console.health import watching
from ivr.console.here import Here
from ivr.console.live import live
from ivr.people.sessions import LONGEST
from ivr.phone.manager import NO_SWITCH, Switch
from ivr.secret import key_for
from ivr.settings import Settings


def create_app(settings: Settings, ours: Engine, switch: Switch = NO_SWITCH) -> Flask:
    """The console on our database, which must be migrated, and Asterisk."""
    app = Flask("ivr.console", static_folder=None)
    address = urlsplit(settings.console_address)
    tls = address.scheme == "https"
    app.config.update(
        SECRET_KEY=key_for(settings.home, "console"),
        SESSION_COOKIE_NAME=f"ivr_{settings.console_port}",  # browsers tell two systems on a machine apart by nothing else
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=tls,
        PERMANENT_SESSION_LIFETIME=LONGEST,
        TRUSTED_HOSTS=[address.hostname, "127.0.0.1", "localhost"],
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["here"] = Here(settings, ours)
    watching.install(app)
    limits.install(app)
    CSRFProtect(app)
    access.install(app)
    headers.install(app, tls=tls)
    languages.install(app, settings.run_dir)
    assets.install(app, settings.software_dir / "console")
    formats.install(app)
    live.install(app, settings, ours, switch)
    faults.install(app)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    navigation.install(app)
    access.check_declared(app)
    return app
