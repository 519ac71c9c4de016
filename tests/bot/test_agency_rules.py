"""Where an agency has rules of its own, they come first, labelled, and never reach another's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.training.suggesting import prepared
from bot.verifier import breaches
from corpus.document import Document
from corpus.edit import add, hash_of
from corpus.errors import GuideError
from corpus.manifest import Manifest, write_manifest
from corpus.settings import PROJECT
from evals.invariants.rules import Library, breaches_of
from index.build import build_all
from index.layout import Layout
from index.search import Index
from index.settings import IndexSettings

RIVERS = PROJECT / "examples" / "agency"
NAME = "Bureau of Imaginary Rivers"
CLOUDS = "Office of Invented Clouds"
# The same rule of two agencies, each with a word that nobody else has.
KITES = "Staff may fly the kite Cirrolux over the yard of the Office at noon.\n"
BELLS = "Staff must not ring the bell Tarnbell by the river of the Bureau at noon.\n"


def settings_for(agency: Path, data: Path) -> IndexSettings:
    return IndexSettings(corpus=PROJECT / "corpus", data=data, agency_corpus=agency)


def agency_of(folder: Path, name: str, document_id: str, rule: str) -> Path:
    """The folder of an agency with one document of one rule."""
    (folder / "documents").mkdir(parents=True)
    write_manifest(
        folder, Manifest.model_validate({"agency": name, "knowledge_date": "2026-08-04"})
    )
    text = f"# Policy of the {name}\n\n## At noon\n\n{rule}"
    document = {
        "id": document_id, "title": f"Policy of the {name}", "publisher": name,
        "published_on": "2026-02-02", "knowledge_date": "2026-08-04", "kind": "policy",
        "rights": "agency_supplied", "source": "full_text", "standing": "in_force",
        "sha256": hash_of(text),
    }  # fmt: skip
    add(folder, Document.model_validate(document), text)
    return folder


@pytest.fixture(scope="module")
def data(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that several agencies share."""
    shared = tmp_path_factory.mktemp("agencies") / "data"
    shutil.copytree(built_data / "index", shared / "index")
    return shared


def opened(agency: Path, data: Path) -> Index:
    settings = settings_for(agency, data)
    build_all(settings, lambda _done, _all: None, Layout.of(settings))
    return Index.open(settings)


def build_alone(agency: Path, data: Path) -> None:
    """Build an index in a process that knows no other agency, as the command does.

    The files of a vector index keep whatever stood in the memory that they were written from.
    """
    where = {"GUIDE_AGENCY_CORPUS": str(agency), "GUIDE_DATA": str(data)}
    command = [sys.executable, "-m", "index", "build"]
    subprocess.run(  # noqa: S603  our own command
        command, env=os.environ | where, cwd=PROJECT, check=True, capture_output=True
    )


@pytest.fixture(scope="module")
def rivers(data: Path) -> Iterator[Assistant]:
    """An assistant for the example agency."""
    index = opened(RIVERS, data)
    yield Assistant(index)
    index.close()


@pytest.fixture(scope="module")
def two(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, ...]]:
    """Assistants for two agencies that keep their indexes in one folder."""
    folder = tmp_path_factory.mktemp("two")
    kites = agency_of(folder / "clouds", CLOUDS, "clouds-policy", KITES)
    bells = agency_of(folder / "rivers", NAME, "rivers-bells", BELLS)
    for agency in (kites, bells):
        build_alone(agency, data)
    indexes = [Index.open(settings_for(agency, data)) for agency in (kites, bells)]
    yield tuple(Assistant(index) for index in indexes)
    for index in indexes:
        index.close()


def paragraphs(answer: Answer) -> list[str]:
    return answer.text.split("\n\n")


def test_the_agencys_rule_comes_first_and_both_say_whose_they_are(rivers: Assistant) -> None:
    answer = rivers.ask("How often do I have to take CUI training?")
    own, other = paragraphs(answer)
    assert own == f"{NAME}: Training on CUI is required every year. [1]"
    assert other.startswith("This guide, from the sources it lists: Training on CUI is required")
    assert [citation.agency for citation in answer.citations] == [NAME, None]


def test_a_notice_says_that_two_rules_differ(rivers: Assistant) -> None:
    answer = rivers.ask("May I delete my prompts and the answers whenever I like?")
    (notice,) = [notice for notice in answer.notices if notice.kind == "conflict"]
    cited = [answer.citations[number - 1].agency for number in notice.citations]
    assert cited == [NAME, None]


def test_no_notice_stands_where_a_rule_only_adds(rivers: Assistant) -> None:
    answer = rivers.ask("May I paste a map of a dam into an AI tool?")
    assert "Maps of dams and locks" in paragraphs(answer)[0]
    assert not [notice for notice in answer.notices if notice.kind == "conflict"]


