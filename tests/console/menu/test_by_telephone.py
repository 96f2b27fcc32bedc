"""A prompt that is to be recorded by telephone, by its pages."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from ivr.people.roles import Role
from ivr.versions.drafts import Draft, Drafts
from ivr.versions.invitations import MOST_WRONG, Invitations, WrongNumber
from ivr.versions.models import Stage
from tests.console.browser import Browser
from tests.console.menu.conftest import SHIPPED

M21 = "/menu/drafts/1/nodes/M21"
NUMBER = re.compile(r'<p class="dialled">(\d+)</p>')


def ask(browser: Browser, prompt: str = "M21") -> str:
    """The page with the number."""
    asked = browser.submit(f"{M21}/recordings/{prompt}/telephone")
    assert asked.status_code == 303
    return str(asked.location)


def number(page: str) -> str:
    found = NUMBER.search(page)
    assert found
    return found[1]


def test_the_page_gives_a_number_and_what_is_to_be_said(as_clerk: Browser, draft: Draft, ours: Engine) -> None:
    assert "按电话录音" in as_clerk.get(M21).text
    page = as_clerk.get(ask(as_clerk)).text
    assert Drafts(ours).draft(1).texts["prompts.yaml"].partition("\nM21: ")[2][:10] in page
    taken = Invitations(ours).take(number(page))
    assert (taken.draft_id, taken.node, taken.prompt, taken.person) == (1, "M21", "M21", "clerk")
    assert f'data-number="{taken.number}"' in page


def test_the_page_follows_the_call(as_clerk: Browser, draft: Draft, ours: Engine) -> None:
    address = ask(as_clerk)
    assert "hx-get" in as_clerk.get(address).text
    invitation = Invitations(ours).take(number(as_clerk.get(address).text))
    page = as_clerk.get(address).text
    assert "正在录音" in page
    assert "hx-get" in page
    assert invitation.number not in page
    Invitations(ours).end(invitation, Stage.KEPT)
    page = as_clerk.get(address).text
    assert "录音已经放进草稿" in page
    assert "hx-get" not in page


@pytest.mark.parametrize(
    ("stage", "told"),
    [(Stage.LEFT, "没有保留录音"), (Stage.NO_DRAFT, "草稿已经不在了"), (Stage.FAILED, "系统没有存下录音")],
)
def test_why_there_is_no_recording_is_told(
    as_clerk: Browser, draft: Draft, ours: Engine, stage: Stage, told: str
) -> None:
    address = ask(as_clerk)
    invitations = Invitations(ours)
    invitations.end(invitations.take(number(as_clerk.get(address).text)), stage)
    page = as_clerk.get(address).text
    assert told in page
    assert "重新取号" in page


def test_a_number_that_others_tried_to_guess_is_taken_back(as_clerk: Browser, draft: Draft, ours: Engine) -> None:
    address = ask(as_clerk)
    for _ in range(MOST_WRONG):
        with pytest.raises(WrongNumber):
            Invitations(ours).take("none")
    page = as_clerk.get(address).text
    assert "有人拨错太多次" in page
    assert not NUMBER.search(page)


def test_a_number_is_for_whoever_asked_for_it(
    as_clerk: Browser, sign_in: Callable[[str, Role], Browser], draft: Draft
) -> None:
    address = ask(as_clerk)
    assert sign_in("other", Role.ADMIN).get(address).status_code == 404
    assert as_clerk.get("/menu/recordings/telephone/99").status_code == 404
    assert as_clerk.get(f"/menu/recordings/telephone/{2**40}").status_code == 404


def test_only_a_prompt_that_is_whole_can_be_recorded(as_clerk: Browser, draft: Draft) -> None:
    for prompt in ("Q111", "nothing", "../M00"):
        assert as_clerk.submit(f"{M21}/recordings/{prompt}/telephone").status_code == 404


def test_the_draft_may_be_gone(as_clerk: Browser, draft: Draft, ours: Engine) -> None:
    address = ask(as_clerk)
    Drafts(ours).discard(draft)
    assert as_clerk.get(address).status_code == 200
    broken = Drafts(ours).begin("坏", {**SHIPPED, "tree.yaml": "nodes: ["}, "clerk", 1)
    assert as_clerk.submit(f"/menu/drafts/{broken.id}/nodes/M21/recordings/M21/telephone").status_code == 404
