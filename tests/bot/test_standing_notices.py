"""No document that does not hold today is cited without saying so, with date and source."""

import pytest

from bot.answer import Answer
from bot.notices import told
from bot.pipeline import Assistant
from bot.verifier import unsupported
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
    assert all((evidence.short or evidence.quote) in said for evidence in document.evidence)
    assert f"{document.since:%-d %B %Y}" in said


@pytest.mark.parametrize("document_id", LAPSED)
def test_a_notice_is_short_and_borne_out_by_the_passage_that_it_cites(
    assistant: Assistant, document_id: str
) -> None:
    answer = asked_about(assistant, document_id)
    for claim in (c for c in answer.claims if c.text in {n.text for n in answer.notices}):
        assert unsupported(claim, answer.citations, assistant.corpus) is None
        assert len(claim.text.split()) <= 35


def test_what_the_passage_does_not_bear_out_gives_way_to_its_own_words(
    assistant: Assistant,
) -> None:
    corpus = assistant.corpus
    evidence = corpus.document("opm-ai-fact-sheet").evidence[0]
    false = evidence.model_copy(update={"short": "EO 14149 revoked it on 21 January 2025."})
    answer = asked_about(assistant, "opm-ai-fact-sheet")
    (number,) = next(n.citations for n in answer.notices if n.text == evidence.short)
    assert told(false, answer.citations, number, corpus) == (evidence.quote, "quote")


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
