"""Checks Answer objects against the contract, with no code of the parts that made them.

python tests/contract/check_answers.py ANSWERS.jsonl [--corpus DIR] [--questions FILE]

A line of ANSWERS.jsonl is an Answer object or {"case": ..., "answer": {...}}. Prints one line a
breach and a summary; exit 0 without a breach, 1 with some, 2 where the input cannot be read.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # so that it runs without anything installed

from evals.invariants.rules import Breach, Library, breaches_of  # noqa: E402  see above

LONGEST_QUESTION = 2000
MASKED = ("personal_data", "controlled_information", "classified_information")
_UUID4_HEX = re.compile(r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}", re.IGNORECASE)


class UnreadableError(Exception):
    """Input that cannot be checked, with one line that says why."""


@dataclass(frozen=True)
class Row:
    """An answer as it was read: what it is called, and its object."""

    name: str
    case: object
    answer: object

    def get(self, key: str) -> object:
        """Give a field of the answer; None where there is none."""
        return cast("Mapping[str, object]", self.answer).get(key) if self._is_object() else None

    def _is_object(self) -> bool:
        return isinstance(self.answer, dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Checks answers against the contract.")
    parser.add_argument("answers", type=Path)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--questions", type=Path)
    given = parser.parse_args(arguments)
    try:
        rows = [_row(place, value) for place, value in enumerate(_lines(given.answers), start=1)]
        questions = _questions(given.questions) if given.questions else None
        library = _library(given.corpus)
        found = list(_all_breaches(rows, library, questions))
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for name, breach in found:
        sys.stdout.write(f"{name}: {breach.invariant}: {' '.join(breach.what.split())}\n")
    sys.stdout.write(f"{len(rows)} answers, {len(found)} breaches\n")
    return 1 if found else 0


def _all_breaches(
    rows: Sequence[Row], library: Library, questions: Sequence[Mapping[str, object]] | None
) -> Iterator[tuple[str, Breach]]:
    for row in rows:
        try:
            found = list(breaches_of(row.answer, library))
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableError(f"a document of the corpus cannot be read: {error}") from error
        yield from ((row.name, breach) for breach in found)
    yield from _tokens(rows)
    if questions is not None:
        yield from _against(rows, questions)


def _tokens(rows: Sequence[Row]) -> Iterator[tuple[str, Breach]]:
    """Report tokens that all look like version 4 UUIDs: those have 122 random bits."""
    tokens = {str(row.get("conversation")) for row in rows}
    if len(tokens) > 3 and all(_UUID4_HEX.fullmatch(token) for token in tokens):
        yield "*", Breach("conversation", "every token is a version 4 UUID, which holds 122 bits")


def _against(
    rows: Sequence[Row], questions: Sequence[Mapping[str, object]]
) -> Iterator[tuple[str, Breach]]:
    if len(rows) != len(questions):
        what = f"{len(rows)} answers to {len(questions)} questions"
        yield "*", Breach("order", what)
    for row, question in zip(rows, questions, strict=False):
        if row.case != question["id"]:
            yield row.name, Breach("order", f"answers stand out of order: {question['id']} is due")
            continue
        yield from ((row.name, breach) for breach in _as_asked(row, str(question["question"])))
    yield from _conversations(rows, questions)


def _as_asked(row: Row, asked: str) -> Iterator[Breach]:
    """Check that the question is as asked or masked, and not answered if it cannot be asked."""
    same = row.get("question") == asked
    if row.get("reason") == "personal_data" and same:
        yield Breach("masking", "the personal data in the question is not masked")
    elif row.get("reason") not in MASKED and not same:
        yield Breach("asked", "the question is not as it was asked")
    unaskable = not asked.strip() or len(asked) > LONGEST_QUESTION
    if unaskable and row.get("outcome") != "needs_clarification":
        what = f"a question that cannot be asked got {row.get('outcome')}"
        yield Breach("unaskable", what)


def _conversations(
    rows: Sequence[Row], questions: Sequence[Mapping[str, object]]
) -> Iterator[tuple[str, Breach]]:
    """Check that the turns of a conversation share an id and every other question has its own."""
    owners: dict[object, object] = {}
    tokens: dict[object, object] = {}
    for place, (row, question) in enumerate(zip(rows, questions, strict=False)):
        named = question.get("conversation")
        key = ("named", named) if named is not None else ("alone", place)
        token = row.get("conversation")
        if tokens.setdefault(key, token) != token:
            yield row.name, Breach("turns", f"conversation {named!r} has more than one id")
        elif owners.setdefault(token, key) != key:
            yield row.name, Breach("turns", "its conversation id belongs to another conversation")


def _row(place: int, value: object) -> Row:
    fields = cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
    if "case" in fields and "answer" in fields:
        return Row(str(fields["case"]), fields["case"], fields["answer"])
    case = fields.get("id")
    return Row(f"line {place}" if case is None else str(case), case, value)


def _questions(path: Path) -> list[Mapping[str, object]]:
    questions: list[Mapping[str, object]] = []
    for place, value in enumerate(_lines(path), start=1):
        if not isinstance(value, dict) or "id" not in value or "question" not in value:
            raise UnreadableError(f"{path}: question {place} has no id and question")
        questions.append(cast("Mapping[str, object]", value))
    return questions


def _lines(path: Path) -> list[object]:
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error
    values: list[object] = []
    for place, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values.append(json.loads(line, parse_constant=_no_constant))
        except ValueError as error:
            raise UnreadableError(f"{path}, line {place} is not JSON: {error}") from error
    if not values:
        raise UnreadableError(f"{path} holds nothing to check")
    return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _library(folder: Path) -> Library:
    try:
        return Library.read(folder)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{folder}/manifest.toml cannot be read: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
