"""Relative: columns by where they stand, as in "the two lowest grades" or "the grades below GS-13".

Such words give way to the names of the columns that they stand for, so that all that reads a
question reads these as well.
"""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.tables.model.axes import AXES
from bot.tables.model.words import stems
from bot.tables.names.mentions import Mention
from bot.tables.names.naming import Names
from bot.tables.reading.asked import Asked

_SIZES = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = rf"(?:{'|'.join(_SIZES)}|[2-9])"
_ENDS = {
    "low": "lowest|bottom|first|earliest|most junior|entry|starting|lowermost",
    "high": "highest|top|last|latest|most senior|uppermost",
}
# Of so many, they are at an end; else on a side.
_HALVES = {"low": "lower", "high": "higher|upper"}
_SIDES = {
    "low": "lower|earlier|more junior|junior|preceding|previous",
    "high": "higher|upper|later|more senior|senior|following|next",
}
_PAST = {
    "low": "below|beneath|underneath|lower than",
    "high": "above|beyond|higher than",
}
_BEYOND = {
    "low": f"{_PAST['low']}|under|before|earlier than",
    "high": f"{_PAST['high']}|over|after|past|later than",
}
# Each side as often as one may come to stand behind what the other was put as.
_IN_TURN = ("low", "high", "low")
_STANDING = re.compile(
    rf"\b(?:{'|'.join(w for by in (_ENDS, _SIDES, _BEYOND) for w in by.values())})\b", re.IGNORECASE
)
# What leads to such words and goes with them: "at neither of the". "One of the" is no lead: how
# many of them are meant is read by rules of its own.
_LEAD = (
    r"(?<!\bone of )(?<!\bone of the )(?<!\bsome of )(?<!\bsome of the )"
    r"(?P<at>\b(?:at|in|for|on) )?\b"
    r"(?:(?P<every>all|both|each|every|any|either|neither|none|no|some|an?)(?: of)? )?"
    r"(?:the |its |their )?"
)
_POINTING = r"(?: (?:it|that|this|them|those|that one|these))?"
_CLOSES = (
    r"(?=\W*(?:$|[,;?!.]|\b(?:but|and|or|yet|do|does|did|is|are|was|were|has|have|had|lack|miss"
    r"|goes?|leaves?|who|which|that)\b))"
)
# The one column at an end stands behind such a word; else it is what is asked for.
_AT_ONE = r"\b(?:only |just )?(?:at|in|for|on|than) "
_JOINS = r"(?:or|and|nor|to|through|until)(?: at| in| for| on)? "
_NOT_SOUGHT = r"(?! (?:that|where|which|at which|in which|for which|on which|with|to|when)\b)"
# Right before a column that others lie past, and not a mark "under GS-13". What is denied there,
# or holds "at or above" it, has rules of its own.
_RIGHT_PAST = {
    side: re.compile(
        r"(?<!nothing )(?<!none )(?<!not )(?<!nobody )(?<!no one )(?<!never )(?<!at or )"
        rf"(?P<only>\bonly )?\b(?:at )?(?:any(?:where|thing|one) )?(?:{words}) (?:an? |the )?$",
        re.IGNORECASE,
    )
    for side, words in _PAST.items()
}
_ANY_PAST = re.compile(rf"\b(?:{'|'.join(_PAST.values())}) (?:an? |the )?$", re.IGNORECASE)
# Times, which only columns with such names are.
_TIMES = {
    "day": rf"\b(?:{'|'.join([*day_name, *day_abbr])})\b",
    "week": r"\bweek\b",
    "month": rf"\b(?:{'|'.join([*month_name[1:], *month_abbr[1:]])})\b",
    "year": r"\b(?:19|20)\d\d\b",
}
# Words that stand for each other where columns differ in a number.
_RUNGS = frozenset({"grade", "level", "tier", "rung", "step", "band", "class", "stage"})
_DENYING = frozenset({"neither", "none", "no"})
_LOOSE = frozenset({"any", "either", "some", "a", "an", *_DENYING})
# Of fewer columns, each is at an end.
_LEAST = 3


