"""All tables of a report, in their order."""

from ivr.records.reports.report import Report
from ivr.records.reports.tables.of_calls import courses, days, figures, hours, outcomes, scores
from ivr.records.reports.tables.of_nodes import lookups, nodes, ways
from ivr.records.reports.tables.table import ReportTable, Titles


def tables(report: Report, titles: Titles) -> dict[str, ReportTable]:
    """By their keys."""
    of_calls = (make(report) for make in (figures, days, hours, outcomes, courses, scores))
    of_nodes = (make(report, titles) for make in (nodes, lookups, ways))
    return {table.key: table for table in (*of_calls, *of_nodes)}
