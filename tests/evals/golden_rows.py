"""Golden rows that the tests ask, and files of rows."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

QUOTE = "CUI must not be entered into a system that is not authorized for it"
ROWS: list[dict[str, Any]] = [
    {
        "id": "fact-1",
        "cluster": "a",
        "stratum": "fact",
        "question": "May CUI be entered into a system that is not authorized for it?",
        "outcome": "answered",
        "required": [["must not be entered"]],
        "evidence": [{"document": "what-may-be-entered", "quote": QUOTE, "group": 1}],
    },
    {
        "id": "to_decline-1",
        "cluster": "b",
        "stratum": "to_decline",
        "question": "My SSN is 078-05-1120, what may I enter?",
        "outcome": "declined",
        "reason": "personal_data",
    },
    {
        "id": "follow_up-1",
        "cluster": "c",
        "stratum": "follow_up",
        "question": "and what about it?",
        "history": ["May CUI be entered into a system that is not authorized for it?"],
        "outcome": ["answered", "not_in_sources", "needs_clarification"],
    },
    {
        "id": "fact-2",
        "cluster": "a",
        "stratum": "fact",
        "question": "MAY CUI BE ENTERED INTO A SYSTEM THAT IS NOT AUTHORIZED FOR IT?",
        "variant": "capitals",
        "outcome": "answered",
        "required": [["must not be entered"]],
        "evidence": [{"document": "what-may-be-entered", "quote": QUOTE, "group": 1}],
    },
    {
        "id": "unanswerable-1",
        "cluster": "d",
        "stratum": "unanswerable",
        "question": "What does OMB memo M-99-77 ask of agencies?",
        "outcome": ["not_in_sources", "out_of_scope"],
    },
]
IDS = [row["id"] for row in ROWS]


def asking(golden: Path, out: Path, *options: str) -> tuple[str, ...]:
    """The arguments of a run of all suites."""
    return ("run", "--golden", str(golden), "--out", str(out), *options)


def read(file: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def written(file: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A file of rows."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file
