"""Amounts: the bounds, places and counts that a question sets in numbers or number words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.tables.model.axes import AXIS
from bot.tables.model.values import amount, days_in
from bot.tables.model.words import words_in
from bot.tables.queries.conditions import Sign

_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty"
)
_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|\d+(?:st|nd|rd|th)"
)
# "Which one" and "that one" point at something; they count nothing.
_POINTED = "".join(
    rf"(?<!\b{word} )" for word in ("which", "that", "this", "each", "any", "every", "the")
)
NUMBER = (
    r"(?:(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?"
    rf"|{_POINTED}\bone\b|\b(?!one\b)(?:{_WORD})\b)"
)
_SIGNS = (
    (
        Sign.AT_LEAST,
        (
            r"\b(?:at least|no less than|not less than|minimum of|no fewer than|since|from"
            r"|starting)\b"
        ),
    ),
    (
        Sign.AT_MOST,
        (
            r"\b(?:at most|no more than|not more than|up to|maximum of|within|until|by|through"
            r"|no later than)\b"
        ),
    ),
    (
        Sign.MORE,
        (
            r"\b(?:more than|over|above|exceed\w*|greater than|higher than|after|later than|beyond"
            "|better than|bigger than|newer than|longer than|costlier than|past|worse than"
            r"|older than)\b"
        ),
    ),
    (
        Sign.LESS,
        (
            r"\b(?:less than|under|below|fewer than|lower than|cheaper than|before|earlier than"
            r"|smaller than|prior to|shorter than|not reach\w*)\b"
        ),
    ),
)
# In an order whose first place is the best, these words turn round.
_BEST_FIRST = (
    (
        Sign.MORE,
        (
            r"\b(?:worse than|below|lower than|after|behind|beyond|later than|past"
            r"|outside(?: the)?(?: top| first)?|under)\b"
        ),
    ),
    (Sign.LESS, r"\b(?:better than|above|higher than|before|ahead of)\b"),
)
_AFTER = (
    (
        Sign.AT_LEAST,
        r"\W{0,2}(?:\w+\s){0,2}?(?:or|and) (?:more|higher|above|over|later|up|older)\b",
    ),
    (
        Sign.AT_MOST,
        r"\W{0,2}(?:\w+\s){0,2}?(?:or|and) (?:less|lower|below|under|fewer|earlier|cheaper)\b",
    ),
)
_AFTER_BEST = (
    (Sign.AT_MOST, r"(?:st|nd|rd|th)?\W{0,2}(?:or|and) (?:better|higher|above)\b"),
    (Sign.AT_LEAST, r"(?:st|nd|rd|th)?\W{0,2}(?:or|and) (?:worse|lower|below|beyond|later)\b"),
)
_GAP = r"(?:the\s+|ranks?\s+|places?\s+|positions?\s+|spots?\s+|numbers?\s+)*"
_BETWEEN = re.compile(
    rf"\b(?:between|from|ranks?|ranked|places?|placed|positions?|spots?|numbers?)\s+{_GAP}"
    rf"(?P<one>{NUMBER}|{_ORDINAL})\s*(?:and|to|through|thru|until|[-\u2013])\s*{_GAP}"
    rf"(?P<two>{NUMBER}|{_ORDINAL})(?![\d-])",
    re.IGNORECASE,
)
_TOP = re.compile(
    rf"\b(?P<end>top|best|first|leading|highest|bottom|last|worst|lowest)[\s-]+(?P<n>{NUMBER})"
    rf"(?!\s*%)\b|(?P<m>{NUMBER})[\s-]+(?:(?!years?\b|months?\b|places?\b|ranks?\b"
    rf"|{AXIS}\b)\w+[\s-]+){{0,3}}?(?:ranks?[\s-]+)?(?P<edge>\w{{2,}}est|most|least|top|best|leading"
    r"|lead(?:s)?|tail end|worst)\b|\b(?P<way>lead|leading|highest|lowest|most)\b"
    rf"(?:\s+\w+){{0,2}}?\s+(?P<k>{NUMBER})\b(?!\s*(?:years?|%))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"(?:\b(?:in|at|comes?(?: in)?|finish\w*|is|are)\s+(?:the\s+|in\s+)?(?=(?:{_ORDINAL})\b)"
    r"|(?:\branks?|\branked|\branking|\bplaces?|\bplaced|\bposition(?:ed)?|\bnumber|\bno\.?|#"
    r"|\bspot|\bslot))\s*(?:number\s|no\.?\s|#\s?|the\s|as\s|in\s|at\s|rank\s|place\s)*"
    rf"(?P<n>(?:{_ORDINAL})\b|\d+\b(?!\s*%)|(?:{_WORD})\b)"
    rf"(?!\s+(?:{AXIS}|places|ranks|most|least|\w+est)\b)"
    rf"|\b(?P<m>{_ORDINAL})[\s-]+(?:place\w*|rank\w*|position|most|in|on|overall|spot|slot"
    r"|today|now)\b|\b(?:who|what|which)\s+(?:\w+\s+){0,3}(?:is|comes?|stands?|are)\s+"
    rf"(?P<o>{_ORDINAL})\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby\s+(?P<how>at least|exactly|more than|over|only|just|precisely|a full|no less than"
    rf"|fewer than|less than|at most)?\s*(?P<n>{NUMBER})"
    r"(?:\s+(?:places?|ranks?|positions?|spots?|steps?))?"
    r"(?P<more>\s+or more| and more|\s+or fewer|\s+or less)?"
    r"|(?P<how2>at least|exactly|more than|just|precisely|fewer than|at most)?\s*\b"
    rf"(?P<n2>{NUMBER})\s+(?:places?|ranks?|positions?|spots?|steps?)\b"
    r"(?P<more2>\s+or more|\s+and more|\s+or fewer|\s+or less)?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:in|during|for|of|within)\s+(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.?,?\s+)?"
    r"(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_FEW = frozenset({"fewer than", "less than", "at most"})
# "In" is a unit at the end alone: "over 12 in", not "more than 3 in stock".
_UNIT = re.compile(r"[\s-]{0,2}(?!in\s+\w)([A-Za-z]+)", re.IGNORECASE)
# Every table looks for amounts in the same question; names blanked, it has a few forms.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that a question sets: a number, or a day as its ordinal.

    ``unit``: the word behind a number.
    """

    sign: Sign
    bound: float
    is_date: bool
    start: int
    end: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Top:
    """The n of "top n" or "the n cheapest", and whether the other end is meant: "bottom n"."""

    count: int
    last: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Said:
    """A number or, as its ordinal, a day as it stands in a text."""

    value: float
    start: int
    end: int
    is_date: bool = False


