import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ivr.records.sheets import Cell, Sheet, to_csv, to_xlsx

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
FORMULAS = ["=1+1", "+86", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠A1"]
"""The last four are what Excel in Chinese takes for the first four."""


def csv_of(*rows: tuple[Cell, ...]) -> list[list[str]]:
    columns = tuple(f"c{n}" for n in range(len(rows[0])))
    text = b"".join(to_csv(Sheet("calls", columns, rows), SHANGHAI)).decode("utf-8-sig")
    [head, *read] = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == columns
    return read


def excel_of(*rows: tuple[Cell, ...]) -> list[tuple[object, ...]]:
    columns = tuple(f"c{n}" for n in range(len(rows[0])))
    file = io.BytesIO(b"".join(to_xlsx([Sheet("calls", columns, rows)], SHANGHAI)))
    [head, *read] = load_workbook(file)["calls"].iter_rows()
    assert tuple(cell.value for cell in head) == columns
    assert not any(cell.data_type == "f" for row in read for cell in row)
    return [tuple(cell.value for cell in row) for row in read]


def test_what_a_row_holds_comes_out_again() -> None:
    row = (NOON, date(2026, 11, 26), '养老，"账户"', 12, 0.5, None)
    assert csv_of(row) == [["2026-11-26 12:00:00", "2026-11-26", '养老，"账户"', "12", "0.5", ""]]
    moment, day, *rest = excel_of(row)[0]
    assert (str(moment), str(day), rest) == (
        "2026-11-26 12:00:00",
        "2026-11-26 00:00:00",
        ['养老，"账户"', 12, 0.5, None],
    )


def test_excel_knows_the_encoding_of_a_csv_file() -> None:
    assert b"".join(to_csv(Sheet("calls", ("时间",), []), SHANGHAI)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text(formula: str) -> None:
    [[cell]] = csv_of((formula,))
    assert cell == f"'{formula}"
    [(value,)] = excel_of((formula,))
    assert str(value).split() == formula.split()


def test_a_number_of_ours_stays_a_number() -> None:
    assert csv_of((-3, -0.5)) == [["-3", "-0.5"]]
    assert excel_of((-3, -0.5)) == [(-3, -0.5)]


def test_several_tables_are_several_pages() -> None:
    sheets = [Sheet("calls", ("a",), [(1,)]), Sheet("nodes", ("b",), [(2,)])]
    book = load_workbook(io.BytesIO(b"".join(to_xlsx(sheets, SHANGHAI))))
    assert book.sheetnames == ["calls", "nodes"]
    assert book["nodes"]["A2"].value == 2


@settings(max_examples=30)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_text_whatever_breaks_a_file_or_is_a_formula(cells: list[str]) -> None:
    [read] = csv_of(tuple(cells))
    assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") or cell[:1] in tuple("\t\r\n") for cell in read)
    excel_of(tuple(cells))
