"""Each invariant broken alone is caught by name; sound answers pass."""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MEMO = """# Memo on records

## Duties

Agencies must keep 12 records by 3 May 2024,
and must not sell them.[^1.1]

The Example Office (EO) wrote to 4 agencies.
"""
LAW = """# Notes on the law

## Standing

The memo was issued under Order 900, which Order 901 revoked on 2 February 2025.[^2]
The law of 1 June 2023 is in force.[^2]
"""
GRID = """# Grid of skills

## Grades

| Skill | GS-11 | GS-12 |
| --- | --- | --- |
| Reading | X | NR |
| Memory | X | X |
| Reading Comprehension | NR | X |
| Learning | NR | NR |
| Flexibility | X | X |
| Design | X | NR |

## Ranks

| Skill | Now | Later |
| --- | --- | --- |
| Memory | 1 | 7 |
| Learning | 2 | 3 |
"""
MANIFEST = """knowledge_date = 2026-08-04

[[documents]]
id = "memo"
title = "Memo on records"
publisher = "Example Office"
published_on = 2024-04-29
knowledge_date = 2026-08-04
source = "full_text"
standing = "authority_revoked"
since = 2025-02-02
by = "Order 901"
why = "issued under Order 900, which was revoked"
evidence = [{document = "law", quote = "The memo was issued under Order 900, which Order 901 \
revoked on 2 February 2025."}]

[[documents]]
id = "law"
title = "Notes on the law"
publisher = "The House"
knowledge_date = 2026-08-04
url = "https://law.example/"
source = "notes"
standing = "in_force"

[[documents]]
id = "loose"
title = "Loose leaves"
publisher = "The House"
knowledge_date = 2026-08-04
source = "notes"
standing = "in_force"

[[documents]]
id = "grid"
title = "Grid of skills"
publisher = "Example Office"
knowledge_date = 2026-08-04
source = "full_text"
standing = "in_force"
"""
TEXTS = {"memo": MEMO, "law": LAW, "loose": "# Loose\n\nLeaves fall.\n", "grid": GRID}
META: dict[str, dict[str, Any]] = {
    "memo": {
        "title": "Memo on records",
        "publisher": "Example Office",
        "published_on": "2024-04-29",
        "url": None,
        "source": "full_text",
        "standing": "authority_revoked",
        "section": ["Memo on records", "Duties"],
    },
    "law": {
        "title": "Notes on the law",
        "publisher": "The House",
        "published_on": None,
        "url": "https://law.example/",
        "source": "notes",
        "standing": "in_force",
        "section": ["Notes on the law", "Standing"],
    },
    "loose": {
        "title": "Loose leaves",
        "publisher": "The House",
        "published_on": None,
        "url": None,
        "source": "notes",
        "standing": "in_force",
        "section": [],
    },
    "grid": {
        "title": "Grid of skills",
        "publisher": "Example Office",
        "published_on": None,
        "url": None,
        "source": "full_text",
        "standing": "in_force",
        "section": ["Grades"],
    },
}
TALK = "Zk3vQ9_mB1xT7-cRw5LpHu"
NOTICE = "The memo was issued under Order 900, which Order 901 revoked on 2 February 2025."
QUOTE = "Agencies must keep 12 records by 3 May 2024, and must not sell them."
FREE = "The notes date the law to June 2023."
TABLE = "Reading and Memory have X at GS-11."

Object = dict[str, Any]
Change = Callable[[Object], object]


def cite(number: int, document: str, quote: str) -> Object:
    """Build a citation of words as they stand in a fabricated document."""
    start = TEXTS[document].index(quote)
    return {
        "number": number,
        "document_id": document,
        "knowledge_date": "2026-08-04",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "cells": None,
        **deepcopy(META[document]),
    }


