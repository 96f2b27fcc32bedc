"""What a browser does beyond sending requests: it sends back the secret of the page that it has loaded."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_SECRET = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    def submit(self, address: str, **fields: Any) -> TestResponse:
        """Sends a form, with the secret that stands in every page."""
        return self.post(address, data={"csrf_token": self.secret(), **fields})

    def secret(self) -> str:
        page = self.get("/sign-in", follow_redirects=True)
        found = _SECRET.search(page.text)
        assert found, "the page has no form"
        return found[1]
