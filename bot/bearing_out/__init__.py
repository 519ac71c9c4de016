"""Does a quote bear a sentence out? A first form, which knows little and withholds what it doubts.

It has not been measured on the calibration set, and in trials with a lying model a few lies passed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from bot.tables.checking.reads import Read
from bot.tables.model.words import content

_COVERED = 0.75
# A number with the words on both of its sides, so that two cannot change places.
_VALUE = re.compile(r"(?:(?<=\s)|^)(?=(\S+ \S*\d\S*))|(?=(\b\d[\d,.]* [a-z]+))", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w-]+|\b[A-Z]{2,}\b")
_TURNS = re.compile(
    r"\b(not|no|never|none|nor|neither|without|cannot|must|shall|should|may|might|can|could|all|"
    r"every|only|any|at least|at most|more|less|fewer|unless|except|if|before|after)\b|n['’]t\b",
    re.IGNORECASE,
)

_DENIALS = frozenset({"not", "no", "never", "none", "nor", "neither", "without", "cannot"})


@dataclass(frozen=True)
class Evidence:
    """A cited quote, with the cells that were read where it is a table."""

    text: str
    cells: tuple[Read, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence holds, else the kind of its fault; ``why`` in one line."""

    holds: bool
    kind: str
    why: str


class Verifier:
    """Judges sentences by the quotes that they cite."""

    def __init__(self, embed: Callable[[list[str]], NDArray]) -> None:  # type: ignore[type-arg]
        self._embed = embed

    def judge(self, sentence: str, evidence: Sequence[Evidence]) -> Verdict:
        """Whether the quotes together bear the sentence out."""
        given = " ".join(one.text for one in evidence)
        said = content(sentence)
        known = set(content(given))
        if len(said) == 0 or sum(word in known for word in said) / len(said) < _COVERED:
            return Verdict(holds=False, kind="coverage", why="it says what no quote says")
        for kind, pattern in {"number": _VALUE, "name": _NAME, "turn": _TURNS}.items():
            wanted, offered = _found(pattern, sentence), _found(pattern, given)
            strange = [one for one in wanted if one not in offered]
            if strange or (kind == "turn" and not _in_order(wanted, offered)):
                return Verdict(holds=False, kind=kind, why=f"{kind}: {wanted} against {offered}")
        if _denials(given) - _denials(sentence):
            return Verdict(holds=False, kind="negation", why="the quotes deny, and it does not")
        return Verdict(holds=True, kind="", why="its words stand in the quotes")


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    found = (group for m in pattern.finditer(text) for group in (m.group(), *m.groups()) if group)
    return [" ".join(re.findall(r"[\w'’-]+", group.lower())) for group in found]


def _denials(text: str) -> set[str]:
    """The words that deny, those that are written together with their verb as `not`."""
    words = re.findall(r"[a-z]+(?:['’]t\b)?", text.lower())
    return {"not" if word.endswith(("'t", "’t")) else word for word in words} & _DENIALS


def _in_order(wanted: Sequence[str], offered: Sequence[str]) -> bool:
    rest = iter(offered)
    return all(one in rest for one in wanted)
