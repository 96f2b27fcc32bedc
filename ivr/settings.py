"""Every setting of the system: one class, `IVR_` in the environment or in `.env`."""

import os
import re
from ipaddress import IPv4Address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ivr.mendable import Mendable

PROJECT = Path(__file__).resolve().parent.parent
DIALPLAN = PROJECT / "dialplans" / "12333"
PROMPTS = PROJECT / "prompts" / "zh-CN"
ASTERISK_CONF = PROJECT / "asterisk_conf"


class BadSettings(Mendable):
    """A setting can't be used; the message names it and says what to write instead."""


def _port_range(text: object) -> object:
    if not isinstance(text, str):
        return text
    first, dash, last = text.partition("-")
    if not (dash and first.isdecimal() and last.isdecimal()):
        raise ValueError("write two ports with a dash, as 10000-20000")
    if not 1024 <= int(first) < int(last) <= 65535:
        raise ValueError("the first port must be 1024 or more and below the last, the last 65535 at most")
    return int(first), int(last)


def _timezone(name: object) -> object:
    try:
        ZoneInfo(str(name))
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise ValueError("write a time zone that this machine knows, as Asia/Shanghai") from None
    return name


def _address(text: object) -> object:
    try:
        IPv4Address(str(text))
    except ValueError:
        raise ValueError("write an IPv4 address of this machine, or 0.0.0.0 for all of them") from None
    return text


def _networks(text: object) -> object:
    try:
        for part in str(text).split(","):
            ip_network(part, strict=False)
    except ValueError:
        raise ValueError("write addresses or networks with commas between, as 203.0.113.10,192.0.2.0/24") from None
    return text


def _web_address(text: object) -> object:
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", str(text)):
        raise ValueError("write where browsers find the console, as https://ivr.example.gov.cn, without a path")
    return text


Port = Annotated[int, Field(ge=1, le=65535)]
PortRange = Annotated[tuple[int, int], NoDecode, BeforeValidator(_port_range)]


class Settings(BaseSettings):
    """The settings, read from the environment (`IVR_HOME` …) and from `.env` in the working directory."""

    model_config = SettingsConfigDict(env_prefix="IVR_", env_file=".env", extra="ignore", validate_default=True)

    home: Path = PROJECT / "data"
    """Everything the system writes lies under this directory."""
    software: Path | None = None
    """Where Asterisk, the voice and the Python packages are installed; `home`/software when not set."""
    bind: Annotated[str, BeforeValidator(_address)] = "127.0.0.1"
    """The address that SIP and RTP listen on. FastAGI and the manager port stay on loopback."""
    trunk: Annotated[str, BeforeValidator(_networks)] = "127.0.0.1"
    """The address, or the addresses with commas, that calls of the public network come from."""
    dialplan: Path = DIALPLAN
    """The folder of the menu tree, the office's file, look-ups and changes: an office keeps its own outside the program."""
    sip_port: Port = 5060
    rtp_ports: PortRange = (10000, 20000)
    agi_port: Port = 4573
    workers: Annotated[int, Field(ge=1, le=32)] = 2
    """Processes that answer calls, on `agi_port` and the ports behind it; when one dies another goes on with its calls."""
    recogniser: Literal["auto", "vosk", "whisper", "none"] = "auto"
    """What understands callers who speak: `auto` takes Vosk where its model is, else Whisper where that is; with neither, and
    with `none`, they use keys."""
    recogniser_port: Port = 4572
    recogniser_processes: Annotated[int, Field(ge=1, le=64)] = min(os.cpu_count() or 1, 4)
    """Each understands one caller at a time and has 400 MB; one a core and four at most when not set."""
    vosk_model: Path | None = None
    """The folder of a Vosk model; `software`/vosk when not set."""
    ami_port: Port = 5038
    websocket_port: Port = 8088
    """Where a browser's telephone reaches Asterisk."""
    console_bind: Annotated[str, BeforeValidator(_address)] = "127.0.0.1"
    """The address that the web pages are served on."""
    console_port: Port = 8080
    console_url: Annotated[str, BeforeValidator(_web_address)] = ""
    """Where browsers find the pages when it is not that address: behind a server that speaks TLS, `https://…`."""
    metrics_token: SecretStr = SecretStr("")
    """What who reads /metrics must show; made at random into `home`/run/metrics.token when not set."""
    database_url: SecretStr = SecretStr("")
    """Ours: calls, steps, PIN attempts. A file in `home` when not set."""
    benefits_url: SecretStr = SecretStr("")
    """Theirs: the benefits database, only ever read. The demo's file in `home` when not set."""
    benefits_seconds: Annotated[float, Field(gt=0, le=30)] = 8.0
    """After this time a look-up counts as too slow and the caller is given other ways on."""
    operator: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,20}$")] = "1000"
    """The extension that key 0 reaches, in asterisk_conf/extensions.conf's context `people`."""
    operator_seconds: Annotated[int, Field(ge=5, le=120)] = 20
    """How long a person's telephone rings before the caller is told that nobody answers."""
    recording: Literal["off", "on"] = "off"
    """Whether calls are recorded, but for what is private in them. Callers are told first."""
    recording_days: Annotated[int, Field(ge=1, le=3650)] = 30
    """After so many days a recording is removed."""
    timezone: Annotated[str, BeforeValidator(_timezone)] = "Asia/Shanghai"
    """The office's clock: a locked PIN is free again when its date changes."""

    @property
    def software_dir(self) -> Path:
        return self.software or self.home / "software"

    @property
    def run_dir(self) -> Path:
        """Sockets, generated configuration and passwords of the running system."""
        return self.home / "run"

    @property
    def console_address(self) -> str:
        """What to type into a browser."""
        return self.console_url or f"http://{self.console_bind}:{self.console_port}"

    @property
    def console_host(self) -> str:
        """Where it is reached on this machine."""
        everywhere = self.console_bind == "0.0.0.0"  # noqa: S104  # as it is written; nothing is bound here
        return "127.0.0.1" if everywhere else self.console_bind

    @property
    def log_dir(self) -> Path:
        return self.home / "log"


def load(**overrides: object) -> Settings:
    """Reads the settings. Raises BadSettings with a line for each setting that can't be used."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks what comes from outside
    except ValidationError as error:
        lines = [f"IVR_{str(fault['loc'][0]).upper()}: {_plain(fault['msg'])}" for fault in error.errors()]
        raise BadSettings("\n".join(lines)) from None


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
