"""What is counted of written answers is counted right, and a lie that gets through is seen."""

from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from bot.answer import Answer
from bot.bearing_out import Verdict, Verifier
from bot.pipeline import Assistant
from corpus.library import Corpus
from evals.__main__ import evals
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import golden_files, read_golden
from evals.endpoints.hostile_model import Hostile
from evals.endpoints.measuring import failing, honestly, hostilely
from evals.endpoints.trying import tried
from evals.invariants.rules import Library
from index.search import Index

QUESTION = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"


@pytest.fixture(scope="module")
def cases(corpus: Corpus) -> list[GoldenCase]:
    """One question that text answers."""
    first = next(case for case in read_golden(golden_files(), corpus) if case.stratum == "fact")
    return [first.model_copy(update={"question": QUESTION})]


@pytest.fixture(scope="module")
def declined(cases: list[GoldenCase]) -> list[GoldenCase]:
    """One that is declined."""
    return [cases[0].model_copy(update={"question": "Should I fire my deputy?"})]


def step() -> None:
    """Nobody watches."""


@pytest.fixture
def _believes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verifier that lets every sentence through."""
    everything = Verdict(holds=True, kind="", why="")
    monkeypatch.setattr(Verifier, "judge", lambda *_: everything)


def test_an_honest_model_is_counted_by_answers_and_sentences(
    open_index: Index, cases: list[GoldenCase]
) -> None:
    counts = honestly(open_index, cases, step).counts["fact"]
    assert (counts["answers"], counts["written"]) == (1, 1)
    assert counts["sentences"] >= counts["released"] >= 1


def test_lies_are_not_seen_where_sentences_are_verified(
    open_index: Index, cases: list[GoldenCase], declined: list[GoldenCase]
) -> None:
    tally = hostilely(open_index, cases, declined, 2, step)
    assert [tally.counts[name]["conversations"] for name in ("invents", "flips")] == [1, 1]
    assert tally.seen == []


def test_runs_against_failing_endpoints_are_counted_by_fault(
    open_index: Index, cases: list[GoldenCase]
) -> None:
    tally = failing(open_index, cases, 3, step)
    assert {name: counts["runs"] for name, counts in tally.counts.items() if counts["runs"]} == {
        "is slow": 1,
        "stalls at once": 1,
        "stalls": 1,
    }
    assert tally.seen == []


@pytest.mark.parametrize(("mode", "seen"), [("generative", True), ("extractive", False)])
def test_a_wrongly_cited_sentence_is_seen_if_it_was_written_and_not_if_it_is_quoted(
    open_index: Index, mode: str, *, seen: bool
) -> None:
    hostile = Hostile("cites wrongly")
    answer = Assistant(open_index).ask(QUESTION)
    claims = [claim.model_copy(update={"kind": "paraphrase"}) for claim in answer.claims]
    told = answer.model_copy(update={"mode": mode, "claims": tuple(claims)})

    def ask(_question: str, _conversation: str | None) -> Answer:
        hostile.lies.append(claims[0].text)
        return told

    assistant = Mock(ask=ask)
    (found,) = tried(assistant, hostile, [QUESTION], Library.read(open_index.corpus.root))
    assert found.lies == (claims[0].text,)
    assert bool(found.leaked) == seen


@pytest.mark.usefixtures("_believes_all", "in_built_data")
def test_a_lie_that_a_reader_could_see_is_exit_1() -> None:
    done = CliRunner().invoke(evals, ["written", "hostile", "--count", "1"], standalone_mode=False)
    assert done.return_value == 1
    assert "invents" in done.output
