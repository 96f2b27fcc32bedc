"""The application behind the dialplan's AGI line: everything a call needs, put together once for all calls."""

import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import structlog

from ivr.benefits.attempts import Attempts
from ivr.benefits.identity import Identity, office_day
from ivr.benefits.lookups import Lookups
from ivr.benefits.query import PERSON
from ivr.benefits.theirs import benefits_url, open_theirs
from ivr.benefits.values import CODE
from ivr.database import migrate, open_ours
from ivr.dialog.conversation import Conversation, Turn
from ivr.menus.loading import load_tree
from ivr.menus.model import Hangup, Level, Transfer, Tree
from ivr.menus.wording import load_wording
from ivr.phone.agi import CallEnvironment
from ivr.phone.agi import Hangup as HungUp
from ivr.phone.channel import Channel
from ivr.phone.driver import Backends, Driver
from ivr.records.models import Input, Outcome
from ivr.records.recorder import CallRecord, Recorder, sweep
from ivr.secret import Pseudonymiser
from ivr.settings import DIALPLAN, PROMPTS, Settings
from ivr.speech.prompter import Prompter

log = structlog.get_logger()

ENDED = "IVR_ENDED"
"""The channel variable by which the dialplan knows that a call was ended on purpose; see extensions.conf."""
MOST_CALLS = 300
"""About what one core of Asterisk carries; more are refused, and the dialplan apologises."""
PATIENCE_SECONDS = 2.0
"""How much longer than its own time limit a look-up is waited for."""


class Application:
    """Answers calls. Its parts are shared by all calls; what belongs to one call lives in `answer`."""

    def __init__(self, settings: Settings) -> None:
        """Raises DatabaseUnavailable, SecretKeyUnusable, BadQuery or TreeFault, before any call is taken."""
        theirs = open_theirs(benefits_url(settings), settings.benefits_seconds)
        lookups = Lookups(theirs, DIALPLAN / "queries", settings.benefits_seconds)
        self._tree, self._conversation = conversation(lookups)
        ours = open_ours(settings)
        migrate(ours)
        pseudonymiser = Pseudonymiser(settings.home)
        sweep(ours, instance(settings))
        self._recorder = Recorder(ours, pseudonymiser, instance(settings))
        self._prompter = Prompter(settings)
        self._workers = ThreadPoolExecutor(MOST_CALLS, thread_name_prefix="lookup")
        identity = Identity(lookups, Attempts(ours), pseudonymiser.of, office_day(settings.timezone))
        self._backends = Backends(
            identity, lookups, self._prompter, self._workers, settings.benefits_seconds + PATIENCE_SECONDS
        )
        self._person, self._ring_seconds = settings.operator, settings.operator_seconds

    def answer(self, channel: Channel, environment: CallEnvironment) -> None:
        """One call, from its first prompt to its one outcome."""
        record = self._recorder.begin(environment.caller_number, self._tree.version)
        structlog.contextvars.bind_contextvars(call=record.id)  # for this call's thread, which ends with the call
        journal = _Journal(record, self._tree)
        driver = Driver(channel, self._backends, self._person, self._ring_seconds)
        try:
            channel.answer()
            record.answered()
            driver.converse(self._conversation, journal.write)
            if journal.outcome is not Outcome.FAILED:
                channel.set_variable(ENDED, "yes")
            record.end(journal.outcome)
        except HungUp:
            journal.hung_up(driver.now())
        finally:
            record.end(Outcome.FAILED)

    def close(self) -> None:
        """Writes what is still to be written."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._recorder.close()
        self._prompter.close()


def conversation(lookups: Lookups) -> tuple[Tree, Conversation]:
    """The shipped tree with its wording. Raises TreeFault."""
    wording = load_wording(PROMPTS / "prompts.yaml")
    columns = {name: _speakable(columns) for name, columns in lookups.columns.items() if name != PERSON}
    tree = load_tree(DIALPLAN / "tree.yaml", wording, columns)
    return tree, Conversation(tree, wording)


def _speakable(columns: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, kind in columns.items() if kind != CODE)


def instance(settings: Settings) -> str:
    """The name of this system among those that share a database."""
    return f"{socket.gethostname()}:{settings.home.resolve()}"


class _Journal:
    """Writes a call's turns down and knows what has become of it."""

    def __init__(self, record: CallRecord, tree: Tree) -> None:
        self._record = record
        self._tree = tree
        self._turn: Turn | None = None
        self._identified = False

    def write(self, turn: Turn) -> None:
        self._turn = turn
        for step in turn.steps:
            self._record.step(step.node, Input(step.input), step.outcome, step.milliseconds)
        known = turn.state.level > Level.L0
        if known and not self._identified:
            self._record.identify(turn.state.id_number)
        self._identified = known

    def hung_up(self, at: float) -> None:
        """The caller is gone: the step they were in is the last."""
        turn = self._turn
        if turn is None:
            self._record.end(Outcome.HUNG_UP)
            return
        milliseconds = round((at - turn.state.entered_at) * 1000)
        self._record.step(turn.state.node, Input.NONE, "hang_up", milliseconds)
        self._record.end(Outcome.SELF_SERVICE if turn.state.answered else Outcome.HUNG_UP)

    @property
    def outcome(self) -> Outcome:
        """What became of a call that came to its end."""
        turn = self._turn
        if turn is None or (turn.steps and turn.steps[-1].outcome == "unspeakable"):
            return Outcome.FAILED
        node = self._tree.nodes[turn.state.node]
        if isinstance(node, Transfer):
            return Outcome.TRANSFERRED
        if isinstance(node, Hangup) and node.gave_up:
            return Outcome.GAVE_UP
        return Outcome.SELF_SERVICE if turn.state.answered else Outcome.GOODBYE
