"""A model that writes true, rightly cited sentences: those of the passages, lightly reworded."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from bot.tables.model.words import content
from corpus.sentences import sentences
from evals.endpoints.serving import Asked, Reply

_PASSAGE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_TABLES, _QUESTION = "Table results", "Question"
_MOST = 4
# What each place further back in the prompt takes off.
_LATER = 0.5
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
    """The sentences that stand for themselves, those nearest to the question first.

    Near is what shares its rarer words, and stands in a passage that was given early.
    """
    found = [
        (number, sentence)
        for number, text in passages(section(prompt, "Passages"))
        for sentence in _sentences(text)
        if not _LEANS.match(sentence)
    ]
    words = [set(content(sentence)) for _, sentence in found]
    known = Counter(word for own in words for word in own)
    asked = set(content(section(prompt, _QUESTION)))
    near = [
        sum(math.log(1 + len(found) / known[word]) for word in asked & own) - _LATER * number
        for (number, _), own in zip(found, words, strict=True)
    ]
    return [found[at] for at in sorted(range(len(found)), key=lambda at: -near[at])]


def _written(prompt: str, told: int) -> Iterable[str]:
    chosen = said(prompt)[: _MOST if not told else 1]
    if len(chosen) < _MOST:
        return [_reworded(prompt, at, *one) for at, one in enumerate(chosen, told)]
    *single, (number, first), (other, second) = chosen
    numbers = "".join(f" [{n}]" for n in dict.fromkeys([number, other]))
    merged = f"{first.rstrip('.')}, and {lowered(prompt, second)}{numbers}"
    return [*(_reworded(prompt, at, *one) for at, one in enumerate(single)), merged]


def _reworded(prompt: str, at: int, number: int, sentence: str) -> str:
    opening = _OPENINGS[(at + len(sentence)) % len(_OPENINGS)]
    return f"{opening}{lowered(prompt, sentence) if opening else sentence} [{number}]"


def lowered(prompt: str, sentence: str) -> str:
    """A sentence that may stand within another: its first word small, if it ever is."""
    first, _, rest = sentence.partition(" ")
    small = re.search(rf"(?<!\w){re.escape(first.lower())}(?!\w)", prompt)
    return f"{first.lower()} {rest}" if small else sentence


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]
