"""Relative: columns by where they stand, as in "the two lowest grades" or "the grades below GS-13".

Such words give way to the names of the columns that they stand for, so that all that reads a
question reads these as well.
"""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterable, Sequence

from bot.tables.names.mentions import Mention
from bot.tables.names.naming import Names
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import axis

_SIZES = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = rf"(?:{'|'.join(_SIZES)}|[2-9])"
_ENDS = {
    "low": "lowest|bottom|first|earliest|most junior|entry|starting|lowermost",
    "high": "highest|top|last|latest|most senior|uppermost",
}
_SIDES = {
    "low": "lower|earlier|more junior|junior|preceding|previous",
    "high": "higher|upper|later|more senior|senior|following|next",
}
_BEYOND = {
    "low": "below|beneath|under|before|underneath|lower than|earlier than",
    "high": "above|over|beyond|after|past|higher than|later than",
}
_STANDING = re.compile(
    rf"\b(?:{'|'.join(w for by in (_ENDS, _SIDES, _BEYOND) for w in by.values())})\b", re.IGNORECASE
)
# What leads to such words and goes with them: "at neither of the".
_LEAD = (
    r"(?P<at>\b(?:at|in|for|on) )?\b"
    r"(?:(?P<every>all|both|each|every|any|either|neither|none|no)(?: of)? )?(?:the |its |their )?"
)
_POINTING = r"(?: (?:it|that|this|them|those|that one|these))?"
_CLOSES = (
    r"(?=\W*(?:$|[,;?!.]|\b(?:but|and|or|yet|do|does|did|is|are|was|were|has|have|had|lack|miss"
    r"|goes?|leaves?|who|which|that)\b))"
)
# The one column at an end stands behind such a word; else it is what is asked for.
_AT_ONE = r"(?P<at>\b(?:only |just )?(?:at|in|for|on|than)) the (?:very )?"
_NOT_SOUGHT = r"(?! (?:that|where|which|at which|in which|for which|on which|with|to|when)\b)"
# Right before a column that others lie past, and not a mark "under GS-13"; what is denied there
# has rules of its own.
_PAST = {
    side: re.compile(
        r"(?<!nothing )(?<!none )(?<!not )(?<!nobody )(?<!no one )(?<!never )(?<!or )"
        rf"(?P<only>\bonly )?\b(?:at )?(?:any(?:where|thing|one) )?(?:{words}) (?:an? |the )?$",
        re.IGNORECASE,
    )
    for side, words in (
        ("low", "below|beneath|underneath|lower than"),
        ("high", "above|beyond|higher than"),
    )
}
# Times, which only columns with such names are.
_TIMES = {
    "day": rf"\b(?:{'|'.join([*day_name, *day_abbr])})\b",
    "week": r"\bweek\b",
    "month": rf"\b(?:{'|'.join([*month_name[1:], *month_abbr[1:]])})\b",
    "year": r"\b(?:19|20)\d\d\b",
}
_DENYING = frozenset({"neither", "none", "no"})
_LOOSE = frozenset({"any", "either", *_DENYING})
# Of fewer columns, each is at an end.
_LEAST = 3


def with_names(question: str, names: Names) -> str:
    """A question with the names of a table's columns for words that say where these stand."""
    marks = [column.at for column in names.table.marks]
    if len(marks) < _LEAST or not _STANDING.search(question):
        return question
    called = " ".join(names.table.columns[column].name for column in marks)
    told = axis(Asked.of(question, names)).split("|")
    fit = (kind for kind in told if kind not in _TIMES or re.search(_TIMES[kind], called))
    kinds = rf"(?:{'|'.join(fit)})s?"
    if not re.search(rf"\b{kinds}\b", question, re.IGNORECASE):
        return question
    for side in _ENDS:
        question = _at_end(question, names, marks, kinds, side)
    for side in _SIDES:
        question = _beside(question, names, marks, kinds, side)
    for side in _SIDES:
        question = _past(question, names, marks, kinds, side)
    return question


def _at_end(text: str, names: Names, marks: Sequence[int], kinds: str, side: str) -> str:
    """The columns at one end: "the two lowest grades", "only at the highest grade"."""
    words = rf"(?:{_ENDS[side]}|{'lower' if side == 'low' else 'higher|upper'})"
    several = (
        rf"{_LEAD}(?P<size>{_NUMBER})[ -](?:of the )?{words} (?:{kinds}|ones)\b",
        rf"{_LEAD}{words}[ -](?P<size>{_NUMBER})(?: (?:{kinds}|ones)\b|{_CLOSES})",
    )

    def told(found: re.Match[str]) -> str:
        size = _size(found["size"])
        chosen = marks[:size] if side == "low" else marks[-size:]
        return _said(found, names, chosen) if size < len(marks) else found.group()

    for pattern in several:
        text = re.sub(pattern, told, text, flags=re.IGNORECASE)
    end = names.table.columns[marks[0 if side == "low" else -1]].name
    one = rf"{_AT_ONE}(?:{_ENDS[side]}) {kinds}\b(?<!s){_NOT_SOUGHT}"
    return re.sub(one, lambda found: f"{found['at']} {end}", text, flags=re.IGNORECASE)


