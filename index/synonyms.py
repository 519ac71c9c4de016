"""Acronyms and general synonyms by which a question is widened, from synonyms.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("synonyms.toml")
_WORD = re.compile(r"[a-z0-9]+(?:[-&/][a-z0-9]+)*")


@dataclass(frozen=True)
class Synonyms:
    """What each word or phrase (lower case) also goes by."""

    also: dict[str, tuple[str, ...]]

    def expansions(self, question: str) -> list[str]:
        """The other words for what stands in the question, without those that stand there."""
        words = _WORD.findall(question.lower())
        text = f" {' '.join(words)} "
        found = [w for term, others in self.also.items() if f" {term} " in text for w in others]
        return [word for word in dict.fromkeys(found) if f" {word.lower()} " not in text]


@cache
def read_synonyms() -> Synonyms:
    """Read the data file: each group's terms stand for one another."""
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    also: dict[str, tuple[str, ...]] = {}
    for group in groups:
        terms: list[str] = group["terms"]
        for term in terms:
            others = tuple(other for other in terms if other != term)
            also[term.lower()] = also.get(term.lower(), ()) + others
    return Synonyms(also)
