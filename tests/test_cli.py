"""What whoever runs the system can mend is one clear line and exit status 2, and nothing is half done."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.cli import COMMANDS
from ivr.settings import PROJECT, load

pytestmark = pytest.mark.beside


def _ivr(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    ours = {"IVR_HOME": str(home), "IVR_SOFTWARE": str(load().software_dir)}
    ports = {"IVR_SIP_PORT": "39060", "IVR_AGI_PORT": "39573", "IVR_AMI_PORT": "39038", "IVR_WEBSOCKET_PORT": "39088"}
    return subprocess.run(
        [sys.executable, "-m", "ivr", *arguments],
        env=os.environ | ours | ports | settings,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"IVR_SIP_PORT": "70000"}, "IVR_SIP_PORT: Input should be less than or equal to 65535"),
        ({"IVR_RTP_PORTS": "20000"}, "IVR_RTP_PORTS: write two ports with a dash, as 10000-20000"),
        ({"IVR_DATABASE_URL": "mysql://root:geheim@db/ivr"}, "IVR_DATABASE_URL: write postgresql://"),
        ({"IVR_TIMEZONE": "Mars/Olympus"}, "IVR_TIMEZONE"),
    ],
)
def test_a_bad_setting_is_one_line_that_names_it(tmp_path: Path, settings: dict[str, str], message: str) -> None:
    done = _ivr(tmp_path, "calls", **settings)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"IVR_BENEFITS_URL": "sqlite://"}, "IVR_BENEFITS_URL: write postgresql://"),
        ({"IVR_AMI_PORT": "39573"}, "IVR_AMI_PORT 39573 is one of the 2 ports from IVR_AGI_PORT on"),
        ({"IVR_BIND": "203.0.113.9"}, "IVR_BIND: this machine has no address 203.0.113.9"),
    ],
)
def test_a_setting_that_does_not_go_with_the_others_or_this_machine_starts_nothing(
    tmp_path: Path, settings: dict[str, str], message: str
) -> None:
    done = _ivr(tmp_path, "run", **settings)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "READY" not in done.stdout


def test_the_help_names_every_command(tmp_path: Path) -> None:
    told = _ivr(tmp_path, "--help").stdout
    assert all(f"\n  {name} " in told for name in COMMANDS)


def test_a_command_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = _ivr(tmp_path, "call-me")
    assert done.returncode == 2
    assert "No such command 'call-me'" in done.stderr


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IVR_SIP_PORT", socket.SOCK_DGRAM),
        ("IVR_AGI_PORT", socket.SOCK_STREAM),
        ("IVR_AMI_PORT", socket.SOCK_STREAM),
        ("IVR_WEBSOCKET_PORT", socket.SOCK_STREAM),
        ("IVR_CONSOLE_PORT", socket.SOCK_STREAM),
    ],
)
def test_an_occupied_port_names_its_setting_and_starts_nothing(
    tmp_path: Path, name: str, kind: socket.SocketKind
) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            taken.listen()
        port = taken.getsockname()[1]
        done = _ivr(tmp_path, "run", **{name: str(port)})
    assert done.returncode == 2
    assert f"{name}: 127.0.0.1 port {port} is taken" in done.stderr
    assert not (tmp_path / "benefits.db").exists()
    assert not (tmp_path / "ivr.db").exists()


def test_a_range_of_ports_that_are_all_taken_is_told(tmp_path: Path) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        two.bind(("127.0.0.1", port + 1))
        done = _ivr(tmp_path, "run", IVR_RTP_PORTS=f"{port}-{port + 1}")
    assert done.returncode == 2
    assert f"IVR_RTP_PORTS: all ports of {port}-{port + 1} are taken" in done.stderr


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("")
    done = _ivr(home, "run")
    assert done.returncode == 2
    assert str(home) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_home_that_is_too_long_for_a_socket_is_told_before_anything_is_made(tmp_path: Path) -> None:
    home = tmp_path / ("x" * 100)
    done = _ivr(home, "run")
    assert done.returncode == 2
    assert "choose a shorter IVR_HOME" in done.stderr
    assert not (home / "benefits.db").exists()


def test_no_asterisk_is_told(tmp_path: Path) -> None:
    done = _ivr(tmp_path, "run", IVR_SOFTWARE=str(tmp_path / "nothing"), PATH=f"{tmp_path}:/bin")
    assert done.returncode == 2
    assert "no Asterisk >= 20" in done.stderr


def test_the_shipped_tree_is_good(tmp_path: Path) -> None:
    done = _ivr(tmp_path, "check")
    assert done.returncode == 0
    assert "0 errors" in done.stdout


def test_demo_people_without_a_demo_say_how_to_make_one(tmp_path: Path) -> None:
    done = _ivr(tmp_path, "demo-people")
    assert done.returncode == 2
    assert "`ivr demo-data` makes one" in done.stderr
    assert not (tmp_path / "benefits.db").exists(), "`ivr run` would take an empty file for the office's own"


def test_a_benefits_server_that_is_down_gets_no_demo_and_says_what_to_look_at(tmp_path: Path) -> None:
    done = _ivr(tmp_path, "demo-data", IVR_BENEFITS_URL="postgresql://reader:geheim@127.0.0.1:1/social")
    assert done.returncode == 2
    assert "refused; see that the server runs and that IVR_BENEFITS_URL names it rightly" in done.stderr
    assert "geheim" not in done.stderr
