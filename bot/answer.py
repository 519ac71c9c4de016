"""The Answer object: what every client gets, in the words of the contract."""

from datetime import date
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from corpus.document import Source, Standing

Outcome = Literal["answered", "not_in_sources", "out_of_scope", "declined", "needs_clarification"]
Reason = Literal[
    "personal_data",
    "controlled_information",
    "classified_information",
    "legal_advice",
    "individual_decision",
    "political_opinion",
    "policy_circumvention",
    "misuse",
    "system_probe",
]
ClaimKind = Literal["quote", "table", "paraphrase"]
Mode = Literal["extractive", "generative"]
NoticeKind = Literal["standing", "conflict", "correction", "coverage", "fallback"]
# Whatever a row of questions is numbered with comes back as it was.
RowId = str | int | float | None
MAX_QUESTION = 2000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(_Frozen):
    """One factual sentence of the answer, or one notice, with the numbers that bear it out."""

    text: str
    citations: tuple[int, ...]
    kind: ClaimKind


class CitedCell(_Frozen):
    """A table cell that was read: names of its row and column, ``[start, end)`` of its text."""

    row: str
    column: str
    start: int
    end: int


class Citation(_Frozen):
    """A numbered pointer to a quote: ``quote == document_text[start:end]``."""

    number: int
    document_id: str
    title: str
    publisher: str
    published_on: date | None
    url: str | None
    source: Source
    standing: Standing
    knowledge_date: date
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    cells: tuple[CitedCell, ...] | None = None
    agency: str | None = None
    """Whose own document it is; not there in JSON for one that all agencies share."""

    @model_serializer(mode="wrap")
    def _without_none(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        if self.agency is None:
            del written["agency"]
        return written


class Notice(_Frozen):
    """What a reader must know beside the answer."""

    kind: NoticeKind
    text: str
    citations: tuple[int, ...]


class Handover(_Frozen):
    """Whom to ask instead, and why."""

    to: str
    why: str


class CorpusStamp(_Frozen):
    """Which corpus answered, so that the answer can be reproduced."""

    version: str
    knowledge_date: date


class Answer(_Frozen):
    """A verified answer. ``text`` is Markdown with citation markers ``[1]``."""

    id: RowId = None
    question: str
    understood_as: str | None = None
    conversation: str
    outcome: Outcome
    reason: Reason | None = None
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    handover: Handover | None = None
    follow_ups: tuple[str, ...] = Field(default=(), max_length=3)
    mode: Mode = "extractive"
    corpus: CorpusStamp
    timings_ms: dict[str, float]

    @property
    def first(self) -> tuple[Notice, ...]:
        """The notices that come before the text: they change what the reader may do."""
        return tuple(notice for notice in self.notices if not self._can_wait(notice))

    @property
    def last(self) -> tuple[Notice, ...]:
        """The notices that come after the text: what another source says of one of its sentences.

        A mistake is told before it could be taken for true. Where the sources do not say there is
        nothing yet that anybody could rely on.
        """
        return tuple(notice for notice in self.notices if self._can_wait(notice))

    def _can_wait(self, notice: Notice) -> bool:
        if self.outcome == "not_in_sources":
            return notice.kind != "fallback"
        quoted = any(claim.kind == "quote" and claim.text == notice.text for claim in self.claims)
        return quoted and notice.kind == "conflict"

    def to_json(self) -> str:
        """One line of JSON; ``id`` only where the question had one."""
        return self.model_dump_json(exclude={"id"} if self.id is None else None)
