"""/healthz: whether calls are served. /metrics: figures for Prometheus, with a token."""

import hmac

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ivr.console.access import public
from ivr.console.health.watching import Watching, watching_of

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    parts = _watching().parts()
    well = all(parts.values())
    states = {name: "up" if up else "down" for name, up in parts.items()}
    return jsonify(status="ok" if well else "degraded", parts=states), 200 if well else 503


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    wanted = f"Bearer {_watching().token.get_secret_value()}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode()):
        abort(401)
    return Response(generate_latest(_watching().registry), content_type=CONTENT_TYPE_LATEST)


def _watching() -> Watching:
    return watching_of(current_app)
