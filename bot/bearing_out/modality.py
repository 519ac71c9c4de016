"""Modality: what must be, should be, may be or surely is, and how sure the quotes are of it.

Each modal word governs the words behind it. A sentence may use one only as the quotes use one of
the same strength, of those words if they stand there, and otherwise anywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_CLASSES = {
    "must": """must shall required require requires requirement need needs needed oblige obliges
        obliged obligation mandatory compulsory duty duties demands demanded bound
        prescribe prescribes""",
    "told": """told tells calls called orders ordered directs directed instructs instructed set sets
        gave gives until deadline rule rules""",
    "should": """should ought recommended recommendation advised advisable suggest suggests
        suggested encourage encourages encouraged urge urges urged invited invites""",
    "may": "may might allow allows allowed permit permits permitted permission optional",
    "can": "can could able possible possibly perhaps potentially option enable enables cannot",
    "will": "will",
    "surely": """always definitely certainly undoubtedly surely guaranteed guarantee
        guarantees formally inevitably""",
    "seems": """seem seems seemed inference infer inferred infers presumably presumed probably
        likely unlikely reportedly supposedly opinion expected expects expectation unresolved
        unclear unsettled uncertain hope hopes hoped suspected apparently""",
}
_CLASS = {word: name for name, told in _CLASSES.items() for word in told.split()}
_LESS_SURE = frozenset({"may", "can", "seems", "should"})
_DENIED = frozenset("not no nobody without don't doesn't never".split())
_WHO = frozenset({"they", "you", "we"})
_HAVE = frozenset({"have", "has", "had", "having"})
# What the quotes have to say for each, of the same words; and where they say nothing of them.
_FROM = {
    "must": {"must", "told"},
    "told": set(_CLASSES) | {""},
    "should": {"should", ""},
    "may": {"may", "can", "seems", ""},
    "can": {"may", "can", "seems", "will", "surely", "told", ""},
    "will": {"will", "must", "surely", "told", ""},
    "surely": {"surely"},
    "seems": {"seems", "may", "can", "should", ""},
}
_ANYWHERE = {"can": set(_CLASSES) | {""}}
# A quote that says so is not sure, and the sentence has to say that too.
_UNSURE = frozenset(
    "may might can could seems seem appears inference unresolved expects expected hopes".split()
)
# What is open in a quote is told as open: by such a word, or by a denial that it is settled.
_OPEN = frozenset("unresolved unsettled unclear uncertain undecided".split())
_LEFT_OPEN = re.compile(
    r"\b(?:whether|unresolved|unsettled|unclear|uncertain|undecided|unknown|in doubt|open|"
    r"(?:not|no|nobody|never|n't)\b.{0,20}\b(?:resolved?|settled?|clear|certain|decided|knows?|known))\b",
    re.IGNORECASE,
)
_FOUND = frozenset("found seen obtained accessed viewed downloaded read".split())
_HINTS = frozenset("risk risks danger dangers whether would liable prone as like open if".split())
_ABLE = re.compile(r"\w{2,}[ai]ble")
_REACH = 5
_ASIDE = 5  # words and signs of what may be put in between: "should, where feasible, retire"


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal word, its strength, and the content words that it governs."""

    word: Word
    strength: str
    over: tuple[Word, ...]


