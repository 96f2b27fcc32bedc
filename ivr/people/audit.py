"""The audit list: every change, and every look at a call, with who did it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import Connection, Engine, insert, select

from ivr.database import transaction
from ivr.people.models import AuditEntry


class Action(Enum):
    """What can be done; its value is what the table keeps, its words are what the page shows."""

    words: str

    def __new__(cls, code: str, words: str) -> "Action":
        action = object.__new__(cls)
        action._value_ = code
        action.words = words
        return action

    SIGNED_IN = "signed_in", "登录"
    SIGNED_OUT = "signed_out", "退出"
    SIGN_IN_REFUSED = "sign_in_refused", "登录被拒"
    PASSWORD_CHANGED = "password_changed", "修改自己的密码"
    USER_ADDED = "user_added", "新增用户"
    USER_ROLE = "user_role", "更改角色"
    USER_DISABLED = "user_disabled", "停用用户"
    USER_ENABLED = "user_enabled", "启用用户"
    USER_PASSWORD = "user_password", "重置用户密码"
    CALLS_SEARCHED = "calls_searched", "按号码查找通话"
    CALL_SEEN = "call_seen", "查看通话"
    RECORDING_HEARD = "recording_heard", "收听录音"
    CALLS_TAKEN = "calls_taken", "下载通话列表"
    CALL_ENDED = "call_ended", "挂断通话"
    CALL_LISTENED = "call_listened", "监听通话"
    SESSIONS_ENDED = "sessions_ended", "结束其他会话"
    DRAFT_BEGUN = "draft_begun", "新建菜单草稿"
    DRAFT_SAVED = "draft_saved", "修改菜单草稿"
    DRAFT_DISCARDED = "draft_discarded", "删除菜单草稿"
    MENU_PUBLISHED = "menu_published", "发布菜单"
    MENU_ROLLED_BACK = "menu_rolled_back", "退回旧版菜单"
    OFFICE_CHANGED = "office_changed", "修改人工服务时间或公告"


@dataclass(frozen=True)
class Actor:
    """Who does something, and from where."""

    name: str
    address: str


TERMINAL = Actor("", "terminal")
"""Whoever may run `ivr` on the machine."""


@dataclass(frozen=True)
class Noted:
    id: int
    at: datetime
    actor: str
    address: str
    action: str
    subject: str


def note(connection: Connection, actor: Actor, action: Action, subject: str = "") -> None:
    """Adds an entry in the transaction of the change itself: neither is there without the other."""
    row = {
        "at": datetime.now(UTC),
        "actor": actor.name,
        "address": actor.address,
        "action": action.value,
        "subject": subject[:200],
    }
    connection.execute(insert(AuditEntry).values(row))


@dataclass(frozen=True)
class WantedEntries:
    """Which entries. What is not set doesn't narrow the search."""

    limit: int = 50
    before: int | None = None
    """Entries older than the one with this id."""
    actor: str = ""
    action: str = ""


def entries(engine: Engine, wanted: WantedEntries) -> list[Noted]:
    """The newest first. Raises DatabaseUnavailable."""
    query = select(
        AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.address, AuditEntry.action, AuditEntry.subject
    )
    if wanted.before is not None:
        query = query.where(AuditEntry.id < wanted.before)
    if wanted.actor:
        query = query.where(AuditEntry.actor == wanted.actor)
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    with transaction(engine) as connection:
        rows = connection.execute(query.order_by(AuditEntry.id.desc()).limit(wanted.limit))
        return [Noted(**row) for row in rows.mappings()]
