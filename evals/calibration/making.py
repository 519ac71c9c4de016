"""Faults made by rule from the faithful sentences of a half; they are made anew, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from evals.calibration.faults.citing import passages_elsewhere
from evals.calibration.faults.conditions import drop_condition
from evals.calibration.faults.dates import change_date
from evals.calibration.faults.entities import change_entity
from evals.calibration.faults.identifiers import change_identifier
from evals.calibration.faults.joining import joined
from evals.calibration.faults.maker import Maker, random
from evals.calibration.faults.negating import negate
from evals.calibration.faults.numbers import change_number
from evals.calibration.faults.swapping import exchange
from evals.calibration.faults.wording import change_modality, change_quantifier, turn_around
from evals.calibration.reading import PAIRS, Fault, Half, Pair, read_pairs

MAKERS: Final[Mapping[Fault, Maker]] = MappingProxyType(
    {
        "number": change_number,
        "swapped": exchange,
        "date": change_date,
        "identifier": change_identifier,
        "entity": change_entity,
        "negation": negate,
        "modality": change_modality,
        "quantifier": change_quantifier,
        "direction": turn_around,
        "condition": drop_condition,
    }
)
MECHANICAL: Final[tuple[Fault, ...]] = (
    "number",
    "swapped",
    "date",
    "identifier",
    "entity",
    "negation",
    "citation",
)
MOST: Final = 600
"""How many are made of a kind in a half, if there is so much to make them from."""
_PER_SENTENCE = 6
_ATTEMPTS = 18  # at different seeds, to find so many different ones


def made(half: Half, folder: Path = PAIRS) -> list[Pair]:
    """All faults that the rules make in a half: the same ones each time."""
    faithful = material(half, folder)
    known = {(pair.sentence, pair.quotes) for pair in faithful}
    found: list[Pair] = []
    for pair in _each_kind(half, faithful):
        if (pair.sentence, pair.quotes) not in known:
            known.add((pair.sentence, pair.quotes))
            found.append(pair)
    return found


def _each_kind(half: Half, faithful: Sequence[Pair]) -> Iterator[Pair]:
    merges = list(joined(faithful, random(f"joined {half}")))
    for kind, maker in MAKERS.items():
        sentences = [*faithful, *merges] if kind == "swapped" else faithful
        yield from _spread([list(_made(pair, kind, maker)) for pair in sentences])
    yield from _spread([list(_elsewhere(pair, faithful)) for pair in faithful])


def material(half: Half, folder: Path = PAIRS) -> list[Pair]:
    """Faithful sentences: those written by hand, and the quoted sentences, true of themselves."""
    pairs = read_pairs(half, folder)
    faithful = [pair for pair in pairs if pair.faithful]
    told = {pair.sentence for pair in faithful}
    for pair in pairs:
        for number, quoted in enumerate(pair.quotes, 1):
            if quoted.quote not in told and quoted.quote[:1] != "|":
                told.add(quoted.quote)
                faithful.append(
                    Pair(
                        id=f"{pair.id}-quote-{number}",
                        cluster=pair.cluster,
                        sentence=quoted.quote,
                        quotes=(quoted,),
                        faithful=True,
                        kind="paraphrase",
                    )
                )
    return faithful


def _made(pair: Pair, kind: Fault, maker: Maker) -> Iterator[Pair]:
    """The different faults of a kind in a sentence."""
    quotes = [quoted.quote for quoted in pair.quotes]
    known = {pair.sentence}
    for attempt in range(_ATTEMPTS):
        sentence = maker(pair.sentence, quotes, random(f"{kind} {pair.id} {attempt}"))
        if sentence is None or len(known) > _PER_SENTENCE:
            return
        if sentence not in known:
            known.add(sentence)
            yield _faulty(pair, kind, len(known) - 1, sentence=sentence)


def _elsewhere(pair: Pair, pool: Sequence[Pair]) -> Iterator[Pair]:
    """A true sentence with the quotes of other passages, two times at most."""
    found = passages_elsewhere(pair, pool)
    chosen = random(f"citation {pair.id}").sample(found, min(2, len(found)))
    for number, quotes in enumerate(chosen, 1):
        yield _faulty(pair, "citation", number, quotes=quotes)


def _faulty(pair: Pair, kind: Fault, number: int, **change: object) -> Pair:
    return pair.model_copy(
        update={
            "id": f"{pair.id}-{kind}-{number}",
            "faithful": False,
            "kind": kind,
            "why": f"made by rule from {pair.id}",
            **change,
        }
    )


def _spread(by_sentence: Sequence[Sequence[Pair]]) -> list[Pair]:
    """At most `MOST`, of as many sentences as possible: the first of each, then the second."""
    turns = [
        [pairs[turn] for pairs in by_sentence if turn < len(pairs)] for turn in range(_PER_SENTENCE)
    ]
    found: list[Pair] = []
    for number, pairs in enumerate(turns):
        left = MOST - len(found)
        found += random(f"turn {number}").sample(pairs, min(left, len(pairs)))
    return found
