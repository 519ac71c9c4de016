"""Where an answer cites and where the gold evidence stands: excerpts with both marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer import Citation
from corpus.library import Corpus
from evals.cases.gold import Evidence

_AROUND = 180
# A table may be cited over thousands of characters: its two ends tell which one it is.
_LONGEST = 1400
_END = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document that lies in the same citations and the same evidence throughout."""

    start: int
    end: int
    cited: tuple[int, ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Parts of one document in order; a gap between two is left out of what is shown."""

    document: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    cited: int | None = None
    gold: str | None = None


def excerpts(
    corpus: Corpus, citations: Sequence[Citation], evidence: Sequence[Evidence]
) -> list[Excerpt]:
    """The passages that are cited or gold, those that lie near each other in one excerpt.

    A place outside its document, and a document that the corpus no longer has, are left out.
    """
    places: dict[str, list[_Place]] = {}
    for citation in citations:
        place = _Place(citation.start, citation.end, cited=citation.number)
        places.setdefault(citation.document_id, []).append(place)
    for each in evidence:
        if each.start is not None and each.end is not None:
            place = _Place(each.start, each.end, gold=str(each.group))
            places.setdefault(each.document, []).append(place)
    return [
        Excerpt(document, tuple(_parts(near, corpus.text(document))))
        for document, found in places.items()
        if corpus.manifest.find(document) is not None
        for near in _near(_inside(found, len(corpus.text(document))))
    ]


def _inside(places: Sequence[_Place], length: int) -> list[_Place]:
    sound = [place for place in places if 0 <= place.start < place.end <= length]
    return sorted(sound, key=lambda place: (place.start, place.end))


def _near(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Runs of places whose surroundings meet."""
    run: list[_Place] = []
    for place in places:
        if run and place.start - _AROUND > max(each.end for each in run) + _AROUND:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _word_end(text: str, at: int) -> int:
    """The next place from there on at which no word is cut."""
    found = max(at, 0)
    while 0 < found < len(text) and not text[found].isspace():
        found += 1
    return min(found, len(text))


def _parts(places: Sequence[_Place], text: str) -> Iterator[Part]:
    start, end = min(place.start for place in places), max(place.end for place in places)
    first = min(_word_end(text, start - _AROUND), start)
    first += len(text[first:start]) - len(text[first:start].lstrip())
    last = _word_end(text, end + _AROUND)
    bounds = {first, last, *(place.start for place in places), *(place.end for place in places)}
    for start, end in pairwise(sorted(bounds)):
        over = [place for place in places if place.start < end and start < place.end]
        cited = tuple(sorted({place.cited for place in over if place.cited is not None}))
        gold = tuple(sorted({place.gold for place in over if place.gold is not None}))
        if end - start <= _LONGEST:
            yield Part(start, end, cited, gold)
        else:
            yield Part(start, start + _END, cited, gold)
            yield Part(end - _END, end, cited, gold)