def table_cite(number: int, last: str, *cells: tuple[str, str], ranks: bool = False) -> Object:
    """Build a citation of a table down to its last row, with the cells that were read."""
    first = GRID.index("| Skill | Now" if ranks else "| Skill | GS-11")
    row = GRID.index(f"| {last} |", first)
    citation = cite(number, "grid", GRID[first : GRID.index("\n", row)])
    columns = ["Skill", "Now", "Later"] if ranks else ["Skill", "GS-11", "GS-12"]
    citation["section"] = ["Grid of skills", "Ranks" if ranks else "Grades"]
    citation["cells"] = []
    for name, column in cells:
        place = GRID.index(f"| {name} |", first) + 1
        for _ in range(columns.index(column)):
            place = GRID.index("|", place) + 1
        end = GRID.index("|", place) - 1
        entry = {"row": name, "column": column, "start": place + 1, "end": end}
        citation["cells"].append(entry)
    return citation


def answer(**fields: object) -> Object:
    """Build an answer of the right shape."""
    return {
        "id": "a",
        "question": "What must agencies keep?",
        "understood_as": None,
        "conversation": TALK,
        "outcome": "answered",
        "reason": None,
        "text": "",
        "claims": [],
        "citations": [],
        "notices": [],
        "handover": None,
        "follow_ups": ["Which skills does GS-12 need?"],
        "mode": "extractive",
        "corpus": {"version": "abc", "knowledge_date": "2026-08-04"},
        "timings_ms": {"search": 3, "total": 4.5},
        **fields,
    }


def claim(text: str, number: int, kind: str) -> Object:
    """Build a claim with one citation."""
    return {"text": text, "citations": [number], "kind": kind}


def sound() -> Object:
    """Build a sound answer with claims of all three kinds and a notice."""
    return answer(
        text=f"{QUOTE} [1] {FREE} [3]\n\n{TABLE} [4]",
        claims=[
            claim(QUOTE, 1, "quote"),
            claim(FREE, 3, "paraphrase"),
            claim(TABLE, 4, "table"),
            claim(NOTICE, 2, "quote"),
        ],
        citations=[
            cite(1, "memo", MEMO[MEMO.index("Agencies") : MEMO.index("\n\nThe Example")]),
            cite(2, "law", NOTICE),
            cite(3, "law", "The law of 1 June 2023 is in force."),
            table_cite(4, "Memory", ("Reading", "GS-11"), ("Memory", "GS-11")),
        ],
        notices=[{"kind": "standing", "text": NOTICE, "citations": [2]}],
    )


def without(outcome: str, reason: str | None = None) -> Object:
    """Build a sound answer without citations."""
    return answer(
        outcome=outcome,
        reason=reason,
        text="That is for your HR office.",
        handover={"to": "Your HR office", "why": "It knows your post."},
    )


GRADE_ROWS = ("Reading", "Memory", "Reading Comprehension", "Learning", "Flexibility", "Design")
AT_11 = tuple((name, "GS-11") for name in GRADE_ROWS)
AT_12 = tuple((name, "GS-12") for name in GRADE_ROWS)
RANKS = tuple((name, when) for name in ("Memory", "Learning") for when in ("Now", "Later"))


