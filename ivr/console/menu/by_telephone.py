"""A prompt recorded by telephone: the number to dial, what is to be said, and how far it has come."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.console.access import needs, person
from ivr.console.here import here
from ivr.console.languages import N_
from ivr.console.menu.blueprint import LARGEST_NUMBER, blueprint, draft_or_404
from ivr.console.menu.recordings import recordable
from ivr.console.menu.workbench import workbench
from ivr.console.own_pages import telephone
from ivr.people.roles import Role
from ivr.versions.drafts import NoSuchDraft
from ivr.versions.invitations import Invitation, Invitations
from ivr.versions.models import Stage

ENDS = {
    Stage.WAITING: N_("号码已经过期，或者有人拨错太多次。"),
    Stage.CALLED: N_("通话没有正常结束，没有得到录音。"),
    Stage.LEFT: N_("电话挂断了，没有保留录音。"),
    Stage.NO_DRAFT: N_("草稿已经不在了，录音没有保存。"),
    Stage.FAILED: N_("系统没有存下录音，请稍后再试；原因写在系统日志里。"),
}
"""Why there is no recording, by the stage at which it stopped."""


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/recordings/<prompt>/telephone")
@needs(Role.CLERK)
def invite(draft_id: int, name: str, prompt: str) -> ResponseReturnValue:
    recordable(draft_or_404(draft_id), name, prompt)
    made = Invitations(here().ours).invite(draft_id, name, prompt, person().name)
    return redirect(url_for("menu.invited", invitation_id=made.id), 303)


@blueprint.get("/recordings/telephone/<int:invitation_id>")
@needs(Role.CLERK)
def invited(invitation_id: int) -> ResponseReturnValue:
    invitation, now = _own(invitation_id), datetime.now(UTC)
    return render_template(
        "menu/by_telephone.html",
        invitation=invitation,
        holds=invitation.holds(now),
        runs=invitation.runs(now),
        kept=invitation.stage is Stage.KEPT,
        ended=ENDS.get(invitation.stage, ""),
        text=_text(invitation),
        telephone=telephone(),
    )


def _own(invitation_id: int) -> Invitation:
    """A number is for nobody else to see."""
    found = None if invitation_id > LARGEST_NUMBER else Invitations(here().ours).invitation(invitation_id)
    if found is None or found.person != person().name:
        abort(404)
    return found


def _text(invitation: Invitation) -> str:
    """What is to be said; nothing when the draft is gone or can't be read by now."""
    try:
        service = workbench().examined(workbench().drafts.draft(invitation.draft_id).texts).service
    except NoSuchDraft:
        return ""
    return service.wording.texts.get(invitation.prompt, "") if service else ""