@lru_cache(_KEPT)
def limits(text: str, *, best_first: bool = False) -> tuple[Limit, ...]:
    """The bounds that a question sets, such as "over $500" or "before June 1, 2025".

    ``best_first``: of places in an order, where "worse than 20" lies beyond 20.
    """
    between = _BETWEEN.search(text)
    if between:
        unit = unit_behind(text, between.end())
        return tuple(
            Limit(sign, value, is_date=False, start=between.start(), end=between.end(), unit=unit)
            for sign, group in ((Sign.AT_LEAST, "one"), (Sign.AT_MOST, "two"))
            if (value := value_of(between[group])) is not None
        )
    days = [
        _Said(float(d.toordinal()), start, end, is_date=True) for d, start, end in days_in(text)
    ]
    numbers = [
        _Said(value, *match.span())
        for match in re.finditer(NUMBER, text, re.IGNORECASE)
        if (value := value_of(match.group())) is not None
        and not any(day.start <= match.start() < day.end for day in days)
    ]
    told = (_limit(text, said, best_first=best_first) for said in (*days, *numbers))
    return tuple(limit for limit in told if limit is not None)


def _limit(text: str, said: _Said, *, best_first: bool) -> Limit | None:
    turned = best_first and not said.is_date
    unit = unit_behind(text, said.end)
    for sign, pattern in (*_AFTER_BEST, *_AFTER) if turned else _AFTER:
        match = re.match(pattern, text[said.end :], re.IGNORECASE)
        if match:
            end = said.end + match.end()
            return Limit(sign, said.value, said.is_date, said.start, end, unit)
    for sign, pattern in (*_BEST_FIRST, *_SIGNS) if turned else _SIGNS:
        before = re.search(
            rf"{pattern}\W*(?:the\s+|rank\s+|place\s+|number\s+|position\s+)*$",
            text[: said.start],
            re.IGNORECASE,
        )
        if before:
            return Limit(sign, said.value, said.is_date, before.start(), said.end, unit)
    return None


