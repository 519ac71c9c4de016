"""Gridded: whether a sentence about cited rows of a table says what their cells hold.

One about marks gives each column that it names a sign, marked or not, with ranges, "all" and "only"
worked out over the columns; one about numbers gives the numbers of a row in the order of its
columns. Whatever cannot be read so is a fault: nothing is guessed of a table.
"""

import re
from collections.abc import Iterator, Sequence

from bot.bearing_out.grids import MARKS, Grid
from bot.bearing_out.numbers import Number
from bot.bearing_out.text import Text

_DENIES = frozenset(
    "not neither nor no none skips skip except unrated unmarked without never lack lacks".split()
)
_AFFIRMS = frozenset({"marked", "mark", "but", "while"})
# At the end of a clause they deny all that it names: "at A and B it is not rated".
_UNMARKED = re.compile(
    r"[\s,]*(?:it )?(?:is|are|was|were) (?:not (?:rated|marked|listed)|unrated|unmarked)[\s.]*"
)
_MARKED = re.compile(r"\b(?:marked|rated|listed)\b")
_ALL = frozenset({"all", "every", "each", "throughout"})
_ALONE = frozenset({"only", "alone", "solely", "just", "exclusively"})
_BEGINS = frozenset({"begins", "begin", "starts", "start"})
_UP, _DOWN = frozenset({"up", "above", "higher", "onward"}), frozenset({"below", "lower", "down"})
_RISES = frozenset(
    "rise rises rose climb climbs climbed gain gains gained improve improves advance advances jump "
    "jumps up".split()
)
_FALLS = frozenset(
    "fall falls fell drop drops dropped lose loses lost decline declines slip slips slide slides "
    "sink sinks down".split()
)
_KEEPS = frozenset("keep keeps kept same stay stays remain remains unchanged".split())
_STEPS = re.compile(r" (?:places|points|ranks|positions|steps)\b", re.IGNORECASE)
_BY = re.compile(r"\bby $", re.IGNORECASE)
_TO = re.compile(r"\bto (?:the )?(?:\d+|[a-z-]+(?:th|st|nd|rd|h))\b", re.IGNORECASE)
_TELLS = frozenset(
    """
    mark marks marked rated rating grade grades level levels table lowest highest rank ranks ranked
    ranking place places today now current currently importance future later position value values
    column columns five three both begins begin starts start ground listed row carry carries bear
    bears hold holds show shows come comes sit sits stand stands placed expected move moves moved
    change changes differ differs point points
    """.split()
)


def grid_fault(said: Text, grid: Grid) -> str | None:
    """Why a sentence says what the cells of its rows do not hold; None if it says what they do."""
    return next(_faults(said, grid), None)


def _faults(said: Text, grid: Grid) -> Iterator[str]:
    named = sorted(_named(said, grid))
    if not named:
        yield "it names no row of the cited table"
        return
    yield from _strange(said, grid)
    for names, clause in _clauses(said, named):
        for name in names:
            check = _marks if grid.is_marks else _numbers
            yield from check(clause, name, grid)


def _named(said: Text, grid: Grid) -> Iterator[tuple[int, str, int]]:
    """Where a sentence names rows, a longer name before one that it holds."""
    taken: set[int] = set()
    for name in sorted(grid.rows, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}\b", said.text, re.IGNORECASE):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                yield match.start(), name, match.end()


def _clauses(said: Text, named: Sequence[tuple[int, str, int]]) -> Iterator[tuple[list[str], str]]:
    """The names of rows that stand together, with the text that tells of them."""
    group: list[str] = []
    for at, (_, name, end) in enumerate(named):
        group.append(name)
        following = named[at + 1][0] if at + 1 < len(named) else len(said.text)
        between = said.text[end:following]
        if re.fullmatch(r",? (?:and|or|nor) |, ", between):
            continue
        before = said.text[: named[0][0]] if at == len(group) - 1 else ""
        yield group, f"{before} {between}"
        group = []


def _strange(said: Text, grid: Grid) -> Iterator[str]:
    """Content words that belong to no row or column and tell nothing of a table."""
    text = said.text
    for name in (*sorted(grid.rows, key=len, reverse=True), *grid.columns):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.IGNORECASE)
    for word in Text.of(text).plain:
        known = _TELLS | _DENIES | _ALL | _ALONE | _UP | _DOWN | _RISES | _FALLS | _KEEPS
        if word.low not in known | MARKS and not word.low.isdigit():
            yield f"{word.text!r} says nothing that the cited cells hold"


def _marks(clause: str, name: str, grid: Grid) -> Iterator[str]:
    counts = {f.value.value for f in Text.of(clause).facts if isinstance(f.value, Number)}
    if counts - {len(grid.columns)}:
        yield f"the table has {len(grid.columns)} columns"
    signs = _signs(clause, grid)
    if not signs:
        yield f"it says of {name!r} nothing that can be read off the table"
    for column, sign in signs.items():
        marked = grid.rows[name][grid.columns.index(column)].lower() in MARKS
        if marked != sign:
            yield f"{name!r} is {'' if marked else 'not '}marked at {column}"


