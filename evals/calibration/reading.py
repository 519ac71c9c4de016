"""The labelled pairs of a sentence and the quotes it cites, one a line (README.md)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import GuideError

PAIRS: Final = Path(__file__).with_name("pairs")
DOCUMENTS: Final = Path(__file__).with_name("documents")
"""The invented documents that the unknown halves quote."""

Half = Literal["dev", "test"]
Fresh = Literal["fresh_dev", "fresh_test"]
Unknown = Literal["unknown_dev", "unknown_test"]
Part = Half | Fresh | Unknown
Faithful = Literal["paraphrase", "summary", "merge"]
Fault = Literal[
    "number",
    "swapped",
    "date",
    "identifier",
    "entity",
    "negation",
    "modality",
    "quantifier",
    "condition",
    "direction",
    "citation",
    "outside",
    "half",
]
Kind = Literal[Faithful, Fault]
HALVES: Final[tuple[Half, ...]] = get_args(Half)
FRESH: Final[tuple[Fresh, ...]] = get_args(Fresh)
"""Halves by another author; no faults are made by rule from them."""
UNKNOWN: Final[tuple[Unknown, ...]] = get_args(Unknown)
"""Halves by a third author, on invented documents of other kinds."""
PARTS: Final[tuple[Part, ...]] = (*HALVES, *FRESH, *UNKNOWN)
FAITHFUL: Final[tuple[Faithful, ...]] = get_args(Faithful)
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
Text = Annotated[str, Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quoted(_Row):
    """A quote and the document in which it stands word for word, footnote marks left out."""

    document: Text
    quote: Text


class Pair(_Row):
    """A sentence, what it cites, and whether the quotes bear it out; ``why`` if they do not.

    Pairs on the same passage share a ``cluster``, and a cluster stands in one half as a whole.
    """

    id: Text
    cluster: Text
    sentence: Text
    quotes: Annotated[tuple[Quoted, ...], Field(min_length=1)]
    faithful: bool
    kind: Kind
    why: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.faithful != (self.kind in FAITHFUL):
            raise ValueError(f"kind: {self.kind!r} does not go with faithful {self.faithful}")
        if self.faithful == bool(self.why):
            raise ValueError("why: says what is wrong in a faulty row, and only there")
        if self.kind == "merge" and len(self.quotes) == 1:
            raise ValueError("quotes: a merge cites at least two, got one")
        return self


def read_pairs(half: Part, folder: Path = PAIRS) -> list[Pair]:
    """The pairs of a half; the first row that does not hold is a `GuideError` that names it."""
    return [pair for _, pair in placed_pairs(half, folder)]


def placed_pairs(half: Part, folder: Path = PAIRS) -> Iterator[tuple[str, Pair]]:
    """Each pair of a half with its place, ``file:line``."""
    file = folder / f"{half}.jsonl"
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{file} cannot be read as UTF-8 ({error}): mend that file") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{file}:{number}"
            yield place, _pair(place, line)


def _pair(place: str, line: str) -> Pair:
    try:
        return Pair.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        said = f"{field}: {message}" if field else message
        raise GuideError(f"{place}: {said}: mend that row") from None
