"""A node of a draft: its form, and what is wrong with it beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import audit, needs, person
from ivr.console.languages import language
from ivr.console.menu import changes, words
from ivr.console.menu.blueprint import LARGEST_NUMBER, blueprint, draft_or_404
from ivr.console.menu.drafts import outline_of
from ivr.console.menu.fields import fields
from ivr.console.menu.form import BadForm, node_from, texts_from
from ivr.console.menu.workbench import Examined, workbench
from ivr.menus.faults import TreeFault
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.versions.drafts import Draft, NewerSave
from ivr.versions.version import Texts


@dataclass(frozen=True)
class Prompt:
    """What a node says, as the form shows it."""

    id: str
    text: str
    """As it is written; empty when nothing is."""
    made: str
    """What is said in its place: made of the options."""
    shared: tuple[str, ...]
    """Other nodes that say the same."""
    has_places: bool
    """Then it is put together from pieces and can't be recorded."""
    recording: str
    """The digest of what a person has recorded for it."""


@blueprint.get("/drafts/<int:draft_id>/nodes/<name>")
@needs(Role.CLERK)
def node(draft_id: int, name: str) -> ResponseReturnValue:
    return _page(draft_or_404(draft_id), name)


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>")
@needs(Role.CLERK)
def save_node(draft_id: int, name: str) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    old = fields_of(draft, name)
    try:
        new = node_from(request.form, str(old.get("kind", "")), old)
    except BadForm as fault:
        flash(
            _("没有保存：%(field)s里 %(name)s 出现了两次。", field=words.field_called(fault.field), name=fault.twice),
            "bad",
        )
        return _page(draft, name), 422
    wording = texts_from(request.form)
    return saved(draft, name, name, lambda texts: changes.node_changed(texts, name, new, wording))


@blueprint.post("/drafts/<int:draft_id>/nodes")
@needs(Role.CLERK)
def add_node(draft_id: int) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    name, kind = request.form.get("name", "").strip(), request.form.get("kind", "")
    if kind not in words.KINDS:
        abort(400)
    new = {"kind": kind, "title": request.form.get("title", "").strip() or name}
    return saved(draft, None, name, lambda texts: changes.node_added(texts, name, new))


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/copy")
@needs(Role.CLERK)
def copy_node(draft_id: int, name: str) -> ResponseReturnValue:
    draft, copy = draft_or_404(draft_id), request.form.get("name", "").strip()
    fields_of(draft, name)
    return saved(draft, name, copy, lambda texts: changes.node_copied(texts, name, copy))


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/rename")
@needs(Role.CLERK)
def rename_node(draft_id: int, name: str) -> ResponseReturnValue:
    draft, new = draft_or_404(draft_id), request.form.get("name", "").strip()
    fields_of(draft, name)
    return saved(draft, name, new, lambda texts: changes.node_renamed(texts, name, new))


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/remove")
@needs(Role.CLERK)
def remove_node(draft_id: int, name: str) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    fields_of(draft, name)
    return saved(draft, name, None, lambda texts: changes.node_removed(texts, name))


def saved(draft: Draft, at: str | None, then: str | None, change: Callable[[Texts], Texts]) -> ResponseReturnValue:
    """Saves the changed draft. `at` is the node that was shown, `then` the one to be shown; the whole draft for None."""
    revision = request.form.get("revision", draft.revision, type=int)
    seen = replace(draft, revision=revision if 0 <= revision <= LARGEST_NUMBER else 0)
    try:
        saved = workbench().drafts.save(seen, change(draft.texts), person().name)
    except TreeFault as fault:
        flash(_("没有保存：%(why)s", why=fault.message.said(language())), "bad")
        return redirect(_address(draft, at), 303)
    except NewerSave as newer:
        return render_template("menu/overtaken.html", draft=newer.newest, form=request.form, at=at), 409
    audit(Action.DRAFT_SAVED, f"{saved.name} · {then or at}")
    flash(_("已保存。"))
    return redirect(_address(draft, then), 303)


def _address(draft: Draft, node: str | None) -> str:
    if node is None:
        return url_for("menu.draft", draft_id=draft.id)
    return url_for("menu.node", draft_id=draft.id, name=node)


def _page(draft: Draft, name: str) -> str:
    there = fields_of(draft, name)
    examined = workbench().examined(draft.texts)
    kind = str(there.get("kind", ""))
    menus, others = outline_of(draft)
    return render_template(
        "menu/node.html",
        draft=draft,
        name=name,
        kind=kind,
        node=there,
        fields=fields(kind),
        prompts=_prompts(draft, examined, name),
        examined=examined,
        menus=menus,
        others=others,
        offered=workbench().shapes,
        words=words,
    )


def fields_of(draft: Draft, name: str) -> Mapping[str, Any]:
    """As they are written; 404 for a node that there is not, and for all of a text that is no YAML."""
    try:
        there = changes.nodes_of(draft.texts)[0]
    except TreeFault:
        abort(404)
    if name not in there:
        abort(404)
    return there[name] if isinstance(there[name], dict) else {}


def _prompts(draft: Draft, examined: Examined, name: str) -> list[Prompt]:
    """Which prompts a node says is only known of a tree that can be read."""
    if examined.service is None:
        return []
    tree, said = examined.service.tree, examined.service.wording.texts
    there, recordings = changes.wording_of(draft.texts), examined.service.wording.recordings
    return [
        Prompt(
            prompt,
            str(there.get(prompt, "")),
            "" if prompt in there else said.get(prompt, ""),
            tuple(other for other in changes.sharing(tree, prompt) if other != name),
            bool(examined.service.wording.places(prompt)) if prompt in said else True,
            recordings.get(prompt, ""),
        )
        for prompt in changes.prompts_of(tree, name)
    ]
