"""The look-ups and changes there are, by their files: what a version is checked against."""

from collections.abc import Mapping
from pathlib import Path

from ivr.benefits.act import load_acts
from ivr.benefits.leaving import OurActs
from ivr.benefits.query import PERSON, load_queries
from ivr.benefits.signature import Signature
from ivr.menus.service import Shape, Shapes


def offered(dialplan: Path) -> Shapes:
    """Raises BadQuery."""
    queries = {name: query.signature for name, query in load_queries(dialplan / "queries").items() if name != PERSON}
    acts = {name: act.signature for name, act in load_acts(dialplan / "acts").items()}
    return Shapes(_shapes(queries), _shapes({**acts, **OurActs.signatures}))


def _shapes(signatures: Mapping[str, Signature]) -> dict[str, Shape]:
    return {name: Shape(one.columns, one.codes, one.wants) for name, one in signatures.items()}
