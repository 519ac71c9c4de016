"""Quotes of another passage under a sentence that is true."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evals.calibration.faults.dates import dates
from evals.calibration.faults.identifiers import identifiers
from evals.calibration.faults.maker import shared
from evals.calibration.faults.numbers import numbers
from evals.calibration.reading import Pair, Quoted

# Another passage that shares more words than this with the right one may say the same.
_MOST_SHARED = 0.34
_CLOSEST = 6  # passages
_DEFINITION = 3  # lines of a row with two cells: a name and what it means


def passages_elsewhere(pair: Pair, pool: Sequence[Pair]) -> list[tuple[Quoted, ...]]:
    """Quotes of other pairs that come close and do not bear the sentence out, the closest first.

    For a sentence about rows of a table they are rows of that table, for any other one passages
    of the same document.
    """
    documents = {quoted.document for quoted in pair.quotes}
    others = [
        other
        for other in pool
        if other.cluster != pair.cluster
        and documents & {quoted.document for quoted in other.quotes}
        and _same_table(pair, other)
        and not _may_say(pair, other)
    ]
    others.sort(key=lambda other: -shared(pair.sentence, _text(other)))
    return list(dict.fromkeys(other.quotes for other in others))[:_CLOSEST]


def _same_table(one: Pair, two: Pair) -> bool:
    """Whether both cite rows of the same table, which have as many cells, or both no row at all."""
    return {_width(row) for row in _rows(one)} == {_width(row) for row in _rows(two)}


def _width(row: str) -> int:
    return row.count("|")


def _may_say(pair: Pair, other: Pair) -> bool:
    """Whether the quotes of another pair might bear out the sentence of this one."""
    rows = _rows(other)
    if rows:
        named = any(row.split("|")[1].strip() in pair.sentence for row in rows)
        defined = all(_width(row) == _DEFINITION for row in rows)
        return named or (defined and _close(pair, _text(other)))
    told = _figures(pair.sentence)
    return _close(pair, _text(other)) or bool(told and told <= _figures(_text(other)))


def _close(pair: Pair, text: str) -> bool:
    return max(shared(pair.sentence, text), shared(_text(pair), text)) > _MOST_SHARED


def _text(pair: Pair) -> str:
    return " ".join(quoted.quote for quoted in pair.quotes)


def _rows(pair: Pair) -> list[str]:
    return [quoted.quote for quoted in pair.quotes if quoted.quote.startswith("|")]


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(
        {
            *(str(each.when) for each in dates(text)),
            *(each.text for each in identifiers(text)),
            *(str(each.value) for each in numbers(text)),
            *re.findall(r"\S+@\S+\w", text),
        }
    )
