"""Random trees with nodes of every kind, from a seed, with wording that says what is known where it is said."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from ivr.menus.checking import check
from ivr.menus.checking.finding import Finding
from ivr.menus.checking.known import surely
from ivr.menus.checking.learned import Known, answered, shape_of
from ivr.menus.checking.uses import ALONE, Use, uses
from ivr.menus.graph import Graph
from ivr.menus.loading import Source
from ivr.menus.model import Answer, Confirm, Tree
from ivr.menus.office import load_office
from ivr.menus.service import Service
from ivr.menus.wording import Wording
from ivr.menus.written import written
from tests.menus.grown import grown
from tests.menus.trees import SHAPES, SMALL

_SPOKEN = frozenset({"id_number", "case_number", "phone", "district"})
_OFFICE = load_office(SMALL / "office.yaml")


def good_trees(first: int = 0, step: int = 1) -> Iterator[tuple[int, Service]]:
    """Seed and service, without end: those in which the checker finds no error and no value that may be missing."""
    for seed in count(first, step):
        service = generated(seed)
        if not any(map(_refuses, check(service, SHAPES))):
            yield seed, service


def _refuses(finding: Finding) -> bool:
    return finding.is_error or finding.rule == "variable"


def generated(seed: int) -> Service:
    """Any tree, good or not."""
    random = Random(seed)  # noqa: S311
    tree, made = written(_pruned(Tree.model_validate(grown(random))), Wording({}))
    wording = Wording(dict(_texts(random, tree, made))).with_texts(made.texts)
    return Service(tree, wording, _OFFICE, (), Source(Path("grown.yaml"), "", None))


def _pruned(tree: Tree) -> Tree:
    """Without nodes to which no way leads."""
    graph, common = Graph(tree), tree.common
    found = graph.reachable([*graph.roots.values(), common.no_input.to or "", common.no_match.to or ""])
    return tree.model_copy(update={"nodes": {name: node for name, node in tree.nodes.items() if name in found}})


def _texts(random: Random, tree: Tree, made: Wording) -> Iterator[tuple[str, str]]:
    """Wording for every prompt, but for some menus that say their options."""
    graph, places = Graph(tree), dict[str, frozenset[str]]()
    sure = surely(graph, SHAPES)
    for use in uses(tree):
        here = _places(tree, use, sure.get(use.node, Known()))
        places[use.prompt] = places.get(use.prompt, here) & here
    read_back = {node.prompt: node.what for node in tree.nodes.values() if isinstance(node, Confirm)}
    for prompt, names in places.items():
        said = random.sample(sorted(names), random.randint(0, min(2, len(names))))
        said += [read_back[prompt]] if prompt in read_back else []
        if said or prompt not in made or random.random() < 0.5:
            yield prompt, "，".join(("请听", *(f"{{{name}}}" for name in said))) + "。"


def _places(tree: Tree, use: Use, known: Known) -> frozenset[str]:
    """What a prompt can be filled with where it is said."""
    if use.filled in ALONE.values():
        return frozenset({use.filled})
    node = tree.nodes.get(use.node)
    columns = shape_of(node, SHAPES).columns if isinstance(node, Answer) else frozenset()
    if isinstance(node, Answer) and use.filled == "answer":
        known = answered(node, known, SHAPES)
    said = known.variables & _SPOKEN
    return {"never": frozenset(), "row": columns, "caller": said, "answer": said | columns}[use.filled]
