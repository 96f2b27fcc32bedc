"""Publishing beside the page that asked for it: the voice may have much to say first."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import Engine

from ivr.benefits.sqlfile import BadQuery
from ivr.database import DatabaseUnavailable, transaction
from ivr.mendable import Mendable
from ivr.menus.checking import Finding
from ivr.menus.faults import TreeFault
from ivr.people.audit import Action, Actor, note
from ivr.settings import Settings
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.versions.opening import open_publisher
from ivr.versions.publishing import Publisher, Refused
from ivr.versions.version import Overtaken, Version
from ivr.words import Words

log = structlog.get_logger()

SOON_SECONDS = 1.5
"""What is done by then needs no page that waits."""


@dataclass(frozen=True)
class Order:
    """What is to be published, by whom."""

    publish: Callable[[Publisher], Version]
    action: Action
    actor: Actor


@dataclass(frozen=True)
class Progress:
    spoken: int = 0
    of: int = 0
    version: int | None = None
    findings: tuple[Finding, ...] = ()
    """Why it was refused."""
    overtaken_by: int | None = None
    fault: Words | None = None

    @property
    def is_over(self) -> bool:
        return bool(self.version or self.findings or self.overtaken_by or self.fault)


class Publishing:
    """One at a time."""

    def __init__(self, settings: Settings, ours: Engine) -> None:
        self._settings = settings
        self._ours = ours
        self._one = threading.Lock()
        self.progress: Progress | None = None

    def start(self, order: Order) -> bool:
        """False while another one is going on."""
        with self._one:
            if self.progress and not self.progress.is_over:
                return False
            self.progress = Progress()
        working = threading.Thread(target=self._work, args=(order,), name="publishing", daemon=True)
        working.start()
        working.join(SOON_SECONDS)
        return True

    def _work(self, order: Order) -> None:
        try:
            with open_publisher(self._settings, self._ours, self._told) as publisher:
                version = order.publish(publisher)
            with transaction(self._ours) as connection:
                note(connection, order.actor, order.action, f"{version.number} · {version.note}")
            self.progress = Progress(version=version.number)
        except Refused as refused:
            self.progress = Progress(findings=refused.findings)
        except Overtaken as overtaken:
            self.progress = Progress(overtaken_by=overtaken.published)
        except TreeFault as fault:
            self.progress = Progress(fault=fault.message.of(f"{fault.file}:{fault.line}"))
        except BadQuery as fault:
            self.progress = Progress(fault=fault.message)
        except VoiceUnavailable as fault:
            self.progress = Progress(fault=Words("语音没有读出来，运行 ivr doctor 可以看到原因", str(fault)))
        except DatabaseUnavailable as fault:
            self.progress = Progress(fault=Words("数据库暂时不可用，请稍后再发布", str(fault)))
        except Mendable as fault:
            self.progress = Progress(fault=Words(f"需要管理员处理（{fault}）", str(fault)))
        except Exception as error:
            self.progress = Progress(fault=Words("系统出错了，已记入日志", f"{type(error).__name__}, see the log"))
            log.exception("publishing_failed")
            raise

    def _told(self, spoken: int, of: int) -> None:
        self.progress = Progress(spoken, of)
