"""The prompt: instructions that never change, and the material of one question apart from them."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.generating.material import Material, Passage
from corpus.library import Corpus

VERSION = "1"
_INSTRUCTIONS = Path(__file__).with_name(f"instructions-{VERSION}.txt")
# What would look like a line or a section of ours.
_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Prompt:
    """What is sent, and the material in the numbering that it uses."""

    system: str
    user: str
    material: Material

    @property
    def digest(self) -> str:
        """The sha256 of all that is sent."""
        return hashlib.sha256(f"{self.system}\n\n{self.user}".encode()).hexdigest()

    @property
    def length(self) -> int:
        """How many characters are sent."""
        return len(self.system) + len(self.user)


def prompt_of(
    material: Material, corpus: Corpus, budget: int, count: Callable[[str], int]
) -> Prompt:
    """The prompt for a material, with as many of its passages as fit into ``budget`` tokens.

    One passage is given in any case.
    """
    system = _INSTRUCTIONS.read_text(encoding="utf-8").strip()
    kept: list[Passage] = []
    left = budget - count(system) - sum(count(result.line) for result in material.results)
    for passage in material.passages:
        left -= count(passage.line)
        if left >= 0 or not kept:
            kept.append(passage)
    fitting = replace(material, passages=tuple(kept))
    return Prompt(system, _user(fitting, corpus), fitting)


def _user(material: Material, corpus: Corpus) -> str:
    lines = [f"[{n}] {_shown(source.line)}" for n, source in enumerate(material.sources, 1)]
    results = len(material.results)
    sections = {
        "Table results": lines[:results],
        "Passages": lines[results:],
        "Standing of the documents (readers are told separately)": _standing(material, corpus),
        "Question": [_shown(" ".join(material.question.split()))],
    }
    return "\n\n".join(
        "\n".join([f"{heading}:", *entries]) for heading, entries in sections.items() if entries
    )


def _shown(text: str) -> str:
    """A text of others, in which nothing looks like a number of ours."""
    return _MARKER.sub(r"(\1)", text)


def _standing(material: Material, corpus: Corpus) -> list[str]:
    numbers: dict[str, list[str]] = {}
    for number, source in enumerate(material.sources, 1):
        cited = [source.document_id] if isinstance(source, Passage) else [
            citation.document_id for citation in source.citations
        ]  # fmt: skip
        for document_id in dict.fromkeys(cited):
            numbers.setdefault(document_id, []).append(str(number))
    return [
        f"{', '.join(known)}: {corpus.document(document_id).cited_title}, "
        f"{corpus.document(document_id).standing.phrase}"
        for document_id, known in numbers.items()
    ]
