"""The files that an office's database people edit."""

import re
import shutil
from pathlib import Path

import pytest

from ivr.benefits.query import Query, load_queries, load_query
from ivr.benefits.sqlfile import BadQuery
from tests.benefits.conftest import QUERIES

GOOD = "-- column: balance amount  yuan\nSELECT balance FROM accounts WHERE id_number = :id_number\n"


def test_the_shipped_files_load() -> None:
    queries = load_queries(QUERIES)
    assert queries["pension_account"].columns == {"balance": "amount", "as_of": "date"}
    assert queries["contribution_details"].rows == 12


def test_one_row_is_what_a_query_gives_when_it_does_not_say(tmp_path: Path) -> None:
    assert _load(tmp_path, GOOD).rows == 1


@pytest.mark.parametrize(
    "sql",
    [
        "-- column: a text\nSELECT a FROM t WHERE p = :id_number;\n",
        "-- column: a text\nWITH x AS (SELECT 1) SELECT a FROM t WHERE p = :id_number -- at 10:30, :not_a_parameter; no\n",
        "/* :nor_here; */ -- column: no\n-- column: a text\nselect ';' AS a FROM t WHERE p = :id_number AND q = 'it''s; --x'",
        "-- column: a text\nSELECT CAST(a AS text)::text AS a FROM t WHERE p = :id_number",
    ],
)
def test_what_looks_like_a_fault_and_is_none(tmp_path: Path, sql: str) -> None:
    assert _load(tmp_path, sql).columns == {"a": "text"}


@pytest.mark.parametrize(
    ("sql", "line", "fault"),
    [
        ("SELECT 1 WHERE '' = :id_number", 1, "say what it gives"),
        ("-- About money\n-- column: a money\nSELECT a FROM t", 2, "no kind 'money'"),
        ("-- column: a\nSELECT a FROM t", 1, "then its kind"),
        ("-- column: A amount\nSELECT a FROM t", 1, "in small letters"),
        ("-- column: a text\n-- column: a date\nSELECT a FROM t", 2, "there twice"),
        ("-- column: a text\n-- rows: all\nSELECT a FROM t", 2, "1 to 60"),
        ("-- column: a text\n-- rows: 0\nSELECT a FROM t", 2, "1 to 60"),
        ("-- column: a text\n\nDELETE FROM t WHERE p = :id_number", 3, "one SELECT"),
        ("-- column: a text", 1, "one SELECT"),
        ("-- column: a text\nSELECT a FROM t WHERE p = :id_number; DROP TABLE t", 2, "several statements"),
        ("-- column: a text\nSELECT a FROM t", 2, ":id_number"),
        ("-- column: a text\nSELECT a FROM t WHERE p = :id_number AND q = :other", 2, "no parameter :other"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, sql: str, line: int, fault: str) -> None:
    with pytest.raises(BadQuery) as raised:
        _load(tmp_path, sql)
    assert str(raised.value).startswith(f"{tmp_path / 'query.sql'}:{line}: ")
    assert fault in str(raised.value)
    assert re.search(f"{line}：.*[一-鿿]", raised.value.message.zh)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "query.sql").write_bytes("-- 养老".encode("gbk"))
    with pytest.raises(BadQuery, match="UTF-8"):
        load_query(tmp_path / "query.sql")


def test_a_name_that_no_menu_tree_could_use(tmp_path: Path) -> None:
    (tmp_path / "Query-1.sql").write_text(GOOD)
    with pytest.raises(BadQuery, match="small letters"):
        load_query(tmp_path / "Query-1.sql")


def test_without_the_file_for_pins_nothing_loads(tmp_path: Path) -> None:
    shutil.copy(QUERIES / "pension_account.sql", tmp_path)
    with pytest.raises(BadQuery, match=r"person\.sql.*pin_hash code"):
        load_queries(tmp_path)


def _load(directory: Path, sql: str) -> Query:
    path = directory / "query.sql"
    path.write_text(sql, encoding="utf-8")
    return load_query(path)
