"""Quotes found again in their documents, footnote marks left out."""

from functools import lru_cache

from corpus.library import Corpus
from corpus.sentences import FOOTNOTE_MARK, Span, without_marks


def find_quote(
    corpus: Corpus, document_id: str, quote: str, start: int | None = None, end: int | None = None
) -> Span:
    """Where a quote stands, in code points of the document's own text, marks counted.

    Without ``start`` and ``end`` it must stand exactly once; with them, at that place. A
    `ValueError` says what was found instead.
    """
    if corpus.manifest.find(document_id) is None:
        raise ValueError(f"document: the corpus has no {document_id!r}")
    if start is not None and end is not None:
        if without_marks(corpus.text(document_id)[start:end]) != quote:
            raise ValueError(f"quote: does not stand at {start} to {end} of {document_id}")
        return Span(start, end)
    plain, places = _unmarked(corpus.text(document_id))
    if plain.count(quote) != 1:
        raise ValueError(
            f"quote: stands {plain.count(quote)} times in {document_id}, expected once "
            f"(or give start and end): {quote[:60]!r}"
        )
    at = plain.index(quote)
    return Span(places[at], places[at + len(quote) - 1] + 1)


@lru_cache(maxsize=64)
def _unmarked(text: str) -> tuple[str, list[int]]:
    """A text without its footnote marks, and the place in ``text`` of each character left."""
    marked = {at for mark in FOOTNOTE_MARK.finditer(text) for at in range(*mark.span())}
    places = [at for at in range(len(text)) if at not in marked]
    return "".join(text[at] for at in places), places
