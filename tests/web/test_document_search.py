"""The documents can be searched and browsed without asking anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.services import Services

NOTHING = "Nothing found for"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("searching")


@pytest.fixture(scope="module")
def pages(assistant: Assistant, data: Path) -> Iterator[TestClient]:
    """A client of the application in this process."""
    services = Services.open(assistant, BotSettings(data=data))
    with TestClient(make_app(services)) as client:
        yield client
    services.close()


def found(page: str) -> list[str]:
    """The results as they stand in the page."""
    listed = re.search(r'<ol class="results">(.*?)</ol>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", listed.group(1), re.DOTALL) if listed else []


def search(pages: TestClient, query: str, standing: str = "") -> str:
    reply = pages.get("/documents", params={"q": query, "standing": standing})
    assert reply.status_code == 200
    return reply.text


def test_a_search_finds_the_passage_with_its_words_marked(pages: TestClient) -> None:
    assert "<mark>Teamwork</mark>: Encourages" in found(search(pages, "teamwork"))[0]


def test_a_search_finds_what_is_said_in_other_words(pages: TestClient) -> None:
    first = found(search(pages, "Is the executive order of 2023 cancelled?"))[0]
    assert "revoked" in first


def test_a_result_says_where_it_stands_and_whether_it_holds(pages: TestClient) -> None:
    first = found(search(pages, "teamwork"))[0]
    assert "Definitions of General Competencies" in first
    assert "issued under an authority since revoked" in first


def test_a_result_opens_its_passage(pages: TestClient) -> None:
    address = re.search(r'href="([^"]+)"', found(search(pages, "teamwork"))[0])
    assert address
    page = pages.get(address.group(1).replace("&amp;", "&")).text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert marked[:2] == ["Teamwork", marked[1]]
    assert "fosters commitment and team spirit" in marked[1]


def test_results_can_be_held_to_one_standing(pages: TestClient) -> None:
    results = found(search(pages, "artificial intelligence order", "in_force"))
    assert results
    assert all("· in force" in result for result in results)


def test_a_standing_alone_lists_its_documents(pages: TestClient) -> None:
    page = search(pages, "", "superseded")
    assert 'href="/documents/ses-ecq-update"' in page
    assert 'href="/documents/eo-14110"' not in page


@pytest.mark.parametrize("query", ["xyzzy qwerty", "banana bread", "the of and", "?!"])
def test_nothing_found_is_said_and_all_documents_are_listed(pages: TestClient, query: str) -> None:
    page = search(pages, query)
    assert NOTHING in page
    assert found(page) == []
    assert 'href="/documents/eo-14110"' in page


def test_an_empty_search_is_the_list(pages: TestClient) -> None:
    page = search(pages, "   ")
    assert NOTHING not in page
    assert 'href="/documents/eo-14110"' in page


def test_a_search_that_is_too_long_is_cut(pages: TestClient) -> None:
    page = search(pages, "teamwork " * 500)
    assert "teamwork" in page
    assert len(page) < 50_000


def test_nothing_of_a_search_acts_as_markup(pages: TestClient) -> None:
    page = search(pages, '"><script>alert(1)</script> teamwork')
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_unknown_standing_is_refused(pages: TestClient) -> None:
    assert pages.get("/documents?standing=none").status_code == 422


def test_one_browser_cannot_search_without_end(assistant: Assistant, tmp_path: Path) -> None:
    services = Services.open(assistant, BotSettings(data=tmp_path))
    with TestClient(make_app(services), cookies={"guide_browser": "greedy"}) as client:
        replies = [client.get("/documents?q=%3F") for _ in range(40)]
    services.close()
    assert replies[-1].status_code == 429
    assert int(replies[-1].headers["Retry-After"]) >= 1


def test_documents_can_be_searched_while_questions_are_closed(
    assistant: Assistant, tmp_path: Path
) -> None:
    services = Services.open(assistant, BotSettings(data=tmp_path, closed_notice="Closed."))
    with TestClient(make_app(services)) as client:
        assert found(client.get("/documents?q=teamwork").text)
    services.close()


def test_a_long_document_has_a_list_of_contents_that_leads_to_its_headings(
    pages: TestClient,
) -> None:
    page = pages.get("/documents/opm-ai-competency-model").text
    contents = re.findall(r'<li class="level-\d"><a href="#([\w-]+)">([^<]+)</a>', page)
    assert ("Competency Ranking") in [words for _, words in contents]
    assert all(f'id="{place}">' in page for place, _ in contents)


def test_a_short_document_has_no_list_of_contents(pages: TestClient) -> None:
    assert 'class="contents"' not in pages.get("/documents/opm-ai-fact-sheet").text
