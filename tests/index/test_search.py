"""Search over the project's own documents: what it finds, and that Chroma is asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.chunk import ChunkKind
from index.ranking import Mode
from index.reading import Vectors
from index.search import Index
from index.vectors import VectorStore

QUESTIONS = [
    "acountability definition",
    "Which general competencies are confirmed for GS-13?",
    "Is EO 14110 still in force?",
    "May I paste CUI into a chatbot?",
    "How many people attended the job fair?",
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many vectors Chroma was asked for, each time it was asked."""
    counts: list[int] = []
    really = VectorStore.nearest

    def nearest(self: VectorStore, vector: Vectors, count: int) -> list[tuple[str, float]]:
        counts.append(count)
        return really(self, vector, count)

    monkeypatch.setattr(VectorStore, "nearest", nearest)
    return counts


def test_an_exact_term_is_found_first_in_spite_of_a_typo(open_index: Index) -> None:
    best = open_index.search("acountability definition")[0].chunk
    assert best.section[-1] == "Definitions of General Competencies"
    assert "Accountability | Holds self and others accountable" in best.text


@pytest.mark.parametrize("typo", ["accountabilty", "Acccountability", "accoutability"])
def test_wherever_a_typo_stands_the_term_is_among_the_hits(open_index: Index, typo: str) -> None:
    hits = open_index.search(f"{typo} definition")
    assert any("Accountability | Holds self and others" in hit.chunk.text for hit in hits)


def test_an_acronym_that_no_document_writes_is_understood(open_index: Index) -> None:
    assert not any("DHA" in open_index.corpus.text(d.id) for d in open_index.corpus.documents)
    hits = open_index.search("Which DHA is there?")
    assert "ai-hiring-authorities" in [hit.chunk.document_id for hit in hits]


def test_an_acronym_finds_the_words_it_stands_for(open_index: Index) -> None:
    best = open_index.search("DHA", mode=Mode.LEXICAL)[0].chunk
    assert "direct hire authority" in best.text.lower()


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_search_by_meaning_goes_through_chroma(
    open_index: Index, asked: list[int], question: str, mode: Mode
) -> None:
    hits = open_index.search(question, mode=mode)
    assert hits
    assert len(asked) >= 1


def test_chroma_is_asked_once_for_a_question(open_index: Index, asked: list[int]) -> None:
    open_index.search("Which DHA is there?")
    assert len(asked) == 1


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("question", QUESTIONS)
def test_five_chunks_never_hold_more_than_1000_tokens(
    open_index: Index, question: str, mode: Mode
) -> None:
    hits = open_index.search(question, mode=mode)
    assert 3 <= len(hits) <= 5
    assert sum(hit.chunk.tokens for hit in hits) <= 1000


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_come_best_first_each_once(open_index: Index, question: str) -> None:
    hits = open_index.search(question, 10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.chunk.id for hit in hits}) == len(hits)


def test_meaning_and_words_find_different_chunks(open_index: Index) -> None:
    question = "Which skills should somebody who builds models have?"
    by_meaning = [hit.chunk.id for hit in open_index.search(question, mode=Mode.DENSE)]
    by_words = [hit.chunk.id for hit in open_index.search(question, mode=Mode.LEXICAL)]
    assert by_meaning != by_words


def test_a_mode_scores_by_its_own_kind_alone(open_index: Index) -> None:
    for hit in open_index.search(QUESTIONS[2], mode=Mode.DENSE):
        assert hit.lexical == 0.0
    for hit in open_index.search(QUESTIONS[2], mode=Mode.LEXICAL):
        assert hit.dense == 0.0


def test_a_row_is_shown_in_its_table(open_index: Index) -> None:
    hits = open_index.search("Is Mathematical Reasoning confirmed for GS-12?")
    assert all(hit.chunk.kind is not ChunkKind.ROW for hit in hits)
    assert any("| Mathematical Reasoning | X | X | X | NR | NR |" in h.chunk.text for h in hits)


def test_a_hit_scores_each_of_its_sentences_or_rows_in_order(open_index: Index) -> None:
    for hit in open_index.search("Is EO 14110 still in force?"):
        starts = [part.span.start for part in hit.parts]
        assert starts
        assert starts == sorted(starts)
        assert hit.dense >= max(part.dense for part in hit.parts)


def test_the_same_question_finds_the_same(open_index: Index) -> None:
    assert open_index.search(QUESTIONS[0]) == open_index.search(QUESTIONS[0])


@pytest.mark.parametrize(
    "question", ["", "?!", "🙂", "the of and", "日本語", "x" * 2000, "word " * 400]
)
def test_an_odd_question_is_searched_without_an_error(open_index: Index, question: str) -> None:
    assert len(open_index.search(question)) <= 5


def test_words_alone_that_say_nothing_find_nothing(open_index: Index) -> None:
    assert open_index.search("the of and?", mode=Mode.LEXICAL) == []


def test_searches_at_the_same_time_find_what_each_finds_alone(open_index: Index) -> None:
    alone = [open_index.search(question) for question in QUESTIONS]
    with ThreadPoolExecutor(5) as pool:
        together = list(pool.map(open_index.search, QUESTIONS))
    assert together == alone
