"""LlamaIndex's citation query engine is asked the same, and what its reader sees is counted."""

import pytest
from llama_index.core import VectorStoreIndex

from evals.cases.gold import GoldenCase
from evals.endpoints import beside
from evals.endpoints.comparing import of_failing, of_honest, of_hostile
from evals.endpoints.honest_model import passages, section
from evals.endpoints.measuring import Tally
from evals.endpoints.serving import Asked, Reply
from evals.running.stock import stock_index
from index.search import Index


@pytest.fixture(scope="module")
def stock(open_index: Index) -> VectorStoreIndex:
    return stock_index(open_index.corpus, open_index.embedder)


def step() -> None:
    """Nobody watches."""


def test_a_server_is_given_the_engines_prompt_in_the_form_of_ours(
    stock: VectorStoreIndex, text_cases: list[GoldenCase]
) -> None:
    question = text_cases[0].question
    given: list[Asked] = []

    def model(asked: Asked) -> Reply:
        given.append(asked)
        return Reply.of("Sixty. [1]")

    with beside.peer(stock, model) as own:
        assert own.ask(question).text == "Sixty. [1]"
    (asked,) = given
    assert section(asked.user, "Question") == question
    assert {number for number, _ in passages(section(asked.user, "Passages"))} >= {1, 2}
    assert "based solely on the provided sources" in asked.system


def test_true_sentences_all_reach_its_reader(
    stock: VectorStoreIndex, text_cases: list[GoldenCase]
) -> None:
    counts = beside.honestly(stock, text_cases, step).counts["fact"]
    assert (counts["answers"], counts["written"], counts["errors"]) == (1, 1, 0)
    assert counts["released"] == counts["sentences"] > 0


def test_lies_all_reach_its_reader_and_private_questions_the_server(
    stock: VectorStoreIndex, text_cases: list[GoldenCase], declined_cases: list[GoldenCase]
) -> None:
    tally = beside.hostilely(stock, text_cases, declined_cases, 19, step)
    invents = tally.counts["invents"]
    assert invents["shown"] == invents["lies"] > 0
    assert (invents["private"], invents["sent"]) == (1, 1)


def test_a_request_that_never_ends_is_counted_as_hung(
    stock: VectorStoreIndex, text_cases: list[GoldenCase]
) -> None:
    counts = beside.failing(stock, text_cases, 3, step, patience_s=0.5).counts
    assert {fault: counter["hung"] for fault, counter in counts.items() if counter["runs"]} == {
        "is slow": 1,
        "stalls at once": 1,
        "stalls": 1,
    }


def test_what_both_readers_saw_stands_side_by_side() -> None:
    ours, theirs = Tally(), Tally()
    ours.add("flips", lies=3, shown=1, answers=2)
    theirs.add("flips", lies=4, shown=4, answers=2, errors=1)
    found = {one.what: (one.ours, one.theirs) for one in of_hostile(ours, theirs)}
    assert found["faulty sentences, shown"] == ((1, 3), (4, 4))
    assert found["questions without an answer"] == ((0, 2), (1, 2))


def test_an_answer_too_late_counts_with_those_that_hung() -> None:
    ours, theirs = Tally(), Tally()
    ours.add("stalls", runs=5, late=1)
    theirs.add("stalls", runs=5, hung=4, errors=1)
    found = {one.what: (one.ours, one.theirs) for one in of_failing(ours, theirs)}
    assert found["hung, all"] == ((1, 5), (4, 5))
    assert found["stalls: no answer"] == ((1, 5), (5, 5))


def test_true_sentences_shown_are_compared_over_all_strata() -> None:
    ours, theirs = Tally(), Tally()
    ours.add("fact", answers=1, written=1, sentences=4, released=3)
    ours.add("standing", answers=1, sentences=2, released=2)
    theirs.add("fact", answers=2, written=2, sentences=6, released=6)
    found = {one.what: (one.ours, one.theirs) for one in of_honest(ours, theirs)}
    assert found["true sentences shown"] == ((5, 6), (6, 6))
