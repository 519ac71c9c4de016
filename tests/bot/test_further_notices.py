"""Notices on disagreements, mistakes and age come with whatever they concern."""

from datetime import timedelta

from bot.answer import Claim
from bot.context import Context
from bot.notices import add_coverage, add_named
from bot.own_words import STALE
from bot.pipeline import Assistant
from bot.verifier import breaches
from index.search import Index


def test_a_mistaken_date_comes_with_its_correction(assistant: Assistant) -> None:
    answer = assistant.ask("When is the next Tech to Gov job fair after October 2024?")
    told = [notice for notice in answer.notices if notice.kind == "correction"]
    assert [n for n in told if "20 March 2025 was meant" in n.text]
    assert not breaches(answer, assistant.corpus)


def test_what_changes_what_one_may_do_comes_first(assistant: Assistant) -> None:
    answer = assistant.ask("When is the next Tech to Gov job fair after October 2024?")
    assert {notice.kind for notice in answer.first} == {"standing", "correction"}
    assert answer.first == answer.notices


def test_what_another_source_says_comes_last(assistant: Assistant) -> None:
    answer = assistant.ask("Who sent the Gears of Government tools to agency heads?")
    assert {notice.kind for notice in answer.last} == {"conflict"}
    assert {*answer.first, *answer.last} == {*answer.notices}


def test_where_the_sources_do_not_say_nothing_is_put_right_and_notices_wait(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("At what grades does Systems Thinking show up?")
    assert answer.outcome == "not_in_sources"
    assert not {notice.kind for notice in answer.notices} & {"conflict", "correction"}
    assert answer.last == answer.notices
    assert not answer.first


def test_a_disputed_name_comes_with_the_other(assistant: Assistant) -> None:
    answer = assistant.ask("Who sent the Gears of Government tools to agency heads?")
    assert [n for n in answer.notices if n.kind == "conflict" and "Transformation" in n.text]


def test_an_answer_on_another_subject_brings_no_remark(assistant: Assistant) -> None:
    answer = assistant.ask("What is a multidisciplinary position?")
    assert {notice.kind for notice in answer.notices} <= {"standing"}


def test_an_order_that_no_longer_holds_is_not_named_without_saying_so(open_index: Index) -> None:
    context = Context("", "", claims=[claim("Executive Order 14110 asked for a report.")])
    add_named(context, open_index.corpus)
    assert [n.kind for n in context.notices] == ["standing"]
    assert "EO 14148" in context.notices[0].text
    assert [c.document_id for c in context.citations] == ["eo-14110"]


def test_an_answer_that_says_itself_that_an_order_was_revoked_is_left_alone(
    open_index: Index,
) -> None:
    context = Context("", "", claims=[claim("EO 14148 revoked EO 14110 on 20 January 2025.")])
    add_named(context, open_index.corpus)
    assert not context.notices


def test_knowledge_that_has_aged_is_said_to_have(open_index: Index) -> None:
    answer = Assistant(open_index, stale_days=1).ask("What is a multidisciplinary position?")
    assert STALE in {notice.text for notice in answer.notices if notice.kind == "coverage"}
    assert not breaches(answer, open_index.corpus)


def test_knowledge_on_its_last_day_has_not_aged(assistant: Assistant) -> None:
    answer = assistant.ask("What is a multidisciplinary position?")
    context = Context("", "", citations=list(answer.citations))
    day = assistant.corpus.knowledge_date + timedelta(days=180)
    add_coverage(context, assistant.corpus, day, 180)
    assert not context.notices


def claim(text: str) -> Claim:
    """A claim of an answer."""
    return Claim(text=text, citations=(1,), kind="quote")
