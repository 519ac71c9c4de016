"""Distilling: the few relations between common words that the verifier reads, out of WordNet."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.bearing_out.lexicon import FILE
from corpus.errors import GuideError

_FILES: Final = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_WORD = re.compile(
    r"[a-z]+(?:-[a-z]+)*(?:_(?:up|out|off|down|in|on|over|away|back|through|for|into|to|with))?"
)
_SENSES = 4  # of a word in a part of speech, the most frequent first
_UP = frozenset({"@", "@i", "*", "&"})  # is a kind of, implies, is like
_KIN = frozenset({"+", "\\", "<"})
_PEOPLE, _GROUP = 18, 14  # WordNet's files of nouns for people and for groups of them

_Key = tuple[str, str]


@dataclass(frozen=True)
class _Meaning:
    """A set of words with one meaning, the file it stands in and its pointers."""

    file: int
    words: list[str]
    pointers: list[tuple[str, _Key, int, int]]


def distil(folder: Path, file: Path = FILE) -> int:
    """Write the lexicon from WordNet's files in ``folder``; how many words it holds."""
    try:
        meanings, senses = dict(_meanings(folder)), dict(_senses(folder))
        counts = _counts(folder)
        parts = _parts(folder)
        forms = dict(_forms(folder))
    except OSError as error:
        raise GuideError(f"{folder} does not hold WordNet's files ({error})") from None
    chosen = _chosen(senses, counts)
    numbers = _numbered(meanings, chosen)
    data = {
        "meanings": {word: [numbers[key] for key in keys] for word, keys in chosen.items()},
        "above": [[numbers[up] for up in _above(meanings[key])] for key in numbers],
        "people": [numbers[k] for k in numbers if _is_people(meanings, k)],
        "named": [w for w, keys in chosen.items() if _names_people(w, keys, meanings, parts)],
        "kin": _related(meanings, chosen, _KIN),
        "opposites": _related(meanings, chosen, frozenset({"!"})),
        "forms": {form: base for form, base in forms.items() if base in chosen},
        "common": sorted(word for word in chosen if counts[word]),
    }
    packed = json.dumps(data, separators=(",", ":"), sort_keys=True).encode()
    file.write_bytes(gzip.compress(packed, mtime=0))
    return len(chosen)


def _is_people(meanings: dict[_Key, _Meaning], key: _Key) -> bool:
    """Whether a meaning is a person, or a group that people form."""
    if key[0] != "n" or meanings[key].file == _PEOPLE:
        return key[0] == "n"
    return meanings[key].file == _GROUP and any(
        "social_group" in meanings[up].words for up in _all_above(meanings, key)
    )


def _all_above(meanings: dict[_Key, _Meaning], key: _Key) -> list[_Key]:
    found = [key]
    for one in found:
        found += [up for up in _above(meanings[one]) if up not in found]
    return found


def _names_people(
    word: str, keys: list[_Key], meanings: dict[_Key, _Meaning], counts: Counter[tuple[str, str]]
) -> bool:
    """Whether a word is mostly a noun, and one for people in the first place."""
    nouns = [key for key in keys if key[0] == "n"]
    others = sum(counts[word, part] for part in "var")
    return bool(nouns) and _is_people(meanings, nouns[0]) and counts[word, "n"] >= others


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("  "):
            yield line.partition(" | ")[0].split()


def _meanings(folder: Path) -> Iterator[tuple[_Key, _Meaning]]:
    for name, part in _FILES.items():
        for row in _lines(folder / f"data.{name}"):
            count = int(row[3], 16)
            told = [re.sub(r"\(\w+\)$", "", word).lower() for word in row[4 : 4 + 2 * count : 2]]
            rest = row[4 + 2 * count :]
            pointers = [
                (rest[at], (rest[at + 2].replace("s", "a"), rest[at + 1]), *_ends(rest[at + 3]))
                for at in range(1, 4 * int(rest[0]) + 1, 4)
            ]
            yield (part, row[0]), _Meaning(int(row[1]), told, pointers)


def _ends(code: str) -> tuple[int, int]:
    """Which word of either meaning a pointer joins, from 1; 0 for all."""
    own, other = code[:2], code[2:]
    return int(own, 16), int(other, 16)


def _senses(folder: Path) -> Iterator[tuple[str, list[_Key]]]:
    found: dict[str, list[_Key]] = {}
    for name, part in _FILES.items():
        for row in _lines(folder / f"index.{name}"):
            offsets = row[4 + int(row[3]) + 2 :]
            found.setdefault(row[0], []).extend((part, offset) for offset in offsets[:_SENSES])
    yield from found.items()


def _counts(folder: Path) -> Counter[str]:
    """How often each word was met in the texts that WordNet's authors read."""
    counts: Counter[str] = Counter()
    for key, _, count in _lines(folder / "cntlist.rev"):
        counts[key.partition("%")[0]] += int(count)
    return counts


def _parts(folder: Path) -> Counter[tuple[str, str]]:
    """How often each word was met as which part of speech."""
    parts = ("n", "v", "a", "r", "a")
    counts: Counter[tuple[str, str]] = Counter()
    for key, _, count in _lines(folder / "cntlist.rev"):
        word, _, rest = key.partition("%")
        counts[word, parts[int(rest[0]) - 1]] += int(count)
    return counts


def _forms(folder: Path) -> Iterator[tuple[str, str]]:
    for name in _FILES:
        for row in _lines(folder / f"{name}.exc"):
            yield row[0], row[1]


def _chosen(senses: dict[str, list[_Key]], counts: Counter[str]) -> dict[str, list[_Key]]:
    """The words that are common, or share a meaning with one that is."""
    plain = {word: keys for word, keys in senses.items() if _WORD.fullmatch(word)}
    common = {key for word, keys in plain.items() if counts[word] for key in keys}
    found = {word: [key for key in keys if key in common] for word, keys in plain.items()}
    return {word: keys for word, keys in sorted(found.items()) if keys}


def _numbered(meanings: dict[_Key, _Meaning], chosen: dict[str, list[_Key]]) -> dict[_Key, int]:
    """A number for each meaning of a chosen word and for all that stand above it."""
    numbers: dict[_Key, int] = {}
    waiting = [key for keys in chosen.values() for key in keys]
    while waiting:
        key = waiting.pop()
        if key not in numbers:
            numbers[key] = len(numbers)
            waiting += _above(meanings[key])
    return numbers


def _above(meaning: _Meaning) -> list[_Key]:
    return [key for kind, key, *_ in meaning.pointers if kind in _UP]


def _related(
    meanings: dict[_Key, _Meaning], chosen: dict[str, list[_Key]], kinds: frozenset[str]
) -> dict[str, list[str]]:
    found = {
        word: sorted({other for key in keys for other in _joined(word, meanings, key, kinds)})
        for word, keys in chosen.items()
    }
    return {word: others for word, others in found.items() if others}


def _joined(
    word: str, meanings: dict[_Key, _Meaning], key: _Key, kinds: frozenset[str]
) -> Iterable[str]:
    for kind, other, own_end, other_end in meanings[key].pointers:
        if kind in kinds and other_end and meanings[key].words[own_end - 1] == word:
            yield meanings[other].words[other_end - 1]
