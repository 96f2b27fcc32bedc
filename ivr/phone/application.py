"""The application behind the dialplan's AGI line: everything a call needs, put together once for all calls."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from zoneinfo import ZoneInfo

import structlog
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.benefits.attempts import Attempts
from ivr.benefits.identity import Identity, office_day
from ivr.database import DatabaseUnavailable, migrate, open_ours
from ivr.dialog.conversation import Opening, Turn
from ivr.dialog.entries import is_telephone
from ivr.dialog.state import NOTHING, State, from_json
from ivr.menus.model import Tree
from ivr.phone import studio
from ivr.phone.agi import CallEnvironment
from ivr.phone.agi import Hangup as HungUp
from ivr.phone.backends import open_benefits
from ivr.phone.channel import ENDED, Channel
from ivr.phone.driver import Backends, Driver
from ivr.phone.journal import Journal
from ivr.phone.privacy import Privacy
from ivr.phone.published import Pinned, Published
from ivr.phone.studio import Studio
from ivr.phone.tape import Tape
from ivr.phone.tidying import tidy, tidy_recordings
from ivr.recordings.folder import Folder
from ivr.records.kept import kept, take_cut_off
from ivr.records.models import Outcome
from ivr.records.recorder import CallRecord, Recorder, sweep
from ivr.secret import Pseudonymiser, Seal
from ivr.settings import Settings
from ivr.speech.prompter import Prompter
from ivr.versions.offered import offered

log = structlog.get_logger()

CALL = "IVR_CALL"
"""The channel variable that holds the call's id: with it the next process goes on where this one died."""
MOST_CALLS = 300
"""About what one core of Asterisk carries; more are refused, and the dialplan apologises."""
PATIENCE_SECONDS = 2.0
"""How much longer than its own time limit a look-up is waited for."""
_ID = re.compile(r"[0-9a-f]{32}")


