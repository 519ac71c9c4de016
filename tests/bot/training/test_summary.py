"""What a trainer takes along afterwards: counts over time, and a file that is safe to open."""

import csv
import io
from datetime import datetime, timedelta

import pytest

from bot.store.recorded import Recorded
from bot.store.training import Plan, Session
from bot.training.summary import as_cell, as_csv, over_time

NOON = datetime(2026, 11, 30, 17, 3, 41)  # noqa: DTZ001  as tables hold times, in UTC
PLAN = Plan("Class", "", "America/New_York", NOON, NOON + timedelta(hours=1))
SESSION = Session(1, "K7MPWX2R", "", "", PLAN, paused=False, closed=True, created_at=NOON)


@pytest.mark.parametrize(
    "hostile",
    [
        '=HYPERLINK("https://evil.example","click")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r\n=1+1",
        "  =1+1",
        "＝1+1",
    ],
)
def test_no_question_is_a_formula_to_a_spreadsheet(hostile: str) -> None:
    cell = read(as_csv(SESSION, [question(hostile)]))[1][1]
    assert cell.startswith("'")
    assert cell[1:] == " ".join(hostile.split())


@pytest.mark.parametrize("plain", ["What is GS-7?", "a = b", "", "“Quoted”, with a comma"])
def test_an_ordinary_question_stays_as_it_is(plain: str) -> None:
    assert as_cell(plain) == plain


def test_the_file_tells_time_to_the_minute_in_the_zone_of_the_class() -> None:
    header, row = read(as_csv(SESSION, [question("What is AI?")]))
    assert header[0] == "time (America/New_York)"
    assert row[0] == "2026-11-30 12:03"


def test_a_declined_question_is_in_the_file_without_its_words() -> None:
    declined = Recorded(NOON, None, "declined", "personal_data", suggested=False, hidden=False)
    row = read(as_csv(SESSION, [declined]))[1]
    assert row[1:] == ["", "declined", "personal_data", "no", "no"]


def test_a_question_over_two_lines_is_one_row() -> None:
    assert len(read(as_csv(SESSION, [question("What is AI?\n\nAnd what is not?")]))) == 2


def test_columns_over_time_leave_no_question_out_and_no_gap() -> None:
    times = [NOON + timedelta(minutes=minute) for minute in (0, 0, 1, 7, 59, 59, 59)]
    found = over_time(times)
    assert sum(found.counts) == len(times)
    gaps = {b - a for a, b in zip(found.starts, found.starts[1:], strict=False)}
    assert gaps == {timedelta(minutes=found.minutes)}


@pytest.mark.parametrize("lasted", [0, 1, 22, 23, 24, 90, 600, 5_000, 80_000])
def test_columns_over_time_are_few_enough_for_a_plot_however_long_it_lasted(lasted: int) -> None:
    found = over_time([NOON, NOON + timedelta(minutes=lasted)])
    assert len(found.counts) <= 25
    assert (found.counts[0], found.counts[-1], sum(found.counts)) == (
        (2, 2, 2) if lasted == 0 else (1, 1, 2)
    )


def test_columns_begin_on_the_clock() -> None:
    found = over_time([NOON, NOON + timedelta(hours=3)])
    assert found.minutes == 10
    assert found.starts[0] == datetime(2026, 11, 30, 17, 0)  # noqa: DTZ001


def test_without_questions_there_are_no_columns() -> None:
    assert over_time([]).counts == ()


def question(asked: str) -> Recorded:
    return Recorded(NOON, asked, "answered", None, suggested=False, hidden=False)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))
