"""Coverage: what a sentence says beyond its facts stands in the quotes, in these words or others.

Each content word is borne out by the same word, by one that the lexicon knows as alike or narrower,
or, in part, by one whose vector is near. Signs are made of that, and of the likeness of sentence
and quotes as wholes: do they speak of something else; does a sentence that keeps to its quotes in
one part go on without them. The bounds are fitted on the development half of the calibration set
(`coverage.json`).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from bot.bearing_out import lexicon
from bot.bearing_out.text import Case
from bot.bearing_out.words import Word

FILE: Final = Path(__file__).with_name("coverage.json")
Vectors = NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]
_KNOWN = 0.7  # from this nearness on the lexicon bears a word out
_FAR, _NEAR = 0.35, 0.75  # likeness of the vectors of two words: nothing, and as good as the same
_SEVERAL = 2  # words of the last part that have to be strange: one alone is mostly another word
# Words that say only that something is said, or is.
_TELLING = frozenset(
    """report reports reported say says said list lists listed note notes noted mention mentions
    mentioned name names named state states stated describe describes described explain explains
    tell tells told write writes wrote cite cites cited part now page sentence source mean means
    meant run runs ran""".split()
)
_ENDS_PART = frozenset(", ; : and which because but so while although who".split())


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether quotes cover a sentence; each grows with what they do not cover.

    ``strange``: unlike as wholes (0 to 1); ``bare``: the share of words not borne out; ``tail``:
    how far the last part lacks what the best part has.
    """

    strange: float
    bare: float
    tail: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fitted bounds: of ``strange`` plus a share of ``bare``, and of ``tail``."""

    share: float
    other: float
    tail: float


@cache
def fitted() -> Bounds:
    """The bounds in use."""
    return Bounds(**cast("dict[str, float]", json.loads(FILE.read_text(encoding="utf-8"))))


def write(bounds: Bounds, path: Path = FILE) -> None:
    """Store bounds where the verifier reads them."""
    path.write_text(json.dumps(asdict(bounds), indent=2) + "\n", encoding="utf-8")


def coverage_fault(case: Case, encode: Encode) -> tuple[str, str] | None:
    """The kind of fault and why the quotes do not cover a sentence; None if they do."""
    words = _content(case)
    signs, bounds = signs_of(case, encode), fitted()
    if signs is None:
        return None
    # A quote with every word of a sentence may be long, and be unlike it for that alone.
    if signs.bare and signs.strange + bounds.share * signs.bare > bounds.other:
        return "citation", "the quotes speak of something else"
    if signs.tail > bounds.tail:
        told = " ".join(word.text for word in _parts(case, words)[-1])
        return "half", f"what it says last is in no quote: {told!r}"
    return None


def signs_of(case: Case, encode: Encode) -> Signs | None:
    """The signs of a sentence; None if it holds nothing but facts and small words."""
    words = _content(case)
    if not words:
        return None
    known = [low for low in case.known if low[0].isalpha()]
    texts = [case.said.text, " ".join(q.text for q in case.quotes), *(q.text for q in case.quotes)]
    open_words = [w for w in words if not _held(w, case)]
    vectors = encode([*texts, *(w.low for w in open_words), *(known if open_words else ())])
    strange = 1.0 - float((vectors[1 : len(texts)] @ vectors[0]).max())
    told, others = np.split(vectors[len(texts) :], [len(open_words)])
    alike = (told @ others.T).max(axis=1) if len(told) and len(others) else np.zeros(len(told))
    near = {
        w: float(np.clip((a - _FAR) / (_NEAR - _FAR), 0, 1))
        for w, a in zip(open_words, alike, strict=True)
    }
    return _signs(case, words, near, strange)


def _signs(case: Case, words: Sequence[Word], near: dict[Word, float], strange: float) -> Signs:
    covered = {word: near.get(word, 1.0) for word in words}
    parts = _parts(case, words)
    lexical = max(sum(word not in near for word in part) / len(part) for part in parts)
    last = sum(covered[word] for word in parts[-1]) / len(parts[-1])
    is_long = sum(word in near for word in parts[-1]) >= _SEVERAL
    return Signs(
        strange=strange,
        bare=1.0 - sum(covered.values()) / len(words),
        tail=lexical * (1.0 - last) if is_long else 0.0,
    )


def _content(case: Case) -> list[Word]:
    words = (word for word in case.said.words if not word.is_small and word.low[0].isalpha())
    return [word for word in words if word.low not in _TELLING or word.stem in case.stems]


def _held(word: Word, case: Case) -> bool:
    """Whether a word stands in a quote, belongs to a fact, or is one that the lexicon bears out."""
    if word.stem in case.stems or case.said.fact_at(word):
        return True
    return any(lexicon.nearness(word.low, known) >= _KNOWN for known in case.known)


def _parts(case: Case, words: Sequence[Word]) -> list[list[Word]]:
    """The content words of each part of a sentence, as commas and conjunctions divide it."""
    chosen, parts = set(words), [[]] if words else []  # type: tuple[set[Word], list[list[Word]]]
    for word in case.said.words:
        if word in chosen:
            parts[-1].append(word)
        elif word.low in _ENDS_PART and parts and parts[-1]:
            parts.append([])
    return [part for part in parts if part]
