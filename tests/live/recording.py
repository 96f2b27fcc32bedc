"""What a page's telephone plays, recorded in the page."""

import base64

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

RATE = 16_000
_RECORD = """rate => {
    const context = new AudioContext({ sampleRate: rate });
    const tap = context.createScriptProcessor(4096, 1, 1);
    window.recorded = [];
    tap.onaudioprocess = (event) => window.recorded.push(event.inputBuffer.getChannelData(0).slice());
    context.createMediaStreamSource(document.getElementById("heard").srcObject).connect(tap);
    tap.connect(context.destination);
}"""
_RECORDED = """async () => {
    const url = await new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(new Blob(window.recorded));
    });
    return url.slice(url.indexOf(",") + 1);
}"""


def record(page: Page) -> None:
    """From now on."""
    page.evaluate(_RECORD, RATE)


def recorded(page: Page) -> NDArray[np.float32]:
    """All since then."""
    return np.frombuffer(base64.b64decode(page.evaluate(_RECORDED)), dtype=np.float32)
