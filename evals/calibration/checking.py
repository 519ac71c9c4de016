"""Is the calibration set sound? Every fault is named with file and line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.library import Corpus
from evals.calibration.reading import (
    DOCUMENTS,
    PAIRS,
    PARTS,
    UNKNOWN,
    Pair,
    Part,
    Quoted,
    placed_pairs,
)
from evals.cases.quotes import find_quote

_Placed = tuple[str, Part, Pair]


def faults_of(corpus: Corpus, folder: Path = PAIRS) -> list[str]:
    """All that does not hold in any half, a line each; a damaged row is a `GuideError`."""
    placed = [(place, half, pair) for half in PARTS for place, pair in placed_pairs(half, folder)]
    return [
        *(fault for place, half, pair in placed for fault in _quotes(place, half, pair, corpus)),
        *_repeated("id", ((place, pair.id) for place, _, pair in placed)),
        *_repeated("sentence", ((place, _plain(pair.sentence)) for place, _, pair in placed)),
        *_torn(placed),
    ]


def counted(pairs: Iterable[Pair]) -> Counter[str]:
    """How many pairs there are of each kind."""
    return Counter(pair.kind for pair in pairs)


def _quotes(place: str, half: Part, pair: Pair, corpus: Corpus) -> Iterator[str]:
    """Quotes that do not stand exactly once in their document."""
    for number, quoted in enumerate(pair.quotes, 1):
        try:
            if half in UNKNOWN:
                _find_in_invented(quoted)
            else:
                find_quote(corpus, quoted.document, quoted.quote)
        except ValueError as error:
            yield f"{place}: quotes.{number}: {error}"


def _find_in_invented(quoted: Quoted) -> None:
    """A `ValueError` unless a quote stands once in the invented document that it names."""
    file = DOCUMENTS / f"{quoted.document}.md"
    if not file.is_file():
        raise ValueError(f"document: {DOCUMENTS} has no {quoted.document!r}")
    times = file.read_text(encoding="utf-8").count(quoted.quote)
    if times != 1:
        raise ValueError(f"quote: stands {times} times in {quoted.document}, expected once")


def _repeated(field: str, values: Iterable[tuple[str, str]]) -> Iterator[str]:
    known: dict[str, str] = {}
    for place, value in values:
        first = known.setdefault(value, place)
        if first != place:
            yield f"{place}: {field}: {value[:60]!r} stands at {first} already"


def _torn(placed: Sequence[_Placed]) -> Iterator[str]:
    """Clusters of which more than one half has a part."""
    homes: dict[str, Part] = {}
    for place, half, pair in placed:
        home = homes.setdefault(pair.cluster, half)
        if home != half:
            yield f"{place}: cluster: {pair.cluster!r} stands in {home} already"


def _plain(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
