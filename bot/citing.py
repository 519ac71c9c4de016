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
        """The number of the citation of that span.

        A table is cited once: cells read there are added to its citation, which then reaches to
        the last row that anything was read from.
        """
        number = self._of_table(document_id, span.start) if cells else None
        number = number or self._numbers.get((document_id, span))
        if number is None:
            number = len(self.all) + 1
            self._numbers[document_id, span] = number
            self.all.append(self._citation(number, document_id, span))
        if cells:
            self._read(number, span, cells)
        return number

    def _of_table(self, document_id: str, start: int) -> int | None:
        """The number of the citation that has cells of the table that begins there."""
        return next(
            (
                c.number
                for c in self.all
                if c.cells and (c.document_id, c.start) == (document_id, start)
            ),
            None,
        )

    def _read(self, number: int, span: Span, cells: tuple[CitedCell, ...]) -> None:
        known = self.all[number - 1]
        whole = Span(known.start, max(known.end, span.end))
        self._numbers[known.document_id, whole] = number
        self.all[number - 1] = known.model_copy(
            update={
                "cells": tuple(dict.fromkeys([*(known.cells or ()), *cells])),
                "end": whole.end,
                "quote": self._corpus.text(known.document_id)[whole.start : whole.end],
            }
        )

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
            agency=self._corpus.agency_of(document_id),
        )
