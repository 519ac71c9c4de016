"""Lexicon: which common words mean the same, the opposite, or a wider thing (WordNet 3.0).

`wordnet/lexicon.json.gz` holds relations between words alone, distilled from WordNet's files by
`python -m evals lexicon`; WordNet's licence stands beside it.
"""

import gzip
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, TypedDict, cast

FILE: Final = Path(__file__).parent / "wordnet" / "lexicon.json.gz"
_ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("er", "e"),
    ("est", ""), ("est", "e"), ("ier", "y"), ("iest", "y"), ("ly", ""),
)  # fmt: skip
_MADE = re.compile(r"(?:ee|er|or|ist|ian)s?$")
_DOUBLED = 4  # letters that a base whose last one was doubled has at least
_HIGHEST = 4  # steps up from a meaning to a wider one


class _Data(TypedDict):
    meanings: dict[str, list[int]]
    above: list[list[int]]
    people: list[int]
    named: list[str]
    kin: dict[str, list[str]]
    opposites: dict[str, list[str]]
    forms: dict[str, str]
    common: list[str]


@cache
def _data() -> _Data:
    return cast("_Data", json.loads(gzip.decompress(FILE.read_bytes())))


@cache
def _set(name: str) -> frozenset[str | int]:
    return frozenset(_data()[name])  # type: ignore[literal-required]


@lru_cache(maxsize=65536)
def plain(word: str) -> tuple[str, ...]:
    """The forms of a folded word that stand in the lexicon, itself first."""
    data = _data()
    found = [word] if word in data["meanings"] else []
    if word in data["forms"]:
        found.append(data["forms"][word])
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word[: -len(ending)] + instead
            found += [b for b in (base, _single(base)) if b in data["meanings"]]
    return tuple(dict.fromkeys(found))


def _single(base: str) -> str:
    """A base without the consonant that its ending doubled."""
    doubled = len(base) >= _DOUBLED and base[-1] == base[-2] and base[-1] not in "aeiou"
    return base[:-1] if doubled else base


def is_common(word: str) -> bool:
    """Whether a folded word, in some form, is a common word of the language."""
    return any(form in _set("common") for form in plain(word))


@lru_cache(maxsize=65536)
def is_people(word: str) -> bool:
    """Whether a folded word is a noun for people or for a body of people.

    One that is not in the lexicon is told by how it is made: "retirees", "lobbyist".
    """
    if not plain(word):
        return _MADE.search(word) is not None
    return any(form in _set("named") for form in _nouns(word))


@lru_cache(maxsize=65536)
def same_people(told: str, known: str) -> bool:
    """Whether a noun for people means those of a known word, or is made from that word."""
    own = {m for form in _nouns(told) for m in _data()["meanings"][form][:2]} & _set("people")
    others = {m for form in _nouns(known) for m in _data()["meanings"][form][:2]}
    return bool(own & _raised(frozenset(others))) or bool(_kin(told) & set(plain(known)))


def _nouns(word: str) -> list[str]:
    """The forms of a word that it can have as a noun: itself, and what it is the plural of."""
    forms = plain(word)
    if word in _data()["forms"] and len(forms) > 1 and forms[0] == word:
        return []  # "fed" is a form of "feed" before it is a noun
    return [f for f in forms if f == word or not word.endswith(("ed", "ing", "er", "est", "ly"))]


def _raised(meanings: frozenset[int]) -> frozenset[int]:
    """Meanings with those up to two steps wider."""
    above = _data()["above"]
    once = {up for meaning in meanings for up in above[meaning]}
    return meanings | once | frozenset(up for meaning in once for up in above[meaning])


@lru_cache(maxsize=65536)
def _meanings(word: str) -> frozenset[int]:
    return frozenset(m for form in plain(word) for m in _data()["meanings"][form])


@lru_cache(maxsize=65536)
def _kin(word: str) -> frozenset[str]:
    """A word's forms and the words made from them, such as the noun of a verb."""
    forms = plain(word)
    return frozenset(forms) | {kin for form in forms for kin in _data()["kin"].get(form, ())}


@lru_cache(maxsize=65536)
def _kin_meanings(word: str) -> frozenset[int]:
    return frozenset(m for kin in _kin(word) for m in _data()["meanings"].get(kin, ()))


@lru_cache(maxsize=65536)
def _wider(word: str) -> dict[int, int]:
    """Each meaning of a word and its kin and all wider ones, with how many steps up they are."""
    steps = dict.fromkeys(_kin_meanings(word), 0)
    at = list(steps)
    for step in range(1, _HIGHEST + 1):
        at = [up for meaning in at for up in _data()["above"][meaning] if up not in steps]
        steps.update(dict.fromkeys(at, step))
    return steps


@lru_cache(maxsize=65536)
def are_opposites(one: str, two: str) -> bool:
    """Whether two folded words are opposites, as "rise" and "fall" are."""
    others = {o for form in plain(one) for o in _data()["opposites"].get(form, ())}
    return bool(others & set(plain(two)))


@lru_cache(maxsize=262144)
def nearness(told: str, known: str) -> float:
    """How far a word of a quote bears out a told one, 0 to 1: the same, kin, alike, or wider."""
    if told == known or set(plain(told)) & set(plain(known)):
        return 1.0
    if are_opposites(told, known):
        return 0.0
    if _kin(told) & _kin(known):
        return 1.0
    if _meanings(told) & _meanings(known):
        return 0.95
    steps = [step for m, step in _wider(known).items() if m in _kin_meanings(told)]
    return max(0.9 - 0.1 * min(steps), 0.0) if steps else 0.0
