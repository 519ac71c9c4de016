"""No document that does not hold today is cited without saying so, with date and source."""

import pytest

from bot.answer import Answer
from bot.pipeline import Assistant
from corpus.document import Standing
from corpus.manifest import read_manifest
from corpus.settings import PROJECT

LAPSED = [
    document.id
    for document in read_manifest(PROJECT / "corpus").documents
    if document.standing is not Standing.IN_FORCE
]
QUESTIONS = {
    "opm-ai-competency-model": "What is Teamwork rated at GS-13?",
    "opm-ai-fact-sheet": "How many people registered for the Tech to Gov job fair in April 2024?",
    "opm-genai-guidance": "Does OPM's guidance say that copyright infringement is a risk?",
    "fedscoop-opm-ai-actions": "What did FedScoop report on 29 April 2024 about OPM?",
    "ses-ecq-update": "How many survey responses went into the January 2025 ECQ update?",
    "gears-of-transformation": "What are the Accelerating the Gears of Transformation tools?",
    "ai-hiring-authorities": "Until when does the STEM and cyber direct hire authority run?",
}


@pytest.mark.parametrize("document_id", LAPSED)
def test_a_lapsed_document_brings_its_notice_with_its_date(
    assistant: Assistant, document_id: str
) -> None:
    answer = asked_about(assistant, document_id)
    document = assistant.corpus.document(document_id)
    said = " ".join(notice.text for notice in answer.notices if notice.kind == "standing")
    assert all(evidence.quote in said for evidence in document.evidence)
    assert f"{document.since:%-d %B %Y}" in said


@pytest.mark.parametrize("document_id", LAPSED)
def test_a_notice_stands_word_for_word_in_the_passage_that_it_cites(
    assistant: Assistant, document_id: str
) -> None:
    answer = asked_about(assistant, document_id)
    for notice in answer.notices:
        cited = [answer.citations[number - 1] for number in notice.citations]
        assert any(notice.text in citation.quote for citation in cited)


def test_a_notice_is_not_repeated_in_the_text(assistant: Assistant) -> None:
    answer = asked_about(assistant, "ses-ecq-update")
    assert all(notice.text not in answer.text for notice in answer.notices)


def test_documents_in_force_bring_no_notice(assistant: Assistant) -> None:
    answer = assistant.ask("What does OMB memo M-26-04 ask of agencies?")
    assert {citation.standing for citation in answer.citations} == {Standing.IN_FORCE}
    assert answer.notices == ()


def test_a_document_added_by_hand_brings_the_notice_of_its_record(
    hostile_assistant: Assistant,
) -> None:
    answer = hostile_assistant.ask("What oil is used for the Harbour lantern?")
    assert "lanterns" in [citation.document_id for citation in answer.citations]
    said = " ".join(notice.text for notice in answer.notices)
    assert "is recorded as historic since 1 January 2025, by Order 1: oil." in said


def asked_about(assistant: Assistant, document_id: str) -> Answer:
    """The answer to a question that the document answers."""
    answer = assistant.ask(QUESTIONS[document_id])
    assert document_id in [citation.document_id for citation in answer.citations]
    return answer
