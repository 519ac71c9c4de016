"""Asking the bot the golden questions, in its usual way or with a part of it left out."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from pydantic import JsonValue

from bot.pipeline import Assistant
from evals.cases.gold import GoldenCase
from index.chunk import ChunkKind
from index.ranking import Mode, Scores, best_by_parent
from index.reading import Reading
from index.search import Index, Searched
from index.settings import IndexSettings
from index.synonyms import Synonyms


class Generated(TypedDict):
    """A row of ``generated.jsonl``: the id of a case and the Answer object it got.

    ``likely`` is how likely the passages found were held to answer the question, None where that
    did not decide.
    """

    case: str
    answer: dict[str, JsonValue]
    likely: float | None


class ModedIndex(Index):
    """An index whose searches find passages in one mode, whoever asks.

    Dense and lexical decide which passages are found and in which order; the scores of their
    sentences, on which an answer is composed, are those of the hybrid search.
    """

    mode: Mode = Mode.HYBRID

    @classmethod
    def in_mode(cls, settings: IndexSettings, mode: Mode, *, synonyms: bool = True) -> "ModedIndex":
        """Open the index; without ``synonyms`` as if their file were empty."""
        index = cls.open(settings.model_copy(update={"agency_corpus": None}))
        if not isinstance(index, ModedIndex):
            raise TypeError(f"{cls.__name__}.open gave a {type(index).__name__}")
        index.mode = mode
        if not synonyms:
            index.synonyms = Synonyms({})
        return index

    def search_read(
        self, question: str, read: Reading, count: int = 5, mode: Mode = Mode.HYBRID
    ) -> Searched:
        """As `Index.search_read`, in the mode of this index where none is asked for."""
        if mode is not Mode.HYBRID or self.mode is Mode.HYBRID:
            return super().search_read(question, read, count, mode)
        found = super().search_read(question, read, count, self.mode).hits
        scores = Scores(self._similar(read), self._lexical(question))
        shown = {hit.chunk.id: hit.chunk for hit in found}
        passages = [chunk for chunk in shown.values() if chunk.kind is ChunkKind.PASSAGE]
        chunks = passages + self._records.rows_of(list(shown))
        scored = {h.chunk.id: h for h in best_by_parent(map(scores.hit, chunks), shown)}
        return Searched([scored[hit.chunk.id] for hit in found], scores.known())


def ask_all(assistant: Assistant, cases: Iterable[GoldenCase]) -> Iterator[Generated]:
    """Each case with its answer: earlier questions first, in a conversation of its own."""
    for case in cases:
        conversation: str | None = None
        for earlier in case.history:
            conversation = assistant.ask(earlier, conversation).conversation
        answer, context = assistant.traced(case.question, conversation)
        row = answer.model_dump(mode="json", exclude={"id"})
        likely = None if context.likely is None else round(context.likely, 4)
        yield Generated(case=case.id, answer=row, likely=likely)
