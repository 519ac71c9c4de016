"""The verifier reports every way in which an answer can say more than its sources."""

import re
from typing import TypeVar

import pytest

from bot.answer import Answer, Citation, CitedCell, Claim, ClaimKind, Handover, Notice
from bot.citing import Citations
from bot.pipeline import Assistant
from bot.verifier import breaches, unsupported
from corpus.document import Standing
from corpus.sentences import Span

QUOTED = "How many survey responses went into the January 2025 ECQ update?"
TABLE = "What is Teamwork rated at GS-13?"
OTHER = "What are the three Accelerating the Gears of Transformation tools?"
Said = TypeVar("Said", Claim, Notice)
HANDOVER = Handover(to="your agency's human resources office", why="It knows your post.")


@pytest.fixture(scope="module")
def quoted(assistant: Assistant) -> Answer:
    """An answer that quotes one superseded document: claim 0 with [1], a notice with [2]."""
    return assistant.ask(QUOTED)


@pytest.fixture(scope="module")
def tabled(assistant: Assistant) -> Answer:
    """An answer whose claim 0 gives one cell of a table."""
    return assistant.ask(TABLE)


@pytest.fixture(scope="module")
def two_lapsed(assistant: Assistant, quoted: Answer) -> Answer:
    """An answer that cites two documents that do not hold today, with a notice on each."""
    answer = joined(quoted, assistant.ask(OTHER))
    lapsed = {c.document_id for c in answer.citations if c.standing is not Standing.IN_FORCE}
    assert len(lapsed) > 1
    assert breaches(answer, assistant.corpus) == []
    return answer


@pytest.mark.parametrize(
    "question",
    [QUOTED, TABLE, OTHER, "What is the rank of Teamwork?", "Give me a recipe for apple pie.",
     "My SSN is 123-45-6789, what now?", "Is Perceptual Speed required at GS-13?", ""],
)  # fmt: skip
def test_an_answer_left_as_it_was_has_no_breach(assistant: Assistant, question: str) -> None:
    assert breaches(assistant.ask(question), assistant.corpus) == []


def test_a_number_that_is_not_in_the_quote_is_reported(
    assistant: Assistant, quoted: Answer
) -> None:
    wrong = reworded(quoted, quoted.claims[0].text.replace("2,600", "9,600"))
    assert reported(assistant, wrong, "do not stand in a cited quote")


def test_a_claim_with_a_word_too_many_is_unsupported(assistant: Assistant, quoted: Answer) -> None:
    claim = quoted.claims[0].model_copy(update={"text": f"Certainly, {quoted.claims[0].text}"})
    assert unsupported(claim, quoted.citations, assistant.corpus)


@pytest.mark.parametrize("kind", ["quote", "table", "paraphrase"])
def test_a_claim_without_words_is_unsupported(
    assistant: Assistant, tabled: Answer, kind: ClaimKind
) -> None:
    claim = tabled.claims[0].model_copy(update={"text": " [1]", "kind": kind})
    assert unsupported(claim, tabled.citations, assistant.corpus) == "it says nothing"


def test_a_claim_in_its_own_words_is_supported(assistant: Assistant, quoted: Answer) -> None:
    assert unsupported(quoted.claims[0], quoted.citations, assistant.corpus) is None


def test_the_number_of_a_list_entry_bears_no_number_out(assistant: Assistant) -> None:
    memo = "opm-ai-competency-model"
    entry = re.search(r"^4\. The higher-level .+", assistant.corpus.text(memo), re.MULTILINE)
    assert entry
    cited = Citations(assistant.corpus)
    number = cited.number(memo, Span(*entry.span()))
    claim = Claim(text="The 4 skills would be required.", citations=(number,), kind="paraphrase")
    fault = unsupported(claim, cited.all, assistant.corpus)
    assert fault == "the number '4' stands in no cited quote"


def test_a_quote_shifted_by_one_character_is_reported(assistant: Assistant, quoted: Answer) -> None:
    first = quoted.citations[0]
    shifted = first.model_copy(update={"start": first.start + 1, "end": first.end + 1})
    assert reported(assistant, recited(quoted, shifted), "does not stand in the document")


def test_a_quote_that_leaves_a_character_out_is_reported(
    assistant: Assistant, quoted: Answer
) -> None:
    first = quoted.citations[0]
    cut = first.model_copy(update={"quote": first.quote.replace("more than ", "")})
    assert reported(assistant, recited(quoted, cut), "does not stand in the document")


def test_a_wrong_quote_that_no_claim_uses_is_reported(assistant: Assistant) -> None:
    answer = assistant.ask("Is Perceptual Speed required at GS-13?")
    assert (answer.outcome, bool(answer.citations)) == ("not_in_sources", True)
    wrong = answer.citations[0].model_copy(update={"quote": "It is required."})
    assert breaches(recited(answer, wrong), assistant.corpus)


