"""Every figure says what it means, in both languages, and the handbook says the same."""

import re

import pytest

from ivr.records.reports.figures import FIGURES, Figure
from ivr.settings import PROJECT

HANDBOOK = (PROJECT / "docs" / "supervisors.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_is_defined_in_both_languages_and_in_the_handbook(figure: Figure) -> None:
    for words in (figure.name, figure.meaning):
        assert re.search(r"[\u4e00-\u9fff]", words.zh)
        assert not re.search(r"[\u4e00-\u9fff]", words.en)
    assert f"| {figure.name.zh} {figure.name.en} | {figure.meaning.en} |" in HANDBOOK


def test_keys_are_unique() -> None:
    assert len({figure.key for figure in FIGURES}) == len(FIGURES)
