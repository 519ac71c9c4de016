"""What cannot be checked is withheld, and the person is told."""

import re
from collections.abc import Callable

import pytest

from bot.answer import Citation, Claim
from bot.citing import Citations
from bot.pipeline import Assistant
from bot.verifier import breaches
from corpus.sentences import Span

SEVERAL = "What does memo M-25-21 require of agencies and by when?"
Cite = Callable[[Citations, int, str, Span], Citation]


def test_with_every_quote_corrupted_nothing_is_claimed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrupt_quotes(monkeypatch, lambda _: True)
    answer = assistant.ask(SEVERAL)
    assert (answer.outcome, answer.claims) == ("not_in_sources", ())


def test_a_withheld_answer_says_so(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    corrupt_quotes(monkeypatch, lambda _: True)
    assert re.search("withheld|could not quote", assistant.ask(SEVERAL).text)


def test_no_corrupted_quote_is_shown(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    corrupt_quotes(monkeypatch, lambda _: True)
    for citation in assistant.ask(SEVERAL).citations:
        text = assistant.corpus.text(citation.document_id)
        assert citation.quote == text[citation.start : citation.end]


def test_a_claim_with_a_corrupted_quote_is_left_out(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = corrupt_one_of_several(assistant, monkeypatch)
    answer = assistant.ask(SEVERAL)
    assert victim.text not in answer.text
    assert victim.text not in [claim.text for claim in answer.claims]


def test_the_other_claims_stay_and_the_text_says_that_one_is_missing(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = corrupt_one_of_several(assistant, monkeypatch)
    answer = assistant.ask(SEVERAL)
    assert answer.claims
    assert victim not in answer.claims
    assert "I left out what the cited source did not bear out" in answer.text


def test_an_answer_with_a_claim_left_out_has_no_breach(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrupt_one_of_several(assistant, monkeypatch)
    assert breaches(assistant.ask(SEVERAL), assistant.corpus) == []


def test_an_answer_that_lost_its_standing_notice_is_withheld(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.add_standing", lambda _context, _corpus: None)
    answer = assistant.ask("How many survey responses went into the January 2025 ECQ update?")
    assert (answer.outcome, answer.citations) == ("not_in_sources", ())
    assert "withheld" in answer.text


def corrupt_quotes(monkeypatch: pytest.MonkeyPatch, chosen: Callable[[Citation], bool]) -> None:
    """Make citations give the text one character further on than where they point."""
    sound: Cite = vars(Citations)["_citation"]

    def shifted(citations: Citations, number: int, document_id: str, span: Span) -> Citation:
        citation = sound(citations, number, document_id, span)
        off = sound(citations, number, document_id, Span(span.start + 1, span.end + 1))
        return citation.model_copy(update={"quote": off.quote}) if chosen(citation) else citation

    monkeypatch.setattr(Citations, "_citation", shifted)


def corrupt_one_of_several(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """Corrupt what the last claim cites, and nothing else; gives that claim."""
    answer = assistant.ask(SEVERAL)
    assert len(answer.citations) > 1, "this question must bring several quotes"
    victim = answer.claims[-1]
    cited = answer.citations[victim.citations[0] - 1]
    corrupt_quotes(
        monkeypatch, lambda c: (c.document_id, c.start) == (cited.document_id, cited.start)
    )
    return victim
