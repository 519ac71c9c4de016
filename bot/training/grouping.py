"""Near-duplicates: which questions of a class ask the same thing, as they come in.

Greedy leader clustering: a question joins the group of the nearest leader that is near enough,
else it leads a group of its own. What sets two questions apart although they look alike, numbers
and negations, must be the same within a group.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from index.reading import Vectors

# Of pairs of questions written down for different sentences of the documents none is this near.
NEAR = 0.85
_MOST_LEADERS = 2_000
_MOST_KNOWN = 50_000
_WORD = re.compile(r"[\w'’]+")
_TELLS_APART = re.compile(r"\d|^(?:no|not|never|none|without|cannot|except)$|n['’]t$")

Encode = Callable[[list[str]], Vectors]


def norm(question: str) -> str:
    """What is the same in wordings that differ by capitals, spacing and punctuation alone."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", question).casefold()))


def group_id(question: str) -> str:
    """The id of the group that a question leads: the same on every server and after a restart."""
    return blake2b(norm(question).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class _Leader:
    group: str
    apart: frozenset[str]


class Groups:
    """The groups of one session. Bounded: past the bound a question stands for itself."""

    def __init__(self, encode: Encode, leaders: Sequence[tuple[str, str]] = ()) -> None:
        """``leaders`` are groups that there are already, as (group id, question)."""
        self._encode = encode
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}
        self._leaders: list[_Leader] = []
        self._vectors: list[Vectors] = []
        if leaders:
            for (group, text), vector in zip(
                leaders, encode([text for _, text in leaders]), strict=True
            ):
                self._lead(group, text, vector)

    def learn(self, leaders: Sequence[tuple[str, str]]) -> None:
        """Take over groups that others made, as (group id, question), and their wordings."""
        with self._lock:
            have = {leader.group for leader in self._leaders}
            led: dict[str, str] = {}
            for group, question in leaders:
                if group not in have:
                    led.setdefault(group, question)
                elif len(self._known) < _MOST_KNOWN:
                    self._known.setdefault(norm(question), group)
            if led:
                vectors = self._encode(list(led.values()))
                for (group, question), vector in zip(led.items(), vectors, strict=True):
                    self._lead(group, question, vector)

    def assign(self, questions: Sequence[str]) -> list[str]:
        """The group id of each question, in order; new groups are made on the way."""
        with self._lock:
            new = list({norm(q): q for q in questions if norm(q) not in self._known}.values())
            if new:
                for question, vector in zip(new, self._encode(new), strict=True):
                    self._place(question, vector)
            return [self._known.get(norm(q), group_id(q)) for q in questions]

    def _place(self, question: str, vector: Vectors) -> None:
        nearest = self._nearest(_apart(question), vector)
        if nearest is None:
            self._lead(group_id(question), question, vector)
        elif len(self._known) < _MOST_KNOWN:
            self._known[norm(question)] = nearest

    def _nearest(self, apart: frozenset[str], vector: Vectors) -> str | None:
        if not self._leaders:
            return None
        cosines = np.stack(self._vectors) @ vector
        for place in map(int, np.argsort(-cosines)):
            if cosines[place] < NEAR:
                return None
            if self._leaders[place].apart == apart:
                return self._leaders[place].group
        return None

    def _lead(self, group: str, question: str, vector: Vectors) -> None:
        if len(self._known) < _MOST_KNOWN:
            self._known.setdefault(norm(question), group)
        if len(self._leaders) < _MOST_LEADERS:
            self._leaders.append(_Leader(group, _apart(question)))
            self._vectors.append(vector)


def _apart(question: str) -> frozenset[str]:
    return frozenset(word for word in norm(question).split() if _TELLS_APART.search(word))
