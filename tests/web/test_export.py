"""A conversation to keep holds what was said, from where, and whether it holds."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.export import markdown as markdown_of
from bot.web.services import Services
from bot.web.transcript import spoken
from corpus.library import Corpus

QUESTION = "May I use a free AI tool from the internet at work?"
TABLE = "What is the Future Importance of Teamwork?"
HOSTILE = "# <script>alert(1)</script> [x](javascript:alert(2)) *What* is Memory?"


@pytest.fixture(scope="module")
def services(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = Services.open(assistant, BotSettings(data=tmp_path_factory.mktemp("export")))
    yield services
    services.close()


@pytest.fixture(scope="module")
def pages(services: Services) -> TestClient:
    """A client of the application in this process."""
    return TestClient(make_app(services))


@pytest.fixture(scope="module")
def answers(services: Services) -> tuple[Answer, ...]:
    """A conversation with notices, a table, a hand-over and hostile text."""
    conversation = services.kept.open()
    for question in (QUESTION, TABLE, "Should I be promoted?", HOSTILE):
        services.kept.ask(question, conversation)
    return services.kept.answers(conversation)


@pytest.fixture(scope="module")
def markdown(pages: TestClient, answers: tuple[Answer, ...]) -> str:
    return pages.get(f"/conversations/{answers[0].conversation}.md").text


@pytest.fixture(scope="module")
def page(pages: TestClient, answers: tuple[Answer, ...]) -> str:
    return pages.get(f"/conversations/{answers[0].conversation}").text


def test_markdown_holds_every_question_and_answer(
    markdown: str, answers: tuple[Answer, ...]
) -> None:
    assert f"## {QUESTION}" in markdown
    assert all(answer.text in markdown for answer in answers)


def test_markdown_holds_notices_and_whom_to_ask(markdown: str, answers: tuple[Answer, ...]) -> None:
    assert f"> **Standing today:** {answers[0].notices[0].text}" in markdown
    assert answers[2].handover
    assert f"**Ask {answers[2].handover.to}.**" in markdown


def test_markdown_holds_the_standing_and_the_addresses_of_sources(
    markdown: str, answers: tuple[Answer, ...]
) -> None:
    source = answers[0].citations[0]
    assert "issued under an authority since revoked (since 20 January 2025" in markdown
    assert f"Official page: <{source.url}>" in markdown
    assert f"Passage: <http://testserver/documents/{source.document_id}?start=" in markdown


def test_both_forms_name_the_collection(
    markdown: str, page: str, answers: tuple[Answer, ...]
) -> None:
    stamp = answers[0].corpus.version
    assert stamp in markdown
    assert f"Collection {stamp}" in page


def test_a_cell_of_a_table_is_named_by_row_and_column(markdown: str, page: str) -> None:
    assert "“Teamwork, Future Importance: 17”" in markdown
    assert "“Teamwork, Future Importance: 17”" in page


def test_notes_are_said_to_be_ours(markdown: str, page: str) -> None:
    assert "Our notes say: “A generative AI tool" in markdown
    assert "Our notes say: “A generative AI tool" in page


def test_nothing_of_a_question_acts_as_markup(markdown: str, page: str) -> None:
    assert "<script>alert" not in markdown + page
    assert r"\# \<script\>alert(1)\</script\> \[x\](javascript:alert(2))" in markdown
    assert "javascript:alert(2)" not in re.findall(r'href="([^"]*)"', page)


def test_markers_of_the_page_lead_to_the_sources_below(page: str) -> None:
    places = set(re.findall(r'href="#(source-\d+-\d+)"', page))
    assert places
    assert all(f'id="{place}"' in page for place in places)


def test_the_page_has_one_title_and_a_heading_for_each_question(
    page: str, answers: tuple[Answer, ...]
) -> None:
    assert page.count("<h1>") == 1
    assert page.count("<h2 ") == len(answers)


def test_an_export_is_kept_by_no_cache(pages: TestClient, answers: tuple[Answer, ...]) -> None:
    for ending in ("", ".md"):
        reply = pages.get(f"/conversations/{answers[0].conversation}{ending}")
        assert reply.headers["Cache-Control"] == "no-store"


def test_the_markdown_comes_as_a_file(pages: TestClient, answers: tuple[Answer, ...]) -> None:
    reply = pages.get(f"/conversations/{answers[0].conversation}.md")
    assert reply.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="conversation.md"' in reply.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/conversations/none", "/conversations/none.md"])
def test_an_unknown_conversation_is_404_in_plain_words(pages: TestClient, path: str) -> None:
    reply = pages.get(path)
    assert reply.status_code == 404
    assert "This one has given way to newer ones" in reply.text


def test_what_is_asked_over_the_api_is_not_exported(pages: TestClient) -> None:
    answer = pages.post("/api/ask", json={"question": TABLE}).json()
    assert pages.get(f"/conversations/{answer['conversation']}").status_code == 404


def test_a_document_that_was_taken_out_meanwhile_keeps_no_conversation_from_being_exported(
    services: Services, answers: tuple[Answer, ...]
) -> None:
    corpus = services.assistant.corpus
    gone = {citation.document_id for citation in answers[1].citations}
    kept = tuple(document for document in corpus.documents if document.id not in gone)
    without = Corpus(corpus.root, corpus.manifest.model_copy(update={"documents": kept}), {})
    text = markdown_of(answers[1:2], without, "", lambda _: without)
    assert "Standing when this was answered:" in text
    assert "Teamwork: Future Importance is 17." in text


def test_a_notice_that_the_text_says_itself_is_not_said_twice(services: Services) -> None:
    answer = services.assistant.ask("How many general competencies were there in 2023?")
    notice = next(notice for notice in answer.notices if notice.kind == "conflict")
    assert notice.text in answer.text
    corpus = services.assistant.corpus
    text = markdown_of((answer,), corpus, "", lambda _: corpus)
    told, _, sources = text.partition("### Sources")
    assert told.count(notice.text) == 1
    assert "> **Sources disagree:** as the text says itself. [1]" in told
    assert notice.text in sources
    assert spoken(answer).count(notice.text) == 1
