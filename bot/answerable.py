"""Answerable: does the evidence answer the question, or only resemble it?

A logistic model over a few signs: how well the best candidate covers the question, and whether the
question is more like those that people wrote down as answered by some sentence, or like those that
they wrote down as open. For a document that nobody wrote questions down for, as one that somebody
added, there is a second model, which knows the words alone.

Both are fitted on development halves (`python -m evals fit`), which writes answerable.json and the
curves of recognised near misses against false refusals.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.expecting import Kind, expected, lacks
from bot.finding import Found
from index.search import Index

FITTED = Path(__file__).with_name("answerable.json")
SIGNS = (
    "dense",
    "asked",
    "answered",
    "answered_three",
    "open",
    "open_three",
    "nearer",
    "nearer_three",
    "coverage",
    "lead",
    "lacks_kind",
    "missing_names",
    "missing_numbers",
    "unknown_words",
    "length",
)
# What the second model knows: no sign rests on questions that a sentence is known to answer.
UNWRITTEN_SIGNS = tuple(
    sign for sign in SIGNS if not sign.startswith(("asked", "answered", "nearer"))
)
# What nothing else can stand in for.
_SURE_KINDS = frozenset({Kind.DATE, Kind.DURATION, Kind.MONEY, Kind.PHONE})
# What stands for a kind in other ways. A time may hang on something else: "before the end of the
# shift", "for the life of the boat".
_AT = (
    r"before|after|until|till|upon|when|once|as soon as|at the (?:end|close|start)|immediately"
    r"|at once"
)
_OTHERWISE = {
    Kind.DATE: re.compile(rf"\b(?:{_AT})\b", re.IGNORECASE),
    # An amount may stand without its sign, and be none: "no charge", "is waived".
    Kind.MONEY: re.compile(
        r"\d|\b(?:no|not|waived?|without|nothing|half|double|triple|twice|times|rates?)\b",
        re.IGNORECASE,
    ),
    Kind.DURATION: re.compile(
        rf"\b(?:{_AT}|as long as|each|every|(?:within|during|for) the)\b", re.IGNORECASE
    ),
}
# What bears on a question nearly as well as the best may be told with it.
_AS_GOOD = 0.9
_NUMBERED = re.compile(r"\b[\w-]*\d[\w.,-]*")


@dataclass(frozen=True)
class Judge:
    """``weights`` (one a sign, of standardised signs), ``bias`` and the ``threshold`` for yes."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def probability(self, signs: list[float]) -> float:
        """How likely it is that evidence with these signs answers the question."""
        terms = zip(signs, self.means, self.scales, self.weights, strict=True)
        score = self.bias + sum(w * (s - mean) / scale for s, mean, scale, w in terms)
        return 1 / (1 + math.exp(-score))

    def accepts(self, signs: list[float]) -> bool:
        return self.probability(signs) >= self.threshold


@cache
def fitted(*, written_about: bool = True, path: Path = FITTED) -> Judge:
    """The model as it was fitted last, for documents with questions written down or without."""
    which = "written" if written_about else "unwritten"
    data = json.loads(path.read_text(encoding="utf-8"))[which]
    return Judge(
        means=tuple(data["means"]),
        scales=tuple(data["scales"]),
        weights=tuple(data["weights"]),
        bias=data["bias"],
        threshold=data["threshold"],
    )


def signs(index: Index, found: Found) -> list[float]:
    """The signs of `SIGNS` for the best candidate of a part, in that order."""
    if not found.candidates:
        return [0.0] * len(SIGNS)
    best = found.candidates[0]
    question = found.part.whole
    rarity = index.lexical.rarity(question)
    own = index.lexical.stems_of_source(best.text)
    total = sum(rarity.values()) or 1.0
    unknown = sum(w for stem, w in rarity.items() if index.lexical.is_unknown(stem))
    second = found.candidates[1].support if len(found.candidates) > 1 else 0.0
    # A sentence for which nobody wrote questions down is as near as one of them would be.
    answered = [max(known, best.asked) for known in found.known.answered]
    pairs = zip(found.known.open, found.known.outside, strict=True)
    left_open = [max(pair) for pair in pairs]
    return [
        best.dense,
        best.asked,
        *answered,
        *left_open,
        *(one - other for one, other in zip(answered, left_open, strict=True)),
        sum(w for stem, w in rarity.items() if stem in own) / total,
        best.support - second,
        float(lacks(expected(question), best.text, question)),
        _missing_names(question, best.text),
        _missing_numbers(question, best.text),
        unknown / total,
        float(len(rarity)),
    ]


def has_nothing_of_kind(found: Found) -> bool:
    """Whether a day, a length of time or a number to call is asked for, and the best has none.

    Where questions are written down, those tell better what else is an answer: "until revoked".
    """
    kind, best = expected(found.part.whole), found.candidates[:1]
    if kind not in _SURE_KINDS or not best or best[0].written_about:
        return False
    told = [c.text for c in found.candidates if c.support >= _AS_GOOD * best[0].support]
    otherwise = _OTHERWISE.get(kind)
    if otherwise and any(otherwise.search(text) for text in told):
        return False
    return all(lacks(kind, text, found.part.whole) for text in told)


def _missing_names(question: str, text: str) -> float:
    """The share of the question's names in capitals that do not stand in the text."""
    words = question.split()[1:]
    names = [word.strip(".,?!:;'\"()") for word in words if word[:1].isupper()]
    missing = [name for name in names if name.lower() not in text.lower()]
    return len(missing) / max(len(names), 1)


def _missing_numbers(question: str, text: str) -> float:
    """Whether none of the question's numbers, years and numbered names stands in the text.

    What is said of another year is no answer; "is it 43 or 40?" is answered by one of them.
    """
    numbers = [word.strip(".,-") for word in _NUMBERED.findall(question)]
    return float(bool(numbers) and not any(number in text for number in numbers))
