"""Maintainers stage, preview, accept and take back changes of the documents, each on record."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from maintaining_room import (
    CAUSE,
    FACT_SHEET,
    FIELDS,
    POLICY,
    MaintainingRoom,
    maintaining_room,
)

from bot.maintaining.background import Progress
from bot.maintaining.building import Builder
from bot.maintaining.folders import AGENCY, COMMON, Folder
from bot.pipeline import Assistant
from bot.store.database import StoreUnavailableError
from bot.store.maintenance import latest_actions
from corpus.document import Source, Standing
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.manifest import read_manifest
from corpus.settings import PROJECT
from corpus.verify import faults


@pytest.fixture
def room(assistant: Assistant, tmp_path: Path) -> Iterator[MaintainingRoom]:
    room = maintaining_room(assistant, tmp_path)
    yield room
    room.services.close()


@pytest.fixture(scope="module")
def still(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MaintainingRoom]:
    """A room for tests that change nothing in it."""
    room = maintaining_room(assistant, tmp_path_factory.mktemp("still"))
    yield room
    room.services.close()


def ids(room: MaintainingRoom) -> list[str]:
    return [document.id for document in read_manifest(room.root).documents]


def actions(room: MaintainingRoom) -> list[tuple[str, str, str]]:
    found = reversed(latest_actions(room.services.database))
    return [(one.account, one.action, one.outcome) for one in found]


def test_a_new_document_is_previewed_before_it_comes_in(room: MaintainingRoom) -> None:
    shown = room.add()
    assert shown.url.path == "/maintain/staged"
    for words in ("agency-policy", "added", "24 words", "Tool | Allowed", "AI policy"):
        assert words in shown.text
    assert "agency-policy" not in ids(room)
    accepted = room.accept()
    assert "Answers change once the index is built" in accepted.text
    assert "python -m index build" in accepted.text
    assert "python -m evals impact --before runs/before --after runs/after" in accepted.text
    document = Corpus.open(room.root).document("agency-policy")
    assert (document.title, document.source, document.standing) == (
        "AI policy",
        Source.FULL_TEXT,
        Standing.IN_FORCE,
    )
    assert faults(room.root) == []


def test_what_was_accepted_is_taken_back_after_a_look(room: MaintainingRoom) -> None:
    before = (room.root / "manifest.toml").read_bytes()
    room.add()
    room.accept()
    look = room.browser.get("/maintain/undo/common").text
    assert "Take back: add agency-policy" in look
    assert "removed" in look
    assert "Taken back." in room.send("/maintain/undo/common").text
    assert (room.root / "manifest.toml").read_bytes() == before


def test_every_action_is_on_record_with_its_account(room: MaintainingRoom) -> None:
    room.add()
    room.accept()
    room.send("/maintain/undo/common")
    room.add()
    room.send("/maintain/staged", do="discard")
    done = ["stage", "accept", "undo", "stage", "discard"]
    assert actions(room) == [("mae", action, "done") for action in done]
    assert "<b>mae</b>: accept, Add agency-policy" in room.browser.get("/maintain").text


def test_what_is_discarded_changes_nothing(room: MaintainingRoom) -> None:
    room.add()
    room.send("/maintain/staged", do="discard")
    assert "agency-policy" not in ids(room)
    assert room.browser.get("/maintain/staged").url.path == "/maintain"


def test_each_maintainer_has_a_staged_change_of_their_own(room: MaintainingRoom) -> None:
    room.add()
    assert room.client("max").get("/maintain/staged").url.path == "/maintain"
    assert room.client().get("/maintain/staged").url.path == "/maintain/staged"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("id", "Agency Policy", "Lower-case letters"),
        ("id", "", "This is needed."),
        ("published_on", "soon", "A date such as"),
        ("standing", "superseded", "a reader is told"),
        ("url", "javascript:alert(1)", "begins with https://"),
        ("rights", "none", "Choose one from the list."),
        ("folder", "elsewhere", "Choose one that can be written."),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    still: MaintainingRoom, name: str, value: str, said: str
) -> None:
    shown = still.add(**{name: value})
    assert (shown.status_code, said in shown.text) == (422, True)
    assert "Nothing is staged yet." in shown.text
    assert actions(still) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("policy.odt", POLICY, "not supported yet"),
        ("policy.pdf", POLICY, "is damaged or no PDF"),
        ("policy.md", b"", "the file is empty"),
        ("", POLICY, "o file was chosen"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    still: MaintainingRoom, name: str, data: bytes, said: str
) -> None:
    shown = still.add(data, name)
    assert (shown.status_code, said in shown.text) == (422, True)


def test_what_a_file_says_is_shown_as_text_and_never_run(room: MaintainingRoom) -> None:
    shown = room.add(b"# <script>alert(1)</script>\n\nWords <b>here</b>.\n", title="<i>T</i>")
    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text
    room.accept()
    assert "<i>T</i>" not in room.browser.get("/maintain").text


def test_an_id_that_is_taken_is_told_in_the_preview(room: MaintainingRoom) -> None:
    shown = room.add(id="eo-14110")
    assert "This cannot be accepted." in shown.text
    assert "already in the manifest" in shown.text
    assert room.accept().status_code == 409
    assert actions(room)[-1] == ("mae", "accept", "refused")


def test_a_change_is_looked_at_again_where_the_documents_changed_since(
    room: MaintainingRoom,
) -> None:
    room.add()
    other = MaintainingRoom(room.services, room.root)
    other.browser = room.client("max")
    stale = room.browser.get("/maintain/staged").text
    other.add(id="another-policy")
    other.accept()
    token = stale.split('name="form_token" value="')[1].split('"', 1)[0]
    seen = stale.split('name="seen" value="')[1].split('"', 1)[0]
    fields = {"form_token": token, "seen": seen, "do": "accept"}
    refused = room.browser.post("/maintain/staged", data=fields)
    assert (refused.status_code, "look again below" in refused.text) == (409, True)
    assert "agency-policy" not in ids(room)
    assert room.accept().url.params["done"] == "accept"


def test_a_folder_that_cannot_be_written_is_shown_and_not_changed(
    room: MaintainingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = room.browser.get("/maintain/new").text.split('name="form_token" value="')[1]
    fields = {"form_token": token.split('"', 1)[0], **CAUSE, "standing": "superseded"}
    monkeypatch.setattr("os.access", lambda *_: False)
    shown = room.browser.get("/maintain").text
    assert "Read-only." in shown
    assert "New document" not in shown
    assert "<input" not in room.browser.get(FACT_SHEET).text.partition("<main")[2]
    assert room.browser.post(f"{FACT_SHEET}/standing", data=fields).status_code == 409
    refused = room.browser.post("/maintain/new", data=fields | FIELDS)
    assert (refused.status_code, "none can be added here" in refused.text) == (422, True)


def test_a_damaged_manifest_is_told_and_the_page_still_stands(room: MaintainingRoom) -> None:
    (room.root / "manifest.toml").write_text("documents = 1")
    shown = room.browser.get("/maintain")
    assert (shown.status_code, "cannot be used" in shown.text) == (200, True)


def test_the_page_says_how_each_document_is(still: MaintainingRoom) -> None:
    shown = still.browser.get("/maintain").text
    assert "This server answers from the documents below as they are." in shown
    assert "full text · checked" in shown
    assert "38 mends" in shown
    shown = still.browser.get("/maintain/documents/opm-ai-competency-model").text
    assert "38 mends" in shown


@pytest.fixture
def rivers(room: MaintainingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an agency's own documents beside the common ones."""
    own = Path(shutil.copytree(PROJECT / "examples" / "agency", tmp_path / "agency"))
    corpus = Corpus.open(own)
    common = room.services.upkeep.folders[COMMON]
    agency = Folder(AGENCY, "Documents of the Bureau", own, tmp_path / "data", corpus)
    both = {COMMON: common, AGENCY: agency}
    monkeypatch.setattr("bot.maintaining.upkeep.folders_of", lambda *_: both)
    return own


