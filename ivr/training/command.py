"""`ivr train`: makes the weights by which Whisper's engine hears digits and syllables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from ivr.menus.model import Tree
from ivr.menus.service import read_service
from ivr.settings import PROMPTS, Settings
from ivr.speech.install import install_people, install_voice, install_whisper
from ivr.speech.recordings import read_recordings
from ivr.speech.rendering import rendered
from ivr.spoken.everywhere import COMMANDS, NO, YES
from ivr.training.making import KINDS, make
from ivr.training.speaking import speak
from ivr.training.texts import lines, numbers

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def train() -> None:
    """Make the weights by which Whisper's engine hears digits and syllables."""


@train.command("speak")
@click.argument("what", type=click.Choice(["words", "numbers"]))
@click.argument("folder", type=FOLDER)
@click.pass_obj
def speak_command(settings: Settings, what: str, folder: Path) -> None:
    """Have people mixed from the voice's speakers say WHAT into FOLDER, words with single digits or long numbers; who is
    interrupted goes on."""
    software = settings.software_dir
    said = list(numbers() if what == "numbers" else lines(phrases(read_service(settings.dialplan, PROMPTS).tree)))
    with Progress(console=Console(stderr=True)) as progress:
        install_voice(software / "voice", progress)
        install_people(software / "people", progress)
        task = progress.add_task("speaking", total=len(said))
        speak(said, software / "voice", software / "people", folder, lambda: progress.advance(task))


@train.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("folders", type=FOLDER, nargs=-1)
@click.option("--weights", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.pass_obj
def weights(settings: Settings, kind: str, folders: tuple[Path, ...], weights: Path) -> None:
    """Learn KIND from the recordings in FOLDERS, each with a MANIFEST.tsv; syllables from the prompts' renderings, too."""
    recordings = [recording for folder in folders for recording in read_recordings(folder)]
    if KINDS[kind].prompts:
        recordings += rendered(PROMPTS / "rendered")
    with _progress(settings) as told:
        make(KINDS[kind], recordings, settings.software_dir / "whisper", weights, told)


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[str, float], None]]:
    with Progress(console=Console(stderr=True)) as progress:
        install_whisper(settings.software_dir / "whisper", progress)
        task = progress.add_task("", total=1.0)
        yield lambda what, share: progress.update(task, description=what, completed=share)


def phrases(tree: Tree) -> list[str]:
    """All that callers are told they may say."""
    options = (getattr(node, "options", {}) for node in tree.nodes.values())
    chosen = (phrase for each in options for option in each.values() for phrase in option.phrases)
    commands = (phrase for each in COMMANDS.values() for phrase in each)
    return list(dict.fromkeys([*chosen, *commands, *YES, *NO]))
