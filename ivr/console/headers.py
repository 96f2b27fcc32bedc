"""What every answer tells the browser about safety."""

from flask import Flask, Response, g, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def install(app: Flask, *, tls: bool) -> None:
    def harden(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy())
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
        if tls:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.method == "HEAD" and response.is_streamed:
            response.set_data(b"")  # else waitress ends chunks that there are none of
        return response

    app.after_request(harden)


def also_connect(address: str) -> None:
    """This page's scripts may reach one more address, as `ws://127.0.0.1:8088`."""
    g.connects = address


def _policy() -> str:
    policy = POLICY | {"connect-src": f"{POLICY['connect-src']} {g.get('connects', '')}".strip()}
    return "; ".join(f"{name} {value}" for name, value in policy.items())