def test_an_agencys_own_documents_are_kept_apart_from_the_common_ones(
    room: MaintainingRoom, rivers: Path
) -> None:
    common = (room.root / "manifest.toml").read_bytes()
    assert "Documents of the Bureau" in room.browser.get("/maintain/new").text
    room.add(folder=AGENCY)
    shown = room.accept().text
    assert "python -m corpus --agency diff" in shown
    assert "agency-policy" in [document.id for document in read_manifest(rivers).documents]
    page = "/maintain/documents/rivers-ai-policy"
    room.send(page, f"{page}/standing", standing="superseded", **CAUSE)
    room.accept()
    found = Corpus.open(rivers).document("rivers-ai-policy")
    assert found.standing is Standing.SUPERSEDED
    assert room.send(f"/maintain/undo/{AGENCY}").url.params["done"] == "undo"
    assert (room.root / "manifest.toml").read_bytes() == common


def test_a_build_is_begun_in_the_background_and_followed(room: MaintainingRoom) -> None:
    room.services.upkeep.builder = Builder(
        room.services.settings, (sys.executable, "-c", "print('2/2'); print('Index two.')")
    )
    assert "The index is being built" in room.send("/maintain", "/maintain/build").text
    room.services.upkeep.builder.wait()
    shown = room.browser.get("/maintain").text
    assert "The index was built." in shown
    assert actions(room) == [("mae", "build", "done")]


def test_the_server_is_told_from_the_page_to_answer_from_the_new_index(
    room: MaintainingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Assistant] = []

    def renew(own: Assistant) -> str:
        told.append(own)
        return own.corpus.version

    monkeypatch.setattr(Assistant, "renew", renew)
    shown = room.send("/maintain", "/maintain/renew").text
    assert "Questions are answered from the new index now." in shown
    assert len(told) == 1
    assert actions(room) == [("mae", "renew", "done")]


def test_an_index_that_cannot_be_opened_changes_nothing_and_is_said(
    room: MaintainingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(_: Assistant) -> str:
        raise GuideError("the index is stale: run `python -m index build`")

    monkeypatch.setattr(Assistant, "renew", stale)
    refused = room.send("/maintain", "/maintain/renew")
    assert (refused.status_code, "the index is stale" in refused.text) == (409, True)
    assert actions(room) == [("mae", "renew", "refused")]


def test_without_the_database_nothing_is_done_that_could_not_be_recorded(
    room: MaintainingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.add()

    def gone(*_: object) -> None:
        raise StoreUnavailableError("the database cannot be reached")

    monkeypatch.setattr("bot.store.maintenance._begin", gone)
    refused = room.accept()
    assert (refused.status_code, "cannot be reached" in refused.text) == (409, True)
    assert "agency-policy" not in ids(room)


def test_while_a_long_file_is_read_the_page_says_how_far(
    room: MaintainingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.add()
    uploads = room.services.upkeep.uploads
    for progress, said in {
        Progress("running", 40, 219): "40 of 219",
        Progress("failed", said="page 7 is damaged"): "page 7 is damaged",
    }.items():
        monkeypatch.setattr(uploads, "progress", lambda _, told=progress: told)
        assert said in room.browser.get("/maintain/staged").text
    assert room.send("/maintain/staged", do="discard").url.path == "/maintain"
    monkeypatch.undo()
    assert "agency-policy" in room.browser.get("/maintain/staged").text
