"""A person's recording in place of the voice: sent as a file, heard, taken away."""

import io

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import needs
from ivr.console.here import here
from ivr.console.languages import N_
from ivr.console.limits import takes
from ivr.console.menu.blueprint import blueprint, draft_or_404
from ivr.console.menu.nodes import fields_of, saved
from ivr.console.menu.sound import to_wav
from ivr.console.menu.workbench import workbench
from ivr.menus.editing.recorded import recorded
from ivr.people.roles import Role
from ivr.speech.accepting import BadRecording, Reason, accepted
from ivr.versions.drafts import Draft
from ivr.versions.recordings import Recordings

LARGEST_UPLOAD = 12_000_000
"""A minute of the best that studios record."""
REASONS = {
    Reason.NO_SOUND: N_("这个文件不是能读的录音：请存成 WAV（单声道或立体声）再传。"),
    Reason.TOO_LONG: N_("录音超过一分钟：请剪短再传，话术最好在二十秒以内。"),
    Reason.TOO_SHORT: N_("录音太短，听不到话：请重录。"),
    Reason.TOO_QUIET: N_("录音太轻：请靠近话筒重录。"),
    Reason.CLIPPED: N_("录音太响，已经失真：请调低音量重录。"),
}


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/recordings/<prompt>")
@needs(Role.CLERK)
@takes(LARGEST_UPLOAD)
def record(draft_id: int, name: str, prompt: str) -> ResponseReturnValue:
    draft = recordable(draft_or_404(draft_id), name, prompt)
    file = request.files.get("sound")
    try:
        sound = accepted(io.BytesIO(file.stream.read() if file else b""))
    except BadRecording as refused:
        flash(_(REASONS[refused.reason]), "bad")
        return redirect(url_for("menu.node", draft_id=draft_id, name=name), 303)
    recordings = Recordings(here().ours)
    digest = recordings.keep(sound)
    recordings.lay_out([digest], here().settings.home / "cache")
    return saved(draft, name, name, lambda texts: recorded(texts, prompt, digest))


def recordable(draft: Draft, node: str, prompt: str) -> Draft:
    """404 for what there is not, and for a prompt that is put together from pieces."""
    fields_of(draft, node)
    service = workbench().examined(draft.texts).service
    if service is None or prompt not in service.wording or service.wording.places(prompt):
        abort(404)
    return draft


@blueprint.post("/drafts/<int:draft_id>/nodes/<name>/recordings/<prompt>/remove")
@needs(Role.CLERK)
def unrecord(draft_id: int, name: str, prompt: str) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    fields_of(draft, name)
    return saved(draft, name, name, lambda texts: recorded(texts, prompt, None))


@blueprint.get("/recordings/<digest>")
@needs(Role.CLERK)
def recording(digest: str) -> ResponseReturnValue:
    sound = Recordings(here().ours).sound(digest)
    if sound is None:
        abort(404)
    return Response(to_wav(sound), mimetype="audio/wav")
