"""Somebody or something else than the quotes name."""

import re
from collections.abc import Sequence
from random import Random

from evals.calibration.faults.maker import sentence_case
from evals.calibration.faults.names import Named, names, standing_alone

# What a row of a table might be called that no quote holds.
_ROWS = (
    "Budget Management",
    "Public Speaking",
    "Foreign Languages",
    "Legal Research",
    "Fact Checking",
    "Data Governance",
    "Records Keeping",
    "Network Security",
)
_ROW = re.compile(r"\| ([^|]+?) \|")
_SOUNDS_LIKE_VOWEL = re.compile(r"[aeioAEIO]|[FHLMNRSX](?=[A-Z])")


def change_entity(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Put another name or role in the place of one, wherever the sentence has it."""
    text = " ".join([sentence, *quotes]).lower()
    rows = [match[1] for quote in quotes if (match := _ROW.match(quote))]
    told = [row for row in rows if standing_alone(row).search(sentence)]
    named = names(sentence)
    options: list[tuple[str, str]] = [
        (row, new) for row in told for new in _ROWS if new.lower() not in text
    ]
    for each in named:
        options += [(each.found.text, new) for new in _others(each, text)]
    if not options:
        return None
    # Each name gets the same chance, however many there are to take its place.
    old = rng.choice(sorted({old for old, _ in options}))
    new = rng.choice([new for candidate, new in options if candidate == old])
    return _everywhere(sentence, old, new)


def _others(named: Named, text: str) -> list[str]:
    """Names of the same group that neither sentence nor quotes hold in any form."""
    return [
        other[min(named.form, len(other) - 1)]
        for other in named.group
        if not any(form.lower() in text for form in other)
    ]


def _everywhere(sentence: str, old: str, new: str) -> str:
    for match in reversed(list(standing_alone(old).finditer(sentence))):
        before = sentence[: match.start()]
        right = "an " if _SOUNDS_LIKE_VOWEL.match(new) else "a "
        before = re.sub(r"\ban? $", right, before)
        sentence = before + new + sentence[match.end() :]
    return sentence_case(sentence)
