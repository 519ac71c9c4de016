"""Courses: rows that begin, end, break off or stand alone along the columns of marks."""

import re
from itertools import pairwise

from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import Condition, Course, Marked
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import noun
from bot.tables.reading.spans import Columns, is_only, spanned, wanted_marks
from bot.tables.wordings import amounts, cues

_PAIR = 2
_OR = re.compile(r"\bor\b", re.IGNORECASE)


def broken_course(asked: Asked, marks: Columns, named: Columns) -> tuple[Condition, ...]:
    """Rows that break off from one column to the next, or have a gap."""
    counted = not named and amounts.exactly(asked.bare, noun(asked)) is not None
    if asked.says("gaps") and not asked.says("breaks") and len(named) in {0, _PAIR} and not counted:
        held = (Marked(named, len(named), len(named)),) if named else ()
        inside = tuple(c for c in marks if min(named) < c < max(named)) if named else marks
        hollow: Condition = (
            Marked(inside, 0, len(inside) - 1) if named else Course(marks, returns=True)
        )
        return (*held, hollow) if inside else ()
    denies = asked.says("not", "dropped") or bool(asked.codes)
    return (Course(marks),) if not named and denies and asked.says("breaks") else ()


def exactly_at(asked: Asked, marks: Columns, named: Columns) -> tuple[Condition, ...]:
    """In the named columns and in no other: "only at", "from X on", "then vanishes"."""
    if not set(named) <= set(marks):
        return ()
    wanted = wanted_marks(asked)
    yes = tuple(c for c, affirmed in wanted.items() if affirmed)
    contrast = 0 < len(yes) < len(wanted)
    if is_only(asked) and not contrast:
        spread = spanned(asked, named)
        either = bool(yes) and spread == named and _joined_by_or(asked)
        return _precisely(spread, marks, reverse=not yes, least=1 if either else len(spread))
    if is_only(asked):  # "only come in at" says where they begin, and what follows where not
        return () if asked.says("fresh") else _precisely(yes, marks, reverse=False)
    if not yes or (asked.says("dropped") and not asked.says("not_later", "onward")):
        return ()
    spread = spanned(asked, named) if len(yes) == len(named) else yes
    first, last = _first_last(asked, marks, spread, contrast=len(yes) < len(named))
    if first is None and last is None:
        return ()
    start, end = (
        first if first is not None else min(spread),
        last if last is not None else max(spread),
    )
    inside = tuple(c for c in marks if start <= c <= end)
    earlier = tuple(c for c in marks if first is not None and c < start)
    later = tuple(c for c in marks if last is not None and c > end)
    outside = tuple(Marked(side, 0, 0) for side in (earlier, later) if side)
    return (Marked(inside, len(inside), len(inside)), *outside)


def _joined_by_or(asked: Asked) -> bool:
    """Whether columns are named as alternatives: "at GS-14 or GS-15"."""
    spans = [asked.span(mention) for mention in asked.column_mentions]
    between = (asked.text[one[1] : two[0]] for one, two in pairwise(spans))
    return any(_OR.search(text) for text in between)


def _first_last(
    asked: Asked, marks: Columns, spread: Columns, *, contrast: bool
) -> tuple[int | None, int | None]:
    """The column that a row begins at, and the one that it ends at, where the question says so."""
    lasting = asked.says("lasting")
    begins = asked.says("onward") and (
        lasting or len(spread) > 1 or not asked.says("fresh") or _never_before(asked)
    )
    begins = begins or asked.says("not_earlier") or (len(spread) == 1 and asked.says("debut"))
    ends = asked.says("not_later")
    first = min(spread) if begins and not _bare_from(asked) else None
    last = (
        max(spread)
        if ends
        else max(marks)
        if first is not None and lasting and len(spread) == 1
        else None
    )
    if contrast and not ends and not asked.says("lasting"):
        return None, None
    return first, last


def _never_before(asked: Asked) -> bool:
    return (
        re.search(r"\bnot (?:until|before|till)\b|\bonly from\b", asked.text, re.IGNORECASE)
        is not None
    )


def _bare_from(asked: Asked) -> bool:
    """Whether "going from X to Y" tells a step and not where a row begins."""
    return (
        len(asked.of_kind(Kind.MARK)) > 1
        and asked.says("fresh")
        and not asked.says("lasting", "not_earlier", "not_later")
    )


def _precisely(
    named: Columns, marks: Columns, *, reverse: bool, least: int | None = None
) -> tuple[Condition, ...]:
    """In all of the named columns, or at ``least`` so many, and in no other."""
    others = tuple(c for c in marks if c not in named)
    if reverse:  # the only ones that do not
        named, others = others, named
    if not others:
        return (Marked(named, len(named), len(named)),)
    least = len(named) if least is None or reverse else least
    return (Marked(named, least, len(named)), Marked(others, 0, 0))


def all_but(asked: Asked, marks: Columns, named: Columns) -> tuple[Condition, ...]:
    """Everywhere except in the named columns."""
    rest = re.search(
        r"\b(?:all|every|each|any)\s+(?:of )?(?:the )?(?:others?|rest|remaining)\b"
        r"|\beverything else\b|\beverywhere else\b|\ball other\b|\bevery other\b"
        r"|\bin (?:all )?the rest\b",
        asked.unnamed,
        re.IGNORECASE,
    )
    if rest and asked.denied and len(named) < len(marks):
        others = tuple(c for c in marks if c not in named)
        return (Marked(others, len(others), len(others)), Marked(named, 0, 0))
    if not asked.says("except") or not asked.says("all_columns"):
        return ()
    first = asked.place(asked.mentions_of(Kind.MARK)[0])
    if not any(end <= first for _, end in cues.places("except", asked.unnamed)):
        return ()
    others = tuple(c for c in marks if c not in named)
    return (Marked(others, len(others), len(others)), Marked(named, 0, 0)) if others else ()


def against_neighbour(asked: Asked, marks: Columns, named: Columns) -> tuple[Condition, ...]:
    """New or dropped at a column against the one before it, or against another that is named."""
    fresh, dropped = asked.says("fresh"), asked.says("dropped")
    contrast = len(set(wanted_marks(asked).values())) > 1
    if not (fresh or dropped) or len(named) > _PAIR or contrast or asked.says("both"):
        return ()
    last = max(named)
    before = min(named) if len(named) == _PAIR else last - 1
    if (
        dropped
        and not fresh
        and len(named) == 1
        and re.search(r"\bafter\b|\bpast\b|\babove\b", asked.text)
    ):
        before, last = last, last + 1
    if before not in marks or last not in marks:
        return ()
    yes, no = (last, before) if fresh else (before, last)
    return (Marked((yes,), 1, 1), Marked((no,), 0, 0))
