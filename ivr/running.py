"""One system on this machine, from its settings to the READY block: what `ivr run` does."""

import gc
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from rich.console import Console
from rich.progress import Progress

from ivr.benefits.demo import Demo, demo_people, make_demo
from ivr.benefits.identity import office_day
from ivr.benefits.theirs import benefits_url, outage
from ivr.database import migrate, open_ours, remedy
from ivr.from_folder import office_watched, print_warning, take_folder
from ivr.menus.checking import load_service
from ivr.menus.service import Service, read_service
from ivr.menus.wording import load_wording
from ivr.people.users import FIRST, first_admin
from ivr.phone import studio
from ivr.phone.application import MOST_CALLS, Application
from ivr.phone.companion import Companions, recogniser
from ivr.phone.configuration import passwords
from ivr.phone.fastagi import serve
from ivr.phone.installation import find_asterisk
from ivr.phone.ports import check_agi_ports, check_ports, check_recogniser_port
from ivr.phone.published import CATCH_UP_SECONDS, Published
from ivr.phone.supervisor import LOOK_EVERY_SECONDS, Supervisor, stop_on_signals, the_only_one
from ivr.phone.tidying import EVERY_SECONDS
from ivr.phone.workers import LOOPBACK, Workers, agi_ports
from ivr.priority import in_real_time
from ivr.secret import Pseudonymiser
from ivr.settings import PROMPTS, Settings
from ivr.speech import rendering, telephone
from ivr.speech.engine import Engine
from ivr.speech.engines.choosing import open_engine
from ivr.speech.kokoro import Kokoro
from ivr.speech.prompter import Prompter
from ivr.speech.recogniser.server import run as run_recogniser
from ivr.speech.store import write_whole
from ivr.spoken.utterance import Fixed, Rate
from ivr.versions.offered import offered
from ivr.versions.shelf import Shelf

DEMO_PEOPLE = 1000
DEMO_SEED = 12333
GRACE_SECONDS = 3.0
SWITCH_SECONDS = 0.0005
"""A tenth of Python's own: with 50 calls in a process, ten of which work, a thread waits 5 ms for its turn and not 50."""
SILENCE_MS = 60_000
"""What is listened over between commands; started again when it ends."""
MOMENT_MS = 20
"""What SpeechBackground plays where there is nothing to say: its time limit begins behind what it plays."""
BEEP_HERTZ, BEEP_MS = 880, 250
RENDERED = PROMPTS / "rendered"
WITHOUT_THEIRS = "callers hear that the look-up does not answer, and may try again or reach a person"


def run_system(settings: Settings, console: Console) -> None:
    """Starts everything, prints the READY block, returns when told to stop. What can't be used is said before anything starts."""
    with the_only_one(settings):
        check_ports(settings)
        installation = find_asterisk(settings.software_dir)
        first = prepare(settings)
        supervisor = Supervisor(settings, installation, write_sounds(settings))
        supervisor.start()
        try:
            warn(settings)
            console.print(ready_block(settings, first), highlight=False, markup=False, soft_wrap=True)
            with office_watched(settings):
                supervisor.watch()
        finally:
            supervisor.stop()


def warn(settings: Settings) -> None:
    """Says on stderr what callers will miss, while calls are taken all the same: a person can be reached."""
    if year := Shelf(settings, open_ours(settings)).office().calendar_missing(datetime.now(UTC)):
        print_warning(
            f"the holidays of {year} are not known yet: update the system, or write them into office.yaml, days"
        )
    if why := outage(benefits_url(settings), settings.benefits_seconds):
        told = f"{why}; {remedy(benefits_url(settings), 'IVR_BENEFITS_URL')}; until then {WITHOUT_THEIRS}"
        print_warning(told)


def prepare(settings: Settings) -> SecretStr | None:
    """Reads everything that a call will need, then makes what is missing: databases, what is published, demo people, and the
    console's first user, whose one-time password it gives."""
    offered(settings.dialplan)
    Pseudonymiser(settings.home)
    passwords(settings)  # before processes that start at once each make their own
    ours = open_ours(settings)
    migrate(ours)
    take_folder(settings, ours)
    url = benefits_url(settings)
    if not settings.benefits_url.get_secret_value() and not Path(str(url.database)).exists():
        fill_demo(settings, DEMO_PEOPLE)
    return first_admin(ours)


def read_checked(settings: Settings) -> Service:
    """What stands in the dialplan's folder. Raises TreeFault or BadQuery."""
    return load_service(settings.dialplan, PROMPTS, offered(settings.dialplan))


def fill_demo(settings: Settings, people: int, *, replace: bool = False) -> None:
    """Makes fictitious people, with a progress bar. Raises DemoRefused."""
    demo = Demo(people=people, seed=DEMO_SEED, as_of=office_day(settings.timezone)())
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("示例人员 demo people", total=people)
        make_demo(benefits_url(settings), demo, lambda made: progress.update(task, completed=made), replace=replace)


