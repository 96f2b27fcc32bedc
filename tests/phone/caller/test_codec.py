import io

import numpy as np
import pytest
import soundfile

from ivr.phone.caller.codec import G722, PCMA, PCMU, RATE, Codec, is_sound


@pytest.mark.parametrize(("codec", "subtype"), [(PCMA, "ALAW"), (PCMU, "ULAW")])
def test_g711_as_another_decoder_hears_it(codec: Codec, subtype: str) -> None:
    every_code = bytes(range(256))
    heard, _ = soundfile.read(
        io.BytesIO(every_code), dtype="int16", format="RAW", subtype=subtype, channels=1, samplerate=RATE
    )
    assert codec.decoder()(every_code).tolist() == heard.tolist()


def _g722(tone: np.ndarray) -> bytes:
    av = pytest.importorskip("av")
    encoder = av.CodecContext.create("g722", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 16000, "mono", "s16"
    frame = av.AudioFrame.from_ndarray(tone[None, :], format="s16", layout="mono")
    frame.sample_rate = 16000
    return b"".join(bytes(packet) for part in (frame, None) for packet in encoder.encode(part))


def test_the_lower_band_of_g722_as_another_encoder_spoke_it() -> None:
    seconds = np.arange(16000) / 16000
    tone = (8000 * np.sin(2 * np.pi * 440 * seconds) + 4000 * np.sin(2 * np.pi * 1700 * seconds)).astype(np.int16)
    heard = G722.decoder()(_g722(tone)).astype(float)[200:7800]
    delays = [np.corrcoef(heard, tone[::2][200 - delay : 7800 - delay])[0, 1] for delay in range(12)]
    assert max(delays) > 0.97
    assert heard.std() == pytest.approx(tone.std(), rel=0.05)


@pytest.mark.parametrize("codec", [PCMA, PCMU, G722])
def test_silence_is_silent(codec: Codec) -> None:
    decode = codec.decoder()
    assert not any(is_sound(decode(codec.silence)) for _ in range(100))


def test_a_voice_is_sound() -> None:
    assert is_sound(np.full(160, 300, np.int16))
    assert not is_sound(np.full(160, 50, np.int16))
    assert not is_sound(np.zeros(0, np.int16))
