"""Folders of recordings, and what is said of those that can't be used."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.settings import PROMPTS
from ivr.speech.recordings import BadRecordings, Recording, read_recordings, write_recordings
from ivr.speech.rendering import rendered


def _folder(folder: Path, manifest: str) -> Path:
    soundfile.write(folder / "one.flac", np.zeros((160, 2)), 16_000)
    (folder / "MANIFEST.tsv").write_text(manifest, encoding="utf-8")
    return folder


def test_files_texts_and_speakers_are_read_and_other_columns_are_not(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "file\ttext\tspeaker\tlicence\none.flac\t养老金\ts01\tMIT\none.flac\t\t\t\n")
    known, unknown = read_recordings(folder)
    assert (known.text, known.speaker) == ("养老金", "s01")
    assert (unknown.text, unknown.speaker) == ("", "")


def test_two_channels_become_one(tmp_path: Path) -> None:
    (recording,) = read_recordings(_folder(tmp_path, "file\ttext\tspeaker\none.flac\t一\ta\n"))
    samples, rate = recording.sound()
    assert (samples.shape, rate) == ((160,), 16_000)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "")
    written = [Recording(folder / "one.flac", "零洞", "zm_yunxi")]
    write_recordings(folder, written)
    assert read_recordings(folder) == written


@pytest.mark.parametrize(
    ("manifest", "where"),
    [
        ("file\ttext\tspeaker\none.flac\t一\ta\ntwo.flac\t二\ta\n", "line 3: there is no two.flac"),
        ("file\ttext\none.flac\t一\n", "line 2: write file, text and speaker"),
        ("file\ttext\tspeaker\none.flac\n", "line 2: write file, text and speaker"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, manifest: str, where: str) -> None:
    with pytest.raises(BadRecordings, match=where):
        read_recordings(_folder(tmp_path, manifest))


def test_a_folder_without_a_manifest_is_told_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(BadRecordings, match="write a line file text speaker"):
        read_recordings(tmp_path)


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.flac").write_text("no sound")
    with pytest.raises(BadRecordings, match=r"one\.flac can't be read as sound"):
        Recording(tmp_path / "one.flac", "一", "a").sound()


def test_the_prompts_renderings_are_recordings_too() -> None:
    recordings = rendered(PROMPTS / "rendered")
    assert all(recording.text and recording.path.is_file() for recording in recordings)
    samples, rate = recordings[0].sound()
    assert rate == 8000
    assert 0.1 < float(np.abs(samples).max()) <= 1.0
