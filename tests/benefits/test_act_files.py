"""The files of changes that an office's database people edit."""

import re
from pathlib import Path

import pytest

from ivr.benefits.act import Act, load_act, load_acts
from ivr.benefits.signature import Signature
from ivr.benefits.sqlfile import BadQuery
from tests.benefits.conftest import ACTS

CASE = "-- column: case code\n"
INSERT = "INSERT INTO t SELECT :id_number, :request;\n"
DELETE = "DELETE FROM t WHERE "
SELECT = "SELECT 'done' AS \"case\""


def test_the_shipped_files_load() -> None:
    acts = load_acts(ACTS)
    assert acts["report_loss"].signature == Signature(
        columns=frozenset({"case_number", "card_tail", "until"}),
        codes=frozenset({"case"}),
        wants=frozenset({"id_number"}),
    )
    assert acts["release_loss"].columns == {"case": "code", "case_number": "case_number", "card_tail": "card_tail"}


def test_semicolons_in_texts_and_comments_end_nothing(tmp_path: Path) -> None:
    act = _load(tmp_path, f"{CASE}/* a; b\n:c */ {INSERT}{DELETE}x = ';' -- y;\n;\n{SELECT};")
    assert [statement.line for statement in (*act.changes, act.outcome)] == [3, 4, 6]


@pytest.mark.parametrize(
    ("sql", "line", "fault"),
    [
        (INSERT + SELECT, 1, "`-- column: case code`"),
        (f"-- column: case text\n{INSERT}{SELECT}", 1, "`-- column: case code`"),
        (f"{CASE}-- column: x money\n{INSERT}{SELECT}", 2, "no kind 'money'"),
        (CASE, 1, "what is to change, then one SELECT"),
        (f"{CASE}\n{SELECT}", 3, "what is to change, then one SELECT"),
        (f"{CASE}{INSERT}{DELETE}x = 1", 3, "what is to change, then one SELECT"),
        (f"{CASE}BEGIN;\n{INSERT}{SELECT}", 2, "the transaction is ours"),
        (f"{CASE}{INSERT}COMMIT;\n{SELECT}", 3, "the transaction is ours"),
        (f"{CASE}{INSERT}{DELETE}d = :district;\n{SELECT}", 3, "no parameter :district"),
        (f"{CASE}{DELETE}p = :id_number;\n{SELECT}", 3, "use :request"),
        (f"{CASE}{DELETE}r = :request;\n{SELECT}", 3, "use :id_number"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, sql: str, line: int, fault: str) -> None:
    with pytest.raises(BadQuery) as raised:
        _load(tmp_path, sql)
    assert str(raised.value).startswith(f"{tmp_path / 'act.sql'}:{line}: ")
    assert fault in str(raised.value)
    assert re.search(f"{line}：.*[一-鿿]", raised.value.message.zh)


def _load(directory: Path, sql: str) -> Act:
    path = directory / "act.sql"
    path.write_text(sql, encoding="utf-8")
    return load_act(path)
