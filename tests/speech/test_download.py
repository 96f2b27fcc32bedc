"""The model that no registry has: tried once, and taken only when it is the right one."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ivr.speech.download import Archive, try_once


def _zip(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as files:
        for name in names:
            files.writestr(name, name)
    return whole.getvalue()


MODEL = _zip("vosk-model/am/final.mdl", "vosk-model/README")


class Publisher(ThreadingHTTPServer):
    """Somebody's pages."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.content, self.asked = MODEL, 0


class _Pages(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server
        server.shutdown()


def _archive(publisher: Publisher, content: bytes = MODEL) -> Archive:
    url = f"http://127.0.0.1:{publisher.server_address[1]}/model.zip"
    return Archive(url, len(content), hashlib.sha256(content).hexdigest())


def test_the_model_is_unpacked_where_it_is_looked_for(tmp_path: Path, publisher: Publisher) -> None:
    assert try_once(tmp_path / "software" / "vosk", _archive(publisher))
    assert (tmp_path / "software" / "vosk" / "am" / "final.mdl").is_file()
    assert [path.name for path in (tmp_path / "software").iterdir()] == ["vosk"]


def test_one_that_is_there_is_not_fetched_again(tmp_path: Path, publisher: Publisher) -> None:
    for _ in range(2):
        assert try_once(tmp_path / "vosk", _archive(publisher))
    assert publisher.asked == 1


@pytest.mark.parametrize("content", [MODEL[:-1], MODEL + b"more", b"no model at all", b""])
def test_what_is_not_the_model_is_not_kept_and_not_asked_for_again(
    tmp_path: Path, publisher: Publisher, content: bytes
) -> None:
    publisher.content = content
    for _ in range(2):
        assert not try_once(tmp_path / "vosk", _archive(publisher))
    assert publisher.asked == 1
    assert [path.name for path in tmp_path.iterdir()] == ["vosk.tried"]
    assert "checksum" in (tmp_path / "vosk.tried").read_text()


def test_a_publisher_that_is_not_reached_is_no_fault(tmp_path: Path, publisher: Publisher) -> None:
    archive = _archive(publisher)
    publisher.shutdown()
    publisher.server_close()
    assert not try_once(tmp_path / "vosk", archive)
    assert (tmp_path / "vosk.tried").is_file()
