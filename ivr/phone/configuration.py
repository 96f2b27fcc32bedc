"""Writes the Asterisk configuration: the templates of asterisk_conf/ filled in for one data directory."""

import json
import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import SecretStr

from ivr.phone.installation import Installation
from ivr.settings import ASTERISK_CONF, Settings
from ivr.versions.invitations import DIGITS, PREFIX

UNUSED = ("acl", "ccss", "features", "pjproject", "stasis", "udptl")
"""Asterisk logs an error at each start when these files are missing, although it needs nothing in them."""


@dataclass(frozen=True)
class Passwords:
    """Made at random, each when it is first needed."""

    softphone: SecretStr
    operator: SecretStr
    manager: SecretStr
    browser: SecretStr


def passwords(settings: Settings) -> Passwords:
    """The passwords of this data directory; those that it has not yet are made."""
    path = settings.run_dir / "passwords.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    fresh = {part.name: secrets.token_urlsafe(12) for part in fields(Passwords) if part.name not in kept}
    if fresh:
        write_private(path, json.dumps(kept | fresh))
    return Passwords(**{name: SecretStr(value) for name, value in (kept | fresh).items()})


def write_configuration(settings: Settings, installation: Installation, sounds_dir: Path) -> Path:
    """Writes every file anew and returns asterisk.conf's path."""
    etc_dir = settings.run_dir / "etc"
    etc_dir.mkdir(parents=True, exist_ok=True)
    values = _values(settings, etc_dir, installation, sounds_dir)
    templates = Environment(
        loader=FileSystemLoader(ASTERISK_CONF),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # these are no web pages
    )
    for template in templates.list_templates(extensions=["j2"]):
        write_private(etc_dir / template.removesuffix(".j2"), templates.get_template(template).render(values))
    for name in UNUSED:
        write_private(etc_dir / f"{name}.conf", "")
    return etc_dir / "asterisk.conf"


def _values(settings: Settings, etc_dir: Path, installation: Installation, sounds_dir: Path) -> dict[str, object]:
    secret = passwords(settings)
    return {
        "etc_dir": etc_dir,
        "module_dir": installation.module_dir,
        "data_dir": installation.data_dir,
        "run_dir": settings.run_dir,
        "log_dir": settings.log_dir,
        "sounds_dir": sounds_dir,
        "bind": settings.bind,
        "sip_port": settings.sip_port,
        "rtp_first": settings.rtp_ports[0],
        "rtp_last": settings.rtp_ports[1],
        "agi_port": settings.agi_port,
        "workers": settings.workers,
        "ami_port": settings.ami_port,
        "recogniser_port": settings.recogniser_port,
        "websocket_port": settings.websocket_port,
        "trunk": settings.trunk,
        "recording_numbers": f"_{PREFIX}{'X' * DIGITS}",
        "operator": settings.operator,
        "operator_seconds": settings.operator_seconds,
        "manager_secret": secret.manager.get_secret_value(),
        "browser_password": secret.browser.get_secret_value(),
        "accounts": [
            {
                "name": "softphone",
                "what": "a softphone for trying the service",
                "password": secret.softphone.get_secret_value(),
            },
            {
                "name": "operator",
                "what": "the person behind key 0",
                "password": secret.operator.get_secret_value(),
            },
        ],
    }


def write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)
