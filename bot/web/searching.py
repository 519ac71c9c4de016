"""Searching the documents by words and meaning, without asking for an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.web.passages import span_url
from corpus.document import Document, Standing
from corpus.sentences import Span
from index.ranking import Hit, PartScore
from index.search import Index

MAX_QUERY = 300
_SHOWN = 10
_LOOKED_AT = 30
_SNIPPET = 320
_NEAR = 0.4
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found; ``snippet`` has the words of the query marked."""

    document: Document
    section: tuple[str, ...]
    url: str
    snippet: Markup


def search(index: Index, query: str, standing: Standing | None = None) -> list[Result]:
    """The passages nearest to a query, of documents with a standing if one is given."""
    found = [*_found(index, query, standing)]
    if index.own is not None:  # the best of both come first
        found += _found(index.own, query, standing)
        found.sort(key=lambda one: -one[1].score)
    return [_result(*one) for one in found[:_SHOWN]]


def _found(
    index: Index, query: str, standing: Standing | None
) -> Iterator[tuple[Index, Hit, set[str]]]:
    """What an index has for a query, with the stems that were looked for."""
    stems = set(index.lexical.stems(index.corrected(query)))
    for hit in index.search(query, _LOOKED_AT) if stems else ():
        if standing in {None, _document(index, hit).standing} and _bears(index, hit, stems):
            yield index, hit, stems


def _bears(index: Index, hit: Hit, stems: set[str]) -> bool:
    """Whether a chunk has any of the words or is near in meaning: something is always nearest."""
    return hit.dense >= _NEAR or not stems.isdisjoint(index.lexical.stems(hit.chunk.reading))


def _document(index: Index, hit: Hit) -> Document:
    return index.corpus.document(hit.chunk.document_id)


def _result(index: Index, hit: Hit, stems: set[str]) -> Result:
    span, text = _best(index, hit, stems)
    return Result(
        _document(index, hit),
        hit.chunk.section,
        span_url(hit.chunk.document_id, span),
        _marked(index, _around(index, text, stems), stems),
    )


def _best(index: Index, hit: Hit, stems: set[str]) -> tuple[Span, str]:
    """The sentence or row of a chunk with most of the words, the one that bears most if equal."""

    def worth(part: PartScore) -> tuple[int, float]:
        return len(stems & set(index.lexical.stems(part.text))), part.bearing

    if not hit.parts:
        return Span(hit.chunk.start, hit.chunk.end), hit.chunk.text
    best = max(hit.parts, key=worth)
    return best.span, best.text


def _around(index: Index, text: str, stems: set[str]) -> str:
    """The text, or as much of it around the first word that was looked for."""
    text = " ".join(text.split())
    if len(text) <= _SNIPPET:
        return text
    found = (m.start() for m in _WORD.finditer(text) if _is_meant(index, m.group(), stems))
    start = max(0, min(next(found, 0) - _SNIPPET // 3, len(text) - _SNIPPET))
    start = text.find(" ", start) + 1 if start else 0
    end = start + _SNIPPET
    cut = text[start:end].rsplit(" ", 1)[0] if end < len(text) else text[start:]
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def _marked(index: Index, text: str, stems: set[str]) -> Markup:
    out, at = Markup(), 0
    for word in _WORD.finditer(text):
        if _is_meant(index, word.group(), stems):
            out += escape(text[at : word.start()]) + Markup("<mark>{}</mark>").format(word.group())
            at = word.end()
    return out + escape(text[at:])


def _is_meant(index: Index, word: str, stems: set[str]) -> bool:
    return not stems.isdisjoint(index.lexical.stems(word))
