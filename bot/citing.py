"""Citations: from a span of a document to a numbered pointer with all that a reader needs."""

from bot.answer import Citation, CitedCell
from corpus.library import Corpus
from corpus.outline import section_at
from corpus.sentences import Span


class Citations:
    """Numbers spans in the order in which they are first cited; the same span keeps its number."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._numbers: dict[tuple[str, Span], int] = {}
        self.all: list[Citation] = []

    @classmethod
    def going_on(cls, corpus: Corpus, known: list[Citation]) -> "Citations":
        """Citations that keep the numbers already given."""
        citations = cls(corpus)
        citations.all = list(known)
        citations._numbers = {(c.document_id, Span(c.start, c.end)): c.number for c in known}
        return citations

    def number(self, document_id: str, span: Span, cells: tuple[CitedCell, ...] = ()) -> int:
        """The number of the citation of that span, with the cells read there added to it."""
        key = (document_id, span)
        if key not in self._numbers:
            self._numbers[key] = len(self.all) + 1
            self.all.append(self._citation(len(self.all) + 1, document_id, span))
        number = self._numbers[key]
        if cells:
            known = self.all[number - 1].cells or ()
            merged = tuple(dict.fromkeys([*known, *cells]))
            self.all[number - 1] = self.all[number - 1].model_copy(update={"cells": merged})
        return number

    def _citation(self, number: int, document_id: str, span: Span) -> Citation:
        document = self._corpus.document(document_id)
        return Citation(
            number=number,
            document_id=document_id,
            title=document.cited_title,
            publisher=document.publisher,
            published_on=document.published_on,
            url=document.url,
            source=document.source,
            standing=document.standing,
            knowledge_date=document.knowledge_date,
            section=section_at(self._corpus.outline(document_id), span.start),
            quote=self._corpus.text(document_id)[span.start : span.end],
            start=span.start,
            end=span.end,
        )
