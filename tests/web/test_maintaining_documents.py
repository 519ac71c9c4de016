"""A maintainer's changes of one document: another text, another standing, its removal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from maintaining_room import (
    CAUSE,
    FACT_SHEET,
    OTHER,
    PAGE,
    POLICY,
    MaintainingRoom,
    maintaining_room,
)

from bot.pipeline import Assistant
from corpus.document import Source, Standing
from corpus.library import Corpus
from corpus.manifest import read_manifest
from corpus.verify import faults


@pytest.fixture
def room(assistant: Assistant, tmp_path: Path) -> Iterator[MaintainingRoom]:
    room = maintaining_room(assistant, tmp_path)
    yield room
    room.services.close()


def test_a_new_text_is_shown_as_a_difference_to_the_old_one(room: MaintainingRoom) -> None:
    room.add()
    room.accept()
    shown = room.upload(PAGE, OTHER, f"{PAGE}/text")
    assert "text differs in 1 place" in shown.text
    assert "Ask twice before" in shown.text
    room.accept()
    assert "Ask twice" in Corpus.open(room.root).text("agency-policy")


def test_a_new_standing_is_shown_from_and_to(room: MaintainingRoom) -> None:
    shown = room.send(FACT_SHEET, f"{FACT_SHEET}/standing", standing="superseded", **CAUSE)
    assert "standing from <q>historic</q> to <q>superseded</q>" in shown.text
    room.accept()
    found = Corpus.open(room.root).document("opm-ai-fact-sheet")
    assert (found.standing, found.by) == (Standing.SUPERSEDED, "policy 7")


def test_a_standing_without_its_cause_is_not_staged(room: MaintainingRoom) -> None:
    shown = room.send(FACT_SHEET, f"{FACT_SHEET}/standing", standing="superseded")
    assert shown.status_code == 422
    assert shown.text.count("needs this: a reader is told.") == 6  # at the field, and above


def test_a_removal_names_what_rests_on_the_document(room: MaintainingRoom) -> None:
    page = "/maintain/documents/eo-14110"
    assert "rests on it" in room.send(page, f"{page}/remove").text
    page = "/maintain/documents/pay-flexibilities"
    assert "removed" in room.send(page, f"{page}/remove").text
    room.accept()
    assert "pay-flexibilities" not in [
        document.id for document in read_manifest(room.root).documents
    ]


def test_a_corrected_text_of_a_file_is_recorded_as_mends(room: MaintainingRoom) -> None:
    room.add(b"AI policy\n\nAsk bef0re you paste.\n\nThen ask again.\n", "policy.txt")
    room.accept()
    corrected = Corpus.open(room.root).text("agency-policy").replace("bef0re", "before").encode()
    refused = room.upload(PAGE, corrected, f"{PAGE}/text")
    assert (refused.status_code, "what was misread" in refused.text) == (422, True)
    room.upload(PAGE, corrected, f"{PAGE}/text", why="the scanner took o for 0")
    assert room.accept().url.params["done"] == "accept"
    assert "(the scanner took o for 0)" in room.browser.get(PAGE).text
    assert faults(room.root) == []


def test_notes_give_way_to_the_full_text_and_are_kept(room: MaintainingRoom) -> None:
    page = "/maintain/documents/opm-genai-guidance"
    room.upload(page, POLICY, f"{page}/text", rights="public_domain_us_gov")
    assert "1 earlier version kept" in room.accept().text
    found = Corpus.open(room.root).document("opm-genai-guidance")
    assert found.source is Source.FULL_TEXT


def test_a_text_that_would_leave_a_standing_unproved_is_refused(room: MaintainingRoom) -> None:
    page = "/maintain/documents/eo-14110"
    shown = room.upload(page, POLICY, f"{page}/text")
    assert "the evidence for its standing stands 0 times in eo-14110" in shown.text
    assert room.accept().status_code == 409
    assert "Ask before" not in Corpus.open(room.root).text("eo-14110")


def test_what_is_written_by_the_commands_alone_has_no_forms(room: MaintainingRoom) -> None:
    room.send(FACT_SHEET, f"{FACT_SHEET}/standing", standing="superseded", **CAUSE)
    room.accept()
    shown = room.browser.get("/maintain/documents/standing-register").text
    assert "written by the commands alone" in shown
    assert "Stage and preview" not in shown


def test_doubtful_places_of_a_file_are_shown_before_and_after(room: MaintainingRoom) -> None:
    page = b"<html><body><main><h1>T</h1><p>Words.</p><img src=a.png></main></body></html>"
    assert "picture" in room.add(page, "page.html").text
    room.accept()
    assert "picture" in room.browser.get(PAGE).text
