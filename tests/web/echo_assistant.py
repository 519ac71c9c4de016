"""An assistant that answers at once and remembers as the real one does."""

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from bot.answer import Answer, CorpusStamp
from bot.conversations import Conversations, Turn
from bot.generating.reader import NOBODY, Reader
from bot.pipeline import Assistant
from corpus.library import Corpus
from corpus.settings import PROJECT


@dataclass
class EchoAssistant:
    """Says which questions of the conversation came before. ``fails`` names one that it cannot."""

    conversations: Conversations = field(default_factory=Conversations)
    fails: str = ""
    writes: bool = False
    corpus: Corpus = field(default_factory=lambda: Corpus.open(PROJECT / "corpus"))

    def ask(
        self, question: str, conversation: str | None = None, *, reader: Reader = NOBODY
    ) -> Answer:
        """An answer whose text lists what the question may lean on."""
        del reader
        if question == self.fails:
            raise RuntimeError("cannot be answered, on purpose")
        opened, turns = self.conversations.open(conversation)
        self.conversations.add(opened, Turn(question, question))
        return Answer(
            question=question,
            conversation=opened,
            outcome="answered",
            text=f"after {[turn.understood for turn in turns]}",
            corpus=CorpusStamp(version="0" * 12, knowledge_date=date(2026, 8, 4)),
            timings_ms={},
        )

    def as_assistant(self) -> Assistant:
        """For whoever takes an assistant."""
        return cast("Assistant", self)
