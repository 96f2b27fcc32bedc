"""A prompt of a draft, heard before it is saved."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import needs
from ivr.console.menu.blueprint import blueprint, draft_or_404, samples, sounds
from ivr.console.menu.sound import Busy
from ivr.console.menu.workbench import workbench
from ivr.menus.wording import Wording
from ivr.people.roles import Role
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Rate, Utterance
from ivr.versions.version import Texts

LONGEST_TEXT = 400


@blueprint.post("/drafts/<int:draft_id>/hear/<prompt>")
@needs(Role.CLERK)
def hear(draft_id: int, prompt: str) -> ResponseReturnValue:
    """As it stands in the form, or else what is said in its place."""
    draft = draft_or_404(draft_id)
    text = " ".join(request.form.get(f"text-{prompt}", "").split())[:LONGEST_TEXT] or _made(draft.texts, prompt)
    wording = Wording({prompt: text}).filled(workbench().office().city)
    rate = Rate.SLOW if "slow" in request.form else Rate.NORMAL
    return spoken(wording.say(prompt, samples().of(wording.places(prompt))), rate)


def spoken(utterance: Utterance, rate: Rate) -> Response:
    try:
        sound = sounds().wav(utterance, rate)
    except (VoiceUnavailable, Busy):
        return Response(_("现在合成不了语音，请稍后再试。"), 503, mimetype="text/plain")
    return Response(sound, mimetype="audio/wav")


def _made(texts: Texts, prompt: str) -> str:
    service = workbench().examined(texts).service
    if service is None or prompt not in service.wording:
        abort(404)
    return service.wording.texts[prompt]