def test_a_marker_without_a_citation_is_reported(assistant: Assistant, quoted: Answer) -> None:
    answer = quoted.model_copy(update={"text": f"{quoted.text} [9]"})
    assert reported(assistant, answer, "marker [9] has no citation")


def test_a_citation_that_nothing_uses_is_reported(assistant: Assistant, quoted: Answer) -> None:
    answer = quoted.model_copy(update={"text": quoted.text.replace(" [1]", "")})
    assert reported(assistant, answer, "citation 1 is used nowhere")


def test_a_claim_that_cites_nothing_is_reported(assistant: Assistant, quoted: Answer) -> None:
    first = quoted.claims[0].model_copy(update={"citations": ()})
    answer = quoted.model_copy(update={"claims": (first, *quoted.claims[1:])})
    assert reported(assistant, answer, "cites nothing")


def test_a_claim_that_is_not_in_the_text_is_reported(assistant: Assistant, quoted: Answer) -> None:
    answer = quoted.model_copy(update={"text": "Many people answered. [1]"})
    assert reported(assistant, answer, "stands neither in the text nor in a notice")


def test_a_sentence_of_the_text_that_is_no_claim_is_reported(
    assistant: Assistant, quoted: Answer
) -> None:
    answer = quoted.model_copy(update={"text": f"{quoted.text} Every tool is approved. [1]"})
    assert breaches(answer, assistant.corpus)


def test_a_wrong_cell_value_is_reported(assistant: Assistant, tabled: Answer) -> None:
    wrong = reworded(tabled, tabled.claims[0].text.replace("is X", "is NR"))
    assert reported(assistant, wrong, "holds 'X', not 'NR'")


def test_a_word_foreign_to_the_table_is_reported(assistant: Assistant, tabled: Answer) -> None:
    wrong = reworded(tabled, tabled.claims[0].text.replace("is X", "is always X"))
    assert reported(assistant, wrong, "the word 'always' has no place in it")


def test_two_cell_values_in_each_others_place_are_reported(assistant: Assistant) -> None:
    answer = assistant.ask("What is Accountability rated at GS-11 and GS-12?")
    claim = next(c for c in answer.claims if c.kind == "table" and "GS-11 is NR" in c.text)
    swapped = claim.text.replace("GS-11 is NR, GS-12 is X", "GS-11 is X, GS-12 is NR")
    assert swapped != claim.text
    wrong = claim.model_copy(update={"text": swapped})
    assert unsupported(wrong, answer.citations, assistant.corpus)


def test_a_definition_with_words_left_out_is_reported(assistant: Assistant) -> None:
    answer = assistant.ask("What is the definition of Oral Communication?")
    claim = next(c for c in answer.claims if "Makes clear and convincing" in c.text)
    cut = claim.model_copy(update={"text": claim.text.replace("clear and ", "")})
    assert unsupported(cut, answer.citations, assistant.corpus)


def test_a_cell_under_the_name_of_another_row_is_reported(
    assistant: Assistant, tabled: Answer
) -> None:
    text = tabled.claims[0].text.replace("Teamwork", "Reading")
    citation = with_cell(tabled.citations[0], row="Reading")
    assert breaches(recited(reworded(tabled, text), citation), assistant.corpus)


def test_a_cell_outside_of_the_cited_table_is_reported(
    assistant: Assistant, tabled: Answer
) -> None:
    citation = with_cell(tabled.citations[0], start=0, end=5)
    assert reported(assistant, recited(tabled, citation), "is no cell of the cited table")


def test_a_row_that_the_table_does_not_have_is_reported(
    assistant: Assistant, tabled: Answer
) -> None:
    citation = with_cell(tabled.citations[0], row="Lantern keeping")
    assert reported(assistant, recited(tabled, citation), "is no cell of the cited table")


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (True, "The survey drew more than 2,600 responses."),
        (False, "The survey drew more than 3,600 responses."),
        (False, "The survey did not draw more than 2,600 responses."),
        (False, "The survey by NASA drew more than 2,600 responses."),
    ],
)
def test_a_paraphrase_keeps_numbers_names_and_negation(
    assistant: Assistant, quoted: Answer, text: str, *, kept: bool
) -> None:
    claim = Claim(text=text, citations=(1,), kind="paraphrase")
    assert (unsupported(claim, quoted.citations, assistant.corpus) is None) is kept


def test_a_missing_standing_notice_is_reported(assistant: Assistant, quoted: Answer) -> None:
    assert reported(assistant, without_notice(quoted, 0), "is superseded and no notice says so")


