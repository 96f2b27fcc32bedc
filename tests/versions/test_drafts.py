"""Drafts: several people write, and nobody's work is lost unseen."""

import pytest
from sqlalchemy import Engine

from ivr.versions.drafts import Drafts, NameTaken, NewerSave, NoSuchDraft
from ivr.versions.version import TooLong

ONE, TWO, THREE = {"tree.yaml": "一"}, {"tree.yaml": "二"}, {"tree.yaml": "三"}


@pytest.fixture
def drafts(ours: Engine) -> Drafts:
    return Drafts(ours)


def test_a_draft_is_begun_saved_found_by_its_name_and_discarded(drafts: Drafts) -> None:
    begun = drafts.begin("认证提前", ONE, "wang", 7)
    saved = drafts.save(begun, TWO, "li")
    assert drafts.named("认证提前") == drafts.draft(begun.id) == saved
    assert (saved.owner, saved.saved_by, saved.parent, saved.revision, saved.texts) == ("wang", "li", 7, 2, TWO)
    drafts.discard(saved)
    assert drafts.listed() == []
    with pytest.raises(NoSuchDraft):
        drafts.draft(begun.id)


def test_a_save_over_somebodys_newer_one_is_refused_with_both(drafts: Drafts) -> None:
    begun = drafts.begin("一稿", ONE, "wang", None)
    drafts.save(begun, TWO, "li")
    with pytest.raises(NewerSave, match="li saved 一稿 meanwhile") as refused:
        drafts.save(begun, THREE, "wang")
    assert (refused.value.newest.texts, refused.value.mine) == (TWO, THREE)
    assert drafts.draft(begun.id).texts == TWO
    with pytest.raises(NewerSave):
        drafts.discard(begun)


def test_a_name_has_an_end(drafts: Drafts) -> None:
    with pytest.raises(TooLong, match="64 characters at most"):
        drafts.begin("稿" * 65, ONE, "wang", None)
    assert drafts.begin("稿" * 64, ONE, "wang", None).name == "稿" * 64


def test_a_name_is_taken_once(drafts: Drafts) -> None:
    drafts.begin("一稿", ONE, "wang", None)
    with pytest.raises(NameTaken, match="一稿"):
        drafts.begin("一稿", TWO, "li", None)
    assert len(drafts.listed()) == 1