def _beside(text: str, names: Names, marks: Sequence[int], kinds: str, side: str) -> str:
    """The columns on one side of others: "the two grades below it", "but not at lower ones"."""
    kind = rf"(?P<kind>{kinds}|ones)"
    beyond = rf"(?:right |just |directly |one )?(?:{_BEYOND[side]}){_POINTING}{_CLOSES}"
    several = (
        rf"{_LEAD}(?:other )?(?:(?P<size>{_NUMBER}) )?{kind} {beyond}",
        rf"{_LEAD}(?:(?P<size>{_NUMBER}) )?(?:{_SIDES[side]}) {kind}\b(?! (?:up|down)\b)",
    )
    for pattern in several:
        if found := re.search(pattern, text, re.IGNORECASE):
            chosen = _on_side(found, Asked.of(text, names), marks, side)
            told = _said(found, names, chosen) if chosen else found.group()
            text = text[: found.start()] + told + text[found.end() :]
    return text


def _past(text: str, names: Names, marks: Sequence[int], kinds: str, side: str) -> str:
    """The columns past one that is named: "only above GS-13", where nothing is denied of them."""
    asked = Asked.of(text, names)
    asked = asked.with_series() or asked
    if asked.rows or asked.says("fresh", "dropped"):
        return text
    for mention in asked.column_mentions:
        start, end = asked.span(mention)
        said = _PAST[side].search(text[:start])
        if mention.name.column not in marks or said is None:
            continue
        at = marks.index(mention.name.column)
        columns = marks[:at] if side == "low" else marks[at + 1 :]
        kind = rf"{_LEAD}(?P<kind>{kinds}) (?:right |just |directly )?$"
        before = re.search(kind, text[: said.start()], re.IGNORECASE)
        if columns and before and before["every"]:
            return f"{text[: before.start()]}{_said(before, names, columns)}{text[end:]}"
        if before and not before["kind"].lower().endswith("s"):
            continue  # the one column next to another is told by rules of its own
        if columns:
            told = _joined([names.table.columns[column].name for column in columns], "or")
            return f"{text[: said.start()]}{said['only'] or ''}at {told}{text[end:]}"
    return text


def _on_side(found: re.Match[str], asked: Asked, marks: Sequence[int], side: str) -> Sequence[int]:
    """The columns on a side of those that are named last before some words, or first after them."""
    asked = asked.with_series() or asked
    mentions = [m for m in asked.column_mentions if m.name.column in marks]
    before = [m for m in mentions if asked.span(m)[1] <= found.start()]
    behind = [m for m in mentions if asked.place(m) >= found.end()]
    one = not found["kind"].lower().endswith("s") and not found["every"]
    # What is new at a column is told against the one before it by rules of its own.
    if not (before or behind) or (one and asked.says("fresh", "dropped")):
        return ()
    anchors = _in_one_breath(asked, before[::-1] or behind)
    spots = [marks.index(mention.name.column) for mention in anchors]
    beyond = [*marks[: min(spots)]][::-1] if side == "low" else [*marks[max(spots) + 1 :]]
    size = _size(found["size"]) if found["size"] else 1 if one else len(beyond)
    return sorted(beyond[:size]) if len(beyond) >= size else ()


def _in_one_breath(asked: Asked, mentions: Sequence[Mention]) -> list[Mention]:
    """The first of some mentions with those that are joined to it: "GS-14 and GS-15"."""
    kept = [*mentions[:1]]
    for mention in mentions[1:]:
        (_, start), (end, _) = sorted((asked.span(kept[-1]), asked.span(mention)))
        if not re.fullmatch(r"\W*(?:(?:and|or|to|through|at)\W*)*", asked.text[start:end]):
            break
        kept.append(mention)
    return kept


def _said(found: re.Match[str], names: Names, columns: Iterable[int]) -> str:
    """The names of columns in the place of some words, joined and denied as those were."""
    told = [names.table.columns[column].name for column in columns]
    every = (found["every"] or "").lower()
    joined = _joined(told, "or" if every in _LOOSE else "and")
    at = found["at"] or ""
    return f"not {at or 'at '}{joined}" if every in _DENYING else f"{at}{joined}"


def _joined(told: Sequence[str], link: str) -> str:
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {link} {told[-1]}"


def _size(said: str) -> int:
    return _SIZES.get(said.lower()) or int(said)