@dataclass(frozen=True)
class _Columns:
    """The columns of marks of a table, and the words for one of them."""

    names: Names
    marks: tuple[int, ...]
    kinds: frozenset[str]

    @classmethod
    def of(cls, names: Names) -> "_Columns":
        marks = tuple(column.at for column in names.table.marks)
        return cls(names, marks, _kinds(names, marks))

    @property
    def one(self) -> str:
        """A pattern for a word for one column."""
        return rf"(?:{'|'.join(sorted(self.kinds))})"

    @property
    def kind(self) -> str:
        """A pattern for a word for one or several."""
        return rf"{self.one}(?:e?s)?"

    def told(self, columns: Iterable[int], link: str) -> str:
        called = [self.names.table.columns[column].name for column in columns]
        return called[0] if len(called) == 1 else f"{', '.join(called[:-1])} {link} {called[-1]}"

    def asked(self, text: str) -> Asked:
        """A text against the table, its free numbers as columns."""
        asked = Asked.of(text, self.names)
        return asked.with_series() or asked

    def past(self, spots: Sequence[int], side: str) -> list[int]:
        """All columns on a side of those at some places, the nearest first."""
        if side == "low":
            return [*self.marks[: min(spots)]][::-1]
        return [*self.marks[max(spots) + 1 :]]


@lru_cache(maxsize=256)
def _kinds(names: Names, marks: tuple[int, ...]) -> frozenset[str]:
    """What the columns of marks are called: by their own names, or by the words of the table."""
    called = " ".join(names.table.columns[column].name for column in marks)
    spoken = {kind for kind in AXES if stems(kind)[0] in names.about}
    if names.series and spoken & _RUNGS:
        spoken |= _RUNGS
    key = {*stems(names.table.key.name)}
    times = {kind for kind, named in _TIMES.items() if re.search(named, called)}
    own = {word for word in names.prefix if len(word) > 1}
    return frozenset(k for k in (spoken - _TIMES.keys()) | times | own if stems(k)[0] not in key)


def with_names(question: str, names: Names) -> str:
    """A question with the names of a table's columns for words that say where these stand."""
    if len(names.table.marks) < _LEAST or not _STANDING.search(question):
        return question
    of = _Columns.of(names)
    if not of.kinds:
        return question
    if re.search(rf"\b{of.kind}\b", question, re.IGNORECASE):
        for side in _IN_TURN:
            question = _at_end(question, of, side)
        for side in _SIDES:
            question = _beside(question, of, side)
    return _past(question, of)


def _at_end(text: str, of: _Columns, side: str) -> str:
    """The columns at one end: "the two lowest grades", "only at the highest grade"."""
    words = rf"(?:{_ENDS[side]}|{_HALVES[side]})"
    several = (
        rf"{_LEAD}(?P<size>{_NUMBER})[ -](?:of the )?{words} (?:{of.kind}|ones)\b",
        rf"{_LEAD}{words}[ -](?P<size>{_NUMBER})(?: (?:{of.kind}|ones)\b|{_CLOSES})",
    )

    def told(found: re.Match[str]) -> str:
        size = _size(found["size"])
        chosen = of.marks[:size] if side == "low" else of.marks[-size:]
        beside = found["every"] is None and re.search(rf"\b{_HALVES[side]}\b", found.group())
        if size >= len(of.marks) or (beside and of.asked(text[: found.start()]).columns):
            return found.group()  # "the two lower grades" of one that was named lie beside it
        return _said(found, of, chosen)

    for pattern in several:
        text = re.sub(pattern, told, text, flags=re.IGNORECASE)
    end = of.names.table.columns[of.marks[0 if side == "low" else -1]].name
    named = "|".join(re.escape(of.names.table.columns[column].name) for column in of.marks)
    one = (
        rf"(?P<at>{_AT_ONE}|(?:{named}) {_JOINS})the (?:very )?(?:{_ENDS[side]}) {of.one}\b"
        rf"{_NOT_SOUGHT}"
    )
    return re.sub(one, lambda found: f"{found['at']}{end}", text, flags=re.IGNORECASE)


