"""Drafts: the list, a new one, one that is brought in as files, and taken out again."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import audit, needs, person
from ivr.console.here import here
from ivr.console.languages import language
from ivr.console.limits import takes
from ivr.console.menu.blueprint import blueprint, draft_or_404
from ivr.console.menu.changes import nodes_of
from ivr.console.menu.packing import LARGEST_ARCHIVE, packed, unpacked
from ivr.console.menu.workbench import workbench
from ivr.menus.faults import TreeFault
from ivr.menus.outline import Line, outline
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.versions.drafts import Draft, NameTaken, NewerSave
from ivr.versions.recordings import NoRecording, Recordings
from ivr.versions.version import Texts

LONGEST_NAME = 64


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    bench = workbench()
    return render_template("menu/index.html", drafts=bench.drafts.listed(), published=bench.menus.published())


@blueprint.post("/drafts")
@needs(Role.CLERK)
def begin() -> ResponseReturnValue:
    """From the version that is published."""
    bench = workbench()
    number = bench.published
    return _begun(_name(), bench.menus.texts(number), number)


@blueprint.post("/drafts/import")
@needs(Role.CLERK)
@takes(LARGEST_ARCHIVE)
def bring_in() -> ResponseReturnValue:
    """Files that are not sent are those of the published version."""
    bench = workbench()
    number = bench.published
    try:
        sent = unpacked(request.files.getlist("files"))
        Recordings(here().ours).bring_in(sent.texts, sent.sounds.get)
    except ValueError as fault:
        return _refused(str(fault))
    except TreeFault as fault:
        told = fault.message.of(f"{fault.file}:{fault.line}")
        return _refused(_("没有导入：%(why)s", why=told.said(language())))
    except NoRecording as fault:
        return _refused(
            _("没有导入：话术 %(prompt)s 的录音不在文件里，或者已经损坏。请导入导出的压缩包。", prompt=fault.prompt)
        )
    return _begun(_name(), {**bench.menus.texts(number), **sent.texts}, number)


@blueprint.get("/drafts/<int:draft_id>/")
@needs(Role.CLERK)
def draft(draft_id: int) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    menus, others = outline_of(found)
    return render_template(
        "menu/draft.html",
        draft=found,
        menus=menus,
        others=others,
        examined=workbench().examined(found.texts),
        published=workbench().menus.published(),
    )


@blueprint.post("/drafts/<int:draft_id>/discard")
@needs(Role.CLERK)
def discard(draft_id: int) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    try:
        workbench().drafts.discard(found)
    except NewerSave:
        flash(_("有人刚刚保存了这份草稿，没有删除。"), "bad")
        return redirect(url_for("menu.draft", draft_id=draft_id), 303)
    audit(Action.DRAFT_DISCARDED, found.name)
    flash(_("草稿“%(name)s”已删除。", name=found.name))
    return redirect(url_for("menu.index"), 303)


@blueprint.get("/drafts/<int:draft_id>/export")
@needs(Role.CLERK)
def export_draft(draft_id: int) -> ResponseReturnValue:
    return archive(draft_or_404(draft_id).texts, f"draft-{draft_id}")


def outline_of(found: Draft) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Nothing for a text that is no YAML; the findings say so."""
    try:
        return outline(*nodes_of(found.texts))
    except TreeFault:
        return (), ()


def archive(texts: Texts, name: str) -> Response:
    """The files as they lie in a dialplan's folder."""
    try:
        sounds = Recordings(here().ours).named_in(texts)
    except TreeFault:
        sounds = {}
    response = Response(packed(texts, sounds), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.zip")
    return response


def _refused(why: str) -> ResponseReturnValue:
    flash(why, "bad")
    return redirect(url_for("menu.index"), 303)


def _begun(name: str, texts: Texts, number: int | None) -> ResponseReturnValue:
    try:
        made = workbench().drafts.begin(name, texts, person().name, number)
    except NameTaken:
        return _refused(_("已经有一份叫“%(name)s”的草稿，请换一个名字。", name=name))
    audit(Action.DRAFT_BEGUN, name)
    return redirect(url_for("menu.draft", draft_id=made.id), 303)


def _name() -> str:
    return " ".join(request.form.get("name", "").split())[:LONGEST_NAME] or _("未命名")
