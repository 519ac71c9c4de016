"""Putting: what a follow-up may be taken to ask, the surest reading first."""

import re
from collections.abc import Iterator

from bot.conversations import Turn
from bot.following.names import Names
from bot.following.phrases import ARTICLE, phrases, subjects
from bot.following.pronouns import ANY, named
from bot.following.swapping import elsewhere, narrowed, swapped
from bot.parts import AUX, WH, Part

_OPENING = re.compile(
    r"^\s*(?:(?:ok(?:ay)?|and|but|or|so|then|also|what about|how about|what if|no|sorry|oh|now|"
    r"i mean\w*|same (?:question )?(?:for|with|goes for)|actually|instead)\b[\s,:]*)+",
    re.IGNORECASE,
)
_ONES = re.compile(r"^(?:the |an? )?(?P<kind>[\w-]+) ones?$", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"^(?:(?:by|since|until|for|to|with) (?:when|whom)|who|whom|when|where|why|"
    r"how (?:long|many|much|often|soon))$",
    re.IGNORECASE,
)
_OPENS_WITH_QUESTION_WORD = re.compile(rf"^(?:how \w+|{WH})\s+(?=(?:{AUX})\b)", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?P<word>for|by|at|in|on|with|without|under|from|since|until|after|before|to|of|as)\b",
    re.IGNORECASE,
)
_OPENS_WITH_ARTICLE = re.compile(r"(?:an?|the)\b", re.IGNORECASE)
_HAS_VERB = re.compile(rf"\b(?:{AUX}|one|(?<!^)(?:{WH}))\b", re.IGNORECASE)
# "Which series" takes the place of no phrase within a question.
_ASKS_ANEW = re.compile(r"^(?:how (?:many|much)|which|what) \w+", re.IGNORECASE)
_FEW = 5


def readings(question: str, before: Turn, names: Names) -> Iterator[Part]:
    """What a question may be taken to ask after the one before it.

    One that puts a like in the place of its like is sure, and then the only one; of the others the
    sources decide.
    """
    bare = _OPENING.sub("", question).strip().rstrip(" ?!.")
    sure = elsewhere(bare, before.understood, names)
    # Rows of which something else holds as well.
    if names.of_tables(before.understood) or names.speaks_of_rows(before.understood):
        sure = sure or narrowed(bare, before.understood)
    if sure := sure or swapped(bare, before.understood, names):
        yield Part(sure)
        return
    name = _sole_name(before.understood, names)
    whole = named(question.strip(), ANY, name) if name else question.strip()
    yield Part(whole, before.anchor.rstrip(" ?"))
    yield from map(Part, dict.fromkeys(_completed(bare, before.anchor.strip().rstrip(" ?"))))


def _completed(piece: str, asked: str) -> Iterator[str]:
    """The question before with a piece of another one in the place that it may have."""
    if _QUESTION_WORD.match(piece):
        if opens := _OPENS_WITH_QUESTION_WORD.match(asked):
            yield f"{piece} {asked[opens.end() :]}?"
    elif ANY.search(piece):
        yield from (f"{named(piece, ANY, phrase)}?" for phrase in subjects(asked))
    elif _HAS_VERB.search(piece) or len(piece.split()) > _FEW:
        return
    elif _ASKS_ANEW.match(piece):
        yield from (f"{piece} for {phrase}?" for phrase in subjects(asked))
    elif piece:
        yield from _put_in(piece, asked)


def _put_in(piece: str, asked: str) -> Iterator[str]:
    """A piece without a verb: at the end, for what has its preposition, or for a phrase."""
    if preposition := _PREPOSITION.match(piece):
        yield f"{asked} {piece}?"
        at = asked.lower().rfind(f" {preposition['word'].lower()} ")
        if at > 0:
            yield f"{asked[:at]} {piece}?"
        return
    kind = _ONES.match(piece)
    for start, end in phrases(asked):
        if kind:
            last = asked[start:end].rsplit(maxsplit=1)[-1]
            yield f"{asked[:start]}{kind['kind']} {last}{asked[end:]}?"
        else:
            article = ARTICLE.search(asked[:start]) if _OPENS_WITH_ARTICLE.match(piece) else None
            yield f"{asked[: article.start() if article else start]}{piece}{asked[end:]}?"


def _sole_name(before: str, names: Names) -> str | None:
    """The one row that a question speaks of by its name, with a capital as names have."""
    found = {one.text for one in names.of_tables(before) if one.role == "row"}
    name = next(iter(found)) if len(found) == 1 else ""
    return name if name[:1].isupper() and not before.startswith(name) else None