def modality_fault(case: Case) -> str | None:
    """Why the sentence is stricter, laxer or surer than its quotes; None if it is not."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    theirs = [modal for quote in case.quotes for modal in modals(quote)]
    own = modals(case.said)
    for modal in own:
        found, allowed = _strengths(modal, theirs)
        if not found & allowed:
            told = " ".join([modal.word.text, *(word.text for word in modal.over[:3])])
            yield f"it says {told!r}, the quotes say {_named(found)}"
    yield from _settled(theirs, case.said)
    if {modal.strength for modal in own} & _LESS_SURE or any(map(_hints, case.said.words)):
        return
    for modal in theirs:
        if modal.word.low in _UNSURE and _tells(modal, case.said) and not _is_there(modal):
            yield f"a quote says it with {modal.word.text!r}, the sentence without"


def _settled(theirs: list[Modal], said: Text) -> Iterator[str]:
    """What a quote says is open, and the sentence tells without saying that."""
    if _LEFT_OPEN.search(said.text):
        return
    for modal in theirs:
        if modal.word.low in _OPEN and _tells(modal, said):
            yield f"a quote says that it is {modal.word.text!r}, and the sentence does not"


def _is_there(modal: Modal) -> bool:
    """Whether something "can be found", which is to say that it is there."""
    return bool(modal.over) and modal.over[0].low in _FOUND


def _hints(word: Word) -> bool:
    """Whether a word leaves it open as a modal word does: "usable", "a risk"."""
    return word.low in _HINTS or _ABLE.fullmatch(word.low) is not None


def _named(strengths: set[str]) -> str:
    return " or ".join(sorted(repr(s) if s else "no such thing" for s in strengths))


def modals(text: Text) -> list[Modal]:
    """The modal words of a text; "have to" is one too, and what need not be is optional."""
    found = []
    for at, word in enumerate(text.words):
        strength = _strength(text, at)
        before = text.lows[max(at - 4, 0) : at]
        if strength == "must" and (_low(text, at + 1) == "no" or _DENIED & set(before)):
            strength = "may"
        if strength and not (word.low == "may" and text.fact_at(word)):
            found.append(Modal(word, strength, tuple(_governed(text, at))))
    return found


def _strength(text: Text, at: int) -> str | None:
    """The strength of a word that is modal by itself or with the word beside it."""
    low, before, after = text.words[at].low, _low(text, at - 1), _low(text, at + 1)
    if low in _HAVE or low in {"need", "free", "will"}:
        return _by_neighbours(low, before, after)
    if low == "doubt":
        return "surely" if before in {"without", "no"} else None
    if low.startswith(("appear", "look")):
        return "seems" if after in {"to", "as", "like"} else None
    if low.startswith("recommend") and after in {"that", "the", "a", "an", "to"}:
        return "should"
    return _CLASS.get(low)


def _by_neighbours(low: str, before: str, after: str) -> str | None:
    """The strength of a word that is a modal one only beside certain others."""
    if low == "will":
        return None if before == "at" else "will"
    if low == "need":
        if after == "not":
            return "may"
        return None if before in _WHO or _CLASS.get(before) else "must"
    if after != "to" or before in _WHO:
        return None
    return "may" if low == "free" else "must"


def _low(text: Text, at: int) -> str:
    return text.words[at].low if 0 <= at < len(text.words) else ""


def _governed(text: Text, at: int) -> Iterator[Word]:
    """The content words behind a modal one in its part, or behind what is put in between commas."""
    count, part = 0, text.words[at].part
    aside = part + 1
    if _low(text, at + 1) == "," and sum(w.part == aside for w in text.words) <= _ASIDE:
        part = aside + 1
    for word in text.words[at + 1 :]:
        if word.part == aside != part:
            continue
        if word.part not in {part, text.words[at].part} or count == _REACH:
            return
        if not word.is_small and word.low not in _CLASS:
            count += 1
            yield word


def _strengths(modal: Modal, theirs: list[Modal]) -> tuple[set[str], set[str]]:
    """How strongly the quotes say what the modal word governs, and how strongly they may.

    Where they say nothing with a modal word of what it governs, what they say of anything counts.
    """
    stems = {word.stem for word in modal.over[:3]}
    own = {m.strength for m in theirs if stems & {w.stem for w in m.over[:3]}}
    allowed = _FROM[modal.strength]
    if own:
        return own - {"seems", "told"} or own, allowed
    return {m.strength for m in theirs} or {""}, _ANYWHERE.get(modal.strength, allowed)


def _tells(modal: Modal, said: Text) -> bool:
    over = {word.stem for word in modal.over}
    return len(over & said.stems) * 3 >= len(over) > 0
