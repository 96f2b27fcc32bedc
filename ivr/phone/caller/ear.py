"""When the system speaks and when it has stopped, told from the packets that carry sound."""

from dataclasses import dataclass, field, replace

from ivr.phone.caller.recording import Recording

FRAME_SECONDS = 0.02
PAUSE = 1.0
"""A shorter silence is a breath within the prompt."""
HEARD_OUT = 1.4
"""Longer than the silence between two rows of an answer, with what a busy machine adds to it."""
BREAK = 0.04
"""After a key, a silence of two packets is enough to say that another prompt has begun."""
SETTLED = 0.25
"""A prompt that a key can interrupt is off by now. Asterisk may start the next without any silence between the two:
what still sounds so long after the key is taken for the next prompt, though its first packet can't be told."""


@dataclass(frozen=True)
class Prompt:
    start: float
    stop: float
    after_silence: bool
    """False when it followed another without a break: then `start` is late by up to 0.25 s."""


@dataclass
class Ear:
    """Times are those of packets' arrival, in seconds of one clock."""

    prompts: list[Prompt] = field(default_factory=list)
    recording: Recording = field(default_factory=Recording)
    """What was heard, when it is kept."""
    _released: float = float("-inf")

    def key_released(self, at: float) -> None:
        self._released = at

    def sound(self, at: float) -> None:
        """A packet with sound came in."""
        if self._begins(at):
            if self.prompts:
                self.prompts[-1] = replace(self.prompts[-1], stop=min(self.prompts[-1].stop, at))
            self.prompts.append(Prompt(at, at + FRAME_SECONDS, after_silence=self._silence(at) >= BREAK))
        else:
            self.prompts[-1] = replace(self.prompts[-1], stop=at + FRAME_SECONDS)

    def prompt_after(self, moment: float) -> Prompt | None:
        """The latest prompt, if it began after that moment."""
        return self.prompts[-1] if self.prompts and self.prompts[-1].start > moment else None

    def heard_out(self, moment: float, now: float, silence: float) -> bool:
        """Whether a prompt has begun after that moment and been followed by a silence."""
        prompt = self.prompt_after(moment)
        return prompt is not None and now - prompt.stop >= silence

    def _begins(self, at: float) -> bool:
        silence = self._silence(at)
        if silence >= PAUSE:
            return True
        answers_key = self.prompts[-1].start < self._released <= at
        return answers_key and (silence >= BREAK or at - self._released >= SETTLED)

    def _silence(self, at: float) -> float:
        return at - self.prompts[-1].stop if self.prompts else float("inf")
