"""An answer out of a table is right to the cell."""

from collections.abc import Iterator

import pytest

from bot.answer import Answer, Citation, CitedCell
from bot.evidence import weigh
from bot.pipeline import Assistant
from bot.verifier import breaches
from corpus.tables import Table
from index.search import Index

MEMO = "opm-ai-competency-model"


def test_cited_cells_hold_the_words_of_the_table(assistant: Assistant) -> None:
    answer = assistant.ask("What is the rank of Teamwork?")
    read = {(c.row, c.column, text_of(assistant, cited, c)) for cited, c in cells_of(answer)}
    assert ("Teamwork", "Current Importance", "14") in read
    assert ("Teamwork", "Future Importance", "17") in read


def test_a_column_that_is_named_is_the_only_one_given(assistant: Assistant) -> None:
    answer = assistant.ask("What is the Future Importance of Teamwork?")
    assert answer.text == "Teamwork: Future Importance is 17. [1]"
    assert [(cell.row, cell.column) for _, cell in cells_of(answer)] == [
        ("Teamwork", "Future Importance")
    ]


def test_a_code_brings_the_tables_own_explanation(assistant: Assistant) -> None:
    answer = assistant.ask("Is Accountability rated at GS-11?")
    assert "No: for Accountability, the column GS-11 says NR." in answer.text
    assert "Cells designated with NR stands for Not Rated." in answer.text


def test_a_value_that_is_no_code_brings_no_explanation(assistant: Assistant) -> None:
    assert "Not Rated" not in assistant.ask("What is the Future Importance of Teamwork?").text


def test_a_table_citation_runs_from_the_header_to_the_last_row_used(assistant: Assistant) -> None:
    answer = assistant.ask("What is the Future Importance of Teamwork?")
    lines = answer.citations[0].quote.split("\n")
    assert lines[0] == "| Competency | Current Importance | Future Importance |"
    assert lines[-1] == "| Teamwork | 14 | 17 |"


def test_a_definition_is_given_whole(assistant: Assistant) -> None:
    row = next(row for row in table(assistant, "Definition").rows if row.key == "Decisiveness")
    answer = assistant.ask("What is the definition of Decisiveness?")
    assert row.cells[1].text in answer.text


@pytest.mark.parametrize(
    ("competency", "grade"),
    [
        ("Design", "GS-11"),
        ("Resilience", "GS-12"),
        ("Creativity and Innovation", "GS-13"),
        ("Mathematical Reasoning", "GS-14"),
        ("Written Communication", "GS-15"),
    ],
)
def test_a_rating_is_the_one_that_the_table_gives(
    assistant: Assistant, competency: str, grade: str
) -> None:
    rated = table(assistant, "GS-11")
    row = next(row for row in rated.rows if row.key == competency)
    value = row.cells[rated.columns.index(grade)].text
    answer = assistant.ask(f"What is {competency} rated at {grade}?")
    assert f"{competency}: {grade} is {value}." in answer.text


def table(assistant: Assistant, column: str) -> Table:
    """The first table of the memo that has a column of that name."""
    outline = assistant.corpus.outline(MEMO)
    return next(b.table for b in outline if b.table and column in b.table.columns)


def cells_of(answer: Answer) -> Iterator[tuple[Citation, CitedCell]]:
    """Every cell that an answer cites."""
    for citation in answer.citations:
        for cell in citation.cells or ():
            yield citation, cell


def text_of(assistant: Assistant, citation: Citation, cell: CitedCell) -> str:
    """What the document has where a cell is said to be."""
    return assistant.corpus.text(citation.document_id)[cell.start : cell.end]


def test_a_total_that_another_part_makes_unclear_is_left_out_and_the_rest_told(
    assistant: Assistant,
) -> None:
    question = "What is missing at GS-14? I mean the general competencies that show NR."
    answer = assistant.ask(question)
    assert "13 are marked NR at GS-14" in answer.text
    assert "together" not in answer.text
    assert breaches(answer, assistant.corpus) == []


def test_a_meaning_is_not_answered_with_the_row_of_another_table(assistant: Assistant) -> None:
    answer = assistant.ask("Could you explain what Decisiveness stands for here?")
    assert "Makes well-informed, effective, and timely decisions" in answer.text
    assert "Importance" not in answer.text


def test_a_longer_name_that_no_table_has_is_not_taken_for_a_shorter_one(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("What exactly falls under Systems Design per the memo's definitions?")
    assert answer.outcome == "not_in_sources"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Tell me how Design is rated", True),
        ("Walk me through the grades where Design got its mark.", False),
        ("Is Design there at GS-13?", False),
        ("Where does Design have an X?", False),
    ],
)
def test_what_a_table_is_of_is_told_to_who_asks_by_no_mark_and_no_column(
    assistant: Assistant, question: str, *, told: bool
) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(("Design", "Yes"))
    assert ("The following tables list" in answer.text) == told


