"""Tables to take along, as CSV and as Excel's own format. Nothing in a cell is ever run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | int | float | date | datetime | None
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes Chinese in a CSV file for another encoding."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHUNK_BYTES = 65_536


@dataclass(frozen=True)
class Sheet:
    """One table. Moments are written by the office's clock."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def to_csv(sheet: Sheet, zone: ZoneInfo) -> Iterator[bytes]:
    """The file, line by line."""
    yield (_BYTE_ORDER_MARK + _line(sheet.columns)).encode()
    for row in sheet.rows:
        yield _line([_as_text(cell, zone) for cell in row]).encode()


def to_xlsx(sheets: Sequence[Sheet], zone: ZoneInfo) -> Iterator[bytes]:
    """The file, piece by piece, a page for each table."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add_page(book, sheet, zone)
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _as_text(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        case str():
            return _defused(cell)
    return str(cell)


def _defused(text: str) -> str:
    """A spreadsheet runs what begins so; behind an apostrophe it is text."""
    clean = _UNWRITABLE.sub("?", text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def _add_page(book: Workbook, sheet: Sheet, zone: ZoneInfo) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    page.append([_heading(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_excel(page, cell, zone) for cell in row])


def _heading(page: object, column: str) -> WriteOnlyCell:
    cell = _text(page, column)
    cell.font = Font(bold=True)
    return cell


def _excel(page: object, cell: Cell, zone: ZoneInfo) -> object:
    match cell:
        case str():  # only what begins so would become a formula, and a cell of its own takes its time
            return _text(page, cell) if cell.startswith("=") else _UNWRITABLE.sub("?", cell)
        case datetime():
            return cell.astimezone(zone).replace(tzinfo=None)
    return cell


def _text(page: object, text: str) -> WriteOnlyCell:
    """Text by its type."""
    cell = WriteOnlyCell(page, _UNWRITABLE.sub("?", text))
    cell.data_type = "s"
    return cell