def _signs(clause: str, grid: Grid) -> dict[str, bool]:
    """The columns that a clause speaks of, each with whether it is to be marked."""
    found: dict[str, bool] = {}
    words = [w.strip(",.;:") for w in _with_columns(clause, grid)]
    denied, before = "neither" in words, ""
    for at, word in enumerate(words):
        if word in grid.columns:
            but = words[at - 1] == "but" if at else False
            _add(found, word, words, at, grid, sign=not (denied or but), before=before)
            before = word
        elif word in _DENIES:
            denied = True
        elif word in _AFFIRMS and "neither" not in words and _before(words, at) not in _DENIES:
            denied = False
    if _ALL & set(words):
        found = {c: found.get(c, not denied or c in found) for c in grid.columns}
    if {"lowest", "highest"} & set(words):
        ends = {"lowest": grid.columns[0], "highest": grid.columns[-1]}
        found |= {column: not _DENIES & set(words) for low, column in ends.items() if low in words}
    at = clause.lower().rfind(before.lower()) + len(before) if before else len(clause)
    head, tail = clause[:at].lower(), clause[at:].lower()
    if all(found.values()) and _UNMARKED.fullmatch(tail) and not _MARKED.search(head):
        found = dict.fromkeys(found, False)
    if any(word in _ALONE and _before(words, at) == "not" for at, word in enumerate(words)):
        return {}  # "not only at A" says neither where it is nor where it is not
    if _ALONE & set(words) and found:
        found = {c: found.get(c, True not in found.values()) for c in grid.columns}
    return found


def _before(words: Sequence[str], at: int) -> str:
    """The word before a place, articles left out; empty at the beginning."""
    return next((word for word in reversed(words[:at]) if word not in {"a", "an", "the"}), "")


def _with_columns(clause: str, grid: Grid) -> list[str]:
    """The words of a clause, folded, the names of columns kept whole."""
    text = clause.lower()
    for column in grid.columns:
        text = re.sub(rf"\b{re.escape(column.lower())}\b", column.replace(" ", "_"), text)
    named = {column.replace(" ", "_"): column for column in grid.columns}
    return [named.get(word.strip(",.;:"), word) for word in text.split()]


def _add(  # noqa: PLR0913  a column with what stands around it
    found: dict[str, bool],
    column: str,
    words: Sequence[str],
    at: int,
    grid: Grid,
    *,
    sign: bool,
    before: str,
) -> None:
    order = list(grid.columns)
    place = order.index(column)
    earlier, later = set(words[max(at - 2, 0) : at]), set(words[at + 1 : at + 5])
    span = [column]
    if {"to", "through", "until"} & earlier and before:
        span = order[order.index(before) : place + 1]
    elif "before" in earlier and not sign:
        found |= dict.fromkeys(order[:place], False)
        sign = True
    elif _UP & later:
        span = order[place:] if "to" not in later else span
    elif _DOWN & later:
        span = order[: place + 1]
    if _BEGINS & set(words[:at]) and not before:
        found |= dict.fromkeys(order[:place], False)
    found |= {one: sign for one in span if one not in found or found[one] == sign}


def _numbers(clause: str, name: str, grid: Grid) -> Iterator[str]:
    text = Text.of(clause)
    cells = [float(cell) for cell in grid.rows[name]]
    steps, told = _steps_and_values(text)
    if any(step != abs(cells[-1] - cells[0]) for step in steps):
        yield f"{name!r} moves by {abs(cells[-1] - cells[0]):g}"
    words = set(text.lows)
    wanted = cells if len(told) == len(cells) else _wanted(words, grid, cells)
    if len(told) == 1 and words & (_RISES | _FALLS) and _TO.search(text.text):
        wanted = cells[-1:]
    if words & _DENIES:
        yield f"it denies what {name!r} has"
    if not told or told != wanted[: len(told)] or len(told) > len(wanted):
        yield f"{name!r} has {', '.join(grid.rows[name])}"
    if words & _KEEPS and len(set(cells)) > 1:
        yield f"{name!r} does not keep its number"
    # A better place in an order is a smaller number.
    places = bool({"rank", "ranks", "place", "places", "ranking", "ranked"} & words) or any(
        f.value.unit == "place" for f in text.facts if isinstance(f.value, Number)
    )
    rises = cells[-1] < cells[0] if places else cells[-1] > cells[0]
    if (words & _RISES and not rises) or (words & _FALLS and rises):
        yield f"{name!r} goes the other way"


def _steps_and_values(text: Text) -> tuple[list[float], list[float]]:
    """The numbers that say by how much something moves ("five places", "by 3"), and the others."""
    found: tuple[list[float], list[float]] = [], []
    for fact in text.facts:
        if isinstance(fact.value, Number):
            behind, before = text.text[fact.end :], text.text[: fact.start]
            is_value = _STEPS.match(behind) is None and _BY.search(before) is None
            found[is_value].append(fact.value.value)
    return found


def _wanted(words: set[str], grid: Grid, cells: Sequence[float]) -> list[float]:
    """The numbers that a clause should tell: those of the columns it hints at, else all."""
    hints = {"now": "current", "today": "current", "later": "future"}
    told = {hints.get(word, word) for word in words}
    hinted = [
        cell
        for column, cell in zip(grid.columns, cells, strict=True)
        if set(column.lower().split()) & told - {"importance"}
    ]
    return hinted or list(cells)
