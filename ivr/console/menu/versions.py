"""Versions: the list, two of them compared, publishing a draft, and going back."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import actor, needs, person
from ivr.console.languages import language
from ivr.console.menu.blueprint import blueprint, draft_or_404, published_by, publishing
from ivr.console.menu.drafts import archive
from ivr.console.menu.publishing import Order
from ivr.console.menu.words import field_called
from ivr.console.menu.workbench import Examined, workbench
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.versions.comparing import compare
from ivr.versions.telling import told
from ivr.versions.version import Act, NoSuchVersion, Texts

LONGEST_NOTE = 200


@dataclass(frozen=True)
class Side:
    """One of two that are compared: v7 is version 7, d3 the draft with that number."""

    name: str
    label: str
    texts: Texts

    @property
    def examined(self) -> Examined:
        return workbench().examined(self.texts)


@blueprint.get("/versions/")
@needs(Role.CLERK)
def versions() -> ResponseReturnValue:
    bench = workbench()
    return render_template("menu/versions.html", versions=bench.menus.listed(), publications=bench.menus.publications())


@blueprint.get("/versions/<int:number>/export")
@needs(Role.CLERK)
def export_version(number: int) -> ResponseReturnValue:
    return archive(side(f"v{number}").texts, f"version-{number}")


@blueprint.get("/compare")
@needs(Role.CLERK)
def compared() -> ResponseReturnValue:
    """The published version with the newest draft, when nothing is asked for."""
    bench = workbench()
    drafts = bench.drafts.listed()
    current = f"v{bench.published}"
    newest = f"d{drafts[0].id}" if drafts else current
    before = side(request.args.get("before") or current)
    after = side(request.args.get("after") or newest)
    sides = [(f"v{one.number}", label_of_version(one.number)) for one in bench.menus.listed()]
    sides += [(f"d{one.id}", one.name) for one in drafts]
    return render_template(
        "menu/compare.html", before=before, after=after, sides=sides, changes=changes_between(before, after)
    )


@blueprint.post("/drafts/<int:draft_id>/publish")
@needs(Role.ADMIN)
def publish(draft_id: int) -> ResponseReturnValue:
    draft, note = draft_or_404(draft_id), " ".join(request.form.get("note", "").split())[:LONGEST_NOTE]
    seen = request.form.get("revision", type=int)
    if seen != draft.revision:
        flash(_("草稿刚刚又被保存过：请再看一遍，然后发布。"), "bad")
        return redirect(url_for("menu.draft", draft_id=draft_id), 303)
    act, instead_of = Act(person().name, note), request.form.get("instead_of", type=int)
    return published_by(
        Order(
            lambda publisher: publisher.publish_menu(draft.texts, act, instead_of, draft.parent),
            Action.MENU_PUBLISHED,
            actor(),
        )
    )


@blueprint.post("/versions/<int:number>/again")
@needs(Role.ADMIN)
def roll_back(number: int) -> ResponseReturnValue:
    side(f"v{number}")
    act, instead_of = Act(person().name, _("退回到第 %(n)s 版", n=number)), request.form.get("instead_of", type=int)
    return published_by(
        Order(lambda publisher: publisher.roll_back(number, act, instead_of), Action.MENU_ROLLED_BACK, actor())
    )


@blueprint.get("/publishing")
@needs(Role.ADMIN)
def publishing_now() -> ResponseReturnValue:
    return render_template("menu/publishing.html", progress=publishing().progress)


def side(name: str) -> Side:
    """404 for what there is not."""
    kind, number = name[:1], name[1:]
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        abort(404)
    if kind == "d":
        draft = draft_or_404(int(number))
        return Side(name, draft.name, draft.texts)
    try:
        return Side(name, label_of_version(int(number)), workbench().menus.texts(int(number)))
    except NoSuchVersion:
        abort(404)


def label_of_version(number: int) -> str:
    return str(_("第 %(n)s 版", n=number))


def changes_between(before: Side, after: Side) -> list[tuple[str, str]] | None:
    """Each with the node that it is about; None when one of the two can't be read."""
    old, new = before.examined.service, after.examined.service
    if old is None or new is None:
        return None
    return [(change.node, told(change, language(), field_called)) for change in compare(old, new)]