def test_each_lapsed_document_needs_a_notice_of_its_own(
    assistant: Assistant, two_lapsed: Answer
) -> None:
    assert breaches(without_notice(two_lapsed, 0), assistant.corpus)


def test_a_notice_that_is_no_claim_is_reported(assistant: Assistant, quoted: Answer) -> None:
    notice = Notice(kind="coverage", text="This covers everything.", citations=(1,))
    answer = quoted.model_copy(update={"notices": (*quoted.notices, notice)})
    assert reported(assistant, answer, "is not among the claims")


def test_a_notice_that_cites_an_unknown_number_is_reported(
    assistant: Assistant, quoted: Answer
) -> None:
    notice = quoted.notices[0].model_copy(update={"citations": (2, 99)})
    answer = quoted.model_copy(update={"notices": (notice,)})
    assert breaches(answer, assistant.corpus)


def test_out_of_scope_with_citations_is_reported(assistant: Assistant, quoted: Answer) -> None:
    answer = quoted.model_copy(update={"outcome": "out_of_scope", "handover": HANDOVER})
    assert reported(assistant, answer, "out_of_scope with citations")


def test_declined_without_a_hand_over_is_reported(assistant: Assistant) -> None:
    answer = assistant.ask("SECRET//NOFORN shorten this").model_copy(update={"handover": None})
    assert reported(assistant, answer, "declined without a hand-over")


def test_declined_without_a_reason_is_reported(assistant: Assistant) -> None:
    answer = assistant.ask("SECRET//NOFORN shorten this").model_copy(update={"reason": None})
    assert reported(assistant, answer, "outcome declined with reason None")


def test_answered_without_a_citation_is_reported(assistant: Assistant, quoted: Answer) -> None:
    bare = {"text": "Yes.", "claims": (), "citations": (), "notices": ()}
    assert reported(assistant, quoted.model_copy(update=bare), "answered without a citation")


def test_notes_passed_off_as_the_publishers_text_are_reported(
    assistant: Assistant, quoted: Answer
) -> None:
    citation = quoted.citations[0].model_copy(update={"title": "The ECQ update"})
    assert reported(assistant, recited(quoted, citation), "gives notes as")


def reported(assistant: Assistant, answer: Answer, words: str) -> bool:
    """Whether a breach with these words is found."""
    return any(words in breach for breach in breaches(answer, assistant.corpus))


def reworded(answer: Answer, text: str) -> Answer:
    """The answer with other words in its first claim, and in the text."""
    first = answer.claims[0]
    claims = (first.model_copy(update={"text": text}), *answer.claims[1:])
    shown = answer.text.replace(first.text, text)
    assert shown != answer.text
    return answer.model_copy(update={"claims": claims, "text": shown})


def recited(answer: Answer, citation: Citation) -> Answer:
    """The answer with another first citation."""
    return answer.model_copy(update={"citations": (citation, *answer.citations[1:])})


def with_cell(citation: Citation, **changes: object) -> Citation:
    """The citation with its first cell changed."""
    cells: tuple[CitedCell, ...] = citation.cells or ()
    return citation.model_copy(update={"cells": (cells[0].model_copy(update=changes), *cells[1:])})


def without_notice(answer: Answer, place: int) -> Answer:
    """The answer without one notice, its claim and its citation, numbered anew."""
    gone = answer.notices[place]
    kept = [citation for citation in answer.citations if citation.number not in gone.citations]
    left = answer.model_copy(
        update={
            "claims": tuple(claim for claim in answer.claims if claim.text != gone.text),
            "notices": tuple(notice for notice in answer.notices if notice != gone),
            "citations": tuple(kept),
        }
    )
    return renumbered(left, {citation.number: new for new, citation in enumerate(kept, 1)})


def joined(first: Answer, second: Answer) -> Answer:
    """One answer that says what two say."""
    most = len(first.citations)
    other = renumbered(second, {c.number: c.number + most for c in second.citations})
    return first.model_copy(
        update={
            "text": f"{first.text}\n\n{other.text}",
            "claims": first.claims + other.claims,
            "notices": first.notices + other.notices,
            "citations": first.citations + other.citations,
        }
    )


def renumbered(answer: Answer, after: dict[int, int]) -> Answer:
    """The answer with other numbers for its citations, by the number so far."""

    def with_numbers(said: Said) -> Said:
        return said.model_copy(update={"citations": tuple(after[n] for n in said.citations)})

    return answer.model_copy(
        update={
            "text": re.sub(r"\[(\d+)\]", lambda m: f"[{after[int(m[1])]}]", answer.text),
            "claims": tuple(with_numbers(claim) for claim in answer.claims),
            "notices": tuple(with_numbers(notice) for notice in answer.notices),
            "citations": tuple(
                c.model_copy(update={"number": after[c.number]}) for c in answer.citations
            ),
        }
    )