def test_where_the_agency_is_silent_that_is_said_before_what_others_say(rivers: Assistant) -> None:
    answer = rivers.ask("Do I need a degree for the US Tech Force?")
    first, second = paragraphs(answer)
    assert first == f"{NAME}: I found nothing on this in its own documents."
    assert "need no degree" in second
    assert {citation.agency for citation in answer.citations} == {None}


def test_approved_tools_are_told_from_the_agencys_own_table_alone(rivers: Assistant) -> None:
    answer = rivers.ask("Is Brooklet approved for internal information?")
    assert {citation.document_id for citation in answer.citations} == {"rivers-approved-tools"}
    assert "No" in paragraphs(answer)[0]


def test_an_office_that_others_name_by_its_role_is_named_with_its_own_address(
    rivers: Assistant,
) -> None:
    answer = rivers.ask("How can I learn which AI tools I may use?")
    assert "ai-officer@rivers.example" in paragraphs(answer)[-1]
    assert "rivers-offices" in {citation.document_id for citation in answer.citations}


def test_a_question_is_handed_over_to_the_agencys_own_office(rivers: Assistant) -> None:
    answer = rivers.ask("Should my colleague be promoted to GS-14?")
    assert answer.handover is not None
    assert "personnel@rivers.example" in answer.handover.to


@pytest.mark.parametrize(
    "question",
    ["May I use a chatbot that is free on the internet?", "Which tools may I use for CUI?",
     "Is AI training mandatory?", "What counts as AI work?", "Who sings best?"],
)  # fmt: skip
def test_answers_with_rules_of_an_agency_keep_every_invariant(
    rivers: Assistant, question: str
) -> None:
    answer = rivers.ask(question)
    assert breaches(answer, rivers.corpus) == []
    library = Library.read(PROJECT / "corpus", RIVERS)
    assert list(breaches_of(answer.model_dump(mode="json"), library)) == []


def test_an_answer_whose_paragraph_hides_whose_rule_it_is_is_withheld(rivers: Assistant) -> None:
    answer = rivers.ask("How often do I have to take CUI training?")
    hidden = answer.model_copy(update={"text": answer.text.replace(f"{NAME}: ", "")})
    assert any("whose rule" in breach for breach in breaches(hidden, rivers.corpus))


def test_without_an_agency_nothing_is_labelled(assistant: Assistant) -> None:
    answer = assistant.ask("How often is training on CUI required?")
    assert answer.text.startswith("Training on CUI is required every two years")
    assert '"agency"' not in answer.to_json()


def test_nothing_of_one_agency_is_found_for_another(two: tuple[Assistant, ...]) -> None:
    words = {0: "Cirrolux", 1: "Tarnbell"}
    for at, assistant in enumerate(two):
        own, foreign = words[at], words[1 - at]
        for question in (f"May I use the {own} at noon?", f"May I use the {foreign} at noon?"):
            answer = assistant.ask(question)
            assert foreign not in answer.model_dump_json(exclude={"question"})
            assert {c.agency for c in answer.citations} <= {None, (CLOUDS, NAME)[at]}
        assert own in assistant.ask(f"May I use the {own} at noon?").text


def test_two_agencies_keep_their_indexes_apart(two: tuple[Assistant, ...], data: Path) -> None:
    kept = [index.own for index in (assistant.index for assistant in two)]
    assert all(own is not None and own.is_whole() for own in kept)
    for folder, foreign in ((CLOUDS, b"Tarnbell"), (NAME, b"Cirrolux")):
        own = next(o for o in kept if o is not None and o.corpus.manifest.agency == folder)
        files = [p for p in (data / "agencies").rglob("*") if p.is_file()]
        mine = [p for p in files if own.record.version in str(p)]
        assert mine
        assert not [p for p in mine if foreign in p.read_bytes()]
    assert not [
        p for p in (data / "index").rglob("*") if p.is_file() and b"Cirrolux" in p.read_bytes()
    ]


def test_an_answer_prepared_for_one_agency_is_not_given_to_another(
    two: tuple[Assistant, ...],
) -> None:
    clouds, rivers = two
    question = "May I use the Cirrolux at noon?"
    kept = prepared(clouds, [question])
    assert "Cirrolux" in kept[0].answer
    (again,) = prepared(rivers, [question], kept)
    assert "yard of the Office" in kept[0].answer
    assert "yard of the Office" not in again.answer


def test_a_folder_that_does_not_say_whose_it_is_is_refused(tmp_path: Path) -> None:
    write_manifest(tmp_path, Manifest.model_validate({"knowledge_date": "2026-08-04"}))
    with pytest.raises(GuideError, match="does not say whose"):
        build_all(settings_for(tmp_path, tmp_path / "data"), lambda _done, _all: None)


def test_a_document_that_is_there_already_is_refused(tmp_path: Path) -> None:
    agency = agency_of(tmp_path / "agency", NAME, "eo-14110", BELLS)
    with pytest.raises(GuideError, match="needs an id of its own"):
        build_all(settings_for(agency, tmp_path / "data"), lambda _done, _all: None)