def unit_behind(text: str, place: int) -> str:
    """The word behind a number that ends at a place and may be its unit; empty without one."""
    found = _UNIT.match(text, place)
    return found[1] if found else ""


@lru_cache(_KEPT)
def tops(text: str) -> tuple[Top, ...]:
    """Each "top n", "the n cheapest" or "last n" of a question."""
    found = []
    for match in _TOP.finditer(text):
        value = value_of(match["n"] or match["m"] or match["k"])
        edge = (match["end"] or match["edge"] or match["way"]).lower()
        if value is not None:
            last = edge in {"bottom", "last", "worst", "tail end"}
            found.append(Top(int(value), last, *match.span()))
    return tuple(found)


@lru_cache(_KEPT)
def place_asked(text: str) -> int | None:
    """The place in an order that a question asks about: "number 4", "ranked fifth"."""
    for match in _PLACE.finditer(text):
        value = value_of(match["n"] or match["m"] or match["o"])
        if value is not None:
            return int(value)
    return None


@lru_cache(_KEPT)
def exactly(text: str, noun: str) -> tuple[int, int | None] | None:
    """The least and the most of "exactly n", "n or more grades"; ``noun``: what columns are.

    The most is None where there is no upper end.
    """
    count = rf"(?P<n>{NUMBER}|(?<!every )(?<!each )single|a single)"
    of = rf"(?:\s+(?:of|out of)\s+(?:the\s+|their\s+|its\s+|all\s+)?(?:{NUMBER}\s+)?)?"
    sign = (
        "(?P<sign>at least|no fewer than|no less than|more than|over|at most|no more than|up to"
        "|fewer than|less than|exactly|just|only|precisely)?"
    )
    after = r"(?P<after>\s+or more|\s+and more|\s+or fewer|\s+or less|\s+plus|\+)?"
    match = re.search(
        rf"{sign}\s*(?<![\w-]){count}{after}{of}\s*(?:different\s+|separate\s+)?(?:{noun})s?\b"
            r"(?P<late>\s+or more|\s+or fewer|\s+or less)?",
        text, re.IGNORECASE,
    )  # fmt: skip
    match = match or re.search(
        rf"(?P<sign>exactly|just|only|precisely)\s+{count}(?P<after>\b)(?P<late>\b)?"
        r"(?!\s+(?:places?|ranks?|positions?|spots?|steps?|years?)\b)",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    value = 1 if "single" in match["n"].lower() else value_of(match["n"])
    return (
        None
        if value is None
        else _ends(
            int(value),
            (match["sign"] or "").lower(),
            (match["after"] or "") + (match["late"] or ""),
        )
    )


def _ends(value: int, sign: str, after: str) -> tuple[int, int | None]:
    if sign in {"at least", "no fewer than", "no less than"} or re.search(r"more|plus|\+", after):
        return value, None
    if sign in {"more than", "over"}:
        return value + 1, None
    if sign in {"fewer than", "less than"}:
        return 0, value - 1
    if sign in {"at most", "no more than", "up to"} or re.search(r"fewer|less", after):
        return 0, value
    return value, value


@lru_cache(_KEPT)
def by_amount(text: str) -> tuple[float, float | None] | None:
    """The least and the most of "by at least five places" or "two places or more"."""
    for match in _BY.finditer(text):
        value = value_of(match["n"] or match["n2"])
        how = (match["how"] or match["how2"] or "").lower()
        after = (match["more"] or match["more2"] or "").lower()
        if value is None:
            continue
        least, most = _ends(int(value), {"no less than": "at least"}.get(how, how), after)
        return (1, most) if how in _FEW else (least, most)
    return None


def value_of(text: str) -> float | None:
    """The number that a short text is, in digits or as a cardinal or ordinal."""
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text.strip())
    words = words_in(bare)
    if len(words) == 1 and words[0].value is not None:
        return words[0].value
    known = amount(bare)
    return known.number if known else None


@lru_cache(_KEPT)
def number_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand that say how many are wanted, which place, or by how much."""
    found = [m.span() for pattern in (_TOP, _PLACE, _BY, _BETWEEN) for m in pattern.finditer(text)]
    found += [m.span() for m in _MONTH.finditer(text)]
    return (*found, *((limit.start, limit.end) for limit in limits(text)))
