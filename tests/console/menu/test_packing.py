"""Menus with their recordings go out as one archive and come in again; archives of other makes are refused."""

import io
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from ivr.console.menu.packing import LARGEST_ARCHIVE, LARGEST_TEXT, MOST_FILES
from ivr.menus.editing.recorded import recorded
from ivr.menus.service import RECORDINGS
from ivr.versions.drafts import Draft, Drafts
from ivr.versions.recordings import Recordings, file_of
from tests.console.browser import Browser
from tests.console.menu.conftest import SHIPPED

SOUND = b"\xd5" * 8000
NAME = "0" * 24


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def told(as_clerk: Browser) -> Callable[[bytes], str]:
    """Brings an archive in and gives the page that follows."""

    def send(content: bytes) -> str:
        as_clerk.submit("/menu/drafts/import", name="x", files=(io.BytesIO(content), "menus.zip"))
        return as_clerk.get("/menu/").text

    return send


def test_an_archive_carries_the_recordings(as_clerk: Browser, draft: Draft, ours: Engine) -> None:
    digest = Recordings(ours).keep(SOUND)
    Drafts(ours).change(draft.id, lambda texts: recorded(texts, "M21", digest), "clerk")
    sent = as_clerk.get("/menu/drafts/1/export").data
    with ours.begin() as connection:
        connection.exec_driver_sql("DELETE FROM recordings")
    answer = as_clerk.submit("/menu/drafts/import", name="另一台", files=(io.BytesIO(sent), "draft-1.zip"))
    assert answer.location == "/menu/drafts/2/"
    assert Recordings(ours).sound(digest) == SOUND
    assert digest in Drafts(ours).draft(2).texts[RECORDINGS]


def test_a_recording_that_is_missing_or_another_is_told(told: Callable[[bytes], str], ours: Engine) -> None:
    text = recorded({}, "M21", NAME)[RECORDINGS].encode()
    for files in ({RECORDINGS: text}, {RECORDINGS: text, file_of(NAME): SOUND}):
        assert "话术 M21 的录音不在文件里" in told(archive(files))
    assert Recordings(ours).sound(NAME) is None
    assert Drafts(ours).listed() == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"no archive", "打不开"),
        (archive({"tree.yaml": b"x"})[:-30], "打不开"),
        (archive({"tree.yaml": b"x"}).replace(b"\x00\x00\x08\x00", b"\x01\x00\x08\x00"), "打不开"),
        (archive({f"recordings/{n:024x}.alaw": b"" for n in range(MOST_FILES + 1)}), "打不开"),
        (archive({f"recordings/{n:024x}.alaw": bytes(500_000) for n in range(LARGEST_ARCHIVE // 480_000 + 1)}), "太大"),
        (archive({"tree.yaml": bytes(LARGEST_TEXT + 1)}), "太大"),
        (archive({"../tree.yaml": b"x"}), "只能导入这些文件"),
        (archive({"/etc/passwd": b"x"}), "只能导入这些文件"),
        (archive({"recordings/../tree.yaml": b"x"}), "只能导入这些文件"),
        (archive({f"recordings/{NAME}.exe": b"x"}), "只能导入这些文件"),
        (archive({"recordings.yaml": b"M00: ["}), "没有导入：recordings.yaml:"),
        (archive({f"recordings/{NAME}.alaw": b"x"}), "请先选择文件"),
        (archive({}), "请先选择文件"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_that_is_none_of_ours_is_refused(
    told: Callable[[bytes], str], ours: Engine, content: bytes, what: str
) -> None:
    assert what in told(content)
    assert Drafts(ours).listed() == []


def test_what_is_not_sent_is_as_it_is_published(as_clerk: Browser, ours: Engine) -> None:
    tree = SHIPPED["tree.yaml"].replace("title: 主菜单", "title: 总菜单")
    as_clerk.submit(
        "/menu/drafts/import", name="x", files=(io.BytesIO(archive({"tree.yaml": tree.encode()})), "menus.zip")
    )
    assert Drafts(ours).draft(1).texts == {**SHIPPED, "tree.yaml": tree}
