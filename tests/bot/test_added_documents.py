"""Documents that somebody adds have no questions written down: a judge of their own is for them."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.answerable import SIGNS, UNWRITTEN_SIGNS, fitted
from bot.finding import find
from bot.parts import Part
from bot.pipeline import Assistant
from bot.tables.answering import Tables
from index.build import build
from index.layout import Layout
from index.search import Index
from index.settings import IndexSettings

YARD = """# The yard of the Fenwick Lake District

The yard lends gear to the units of the district. The deposit is given back when the gear is clean.
An incident must be reported to the yard before the end of the shift. A boat permit lasts for the
life of the boat. Staff may carry a personal phone in the yard.

## Gear

| Gear | Deposit | Per day |
| --- | ---: | ---: |
| Pump | $150 | $40 |
| Life raft | $300 | $65 |
| Loudhailer | $25 | $5 |

## Tools

State: G = good, W = worn, L = lost.

| Tool | State |
| --- | --- |
| Drill | W |
| Hand saw | G |
| Level | L |

## Berths

- Class R: residents, schools
- Class V: visitors

| Berth | R | V |
| --- | ---: | ---: |
| Day | $4 | $9 |
| Season | $90 | $170 |

## Stalls

| Stall | Contact | Ext. | Notes |
| --- | --- | ---: | --- |
| Seedling sale | Ingrid Sole | 312 | March and April |
| Boat wash | Otis Farrow | 305 | |
"""


@pytest.fixture
def unwritten(open_index: Index) -> Iterator[Index]:
    """The project's documents as if nobody had written questions down for them."""
    open_index.heeds_written = False
    yield open_index
    open_index.heeds_written = True


def test_its_judge_knows_nothing_of_questions_written_down() -> None:
    weights = dict(zip(SIGNS, fitted(written_about=False).weights, strict=True))
    assert {sign for sign, weight in weights.items() if weight} <= {*UNWRITTEN_SIGNS}


def test_its_sentences_are_known_by_their_words_alone(unwritten: Index) -> None:
    found = find(unwritten, Part("How many attendees did the job fair have?"))
    assert not found.written_about
    assert all(one.asked > one.dense for one in found.candidates)


def test_what_it_tells_is_told(unwritten: Index) -> None:
    answer = Assistant(unwritten).ask("How many attendees did the job fair have?")
    assert answer.outcome == "answered"
    assert "1,700" in answer.text


def test_what_only_resembles_a_sentence_is_not_answered_with_it(unwritten: Index) -> None:
    answer = Assistant(unwritten).ask("How often does the AI governance board have to meet?")
    assert answer.outcome == "not_in_sources"


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory, runtimes: Layout) -> Iterator[Assistant]:
    """An assistant that knows nothing but one document, as `corpus add` took it in."""
    folder = tmp_path_factory.mktemp("yard")
    root, file = folder / "corpus", folder / "yard.md"
    (root / "documents").mkdir(parents=True)
    (root / "manifest.toml").write_text("knowledge_date = 2026-08-04\ndocuments = []\n")
    file.write_text(YARD, encoding="utf-8")
    about = ["--id", "yard", "--title", "The yard", "--publisher", "Fenwick Lake District"]
    subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "corpus", "add", str(file), *about, "--published", "2026-01-01",
         "--standing", "in_force"],
        env=os.environ | {"GUIDE_CORPUS": str(root)},
        check=True,
        capture_output=True,
    )  # fmt: skip
    settings = IndexSettings(corpus=root, data=folder / "data")
    build(settings, lambda _done, _all: None, runtimes)
    index = Index.open(settings)
    yield Assistant(index)
    index.close()


def test_what_leads_into_a_question_names_its_rows(yard: Assistant) -> None:
    asked = "If I hire a pump and a life raft, what do the two deposits come to together?"
    assert "$450" in yard.ask(asked).text


def test_what_is_called_out_first_is_left_aside(yard: Assistant) -> None:
    assert "$40" in yard.ask("Lady at the counter: how much is the pump per day?").text


def test_a_price_is_not_answered_with_a_row_that_has_none(yard: Assistant) -> None:
    answer = yard.ask("How much does one seedling cost at the seedling sale?")
    assert answer.outcome == "not_in_sources", answer.text


def test_a_row_is_told_in_whole_to_who_asks_for_no_such_thing(yard: Assistant) -> None:
    assert "Ingrid Sole" in yard.ask("What is there on the seedling sale?").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When must an incident be reported?", "end of the shift"),
        ("How long does a boat permit last?", "life of the boat"),
        ("May I carry a personal phone in the yard?", "personal phone"),
    ],
)
def test_a_time_may_hang_on_something_else(yard: Assistant, question: str, told: str) -> None:
    assert told in " ".join(yard.ask(question).text.split())


def test_what_is_left_out_is_not_added_up(yard: Assistant) -> None:
    asked = "If I return the pump and the life raft, what do the remaining deposits come to?"
    assert "$450" not in yard.ask(asked).text


def test_a_row_is_not_answered_for_by_a_document_that_never_names_it(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "What must agencies do for high-impact AI?"
    assert assistant.ask(asked).outcome == "answered"
    monkeypatch.setattr(Tables, "_rows_named", lambda _self, _question: {("Marsh Mule", "yard")})
    monkeypatch.setattr(type(assistant.corpus), "is_written_about", lambda _self, _id: False)
    there = Assistant(assistant.index)
    assert there.ask(asked).outcome == "not_in_sources"


@pytest.mark.parametrize(
    "question",
    [
        "Can I use generative AI for project management?",
        "May generative AI be used for writing customer service replies?",
    ],
)
def test_a_row_that_is_an_ordinary_phrase_does_not_refuse_an_answer(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).outcome == "answered"


def test_a_day_is_not_answered_with_a_row_that_has_none(yard: Assistant) -> None:
    answer = yard.ask("When was the Life raft bought?")
    assert answer.outcome == "not_in_sources", answer.text


def test_of_a_legend_only_what_was_read_is_told(yard: Assistant) -> None:
    text = yard.ask("What state is the drill in?").text
    assert "W = worn" in text
    assert "L = lost" not in text


@pytest.mark.parametrize(
    "question",
    [
        "A customer's attorney asks which stalls there are.",
        "How much does a customer owe for a pump and a loudhailer per day?",
        "Do teleworkers have to come in when the yard is closed?",
    ],
)
def test_office_matters_are_not_declined(yard: Assistant, question: str) -> None:
    assert yard.ask(question).outcome != "declined"


def test_who_is_in_the_class_that_a_column_is_headed_with_is_told_beside_it(
    yard: Assistant,
) -> None:
    answer = yard.ask("What does a season berth cost a school?")
    assert "$90" in answer.text
    assert "$170" not in answer.text
    assert "Class R: residents, schools" in answer.text
