"""How the recogniser is, for people and `ivr doctor`. Nothing that was said."""

import http.client
import json
from dataclasses import asdict, dataclass

PATH = "/status"
END = "/end/"
"""Before a call's id: its turn is to end."""
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Status:
    engine: str
    """Empty while none is loaded."""
    missing: str
    """Why there is none, if it is known."""
    processes: int
    ready: int
    sessions: int
    speaking: int
    """Callers who are saying something just now."""
    busy: int
    """Processes that decode just now."""
    queue: int
    decoded: int
    failed: int
    full: int
    """How often a caller was sent to the keys."""
    median_ms: float
    p95_ms: float


def to_json(status: Status) -> bytes:
    return json.dumps(asdict(status), ensure_ascii=False).encode() + b"\n"


def ask_status(port: int, seconds: float = 2.0) -> Status:
    """Raises OSError when no recogniser answers there in time."""
    return _get(PATH, port, seconds)


def end_turn(port: int, call: str, seconds: float = 0.5) -> None:
    """Has the call's SpeechBackground ended. Raises OSError as `ask_status`."""
    _get(f"{END}{call}", port, seconds)


def _get(path: str, port: int, seconds: float) -> Status:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        connection.request("GET", path)
        return Status(**json.loads(connection.getresponse().read()))
    except (http.client.HTTPException, ValueError, TypeError):
        raise OSError("what answers there is no recogniser") from None
    finally:
        connection.close()