@pytest.mark.parametrize(
    "question",
    [
        "At which grades is Flexibility confirmed, and where is it not rated?",
        "How does Data Analysis stand at GS-13, and how many is that?",
    ],
)
def test_a_second_part_that_the_tables_answered_brings_no_sentences(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    notes = [claim.text for claim in answer.claims if claim.kind == "quote"]
    own = [note for note in notes if note in answer.text]
    assert len(own) <= 1
    assert all("Cells designated" in note or "confirmed" in note for note in own)


def test_a_second_part_with_a_question_of_its_own_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("What is the rank of Teamwork, and who signed the AI model's memo?")
    assert "Teamwork: Current Importance is 14" in answer.text
    assert any(claim.kind == "quote" for claim in answer.claims)


def test_values_that_stand_among_more_are_not_said_twice(assistant: Assistant) -> None:
    text = assistant.ask("What will Flexibility rank in future, and where does it stand now?").text
    assert text.count("Flexibility:") == 1


def test_it_after_a_question_about_one_row_is_that_row(assistant: Assistant) -> None:
    first = assistant.ask("What is the definition of Partnering?")
    answer = assistant.ask("At which grades is it confirmed?", first.conversation)
    assert "Partnering: marked X at GS-14 and GS-15" in answer.text


def test_what_leads_in_says_of_which_rows_something_is_asked(assistant: Assistant) -> None:
    answer = assistant.ask("Of the general competencies in the grade table, which lack GS-13?")
    assert {citation.section[-1] for citation, _ in cells_of(answer)} == {"General Competencies"}


def test_a_name_that_is_asked_for_is_looked_for_in_meanings(assistant: Assistant) -> None:
    question = "Which competency is about coaching colleagues and spotting who needs training?"
    assert "Teaching Others:" in assistant.ask(question).text


def test_a_row_of_many_values_is_no_evidence_by_itself(open_index: Index) -> None:
    question = "Teamwork importance, current and future"
    rows = [c for c in weigh(open_index, question, open_index.search(question, 8)) if c.row]
    assert all("Current Importance" not in c.table.columns for c in rows if c.table)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Are there any technical competencies for GS-11 or GS-12?", ("Technical", "GS-11")),
        ("Which of the technical competencies hold for a twelve?", ("Technical", "GS-12")),
        ("What is the rank of Political Savvy?", ("Ranking", "Political Savvy")),
        ("Which competencies do they want at GS-9?", ("General", "GS-9")),
    ],
)
def test_what_the_table_that_is_meant_lacks_is_not_told_of_another(
    assistant: Assistant, question: str, lacking: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "not_in_sources"
    assert all(word in answer.text for word in lacking)


def test_a_grade_in_a_question_of_no_table_asks_none(assistant: Assistant) -> None:
    answer = assistant.ask("Do I have to write essays when I apply for a GS-7?")
    assert "four short essays" in answer.text


def test_what_holds_in_every_column_of_two_unlike_tables_is_told_of_each(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Which competencies are in the top ten now and also used at every grade?"
    )
    assert "Attention to Detail (10)" in answer.text
    assert "Accountability" not in answer.text
    assert breaches(answer, assistant.corpus) == []


def test_the_only_row_for_a_column_may_hold_in_others(assistant: Assistant) -> None:
    answer = assistant.ask("What's the only technical competency for a GS-13?")
    assert answer.text.count("Data Analysis") == 1


def test_so_many_that_rank_highest_are_told(assistant: Assistant) -> None:
    answer = assistant.ask("Which three competencies rank highest right now?")
    assert answer.text.startswith("The first 3 by Current Importance: Integrity or Honesty (1),")


def test_positions_to_be_filled_are_no_places_in_an_order(assistant: Assistant) -> None:
    answer = assistant.ask("How many slots is the US Tech Force looking to fill now?")
    assert "about 1,000 technologists" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Which competencies hold at GS-11 and are not technical?",
        "Do technical staff at GS-11 need Teamwork?",
    ],
)
def test_a_group_that_is_denied_or_said_in_passing_lacks_nothing(
    assistant: Assistant, question: str
) -> None:
    assert "does not have" not in assistant.ask(question).text


@pytest.mark.parametrize("question", ["What moved up?", "Which ones fall the most?"])
def test_what_moves_in_an_order_needs_no_other_word(assistant: Assistant, question: str) -> None:
    assert "Current Importance" in assistant.ask(question).text


def test_places_in_an_order_are_not_added_up(assistant: Assistant) -> None:
    answer = assistant.ask("What's the future importance rank of Cloud Computing?")
    assert "435" not in answer.text


def test_columns_with_as_many_rows_as_each_other_are_told_with_their_numbers(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Which grades have equally many general competencies?")
    assert "27 at GS-13, 27 at GS-14" in answer.text


def test_what_a_question_begins_without_is_left_out(assistant: Assistant) -> None:
    asked = "Without Reading and Teamwork, which general competencies are confirmed at every grade?"
    assert "12 are marked X at all of" in assistant.ask(asked).text


def test_a_mark_is_not_told_for_what_goes_by_other_initials(assistant: Assistant) -> None:
    answer = assistant.ask("Is Teamwork marked as confirmed for FWS in the by-grade table?")
    assert "marked X" not in answer.text
