"""Golden cases: questions with what a right answer to each must hold (evals/golden/README.md)."""

import hashlib
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)

from bot.answer import NoticeKind, Outcome, Reason
from corpus.library import Corpus
from corpus.sentences import Span
from evals.cases.overlap import content_overlap
from evals.cases.quotes import find_quote
from evals.cases.wording import checked

# A question that shares at most this part of its content words with its evidence.
LOW_OVERLAP = 0.2

Stratum = Literal[
    "fact",
    "conditional_fact",
    "definition",
    "table_cell",
    "table_set",
    "table_count",
    "several_documents",
    "conflict",
    "superseded",
    "may_be_entered",
    "unanswerable",
    "out_of_scope",
    "to_decline",
    "ordinary",
    "false_premise",
    "attack",
    "follow_up",
]
Variant = Literal["typo", "paraphrase", "acronym", "keywords", "capitals"]
Split = Literal["dev", "test"]
Text = Annotated[str, Field(min_length=1)]
Wanted = Annotated[Text, AfterValidator(checked)]


def _listed(value: object) -> object:
    """One value stands for a list of one."""
    return [value] if isinstance(value, str) else value


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Evidence(_Row):
    """A quote of a document; ``[start, end)`` is its place, known once it has been `located`.

    Any evidence of a ``group`` will do, and every group is needed.
    """

    document: Text
    quote: Text
    group: int | str = 1
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=1)

    @property
    def span(self) -> Span:
        """Where the quote stands, in code points of the document's text."""
        if self.start is None or self.end is None:
            raise ValueError("the quote has not been located in its document")
        return Span(self.start, self.end)

    def located(self, corpus: Corpus) -> Self:
        """The same with its place in the document; a `ValueError` if it has none or several."""
        span = find_quote(corpus, self.document, self.quote, self.start, self.end)
        return self.model_copy(update={"start": span.start, "end": span.end})


class CellName(_Row):
    """A cell that a citation must name: the key of its row and the name of its column."""

    document: Text
    row: Text
    column: Text


class GoldenCase(_Row):
    """One question, and when an answer to it is right. A field that does not apply is empty."""

    id: Text
    cluster: Text
    stratum: Stratum
    question: Text
    history: tuple[Text, ...] = ()
    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_listed), Field(min_length=1)]
    reason: Annotated[tuple[Reason, ...], BeforeValidator(_listed)] = ()
    required: tuple[Annotated[tuple[Wanted, ...], Field(min_length=1)], ...] = ()
    forbidden: tuple[Wanted, ...] = ()
    names: tuple[Text, ...] | None = Field(default=None, alias="set")
    universe: tuple[Text, ...] = ()
    count: int | None = Field(default=None, ge=0)
    cells: tuple[CellName, ...] = ()
    query: JsonValue = None
    evidence: tuple[Evidence, ...] = ()
    must_not_cite: tuple[Text, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    variant: Variant | None = None
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.reason and "declined" not in self.outcome:
            raise ValueError("reason: goes only with the outcome declined")
        strange = sorted(set(self.names or ()) - set(self.universe))
        if strange:
            raise ValueError(f"set: {strange[0]!r} is not among the names of universe")
        return self

    @property
    def split(self) -> Split:
        """The half that its cluster belongs to, by the first digit of the cluster's SHA-256."""
        digit = hashlib.sha256(self.cluster.encode()).hexdigest()[0]
        return "test" if int(digit, 16) % 2 else "dev"

    @property
    def overlap(self) -> float | None:
        """The share of the question's content words that stand in its evidence, 0 to 1."""
        shares = [content_overlap(self.question, evidence.quote) for evidence in self.evidence]
        return max(shares, default=None)

    @property
    def low_overlap(self) -> bool:
        """Whether question and evidence share few words; never without evidence."""
        return self.overlap is not None and self.overlap <= LOW_OVERLAP

    @property
    def answerable(self) -> bool:
        """Whether nothing but an answer is right."""
        return set(self.outcome) == {"answered"}

    @property
    def unanswerable(self) -> bool:
        """Whether it is about these documents' subjects, but they do not say."""
        meant = self.stratum == "unanswerable" or set(self.outcome) == {"not_in_sources"}
        return meant and "answered" not in self.outcome

    @property
    def gold(self) -> dict[str, JsonValue]:
        """What makes an answer right: all but the wording of the question."""
        return self.model_dump(mode="json", exclude={"id", "question", "variant", "note"})

    def located(self, corpus: Corpus) -> Self:
        """The same with the place of each quote; a `ValueError` names the evidence that has none.

        Also every document that the case names must be one of the corpus.
        """
        for document in [*self.must_not_cite, *(cell.document for cell in self.cells)]:
            if corpus.manifest.find(document) is None:
                raise ValueError(f"document: the corpus has no {document!r}")
        evidence: list[Evidence] = []
        for number, quoted in enumerate(self.evidence, 1):
            try:
                evidence.append(quoted.located(corpus))
            except ValueError as error:
                raise ValueError(f"evidence {number}: {error}") from None
        return self.model_copy(update={"evidence": tuple(evidence)})