def _beside(text: str, of: _Columns, side: str) -> str:
    """The columns on one side of others: "the two grades below it", "but not at lower ones"."""
    kind = rf"(?P<kind>{of.kind}|ones)"
    beyond = rf"(?:right |just |directly |one )?(?:{_BEYOND[side]}){_POINTING}{_CLOSES}"
    several = (
        rf"{_LEAD}(?:other )?(?:(?P<size>{_NUMBER}) )?{kind} {beyond}",
        rf"{_LEAD}(?:(?P<size>{_NUMBER}) )?(?:{_SIDES[side]}) {kind}\b(?! (?:up|down)\b)",
        rf"{_LEAD}(?:{_SIDES[side]}) (?P<size>{_NUMBER}) {kind}\b",
    )
    for pattern in several:
        if found := re.search(pattern, text, re.IGNORECASE):
            chosen = _on_side(found, of, side, text)
            told = _said(found, of, chosen) if chosen else found.group()
            text = text[: found.start()] + told + text[found.end() :]
    return text


def _past(text: str, of: _Columns) -> str:
    """The columns past one that is named: "only above GS-13", where nothing is denied of them.

    What lies past two columns, "above GS-11 but below GS-14", is left alone.
    """
    asked = of.asked(text)
    if asked.rows or asked.says("fresh", "dropped"):
        return text
    found = [
        (mention, side, said)
        for mention in asked.column_mentions
        for side in _RIGHT_PAST
        if mention.name.column in of.marks
        and (said := _RIGHT_PAST[side].search(text[: asked.place(mention)]))
    ]
    spots = [asked.place(mention) for mention in asked.column_mentions]
    if len(found) != 1 or sum(_ANY_PAST.search(text[:spot]) is not None for spot in spots) > 1:
        return text
    ((mention, side, said),) = found
    start, end = said.start(), asked.span(mention)[1]
    columns = sorted(of.past([of.marks.index(mention.name.column)], side))
    lead = rf"{_LEAD}(?P<kind>{of.kind}) (?:right |just |directly )?$"
    before = re.search(lead, text[:start], re.IGNORECASE)
    if columns and before and before["every"]:
        return f"{text[: before.start()]}{_said(before, of, columns)}{text[end:]}"
    if not columns or (before and _is_one(before["kind"], of)):
        return text  # the one column next to another is told by rules of its own
    return f"{text[:start]}{said['only'] or ''}at {of.told(columns, 'or')}{text[end:]}"


def _on_side(found: re.Match[str], of: _Columns, side: str, text: str) -> Sequence[int]:
    """The columns on a side of those that are named last before some words, or first after them."""
    asked = of.asked(text)
    mentions = [m for m in asked.column_mentions if m.name.column in of.marks]
    before = [m for m in mentions if asked.span(m)[1] <= found.start()]
    behind = [m for m in mentions if asked.place(m) >= found.end()]
    one = _is_one(found["kind"], of) and not found["every"]
    # What is new at a column is told against the one before it by rules of its own.
    if not (before or behind) or (one and asked.says("fresh", "dropped")):
        return ()
    anchors = _in_one_breath(asked, before[::-1] or behind)
    beyond = of.past([of.marks.index(mention.name.column) for mention in anchors], side)
    size = _size(found["size"]) if found["size"] else 1 if one else len(beyond)
    return sorted(beyond[:size]) if len(beyond) >= size else ()


def _is_one(kind: str, of: _Columns) -> bool:
    """Whether a word is for one column: "class", but not "classes"."""
    return kind.lower() in of.kinds


def _in_one_breath(asked: Asked, mentions: Sequence[Mention]) -> list[Mention]:
    """The first of some mentions with those that are joined to it: "GS-14 and GS-15"."""
    kept = [*mentions[:1]]
    for mention in mentions[1:]:
        (_, start), (end, _) = sorted((asked.span(kept[-1]), asked.span(mention)))
        if not re.fullmatch(r"\W*(?:(?:and|or|to|through|at)\W*)*", asked.text[start:end]):
            break
        kept.append(mention)
    return kept


def _said(found: re.Match[str], of: _Columns, columns: Iterable[int]) -> str:
    """The names of columns in the place of some words, joined and denied as those were."""
    every = (found["every"] or "").lower()
    told = of.told(columns, "or" if every in _LOOSE else "and")
    at = found["at"] or ""
    return f"not {at or 'at '}{told}" if every in _DENYING else f"{at}{told}"


def _size(said: str) -> int:
    return _SIZES.get(said.lower()) or int(said)
