"""Figures for Prometheus, from the sums that are kept for reports: a million calls cost no more than one."""

from collections.abc import Callable, Iterator
from typing import Any

import structlog
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ivr.database import DatabaseUnavailable, transaction
from ivr.records.models import Call, Input
from ivr.records.reports.models import CallSums, StepSums

log = structlog.get_logger()

FAILURES = ("failed", "slow")
"""Outcomes of a look-up that gave no answer."""


class Figures(Collector):
    def __init__(self, ours: Engine, parts: Callable[[], dict[str, bool]]) -> None:
        self._ours = ours
        self._parts = parts

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering needs no database."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("ivr_up", "Whether a part answers.", labels=["part"])
        for name, answers in self._parts().items():
            up.add_metric([name], answers)
        yield up
        try:
            yield from self._counted()
        except DatabaseUnavailable as fault:
            log.warning("no_figures", why=str(fault))

    def _counted(self) -> Iterator[Metric]:
        yield self._sums("ivr_calls", "Calls that are over.", CallSums.outcome, select(func.sum(CallSums.calls)))
        failures = select(func.sum(StepSums.steps)).where(
            StepSums.input == Input.RESULT, StepSums.outcome.in_(FAILURES)
        )
        yield self._sums("ivr_lookups_without_answer", "Look-ups that gave no answer.", StepSums.outcome, failures)
        running = select(func.count(Call.id)).where(Call.outcome.is_(None))
        with transaction(self._ours) as connection:
            count = connection.execute(running).scalar_one()
        yield GaugeMetricFamily("ivr_calls_running", "Calls in progress.", value=count)

    def _sums(self, name: str, told: str, label: InstrumentedAttribute[str], sums: Select[Any]) -> Metric:
        family = CounterMetricFamily(name, told, labels=["outcome"])
        with transaction(self._ours) as connection:
            for total, outcome in connection.execute(sums.add_columns(label).group_by(label)):
                family.add_metric([outcome], total)
        return family