class Application:
    """Answers calls. Its parts are shared by all calls; what belongs to one call lives in `answer`."""

    def __init__(self, settings: Settings, worker: int = 0) -> None:
        """Raises DatabaseUnavailable, SecretKeyUnusable, BadQuery, TreeFault or another Mendable, before any call is taken."""
        pseudonymiser = Pseudonymiser(settings.home)
        self._ours: Engine = open_ours(settings)
        migrate(self._ours)
        zone, shapes = ZoneInfo(settings.timezone), offered(settings.dialplan)
        self._published = Published(self._ours, zone, shapes, settings.home / "cache")
        benefits = open_benefits(settings, pseudonymiser.of, self._published.office)
        sweep(self._ours, instance(settings, worker))
        self._pseudonymiser, self._seal = pseudonymiser, Seal(settings.home)
        self._recorder = Recorder(self._ours, pseudonymiser, instance(settings, worker))
        self._prompter = Prompter(settings, lambda: self._published.now.service.phrases)
        beep = str(settings.run_dir / "sounds" / "beep")
        self._studio = Studio(self._ours, self._prompter, beep, settings.home / "cache")
        self._workers = ThreadPoolExecutor(MOST_CALLS, thread_name_prefix="lookup")
        self._backends = Backends(
            Identity(benefits.lookups, Attempts(self._ours), pseudonymiser.of, office_day(settings.timezone)),
            benefits.lookups,
            benefits.desk,
            self._prompter,
            self._workers,
            settings.benefits_seconds + PATIENCE_SECONDS,
            beep,
            None if settings.recogniser == "none" else settings.recogniser_port,
            filler=(),  # each call's own
        )
        self._messages = settings.home / "messages"
        self._recordings, self._recording_days = Folder(settings.home), settings.recording_days
        self._recording = settings.recording == "on"
        self.tidy()
        self._operator = settings.operator, settings.operator_seconds

    def answer(self, channel: Channel, environment: CallEnvironment) -> None:
        """A caller of the service, or somebody who records a prompt for it."""
        if environment.tree == studio.NAME:
            self._studio.answer(channel, environment.dialled)
        else:
            self._serve(channel, environment)

    def _serve(self, channel: Channel, environment: CallEnvironment) -> None:
        """One call, from its first prompt, or from where another process died, to its one outcome."""
        with suppress(HungUp):  # the first prompt will tell, when the call is in the log
            channel.answer()  # from now on no key is lost, however long the databases take
        pinned, record, turn = self._resumed(channel) or self._begun(environment)
        conversation, tree = pinned.conversation, pinned.service.tree
        structlog.contextvars.bind_contextvars(call=record.id)  # for this call's thread, which ends with the call
        journal = Journal(record, tree, self._seal)
        privacy = Privacy(channel, tree)

        def written(turn: Turn) -> None:
            journal.write(turn)
            privacy.on(turn)
            if tape:
                tape.on(turn)

        began = time.time() - turn.state.began
        backends = replace(self._backends, filler=pinned.service.wording.say(tree.common.filler))
        driver = Driver(channel, backends, record.id, self._operator, began)
        tape = Tape(channel, self._recordings, record.id, tree, driver.now) if self._recorded(tree) else None
        try:
            channel.set_variable(CALL, record.id)
            record.answered()
            driver.converse(conversation, turn, written)
            outcome = journal.over()
            channel.set_variable(ENDED, "failed" if outcome is Outcome.FAILED else "yes")
            record.end(outcome)
        except HungUp:
            journal.hung_up(driver.now())
            if journal.turn and (left := conversation.left_behind(journal.turn.state)):
                driver.finish(left)
        finally:
            record.end(Outcome.FAILED)

    def look(self) -> None:
        """To be called often: what was published holds for the next calls."""
        self._published.look()

    def tidy(self) -> None:
        """To be called now and then."""
        tidy(self._ours, self._messages)
        tidy_recordings(self._ours, self._recordings, self._recording_days)

    def close(self) -> None:
        """Writes what is still to be written."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._recorder.close()
        self._prompter.close()

    def _begun(self, environment: CallEnvironment) -> tuple[Pinned, CallRecord, Turn]:
        number, pinned = environment.caller_number, self._published.now
        record = self._recorder.begin(number, pinned.version)
        phone = number if is_telephone(number.get_secret_value()) else NOTHING
        recorded = self._recorded(pinned.service.tree)
        opening = Opening(time.time(), phone, self._cut_off(number, pinned.version), recorded)
        return pinned, record, pinned.conversation.begin(0.0, opening)

    def _cut_off(self, number: SecretStr, version: str) -> State | None:
        """Where the last call from this number was cut off. A number that is withheld belongs to everybody."""
        if not is_telephone(number.get_secret_value()):
            return None
        try:
            return self._opened(take_cut_off(self._ours, self._pseudonymiser.of(number), version))
        except DatabaseUnavailable as fault:
            log.warning("cut_off_call_not_looked_up", why=str(fault))
            return None

    def _resumed(self, channel: Channel) -> tuple[Pinned, CallRecord, Turn] | None:
        """The call that another process had, when this channel comes from one, in the version that it began in."""
        call = channel.get_variable(CALL)
        if not _ID.fullmatch(call):
            return None
        try:
            version, sealed = kept(self._ours, call) or ("", None)
            state, pinned = self._opened(sealed), self._published.of(version)
            record = self._recorder.resume(call) if state and pinned else None
        except DatabaseUnavailable as fault:
            log.error("call_not_resumed", call=call, why=str(fault))
            return None
        if state is None or pinned is None or record is None:
            return None
        log.warning("call_resumed", call=call, node=state.node)
        return pinned, record, pinned.conversation.resume(state, time.time() - state.began)

    def _opened(self, sealed: bytes | None) -> State | None:
        """None for what another version of this program has kept."""
        try:
            return None if sealed is None else from_json(self._seal.open(sealed))
        except ValueError:
            return None

    def _recorded(self, tree: Tree) -> bool:
        """Whoever can't be told so is not recorded."""
        return self._recording and bool(tree.common.recorded)


def instance(settings: Settings, worker: int = 0) -> str:
    """The name of this process among those that share a database."""
    return f"{socket.gethostname()}:{settings.home.resolve()}:{worker}"
