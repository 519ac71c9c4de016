"""A model that writes true, rightly cited sentences: those of the passages, lightly reworded."""

import re
from collections.abc import Iterable
from itertools import chain

from bot.tables.model.words import content
from corpus.sentences import sentences
from evals.endpoints.serving import Asked, Reply

_PASSAGE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_TABLES, _QUESTION = "Table results", "Question"
_MOST = 3
_OPENINGS = ("", "According to the source, ", "In short, ")
# A sentence that opens so points at another, which the reader of one sentence does not have.
_LEANS = re.compile(r"(?:This|These|That|Those|It|They|He|She|Such|Also|However)\b")


def honest(asked: Asked) -> Reply:
    """Table results as they are given, then what the passages say to the question."""
    told = [f"{text} [{number}]" for number, text in passages(section(asked.user, _TABLES))]
    return Reply.of(" ".join([*told, *_written(asked.user, len(told))]))


def section(prompt: str, heading: str) -> str:
    """What stands under a heading of the prompt, up to the next blank line."""
    after = prompt.partition(f"{heading}:\n")[2]
    return after.partition("\n\n")[0]


def passages(prompt: str) -> list[tuple[int, str]]:
    """The numbered lines of a prompt."""
    return [(int(number), text) for number, text in _PASSAGE.findall(prompt)]


def said(prompt: str) -> list[tuple[int, str]]:
    """The sentences that stand for themselves, those nearest to the question first."""
    asked = set(content(section(prompt, _QUESTION)))
    found = [
        (number, sentence)
        for number, text in passages(section(prompt, "Passages"))
        for sentence in _sentences(text)
        if not _LEANS.match(sentence)
    ]
    return sorted(found, key=lambda one: -len(asked & set(content(one[1]))))


def _written(prompt: str, told: int) -> Iterable[str]:
    chosen = said(prompt)[: _MOST if not told else 1]
    merged = len(chosen) == _MOST
    if merged:  # the second and the third in one
        chosen, (second, third) = chosen[:1], chosen[1:]
        joined = f"{second[1].rstrip('.')}, and {lowered(third[1])}"
        numbers = dict.fromkeys([second[0], third[0]])
        merge = [joined + "".join(f" [{number}]" for number in numbers)]
    else:
        merge = []
    return chain((_reworded(at, *one) for at, one in enumerate(chosen, told)), merge)


def _reworded(at: int, number: int, sentence: str) -> str:
    opening = _OPENINGS[(at + len(sentence)) % len(_OPENINGS)]
    return f"{opening}{lowered(sentence) if opening else sentence} [{number}]"


def lowered(sentence: str) -> str:
    """A sentence that may stand within another: its first word small, unless it is a name."""
    first, _, rest = sentence.partition(" ")
    small = {"A", "An", "The", "Agencies", "Employees", "As", "Before", "When", "If", "No", "For"}
    return f"{first.lower()} {rest}" if first in small else sentence


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]
