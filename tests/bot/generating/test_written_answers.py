"""With an honest model answers are written; what they rest on is what it is without one."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from bot.answer import Answer, Claim
from bot.generating.opening import writing
from bot.generating.reader import Reader
from bot.own_words import FELL_SHORT
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from bot.verifier import WITHHELD, breaches
from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.endpoints.honest_model import honest, said, section
from evals.endpoints.serving import Asked, Model, Reply, serving
from evals.invariants.rules import Library, breaches_of

TEXT = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
ANSWER = "OMB memo M-25-21 of 3 April 2025 gave agencies 60 days to have a Chief AI Officer."
TABLE = "How many general competencies are confirmed at GS-13?"
COUNT = "In the table “General Competencies”, 27 are marked X at GS-13."
BOTH = f"{TABLE.rstrip('?')}, and {TEXT[0].lower()}{TEXT[1:]}"
Writes = Callable[[Callable[[Asked], str]], Assistant]


@pytest.fixture(scope="module")
def module_writer(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Assistant, list[Model]]]:
    """An assistant whose model is the last one of a list."""
    models: list[Model] = [honest]
    folder = tmp_path_factory.mktemp("written")
    with (
        serving(lambda asked: models[-1](asked)) as served,  # noqa: PLW0108  the last one changes
        closing(Database(None, folder)) as database,
    ):
        settings = BotSettings(llm_base_url=served.address, llm_model="made-up")
        with writing(settings, assistant.index, database) as writer:
            assistant.writer = writer
            yield assistant, models
            assistant.writer = None


@pytest.fixture
def written(module_writer: tuple[Assistant, list[Model]]) -> Assistant:
    """An assistant with an honest model."""
    module_writer[1][:] = [honest]
    return module_writer[0]


@pytest.fixture
def writes(module_writer: tuple[Assistant, list[Model]]) -> Writes:
    """An assistant whose model writes what a function makes of the request."""

    def made(say: Callable[[Asked], str]) -> Assistant:
        module_writer[1][:] = [lambda asked: Reply.of(say(asked))]
        return module_writer[0]

    return made


def rightly(asked: Asked) -> str:
    """The best sentence, cited."""
    number, sentence = said(asked.user)[0]
    return f"{sentence} [{number}]"


@pytest.mark.parametrize("question", [TEXT, TABLE, BOTH])
def test_a_written_answer_keeps_every_invariant(written: Assistant, question: str) -> None:
    answer = written.ask(question)
    library = Library.read(PROJECT / "corpus")
    assert (answer.mode, answer.outcome) == ("generative", "answered")
    assert breaches(answer, written.corpus) == []
    assert list(breaches_of(json.loads(answer.to_json()), library)) == []


def test_a_written_sentence_cites_the_one_sentence_that_bears_it_out(writes: Writes) -> None:
    answer = writes(rightly).ask(TEXT)
    assert (answer.claims[0].text, answer.claims[0].kind) == (ANSWER, "paraphrase")
    assert answer.citations[0].quote == ANSWER


def test_a_number_before_the_full_stop_is_as_good_as_one_behind_it(writes: Writes) -> None:
    answer = writes(lambda asked: rightly(asked).replace(". [", " [") + ".").ask(TEXT)
    assert answer.text == f"{ANSWER} [1]"


def test_a_table_result_is_given_as_it_was_worked_out_whatever_the_model_makes_of_it(
    writes: Writes,
) -> None:
    def careless(asked: Asked) -> str:
        assert f"[1] {COUNT}" in section(asked.user, "Table results")
        return f"There are 31 at GS-13. [1] {rightly(asked)}"

    answer = writes(careless).ask(BOTH)
    assert answer.claims[0] == Claim(text=COUNT, citations=(1,), kind="table")
    assert "31" not in answer.text


def test_a_table_result_that_the_model_leaves_out_is_added(writes: Writes) -> None:
    answer = writes(rightly).ask(BOTH)
    assert answer.mode == "generative"
    assert COUNT in [claim.text for claim in answer.claims]


def test_standing_is_told_as_without_a_model(writes: Writes, open_assistant: Assistant) -> None:
    question = "May I use a free AI tool from the internet at work?"
    kinds = {(n.kind, n.text) for n in open_assistant.ask(question).notices}
    answer = writes(rightly).ask(question)
    assert answer.mode == "generative"
    assert {(n.kind, n.text) for n in answer.notices} == kinds


@pytest.fixture(scope="module")
def open_assistant(module_writer: tuple[Assistant, list[Model]]) -> Assistant:
    """The same, but without a writer."""
    return Assistant(module_writer[0].index)


def test_what_is_withheld_is_counted_and_said_once(writes: Writes) -> None:
    lies = "Agencies had 77 days. [1] The board met on Mars. [1]"
    answer, context = writes(lambda asked: f"{rightly(asked)} {lies}").traced(TEXT)
    assert context.withheld == 2
    assert answer.text == f"{ANSWER} [1]\n\n{WITHHELD}"


def test_maintainers_are_told_why_each_sentence_was_withheld(writes: Writes) -> None:
    _, context = writes(lambda asked: f"{rightly(asked)} Agencies had 77 days. [9]").traced(TEXT)
    assert [(one.became, one.kind) for one in context.judged] == [
        ("released", ""),
        ("withheld", "citation"),
    ]
    assert all(one.why for one in context.judged if one.became == "withheld")


def test_the_same_sentence_is_said_once(writes: Writes) -> None:
    answer, context = writes(lambda asked: f"{rightly(asked)} {rightly(asked)}").traced(TEXT)
    assert (answer.text, context.withheld) == (f"{ANSWER} [1]", 0)


def test_true_sentences_beside_the_question_are_no_answer(writes: Writes) -> None:
    def astray(asked: Asked) -> str:
        return "".join(f"{s} [{n}] " for n, s in said(asked.user) if "60" not in s)

    answer = writes(astray).ask(TEXT)
    assert (answer.mode, answer.claims[0].text) == ("extractive", ANSWER)
    assert answer.notices[0].kind == "fallback"


def test_every_part_of_a_question_must_be_reached(writes: Writes) -> None:
    def half(asked: Asked) -> str:
        return next(f"{text} [{number}]" for number, text in said(asked.user) if text == ANSWER)

    answer = writes(half).ask(f"{TEXT.rstrip('?')}, and when was EO 14110 revoked?")
    assert answer.mode == "extractive"
    assert ANSWER in answer.text
    assert "20 January 2025" in answer.text


def test_claims_are_told_in_the_order_of_the_answer(written: Assistant) -> None:
    told: list[Claim] = []
    answer = written.ask(BOTH, reader=Reader(told.append))
    assert told == list(answer.claims[: len(told)])
    assert len(told) >= 2


def test_nothing_is_told_of_an_answer_that_falls_back(writes: Writes) -> None:
    told: list[Claim] = []
    answer = writes(lambda _: "All is allowed. [1]").ask(TEXT, reader=Reader(told.append))
    assert (answer.mode, told) == ("extractive", [])


def test_an_answer_is_not_without_end(writes: Writes) -> None:
    def talkative(asked: Asked) -> str:
        return " ".join(f"{sentence} [{number}]" for number, sentence in said(asked.user) * 9)

    _, context = writes(talkative).traced("What does memo M-25-21 require of agencies?")
    assert len([one for one in context.judged if one.became != "repeated"]) <= 40
    assert len([claim for claim in context.claims if claim.kind == "paraphrase"]) <= 8


def test_quotation_marks_around_our_notes_are_taken_off(writes: Writes) -> None:
    answer = writes(lambda asked: rightly(asked).replace("60 days", "“60 days”")).ask(TEXT)
    assert answer.claims[0].text == ANSWER


def test_a_written_answer_that_breaks_an_invariant_gives_way_to_quotes(
    written: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(answer: Answer, corpus: Corpus) -> list[str]:
        return ["a fault"] if answer.mode == "generative" else breaches(answer, corpus)

    monkeypatch.setattr("bot.pipeline.breaches", faulty)
    answer = written.ask(TEXT)
    assert (answer.mode, answer.outcome) == ("extractive", "answered")
    assert (answer.notices[0].kind, answer.notices[0].text) == ("fallback", FELL_SHORT)
    assert "60" in answer.text
    assert breaches(answer, written.corpus) == []