class Checker:
    """Runs the command on answers and returns what it printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.run_main = importlib.import_module("check_answers").main

    def __call__(self, *rows: object, questions: list[Object] | None = None) -> tuple[int, str]:
        path = self.write("answers.jsonl", rows)
        asked = ["--questions", self.write("questions.jsonl", questions)] if questions else []
        code = self.run_main([path, "--corpus", str(self.folder), *asked])
        return code, self.capsys.readouterr().out

    def write(self, name: str, rows: Any) -> str:  # noqa: ANN401 - rows that are no answers too
        path = self.folder / name
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return str(path)


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Checker:
    monkeypatch.syspath_prepend(str(HERE))
    (tmp_path / "documents").mkdir()
    (tmp_path / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / "documents" / f"{name}.md").write_text(text, encoding="utf-8")
    return Checker(tmp_path, capsys)


def invariants(printed: str) -> set[str]:
    return {line.split(": ")[1] for line in printed.splitlines()[:-1]}


def put(*path: str | int, value: object) -> Change:
    """Change one field, named by its path."""

    def change(row: Object) -> None:
        target: Any = row
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    """Drop one field, named by its path."""

    def change(row: Object) -> None:
        target: Any = row
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return change


def reword(place: int, text: str) -> Change:
    """Put other words for a claim, in the text as well."""

    def change(row: Object) -> None:
        row["text"] = row["text"].replace(row["claims"][place]["text"], text)
        row["claims"][place]["text"] = text

    return change


def renotice(text: str) -> Change:
    """Put other words for the notice, among the claims as well."""

    def change(row: Object) -> None:
        row["notices"][0]["text"] = row["claims"][3]["text"] = text
        row["claims"][3]["kind"] = "paraphrase"

    return change


def recite(place: int, citation: Object) -> Change:
    """Put another citation."""
    return put("citations", place, value=citation)


def shift(field: str, by: int) -> Change:
    """Move the start or the end of the first citation."""

    def change(row: Object) -> None:
        row["citations"][0][field] += by

    return change


def unnotice(row: Object) -> None:
    """Take the notice away, with its claim and citation."""
    row["notices"] = []
    del row["claims"][3]
    row["claims"][1]["citations"] = [2]
    row["claims"][2]["citations"] = [3]
    row["text"] = row["text"].replace("[3]", "[2]").replace("[4]", "[3]")
    del row["citations"][1]
    row["citations"][1]["number"], row["citations"][2]["number"] = 2, 3


def loose_notes(row: Object) -> None:
    """Cite notes whose title does not say so."""
    row["citations"].append(cite(5, "loose", "Leaves fall."))
    row["claims"].append(claim("Leaves fall.", 5, "quote"))
    row["text"] += " Leaves fall. [5]"


def cite_table_twice(row: Object) -> None:
    row["citations"].append(table_cite(5, "Reading", ("Reading", "GS-11")))
    row["claims"].append(claim("Reading has X at GS-11.", 5, "table"))
    row["text"] += " Reading has X at GS-11. [5]"


def uncited_marker(row: Object) -> None:
    row["text"] = row["text"].replace("[1]", "[1][9]")
    row["claims"][0]["citations"].append(9)


ORDINARY: list[tuple[str, str, Change]] = [
    *((f"no {name}", "shape", drop(name)) for name in answer() if name != "id"),
    *((f"no citation {name}", "shape", drop("citations", 0, name)) for name in META["memo"]),
    ("no cell row", "shape", drop("citations", 3, "cells", 0, "row")),
    ("no claim kind", "shape", drop("claims", 0, "kind")),
    ("no notice kind", "shape", drop("notices", 0, "kind")),
    ("unknown field", "shape", put("debug", value=1)),
    ("question type", "shape", put("question", value=None)),
    ("understood_as type", "shape", put("understood_as", value=3)),
    ("outcome value", "shape", put("outcome", value="done")),
    ("reason value", "shape", put("reason", value="rude")),
    ("mode value", "shape", put("mode", value="mixed")),
    ("kind value", "shape", put("claims", 0, "kind", value="guess")),
    ("notice value", "shape", put("notices", 0, "kind", value="warning")),
    ("source value", "shape", put("citations", 0, "source", value="summary")),
    ("standing value", "shape", put("citations", 0, "standing", value="revoked")),
    ("start type", "shape", put("citations", 0, "start", value="3")),
    ("truth for number", "shape", put("claims", 0, "citations", value=[True])),
    ("no date", "shape", put("citations", 0, "published_on", value="April 2024")),
    ("no day", "shape", put("citations", 0, "published_on", value="2024-02-31")),
    ("no cells", "shape", put("citations", 3, "cells", value=[])),
    ("handover type", "shape", put("handover", value={"to": "HR"})),
    ("four follow-ups", "shape", put("follow_ups", value=["a", "b", "c", "d"])),
    ("blank follow-up", "shape", put("follow_ups", value=[" "])),
    ("no total", "shape", put("timings_ms", value={"search": 2})),
    ("negative time", "shape", put("timings_ms", value={"total": -1})),
    ("no version", "shape", put("corpus", value={"knowledge_date": "2026-08-04"})),
    ("text blank", "shape", put("text", value=" ")),
    ("small total", "timings", put("timings_ms", value={"search": 40, "total": 2})),
    ("other knowledge date", "corpus", put("corpus", "knowledge_date", value="2026-01-01")),
    ("reason without decline", "reason", put("reason", value="misuse")),
    ("short token", "conversation", put("conversation", value="Zk3vQ9_mB1xT7-cRw5")),
    ("short hex", "conversation", put("conversation", value="0123456789abcdef01234567")),
    ("UUID", "conversation", put("conversation", value="3b1f8a52-6c0d-4e7f-9a2b-5d8c7e6f1a09")),
    ("constant token", "conversation", put("conversation", value="a" * 40)),
    ("follow-up HTML", "html", put("follow_ups", value=["<b>bold</b>?"])),
    ("script link", "html", put("follow_ups", value=["[x](javascript:alert(1))"])),
    ("SSN shown", "masking", put("question", value="Is 123-45-6789 mine?")),
    *(
        (f"other {name}", "metadata", put("citations", 0, name, value=value))
        for name, value in {
            "title": "Memo",
            "publisher": "Office",
            "published_on": None,
            "url": "https://memo.example/",
            "source": "notes",
            "standing": "in_force",
            "knowledge_date": "2026-08-03",
        }.items()
        if name != "source"
    ),
    ("quote altered", "quote", put("citations", 0, "quote", value=QUOTE)),
    ("start moved", "quote", shift("start", 1)),
    ("end outside", "quote", shift("end", 9000)),
    ("other section", "section", put("citations", 0, "section", value=["Grades"])),
    ("section without the innermost", "section", put("citations", 0, "section", value=[])),
    ("marker without citation", "markers claims", uncited_marker),
    ("claim without citation", "claims sentences", put("claims", 0, "citations", value=[])),
    ("claim not in text", "claim-words sentences", put("claims", 1, "text", value="June 2023.x")),
    ("sentence is no claim", "sentences", drop("claims", 1)),
    (
        "notice without citation",
        "notices markers standing",
        put("notices", 0, "citations", value=[]),
    ),
    ("notice not a claim", "notices claim-words", put("claims", 3, "text", value="The memo.")),
    ("quote reworded", "kind-quote", reword(0, QUOTE.replace("keep", "hold"))),
    ("quote from inside a word", "kind-quote", reword(0, "encies must keep 12 records")),
    ("paraphrase number", "kind-paraphrase", reword(1, "The law of June 2023 has seven parts.")),
    ("paraphrase digits", "kind-paraphrase", reword(1, "The law of June 2023 has 7 parts.")),
    ("paraphrase date", "kind-paraphrase", reword(1, "The law is of 2 June 2023.")),
    ("paraphrase month", "kind-paraphrase", reword(1, "The law is of May 2023.")),
    ("paraphrase identifier", "kind-paraphrase", reword(1, "The law is M-25-21.")),
    ("paraphrase address", "kind-paraphrase", reword(1, "The law is at opm.gov/ai.")),
    ("paraphrase name", "kind-paraphrase", reword(1, "The law is one of Congress.")),
    ("paraphrase abbreviation", "kind-paraphrase", reword(1, "GAO wrote the law.")),
    ("paraphrase negation", "kind-paraphrase", reword(1, "The law is not in force.")),
    (
        "notes quoted",
        "notes",
        reword(1, "They say \u201cthe law of 1 June 2023 is in force\u201d."),
    ),
    ("notes titled otherwise", "notes", loose_notes),
    ("number outside of claims", "sentences", lambda row: row.update(text=row["text"] + " 8!")),
    ("no notice", "standing", unnotice),
    ("notice of another kind", "standing", put("notices", 0, "kind", value="coverage")),
    ("notice without date", "standing", renotice("The memo was issued under Order 900.")),
    ("notice without cause", "standing", renotice("Order 900: revoked on 2 February 2025.")),
    ("row of no cell", "kind-table", reword(2, "Learning has X at GS-11.")),
    ("column of no cell", "kind-table", reword(2, "Reading and Memory have X at GS-12.")),
    ("wrong count", "kind-table", reword(2, "Four have X at GS-11: Reading and Memory.")),
    ("grade of no cell", "kind-table", reword(2, "Reading and Memory have X at GS-9.")),
    ("nothing of the table", "kind-table", reword(2, "There are several.")),
    ("table claim without cells", "kind-table", put("claims", 1, "kind", value="table")),
    ("cell outside", "cells kind-table", put("citations", 3, "cells", 0, "end", value=9000)),
    ("cell of another row", "cells kind-table", put("citations", 3, "cells", 0, "row", value="X")),
    ("other column", "cells", put("citations", 3, "cells", 0, "column", value="GS-12")),
    ("row not used", "table-span", recite(3, table_cite(4, "Learning", *AT_11[:2]))),
    ("table cited twice", "table-span", cite_table_twice),
]


@pytest.mark.parametrize(
    ("expected", "change"), [entry[1:] for entry in ORDINARY], ids=[entry[0] for entry in ORDINARY]
)
def test_a_breach_is_caught_alone(check: Checker, expected: str, change: Change) -> None:
    row = sound()
    change(row)
    code, printed = check(row)
    assert code == 1
    assert invariants(printed) == set(expected.split()), printed


def test_a_sound_answer_passes(check: Checker) -> None:
    assert check(sound()) == (0, "1 answers, 0 breaches\n")


GRADE_CLAIMS: list[tuple[str, bool, tuple[tuple[str, str], ...]]] = [
    ("Four rows have X at GS-11.", True, AT_11),
    ("2 rows have NR at GS-11.", True, AT_11),
    ("3 rows have X at GS-11.", False, AT_11),
    ("Two rows have X at GS-11.", False, AT_11[:2]),
    ("2 rows have X at both GS-11 and GS-12.", True, AT_11 + AT_12),
    ("5 rows have X at GS-11 or GS-12.", True, AT_11 + AT_12),
    ("GS-11 has X in one row more than GS-12.", True, AT_11 + AT_12),
    ("8 rows have X at GS-11 or GS-12.", False, AT_11 + AT_12),
    ("Of the 3rd step nothing is said at GS-12 in Learning.", False, AT_12[3:4]),
    ("Reading has NR at GS-12.", True, AT_12[:1]),
    ("Reading is not rated at GS-12.", True, AT_12[:1]),
    ("Reading is rated X at GS-12.", False, AT_12[:1]),
    ("Memory is not rated at GS-11.", False, AT_11[1:2]),
    ("At GS-11, X: Reading, Memory, Flexibility and Design.", True, AT_11),
    ("At GS-11, X: Reading, Memory and Design.", False, AT_11),
    ("At GS-11, X: Reading, Memory and Flexibility.", False, (*AT_11[:2], AT_11[4])),
    ("At GS-11, X: Memory, Reading, Flexibility and Design.", False, AT_11),
    ("Reading Comprehension has NR at GS-11.", True, AT_11[2:3]),
    ("Reading has NR at GS-11.", False, AT_11[2:3]),
    ("Since 3 May 2024 Reading has X at GS-11.", False, AT_11[:1]),
    ("At GS-11, X: Reading, Memory, Learning, Flexibility and Design.", False, AT_11),
    ("Reading and Design have NR at GS-12.", True, AT_12),
    ("Reading and Memory are not rated at GS-12.", False, AT_12),
    ("Memory and Flexibility have X at both GS-11 and GS-12.", True, AT_11 + AT_12),
    ("Memory and Design have X at both GS-11 and GS-12.", False, AT_11 + AT_12),
    ("At GS-11 but not at GS-12: Reading and Design.", True, AT_11 + AT_12),
    ("At GS-11 but not at GS-12: Reading and Flexibility.", False, AT_11 + AT_12),
    ("At GS-11 or GS-12: Reading, Memory and Design.", True, AT_11 + AT_12),
]
RANK_CLAIMS = [
    ("Memory is 7 in Later.", True, RANKS[1:2]),
    ("Memory is 7th in Later.", True, RANKS[1:2]),
    ("Memory is 2 in Later.", False, RANKS),
    ("Memory goes down by 6, from 1 to 7.", True, RANKS[:2]),
    ("Memory goes down by 5, from 1 to 7.", False, RANKS[:2]),
    ("Both go down.", False, RANKS),
    ("Memory and Learning are the top 3 of Now.", True, RANKS),
    ("Memory and Learning are 9 of Now.", False, RANKS),
]


@pytest.mark.parametrize(("text", "good", "cells"), GRADE_CLAIMS + RANK_CLAIMS)
def test_a_table_claim_is_recomputed(
    check: Checker, text: str, cells: tuple[tuple[str, str], ...], *, good: bool
) -> None:
    ranks = cells[0][1] in ("Now", "Later")
    order = ("Memory", "Learning") if ranks else GRADE_ROWS
    last = max((name for name, _ in cells), key=order.index)
    citation = table_cite(1, last, *cells, ranks=ranks)
    row = answer(text=f"{text} [1]", claims=[claim(text, 1, "table")], citations=[citation])
    code, printed = check(row)
    assert code == (0 if good else 1), printed
    assert invariants(printed) <= {"kind-table"}, printed


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("declined", "misuse"),
        ("out_of_scope", None),
        ("not_in_sources", None),
        ("needs_clarification", None),
    ],
)
def test_an_answer_without_citations_passes(
    check: Checker, outcome: str, reason: str | None
) -> None:
    assert check(without(outcome, reason))[0] == 0


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("reason", {"outcome": "declined", "reason": None}),
        ("handover", {"handover": None}),
        ("handover", {"outcome": "declined", "reason": "misuse", "handover": None}),
        ("outcome claims", {"outcome": "answered"}),
        ("html", {"text": "You wrote <img src=x onerror=alert(1)>."}),
        ("html", {"text": "You wrote <script>."}),
        ("html", {"text": "You wrote <!-- so -->."}),
        ("markers", {"text": "You wrote [1]."}),
        ("masking", {"text": "123-45-6789 is a number."}),
    ],
)
def test_an_answer_without_citations_is_checked(
    check: Checker, expected: str, fields: Object
) -> None:
    row = {**without("out_of_scope"), **fields}
    found = invariants(check(row)[1])
    assert found - {"sentences"} == set(expected.split())


def test_no_citation_where_none_is_allowed(check: Checker) -> None:
    handover = {"to": "Your HR office", "why": "It knows your post."}
    row = {**sound(), "outcome": "declined", "reason": "misuse", "handover": handover}
    assert invariants(check(row)[1]) == {"outcome"}


@pytest.mark.parametrize(
    "text",
    [
        "An answer: 3 < 5, `a<5` and \\<b>.",
        "See <https://opm.gov>.",
        "You wrote \\[1\\] and [^2.11].",
    ],
)
def test_harmless_text_passes(check: Checker, text: str) -> None:
    assert check({**without("out_of_scope"), "text": text}) == (0, "1 answers, 0 breaches\n")


def test_markdown_does_not_change_the_words(check: Checker) -> None:
    row = sound()
    row["text"] = f"**{QUOTE}** [1]\n\n- {FREE}[3]\n- {TABLE.replace('-', chr(92) + '-')} [4]"
    assert check(row)[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "The law dates from 1 June 2023.",
        "The law dates from June 1, 2023.",
        "The law dates from 2023-06-01.",
        "The law dates from 6/1/2023.",
        "In June 2023 the law came.",
        "Notes on the law: it came in 2023.",
    ],
)
def test_a_date_is_borne_out_in_any_form(check: Checker, text: str) -> None:
    row = sound()
    reword(1, text)(row)
    assert check(row)[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "The EO wrote to four agencies.",
        "The Example Office wrote to 4 agencies.",
        "Agencies were written to by the Example Office.",
    ],
)
def test_a_paraphrase_may_shorten_and_spell_out(check: Checker, text: str) -> None:
    row = sound()
    row["citations"][0] = cite(1, "memo", "The Example Office (EO) wrote to 4 agencies.")
    reword(0, text)(row)
    row["claims"][0]["kind"] = "paraphrase"
    assert check(row)[0] == 0


def test_rows_of_a_run_are_read(check: Checker) -> None:
    row = sound()
    row["mode"] = "other"
    code, printed = check({"case": "c7", "answer": row}, {"case": "c8", "answer": sound()})
    assert code == 1
    assert printed.startswith("c7: shape: mode is 'other'")
    assert printed.endswith("2 answers, 1 breaches\n")


def test_an_answer_may_have_no_id(check: Checker) -> None:
    row = sound()
    del row["id"]
    assert check(row)[0] == 0


@pytest.mark.parametrize("row", [[], "text", 7, None, {}])
def test_what_is_no_answer_is_a_breach(check: Checker, row: object) -> None:
    code, printed = check(row)
    assert code == 1
    assert invariants(printed) == {"shape"}


def test_tokens_of_uuids_are_known_by_their_number(check: Checker) -> None:
    digits = "0123456789abcdef"
    tokens = [f"{digits[n:]}{digits[:n]}" * 2 for n in range(5)]
    tokens = [f"{token[:12]}4{token[13:16]}a{token[17:]}" for token in tokens]
    rows = [{**sound(), "conversation": token} for token in tokens]
    assert invariants(check(*rows)[1]) == {"conversation"}
    assert check(*rows[:2])[0] == 0


def asked(name: str, question: str, **fields: object) -> Object:
    """Build an answer to a question that is not answered."""
    row = {**without("needs_clarification"), "id": name, "question": question, **fields}
    return {"conversation": f"{TALK}{name}", **row, **fields}


def unasked(name: str, question: str, conversation: str | None = None) -> Object:
    return {"id": name, "question": question, "conversation": conversation}


ASKED = [unasked("q1", ""), unasked("q2", "x" * 2001), unasked("q3", "How?", "c")]
ASKED += [unasked("q4", "And 123-45-6789?", "c")]


def replies() -> list[Object]:
    """Build sound replies to the questions above."""
    rows = [asked(row["id"], row["question"]) for row in ASKED]
    for row, token in zip(rows, ("A", "B", "C", "C"), strict=True):
        row["conversation"] = TALK + token
    masked = {"outcome": "declined", "reason": "personal_data", "question": "And [number]?"}
    rows[3].update(masked)
    return rows


def test_answers_to_questions_pass(check: Checker) -> None:
    assert check(*replies(), questions=ASKED) == (0, "4 answers, 0 breaches\n")


@pytest.mark.parametrize(
    ("expected", "change"),
    [
        ("order", lambda rows: rows.reverse()),
        ("order", lambda rows: rows.pop()),
        ("unaskable", lambda rows: rows[0].update(outcome="out_of_scope")),
        ("unaskable", lambda rows: rows[1].update(outcome="not_in_sources")),
        ("asked", lambda rows: rows[2].update(question="how?")),
        ("asked", lambda rows: rows[1].update(question="x" * 2000)),
        ("masking", lambda rows: rows[3].update(question=ASKED[3]["question"])),
        ("turns", lambda rows: rows[3].update(conversation=f"{TALK}D")),
        ("turns", lambda rows: rows[1].update(conversation=f"{TALK}A")),
    ],
)
def test_answers_agree_with_their_questions(
    check: Checker, expected: str, change: Callable[[list[Object]], object]
) -> None:
    rows = replies()
    change(rows)
    code, printed = check(*rows, questions=ASKED)
    assert code == 1
    assert invariants(printed) - {"turns"} == {expected} - {"turns"}, printed
    assert expected in invariants(printed)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answers.jsonl", "{"),
        ("answers.jsonl", '{"timings_ms": NaN}'),
        ("answers.jsonl", ""),
        ("answers.jsonl", None),
        ("manifest.toml", "= 1"),
        ("manifest.toml", None),
        ("questions.jsonl", '{"id": 1}'),
        ("documents/memo.md", b"\xff\xfe"),
    ],
)
def test_unreadable_input_is_one_line_and_exit_2(
    check: Checker,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str | bytes | None,
) -> None:
    answers = check.write("answers.jsonl", [sound()])
    questions = check.write("questions.jsonl", [unasked("a", "What?")])
    path = check.folder / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code = check.run_main([answers, "--corpus", str(check.folder), "--questions", questions])
    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_the_command_stands_alone(check: Checker) -> None:
    path = check.write("answers.jsonl", [sound()])
    command = [sys.executable, "-S", "-E", str(HERE / "check_answers.py"), path]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--corpus", str(check.folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=check.folder,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 answers, 0 breaches\n", "")
