import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ivr.secret import Pseudonymiser, SecretKeyUnusable, masked

ID_NUMBER = SecretStr("44010119900101123X")


def test_the_key_is_private_and_stays(tmp_path: Path) -> None:
    first = Pseudonymiser(tmp_path / "home").of(ID_NUMBER)
    assert Pseudonymiser(tmp_path / "home").of(ID_NUMBER) == first
    [key] = (tmp_path / "home").iterdir()
    assert (key.name, key.stat().st_size, stat.S_IMODE(key.stat().st_mode)) == ("secret.key", 32, 0o600)


def test_another_key_gives_other_names(tmp_path: Path) -> None:
    assert Pseudonymiser(tmp_path / "a").of(ID_NUMBER) != Pseudonymiser(tmp_path / "b").of(ID_NUMBER)


def test_a_name_is_64_hex_digits_whichever_x_is_used(tmp_path: Path) -> None:
    pseudonymiser = Pseudonymiser(tmp_path)
    name = pseudonymiser.of(ID_NUMBER)
    assert len(bytes.fromhex(name)) == 32
    assert pseudonymiser.of(SecretStr(" 44010119900101123x ")) == name
    assert pseudonymiser.of(SecretStr("440101199001011234")) != name


def test_processes_that_start_at_once_use_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        names = set(pool.map(lambda _: Pseudonymiser(tmp_path).of(ID_NUMBER), range(16)))
    assert len(names) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    Pseudonymiser(tmp_path)
    (tmp_path / "secret.key").chmod(mode)
    with pytest.raises(SecretKeyUnusable, match=rf"secret\.key: .*\(mode 0{mode:o}\); run chmod 600"):
        Pseudonymiser(tmp_path)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_length_is_refused(tmp_path: Path, size: int) -> None:
    (tmp_path / "secret.key").write_bytes(bytes(size))
    (tmp_path / "secret.key").chmod(0o600)
    with pytest.raises(SecretKeyUnusable, match=r"secret\.key: it must hold 32 bytes"):
        Pseudonymiser(tmp_path)


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(SecretKeyUnusable, match=r"home/secret\.key: .*; its directory must be"):
        Pseudonymiser(tmp_path / "home")


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("44010119900101123X", "**************123X"),
        ("13800138000", "*******8000"),
        ("88886666", "****6666"),
        ("1234567", "*******"),
        ("123456", "******"),
        ("", ""),
        ("1" * 1000, "****************1111"),
        ('"\nHANGUP', "****NGUP"),
        ("sip:\x1b[2J\n\x00", "******2J??"),
    ],
)
def test_masks(number: str, mask: str) -> None:
    assert masked(SecretStr(number)) == mask


@given(st.text())
def test_whatever_is_sent_as_a_number_can_be_masked_and_named(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    number = SecretStr(text)
    assert len(bytes.fromhex(Pseudonymiser(tmp_path_factory.getbasetemp()).of(number))) == 32
    mask = masked(number)
    assert len(mask) <= 20
    assert len(mask.lstrip("*")) <= 4
    assert mask.isascii()
    assert not mask or mask.isprintable()
