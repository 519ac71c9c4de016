"""The phrasings that the classifier is fitted on: lines of text, and patterns with slots."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("phrasings")
_SLOT = re.compile(r"\{(\w+)\}")
# How often a pattern is filled, and what a filled one counts beside a line written as it stands.
_FILLINGS = 7
_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question with the reason to decline it, or ``ordinary``.

    Phrasings of one ``theme`` resemble each other; in trials they are held out together.
    """

    text: str
    label: str
    theme: str
    weight: float = 1.0


def read_phrasings() -> list[Phrasing]:
    """All phrasings, in the same order every time."""
    return [*_lines(), *_filled()]


def fingerprint() -> str:
    """The sha256 of what `read_phrasings` reads."""
    digest = hashlib.sha256(f"{_FILLINGS} {_WEIGHT}".encode())
    for file in sorted(_FOLDER.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _lines() -> Iterator[Phrasing]:
    for file in sorted(_FOLDER.glob("*.txt")):
        for number, theme in enumerate(file.read_text(encoding="utf-8").split("\n\n")):
            for line in filter(str.strip, theme.splitlines()):
                yield Phrasing(line.strip(), file.stem, f"{file.stem} {number}")


def _filled() -> Iterator[Phrasing]:
    data = tomllib.loads((_FOLDER / "patterns.toml").read_text(encoding="utf-8"))
    for label, patterns in data["patterns"].items():
        for pattern in patterns:
            texts = {_fill(pattern, number, data["slots"]): None for number in range(_FILLINGS)}
            for text in texts:
                yield Phrasing(text, label, pattern, _WEIGHT)


def _fill(pattern: str, number: int, slots: dict[str, list[str]]) -> str:
    """The pattern with a word in each slot, chosen by a hash so that it never changes."""
    text = pattern
    while slot := _SLOT.search(text):
        words = slots[slot[1]]
        key = f"{pattern}|{number}|{slot.start()}".encode()
        word = words[int.from_bytes(hashlib.sha256(key).digest()[:4]) % len(words)]
        text = text[: slot.start()] + word + text[slot.end() :]
    return text[0].upper() + text[1:] if pattern[0].isupper() or pattern[0] == "{" else text
