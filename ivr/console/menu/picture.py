"""The tree of a draft or version as a picture, and what is otherwise than in another one."""

from collections.abc import Mapping

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.console.access import needs
from ivr.console.menu.blueprint import blueprint, draft_or_404
from ivr.console.menu.versions import Side, side
from ivr.console.menu.workbench import workbench
from ivr.menus.model import Tree
from ivr.menus.picture import picture
from ivr.people.roles import Role


@blueprint.get("/drafts/<int:draft_id>/picture")
@needs(Role.CLERK)
def draft_picture(draft_id: int) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    return render_template("menu/picture.html", draft=draft, examined=workbench().examined(draft.texts))


@blueprint.get("/pictures/<name>")
@needs(Role.CLERK)
def drawn(name: str) -> ResponseReturnValue:
    """What the script draws; with `before`, nodes have a mark where they differ from it."""
    shown = side(name)
    service = shown.examined.service
    if service is None:
        return jsonify(nodes=[], edges=[])
    marks = _marks(side(request.args["before"]), service.tree) if "before" in request.args else {}
    sketch = picture(service.tree)
    return jsonify(
        nodes=[
            {
                "id": box.node,
                "title": box.title,
                "kind": box.kind,
                "mark": marks.get(box.node, ""),
                "to": _page(shown, box.node),
            }
            for box in sketch.boxes
        ],
        edges=[{"source": arrow.source, "target": arrow.target, "keys": arrow.label} for arrow in sketch.arrows],
    )


def _page(shown: Side, node: str) -> str:
    return url_for("menu.node", draft_id=int(shown.name[1:]), name=node) if shown.name.startswith("d") else ""


def _marks(before: Side, tree: Tree) -> Mapping[str, str]:
    if before.examined.service is None:
        return {}
    old = before.examined.service.tree.nodes
    return {
        name: "added" if name not in old else "changed" for name, node in tree.nodes.items() if old.get(name) != node
    }
