"""Two faithful sentences made into one, so that there is something to exchange between them."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from evals.calibration.faults.maker import shared, shuffled
from evals.calibration.faults.swapping import values
from evals.calibration.reading import Pair

_LONGEST = 190
_MOST_SHARED = 0.4  # with more, the same may be said of both, and an exchange would be true
_PLAIN = re.compile(r"(?!Yes\b|No\b)[A-Z][^;:?]*\.")
_LOWERED = re.compile(
    r"(?:The|An?|In|At|On|By|Under|For|From|It|This|These|Its|Since|As|Both|Almost|Nearly|Over|There"
    r"|Two|Three|Some|Such|Agencies|Employees)\b"
)
_NAME = re.compile(r"\S*[A-Z0-9]\S*[A-Z0-9]")
_BETWEEN = (", while ", ", and ", ", whereas ")


def joined(pairs: Sequence[Pair], rng: Random) -> Iterator[Pair]:
    """For each pair a merge with another of its documents, if one fits; faithful like both."""
    for one in pairs:
        documents = {quoted.document for quoted in one.quotes}
        near = [
            two
            for two in pairs
            if two.cluster != one.cluster and documents & {quoted.document for quoted in two.quotes}
        ]
        two = next((two for two in shuffled(near, rng) if _fit(one, two)), None)
        if two:
            yield _merged(one, two, rng)


def _fit(one: Pair, two: Pair) -> bool:
    """Whether both hold a value of the same kind that the quotes of the other lack."""
    if not all(_PLAIN.fullmatch(each.sentence) for each in (one, two)):
        return False
    if any(quoted.quote.startswith("|") for quoted in [*one.quotes, *two.quotes]):
        return False
    if not (_LOWERED.match(two.sentence) or _NAME.match(two.sentence)):
        return False
    if max(len(one.sentence), len(two.sentence)) > _LONGEST:
        return False
    if shared(one.sentence, two.sentence) > _MOST_SHARED:
        return False
    return bool(_own(one, two) & _own(two, one))


def _own(pair: Pair, other: Pair) -> set[str]:
    """The kinds of the values that only this pair knows."""
    theirs = {value.key for quoted in other.quotes for value in values(quoted.quote)}
    return {value.kind for value in values(pair.sentence) if value.key not in theirs}


def _merged(one: Pair, two: Pair, rng: Random) -> Pair:
    second = two.sentence
    if _LOWERED.match(second):
        second = second[0].lower() + second[1:]
    return Pair(
        id=f"{one.id}+{two.id}",
        cluster=one.cluster,
        sentence=f"{one.sentence.removesuffix('.')}{rng.choice(_BETWEEN)}{second}",
        quotes=tuple(dict.fromkeys([*one.quotes, *two.quotes])),
        faithful=True,
        kind="merge" if len({*one.quotes, *two.quotes}) > 1 else "paraphrase",
    )
