"""All tables of a report, in their order."""

from ivr.records.reports.report import Report, Visits
from ivr.records.reports.tables.of_calls import courses, days, figures, hours, outcomes, scores
from ivr.records.reports.tables.of_nodes import lookups, nodes, ways
from ivr.records.reports.tables.table import ReportTable, Titles

Tables = dict[str, ReportTable]
"""By their keys."""


def tables(report: Report, titles: Titles) -> Tables:
    return call_tables(report) | node_tables(report, titles)


def call_tables(report: Report) -> Tables:
    return {table.key: table for table in (make(report) for make in (figures, days, hours, outcomes, courses, scores))}


def node_tables(visits: Visits, titles: Titles) -> Tables:
    return {table.key: table for table in (make(visits, titles) for make in (nodes, lookups, ways))}
