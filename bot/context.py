"""What the steps of the pipeline hand on: one object, filled step by step."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.answer import Citation, Claim, Handover, Mode, Notice, Outcome, Reason
from bot.asides import without_asides
from bot.conversations import Turn
from bot.finding import Found
from bot.generating.judged import Judged
from bot.parts import POINTS_BACK, Part
from bot.segments import Segment
from corpus.sentences import Span
from index.ranking import Hit
from index.reading import Reading, Vectors


@dataclass
class Context:
    """One question on its way to an answer; ``outcome`` is None until a step decides it."""

    question: str
    conversation: str
    turns: list[Turn] = field(default_factory=list)
    understood_as: str | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    part: Part | None = None
    read: Reading | None = None
    found: list[Found] = field(default_factory=list)
    # The day of which the question asks what held, if it asks that.
    as_of: date | None = None
    # What was found for each part among the agency's own documents.
    own: list[Found] = field(default_factory=list)
    # The numbers of what an agency's rule and what stands beside it differ in.
    differing: list[int] = field(default_factory=list)
    # How likely it is that what was found answers the question; None where nobody had to ask.
    likely: float | None = None
    segments: list[Segment] = field(default_factory=list)
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    handover: Handover | None = None
    follow_ups: list[str] = field(default_factory=list)
    withheld: int = 0
    # Whether a part of the question is left out, for nothing clearly answers it.
    leaves_open: bool = False
    mode: Mode = "extractive"
    # Text, claims and citations of the answer that quotes, while a written one is in its place.
    quoting: tuple[str, list[Claim], list[Citation]] | None = None
    # What a reader is told where the answer quotes although it was to be written.
    fallback: str | None = None
    # What became of each sentence that a language model wrote, for maintainers.
    judged: list[Judged] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def hits(self) -> list[Hit]:
        """The chunks that were found for any part of the question, each once."""
        found = [hit for one in (*self.found, *self.own) for hit in one.hits]
        if self.own:  # the best of both come first
            found.sort(key=lambda hit: -hit.score)
        return list({hit.chunk.id: hit for hit in found}.values())

    @cached_property
    def asking(self) -> str:
        """What the question asks, without what is said beside it."""
        return without_asides(self.question)

    @property
    def asked(self) -> str:
        """What is to be answered: resolved, where it leaned on another question."""
        return self.understood_as or self.asking

    @property
    def vector(self) -> Vectors | None:
        """The vector of the question as it was asked, once it has been read."""
        return self.read.vector if self.read else None

    @property
    def turn(self) -> Turn:
        """What the next question of the conversation may lean on."""
        before = self.turns[-1].anchor if self.turns and self.part else None
        # The first question of a subject says what it is about; later ones add to it.
        anchor = before or self.asked
        if self.part and not self.part.context and not POINTS_BACK.search(self.asking):
            anchor = self.part.text
        said = {(c.document_id, Span(c.start, c.end)) for c in self.citations}
        # Of several things in a list, one may be asked for again.
        lists = [[p for p in segment.pieces if p.item] for segment in self.segments]
        listed = {(p.document_id, p.span) for items in lists if len(items) > 1 for p in items}
        return Turn(self.asked, anchor, frozenset(said - listed))

    def quote_instead(self, why: str) -> None:
        """Put the answer that quotes back in the place of a written one, and say ``why``."""
        quoting = self.quoting or ("", [], [])
        self.clear()
        self.text, self.claims, self.citations = quoting
        self.quoting, self.fallback = None, why

    def clear(self) -> None:
        """Drop all that was composed, so that nothing unchecked is left to show."""
        self.claims, self.citations, self.notices, self.follow_ups = [], [], [], []
        self.differing = []
        self.text, self.withheld, self.mode, self.fallback = "", 0, "extractive", None
