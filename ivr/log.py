"""The program's log: JSON lines in `home`/log/ivr.log, lines for people on stderr, neither with anything private.

Everything goes one way: structlog's events, the standard library's records, warnings and uncaught exceptions.
What belongs to a call carries its id and node: `structlog.contextvars.bind_contextvars(call=…, node=…)`.
"""

import logging
import os
import sys
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import Processor

from ivr.mendable import Mendable
from ivr.redaction import redact
from ivr.settings import Settings

FILE_BYTES = 10_000_000
FILES_KEPT = 10

log = structlog.stdlib.get_logger(__name__)


class LogUnwritable(Mendable):
    """The log file can't be opened; the message says which and why."""


class PrivateFileHandler(RotatingFileHandler):
    """A log file, turned over by size, that its owner alone may read."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.fchmod(descriptor, 0o600)  # one that was there before
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


def set_up(settings: Settings) -> None:
    """Sends everything that is logged in this process to the file and to stderr. Raises LogUnwritable."""
    handlers = [_file(settings.log_dir / "ivr.log"), _terminal()]
    logging.basicConfig(level=logging.WARNING, handlers=handlers, force=True)
    logging.getLogger("ivr").setLevel(logging.INFO)
    logging.raiseExceptions = False  # it would print a record that can't be formatted as it is, unredacted
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*_common(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _common() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
    ]


def _file(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = PrivateFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT)
    except OSError as error:
        raise LogUnwritable(
            f"{path}: {error.strerror}; its directory must be writable, or set another IVR_HOME"
        ) from None
    handler.setFormatter(_formatter(structlog.processors.JSONRenderer(ensure_ascii=False)))
    return handler


def _terminal() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    plain = structlog.dev.plain_traceback
    handler.setFormatter(
        _formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain))
    )
    return handler


def _formatter(renderer: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_common(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
    )


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("uncaught exception", exc_info=(kind, error, traceback))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
