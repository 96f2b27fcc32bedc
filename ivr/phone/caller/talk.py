"""The media of one call: what is heard, kept and pressed, packet by packet. No sockets and no clock of its own."""

from ivr.phone.caller import rtp
from ivr.phone.caller.codec import Samples, is_sound
from ivr.phone.caller.ear import Ear
from ivr.phone.caller.hand import Hand
from ivr.phone.caller.keys import Reply
from ivr.phone.caller.plan import CallPlan
from ivr.phone.caller.receiver import Receiver
from ivr.phone.caller.report import Heard
from ivr.phone.caller.sdp import Media
from ivr.phone.caller.sender import Sender

LISTENED_OUT = 3.0
"""A system that has spoken and then said nothing for so long has nothing more to say."""


class Talk:
    def __init__(self, plan: CallPlan, began: float) -> None:
        self.ear = Ear()
        self.receiver = Receiver()
        self.packets: list[Heard] = []
        self.hand: Hand | None = None
        self._keeps = plan.record_to is not None or any(isinstance(step, Reply) for step in plan.keys)
        self._sender: Sender | None = None
        self._plan = plan
        self._began = began
        self._decoders = {codec.payload_type: codec.decoder() for codec in plan.codecs}

    def answered(self, media: Media, now: float) -> None:
        self._sender = Sender(media)
        self.hand = Hand(self._plan.keys, self._plan.person, self._sender, self.ear, now)

    def moved(self, media: Media) -> None:
        if self._sender:
            self._sender.media = media

    def hear(self, data: bytes, at: float) -> None:
        packet = rtp.parse(data)
        if packet is None or packet.payload_type not in self._decoders or not self.receiver.take(packet, at):
            return
        samples = self._decoders[packet.payload_type](packet.payload)
        sound = is_sound(samples)
        if sound:
            self.ear.sound(at)
        if self._keeps:
            self.ear.recording.add(at - self._began, packet.timestamp, samples)
        self.packets.append(Heard(at - self._began, sound, hash(packet.payload)))

    def recorded(self) -> Samples | None:
        """None when nothing was to be recorded, or the call was not answered."""
        return self.ear.recording.samples() if self._keeps and self.hand else None

    def speak(self, now: float) -> tuple[bytes, tuple[str, int]] | None:
        """The packet to send now, 20 ms behind the last, and where to. After a stall none is sent faster: a key and the time to
        the next may become longer, as fingers do it, but never shorter."""
        if self._sender is None or self.hand is None:
            return None
        self.hand.before_packet(now)
        packet = self._sender.packet()
        self.hand.after_packet(now)
        return packet, (self._sender.media.host, self._sender.media.port)

    def finished(self, now: float) -> bool:
        """Whether a caller would hang up: all keys are pressed and the system has said what it had to say."""
        if self.hand is None or not self.hand.done:
            return False
        if now - self.hand.idle_since >= self._plan.listen_seconds:
            return True
        return self.ear.heard_out(self.hand.last_key, now, LISTENED_OUT)
