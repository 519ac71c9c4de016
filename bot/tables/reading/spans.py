"""Spans: the columns of marks that a question speaks of, and whether they are to affirm."""

import re
from itertools import takewhile

from bot.tables.model.axes import AXES
from bot.tables.model.columns import Kind
from bot.tables.model.words import stems, words_in
from bot.tables.reading.asked import Asked

Columns = tuple[int, ...]
_PAIR = 2
_NEAR = 4
_FAR = 8
_AXES = frozenset(stems(" ".join(AXES)))
# What "only" stands before where it speaks of which rows.
_THOSE = re.compile(r"\s+(?:those|ones|the ones|the rows|rows|whatever|what)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom(?: the)?\W*(?:\w+\W+)?$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
# And where it speaks of when or where.
_VERB = re.compile(
    r"\W*(?:make|get|come|appear|show|turn|enter|start|begin|apply|become|kick|join)s?\b",
    re.IGNORECASE,
)


def wanted_marks(asked: Asked) -> dict[int, bool]:
    """For each named column of marks whether it is to affirm."""
    found: dict[int, bool] = {}
    for at, mention in enumerate(asked.column_mentions):
        if asked.table.columns[mention.name.column].kind is Kind.MARK:
            found[mention.name.column] = at not in asked.denied
    return found


def spanned(asked: Asked, named: Columns) -> Columns:
    """All columns that "GS-13 and up" or "GS-12 through GS-14" stand for."""
    marks = [c.at for c in asked.table.coded]
    mentions = [m for m in asked.column_mentions if m.name.column in named]
    if not set(named) <= set(marks):
        return named
    spots = sorted(marks.index(c) for c in named)
    rest = asked.text[asked.span(mentions[-1])[1] :]
    before = asked.text[: asked.place(mentions[0])]
    if len(spots) == _PAIR and _is_span(
        asked.text[asked.span(mentions[0])[1] : asked.place(mentions[1])], before
    ):
        return tuple(marks[spots[0] : spots[-1] + 1])
    if (
        len(spots) == 1
        and _FROM.search(before)
        and re.match(r"s?\W{0,3}(?:up|on)(?:wards?)?\b", rest)
    ):
        return tuple(marks[spots[0] :])
    if len(spots) == 1 and re.match(
        r"s?\W{0,3}(?:(?:and|or)\s+(?:up|above|higher|over|beyond|upwards?)\b"
        r"|on(?:wards?)?\b(?! (?:the|a|an|our|my|this|that|its)\b)"
        r"|upwards?\b|\+)",
        rest,
    ):
        return tuple(marks[spots[0] :])
    if len(spots) == 1 and re.match(
        r"s?\W{0,3}(?:(?:and|or)\s+(?:below|under|lower|down)|downwards?)\b", rest
    ):
        return tuple(marks[: spots[0] + 1])
    return named


def _is_span(between: str, before: str) -> bool:
    if re.search(r"\b(?:through|thru|until|till|up to|to)\b|[\u2013\u2014]|^\s?-\s?$", between):
        return True
    return re.search(r"\bbetween\W*(?:\w+\W*)?$", before) is not None and " and " in between


def is_only(asked: Asked) -> bool:
    """Whether "only" belongs to a column, not to the rows."""
    spots = [asked.span(m) for m in asked.column_mentions]
    for start, end in asked.only:
        if _is_of_rows(asked, start, end):
            continue
        for first, last in spots:
            between = asked.unnamed[end:first] if end <= first else asked.unnamed[last:start]
            far = _FAR if _VERB.match(asked.unnamed, end) and end <= first else _NEAR
            if len(between.split()) <= far and not re.search(r"[.;?!]", between):
                return True
    return False


def _is_of_rows(asked: Asked, start: int, end: int) -> bool:
    """Whether "only" goes with rows: "only those", "the only skill for a GS-13"."""
    if _THOSE.match(asked.unnamed, end):
        return True
    return _THE.search(asked.unnamed[:start]) is not None and _is_one_row(asked, end)


def _is_one_row(asked: Asked, end: int) -> bool:
    """Whether a noun for one row follows: "skill", but no "skills" and no "grade"."""
    behind = [word for word in asked.words if word.start >= end]
    noun = next(iter(list(takewhile(lambda word: not word.small, behind))[-1:]), None)
    if noun is None:
        return False
    if noun.text in {word.text for word in words_in(asked.table.key.name)}:
        return True
    return not noun.text.endswith("s") and noun.stem not in _AXES
