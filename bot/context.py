"""What the steps of the pipeline hand on: one object, filled step by step."""

from dataclasses import dataclass, field

from bot.answer import Citation, Claim, Handover, Notice, Outcome, Reason
from bot.conversations import Turn
from index.embedding import Vectors
from index.ranking import Hit
from index.search import Read


@dataclass
class Context:
    """One question on its way to an answer; ``outcome`` is None until a step decides it."""

    question: str
    conversation: str
    turns: list[Turn] = field(default_factory=list)
    understood_as: str | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    read: Read | None = None
    hits: list[Hit] = field(default_factory=list)
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    handover: Handover | None = None
    follow_ups: list[str] = field(default_factory=list)
    withheld: int = 0
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def asked(self) -> str:
        """The question as it is to be answered: resolved, where it leaned on another."""
        return self.understood_as or self.question

    @property
    def vector(self) -> Vectors | None:
        """The vector of the question as it was asked, once it has been read."""
        return self.read[0].vector if self.read else None

    def clear(self) -> None:
        """Drop all that was composed, so that nothing unchecked is left to show."""
        self.claims, self.citations, self.notices, self.follow_ups = [], [], [], []
        self.text, self.withheld = "", 0
