"""questions/<document>.jsonl: what people ask that a sentence answers, or that it leaves open.

The answered ones are further keys to find a sentence by, since people seldom ask in the words of a
memo. The open ones resemble a sentence, and no document answers them: what is asked like them is
more likely not in the sources. A document without such a file is found by its own words alone.

questions/outside.txt, one a line: what people ask that has nothing to do with the documents at all.

None of these is ever shown or cited.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import GuideError
from corpus.remarks import places_of
from corpus.sentences import Span

FOLDER = "questions"
_OUTSIDE = "outside.txt"
_LONGEST = 300
Question = Annotated[str, Field(min_length=3, max_length=_LONGEST)]


class Asked(BaseModel):
    """A sentence, footnote marks aside, and questions that it answers by itself.

    No questions at all say that it answers none: a letterhead, or the opening of a list. ``open``
    are questions that resemble the sentence and that no document answers; without a ``quote`` they
    are about the document as a whole.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str | None = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    open: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _answered_by_a_sentence(self) -> Self:
        if self.quote is None and self.questions:
            raise ValueError("only a sentence answers questions: give its quote, or list them open")
        return self


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
        except json.JSONDecodeError as error:
            raise GuideError(f"{path}:{number}: {error}: mend or remove that row") from None
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(map(str, fault["loc"]))
            said = f"{place}: {fault['msg']}" if place else fault["msg"]
            raise GuideError(f"{path}:{number}: {said}: mend or remove that row") from None
    return tuple(rows)


def read_outside(root: Path) -> tuple[str, ...]:
    """The questions that have nothing to do with the documents, each once; none without a file."""
    path = root / FOLDER / _OUTSIDE
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise GuideError(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8") from None
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def placed(rows: tuple[Asked, ...], text: str) -> dict[Span, Asked]:
    """The rows by every place of their sentence; a sentence that has moved away is left out."""
    return {span: row for row in rows if row.quote for span in places_of(text, row.quote)}


def left_open(rows: Iterable[Asked]) -> tuple[str, ...]:
    """The questions that no document answers, each once."""
    return tuple(dict.fromkeys(question for row in rows for question in row.open))


def resting(root: Path, document_id: str, text: str) -> Iterator[str]:
    """Every sentence that no longer stands in its document, so that its questions rest."""
    return (
        row.quote
        for row in read_asked(root, document_id) or ()
        if row.quote and not places_of(text, row.quote)
    )
