"""What is counted of written answers is counted right, and a lie that gets through is seen."""

from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from bot.answer import Answer
from bot.bearing_out import Verdict, Verifier
from bot.pipeline import Assistant
from evals.__main__ import evals
from evals.cases.gold import GoldenCase
from evals.endpoints.hostile_model import Hostile
from evals.endpoints.measuring import failing, honestly, hostilely
from evals.endpoints.trying import tried
from evals.invariants.rules import Library
from index.search import Index


def step() -> None:
    """Nobody watches."""


@pytest.fixture
def _believes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verifier that lets every sentence through."""
    everything = Verdict(holds=True, kind="", why="")
    monkeypatch.setattr(Verifier, "judge", lambda *_: everything)


def test_an_honest_model_is_counted_by_answers_and_sentences(
    open_index: Index, text_cases: list[GoldenCase]
) -> None:
    counts = honestly(open_index, text_cases, step).counts["fact"]
    assert (counts["answers"], counts["written"]) == (1, 1)
    assert counts["sentences"] >= counts["released"] >= 1


def test_lies_are_not_seen_where_sentences_are_verified(
    open_index: Index, text_cases: list[GoldenCase], declined_cases: list[GoldenCase]
) -> None:
    tally = hostilely(open_index, text_cases, declined_cases, 2, step)
    assert [tally.counts[name]["conversations"] for name in ("invents", "flips")] == [1, 1]
    assert tally.seen == []


def test_runs_against_failing_endpoints_are_counted_by_fault(
    open_index: Index, text_cases: list[GoldenCase]
) -> None:
    tally = failing(open_index, text_cases, 3, step)
    assert {name: counts["runs"] for name, counts in tally.counts.items() if counts["runs"]} == {
        "is slow": 1,
        "stalls at once": 1,
        "stalls": 1,
    }
    assert tally.seen == []


@pytest.mark.parametrize(("mode", "seen"), [("generative", True), ("extractive", False)])
def test_a_wrongly_cited_sentence_is_seen_if_it_was_written_and_not_if_it_is_quoted(
    open_index: Index, text_cases: list[GoldenCase], mode: str, *, seen: bool
) -> None:
    question = text_cases[0].question
    hostile = Hostile("cites wrongly")
    answer = Assistant(open_index).ask(question)
    claims = [claim.model_copy(update={"kind": "paraphrase"}) for claim in answer.claims]
    told = answer.model_copy(update={"mode": mode, "claims": tuple(claims)})

    def ask(_question: str, _conversation: str | None) -> Answer:
        hostile.lies.append(claims[0].text)
        return told

    assistant = Mock(ask=ask)
    (found,) = tried(assistant, hostile, [question], Library.read(open_index.corpus.root))
    assert found.lies == (claims[0].text,)
    assert bool(found.leaked) == seen


@pytest.mark.usefixtures("_believes_all", "in_built_data")
def test_a_lie_that_a_reader_could_see_is_exit_1() -> None:
    done = CliRunner().invoke(evals, ["written", "hostile", "--count", "1"], standalone_mode=False)
    assert done.return_value == 1
    assert "invents" in done.output