def write_sounds(settings: Settings) -> Path:
    """The files that Asterisk plays without the application, under the names by which the dialplan knows them."""
    folder = settings.run_dir / "sounds"
    prompter, wording = Prompter(settings), _published(settings).wording
    try:
        for prompt in ("apology", "apology_goodbye"):
            with prompter.prepare(wording.say(prompt), Rate.NORMAL) as playable:
                write_whole(folder / f"{prompt}.alaw", Path(f"{playable.path}.alaw").read_bytes())
    finally:
        prompter.close()
    write_whole(folder / "silence.alaw", telephone.silence(SILENCE_MS))
    write_whole(folder / "moment.alaw", telephone.silence(MOMENT_MS))
    write_whole(folder / "beep.alaw", telephone.tone(BEEP_HERTZ, BEEP_MS))
    return folder


def render_prompts(settings: Settings) -> str:
    """Renders the shipped wording, with a progress bar; says what was done. Raises VoiceUnavailable."""
    kokoro = _kokoro(settings)
    with Progress(console=Console(stderr=True)) as progress:
        made, removed = rendering.render(RENDERED, kokoro, list(_fixed(settings)), progress)
    return f"{made} spoken, {removed} removed"


def missing_renderings(settings: Settings) -> int:
    """How many renderings of the shipped wording there are not."""
    return len(rendering.missing(RENDERED, _kokoro(settings), _fixed(settings)))


def _fixed(settings: Settings) -> Iterator[Fixed]:
    """All that is rendered beforehand: the wording, what look-ups answer in words, and what those hear who record a prompt."""
    service = _service(settings)
    yield from service.wording.fixed()
    yield from load_wording(studio.WORDING).fixed()
    yield from map(Fixed, service.phrases)


def _published(settings: Settings) -> Service:
    """What callers hear."""
    zone, shapes = ZoneInfo(settings.timezone), offered(settings.dialplan)
    return Published(open_ours(settings), zone, shapes, settings.home / "cache").now.service


def _service(settings: Settings) -> Service:
    return read_service(settings.dialplan, PROMPTS)


def _kokoro(settings: Settings) -> Kokoro:
    return Kokoro(settings.software_dir / "voice")


def serve_calls(settings: Settings, worker: int) -> None:
    """One process of the application: answers what Asterisk sends until it is told to stop."""
    stopping = threading.Event()
    stop_on_signals(stopping)
    application = Application(settings, worker)
    silence = str(settings.run_dir / "sounds" / "silence")
    address = (LOOPBACK, agi_ports(settings)[worker])
    _make_threads_prompt()
    server = serve(address, application.answer, limit=MOST_CALLS, silence=silence)
    try:
        _keep_up(application, stopping)
    finally:
        server.stop(GRACE_SECONDS)
        application.close()


def _keep_up(application: Application, stopping: threading.Event) -> None:
    """Until told to stop."""
    tidy_at = time.monotonic() + EVERY_SECONDS
    while not stopping.wait(CATCH_UP_SECONDS):
        application.look()
        if time.monotonic() >= tidy_at:
            application.tidy()
            tidy_at = time.monotonic() + EVERY_SECONDS


def recognise(settings: Settings) -> None:
    """The process that understands callers who speak, until it is told to stop. Raises PortTaken."""
    in_real_time()  # Asterisk dies of a setup that is not answered within a second
    source = partial(engine, settings, settings.recogniser)
    run_recogniser(settings.recogniser_port, source, settings.recogniser_processes)


def engine(settings: Settings, name: str) -> Engine:
    """The recognition engine of this name, loaded. Raises Unavailable."""
    vosk = settings.vosk_model or settings.software_dir / "vosk"
    return open_engine(name, vosk, settings.software_dir / "whisper")


def _make_threads_prompt() -> None:
    """Behind a key that ended a command the line must listen again before the next key. Neither other processes, the other calls'
    threads nor a search for garbage among all that was read at the start, 0.1 s long, may hold its thread up."""
    in_real_time()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()


def serve_by_workers(settings: Settings) -> None:
    """The application's processes and the recogniser without an Asterisk, until told to stop."""
    check_agi_ports(settings)
    check_recogniser_port(settings)
    prepare(settings)
    write_sounds(settings)
    stopping = threading.Event()
    stop_on_signals(stopping)
    workers, beside = Workers(settings), Companions(recogniser(settings))
    try:
        beside.start()
        workers.start()
        with office_watched(settings):
            while not stopping.wait(LOOK_EVERY_SECONDS):
                workers.look(stopping)
                beside.look(stopping)
    finally:
        workers.stop()
        beside.stop()


def ready_block(settings: Settings, first: SecretStr | None) -> str:
    """What somebody needs to call the running system. It shows passwords and is for the terminal only."""
    admin = f"   user {FIRST}   one-time password {first.get_secret_value()}" if first else ""
    secret = passwords(settings)
    address = f"{settings.bind}:{settings.sip_port}"
    lines = [
        f"READY  sip:12333@{address}",
        f"  软电话 softphone   user softphone   password {secret.softphone.get_secret_value()}",
        f"  人工   person      user operator    password {secret.operator.get_secret_value()}   (answers key 0)",
        f"  控制台 console     {settings.console_address}{admin}",
    ]
    if not settings.benefits_url.get_secret_value():
        for number, person in enumerate(demo_people(benefits_url(settings), 2), start=1):
            lines.append(f"  示例 {number} demo        ID {person.id_number}   PIN {person.pin}   {person.name}")
    lines += [
        '  试拨   test call   script/run call --keys "1 1 1 ID 1 PIN"',
        "  记录   call log    script/run calls",
        "  停止   stop        Ctrl-C",
    ]
    return "\n".join(lines)
