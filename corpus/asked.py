"""questions/<document>.jsonl: what people ask that a sentence of a document answers.

They are further keys to find a sentence by, since people seldom ask in the words of a memo. They
are never shown and never cited. A document without such a file is found by its own words alone.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import GuideError
from corpus.remarks import place_of
from corpus.sentences import Span

FOLDER = "questions"
_LONGEST = 300
Question = Annotated[str, Field(min_length=3, max_length=_LONGEST)]


class Asked(BaseModel):
    """A sentence, footnote marks aside, and questions that it answers by itself.

    No questions at all say that it answers none: a letterhead, or the opening of a list.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str = Field(min_length=1)
    questions: tuple[Question, ...] = ()


def asked_path(root: Path, document_id: str) -> Path:
    """Where the questions of a document are, if it has any."""
    return root / FOLDER / f"{document_id}.jsonl"


def read_asked(root: Path, document_id: str) -> tuple[Asked, ...] | None:
    """The rows of a document's file, None without one; a damaged row is a `GuideError`."""
    path = asked_path(root, document_id)
    if not path.exists():
        return None
    rows: list[Asked] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(Asked.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            fault = str(error).splitlines()[0]
            raise GuideError(f"{path}:{number}: {fault}: mend or remove that row") from None
    return tuple(rows)


def placed(rows: tuple[Asked, ...], text: str) -> dict[Span, tuple[str, ...]]:
    """The questions by the place of their sentence; a sentence that has moved away is left out."""
    spans = [(place_of(text, row.quote), row.questions) for row in rows]
    return {span: questions for span, questions in spans if span is not None}


def resting(root: Path, document_id: str, text: str) -> Iterator[str]:
    """Every sentence that no longer stands once in its document, so that its questions rest."""
    return (
        row.quote
        for row in read_asked(root, document_id) or ()
        if place_of(text, row.quote) is None
    )
