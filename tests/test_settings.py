import os
from pathlib import Path

import pytest

from ivr.settings import PROJECT, BadSettings, load


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting but the test's own."""
    monkeypatch.chdir(tmp_path)
    for name in filter(lambda name: name.startswith("IVR_"), [*os.environ]):
        monkeypatch.delenv(name)


def test_without_any_setting() -> None:
    settings = load()
    assert settings.home == PROJECT / "data"
    assert settings.rtp_ports == (10000, 20000)
    assert settings.database_url.get_secret_value() == ""
    assert (settings.log_dir, settings.run_dir) == (settings.home / "log", settings.home / "run")
    assert settings.software_dir == settings.home / "software"


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_SIP_PORT", "5070")
    monkeypatch.setenv("IVR_RTP_PORTS", "30000-30100")
    monkeypatch.setenv("IVR_TIMEZONE", "Asia/Urumqi")
    settings = load()
    assert (settings.sip_port, settings.rtp_ports, settings.timezone) == (5070, (30000, 30100), "Asia/Urumqi")


@pytest.mark.parametrize("trunk", ["203.0.113.10", "203.0.113.10,192.0.2.0/24", "192.0.2.5/24", "2001:db8::/32"])
def test_a_trunk(trunk: str) -> None:
    assert load(trunk=trunk).trunk == trunk


def test_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("IVR_SIP_PORT=5070\nIVR_AGI_PORT=5071\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("IVR_AGI_PORT", "5072")
    settings = load()
    assert (settings.sip_port, settings.agi_port) == (5070, 5072)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("SIP_PORT", "http", "valid integer"),
        ("SIP_PORT", "0", "greater than or equal to 1"),
        ("AGI_PORT", "65536", "less than or equal to 65535"),
        ("RTP_PORTS", "10000", "write two ports with a dash, as 10000-20000"),
        ("RTP_PORTS", "10000-", "write two ports with a dash, as 10000-20000"),
        ("RTP_PORTS", "80-20000", "the first port must be 1024 or more"),
        ("RTP_PORTS", "20000-10000", "below the last"),
        ("RTP_PORTS", "²-³", "write two ports with a dash"),
        ("BIND", "localhost", "write an IPv4 address"),
        ("BIND", "::1", "write an IPv4 address"),
        ("TRUNK", "1.2.3", "write addresses or networks with commas"),
        ("TRUNK", "", "write addresses or networks with commas"),
        ("TRUNK", "192.0.2.5, sip.example", "write addresses or networks with commas"),
        ("TRUNK", "192.0.2.5\ntype=endpoint", "write addresses or networks with commas"),
        ("BENEFITS_SECONDS", "0", "greater than 0"),
        ("BENEFITS_SECONDS", "nan", "less than or equal to 30"),
        ("OPERATOR", "1000@evil", "match pattern"),
        ("OPERATOR", "", "match pattern"),
        ("OPERATOR_SECONDS", "600", "less than or equal to 120"),
        ("TIMEZONE", "Mars/Base", "time zone"),
        ("TIMEZONE", "Asia", "time zone"),
        ("TIMEZONE", "../etc", "time zone"),
        ("TIMEZONE", "", "time zone"),
    ],
)
def test_a_bad_setting_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, complaint: str
) -> None:
    monkeypatch.setenv(f"IVR_{name}", text)
    with pytest.raises(BadSettings) as error:
        load()
    [line] = str(error.value).splitlines()
    assert line.startswith(f"IVR_{name}: ")
    assert complaint in line


def test_each_bad_setting_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_SIP_PORT", "http")
    monkeypatch.setenv("IVR_RTP_PORTS", "none")
    with pytest.raises(BadSettings) as error:
        load()
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == ["IVR_SIP_PORT", "IVR_RTP_PORTS"]


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_DATABASE_URL", "postgresql://ivr:hunter2@host/ivr")
    monkeypatch.setenv("IVR_SIP_PORT", "http")
    with pytest.raises(BadSettings) as error:
        load()
    monkeypatch.delenv("IVR_SIP_PORT")
    assert "hunter2" not in f"{error.value!r} {load()!r} {load()}"
