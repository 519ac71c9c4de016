"""Series: columns that differ in a number alone, and the numbers that stand for them."""

import re
from collections.abc import Iterator
from functools import cached_property

from bot.tables.model.axes import AXES
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import Word, stems
from bot.tables.names.mentions import Mention, Name, Role

_SERIES = re.compile(r"(.*?\D)(\d+)")
_CLOCK = re.compile(r"\d:\d\d")
_AXES = frozenset(stems(" ".join(AXES)))
_COUNTERS = frozenset(
    stems(
        "top bottom best exactly just only least most rank ranks ranked place places number "
        "no section page part by"
    )
)
_COUNTED = frozenset(
    stems(
        "years months days weeks hours minutes people employees places ranks times percent "
        "points pages items things"
    )
)
_LEADS = frozenset(
    """
    a an at for from to than in the my our as under over versus vs against is and or between on
    through
    """.split()
)
_LINKS = frozenset("and or to through thru until but not nor than over versus vs".split())
_VERBS = frozenset(
    stems(
        "becomes becoming confirmed rated marked unrated column share shares lacks confirm "
        "only alone against compared"
    )
)
_BESIDE = 6


def is_of_clock(text: str, word: Word) -> bool:
    """Whether a number is a part of a time of day: "the 5:20 bus"."""
    return _CLOCK.search(text[max(word.start - 3, 0) : word.end + 3]) is not None


class Series:
    """The columns of a table that differ in a number alone."""

    def __init__(self, table: TypedTable) -> None:
        self._names = {column.at: column.name for column in table.columns}

    @cached_property
    def columns(self) -> dict[str, int]:
        """The columns by their number: ``{"13": 3}`` for ``GS-13``."""
        found = [
            (at, m) for at, name in self._names.items() if (m := _SERIES.fullmatch(name.strip()))
        ]
        prefixes = {m[1] for _, m in found}
        return {m[2]: at for at, m in found} if len(found) > 1 and len(prefixes) == 1 else {}

    @cached_property
    def prefix(self) -> tuple[str, ...]:
        """What the columns of the series share: ``("gs",)``."""
        at = next(iter(self.columns.values()), None)
        return stems(self._names[at])[:-1] if at is not None else ()

    def mentions(self, words: list[Word], text: str, taken: set[int]) -> Iterator[Mention]:
        """Numbers that stand for a column of the series, as in "grades 13 and 14" or "a twelve"."""
        if not self.columns:
            return
        found = [at for at in taken if words[at].text in self.columns]
        for at, word in enumerate(words):
            free = at not in taken and word.value is not None and not is_of_clock(text, word)
            number = f"{word.value:g}" if free else None
            if number in self.columns and self._stands_for(words, at, found):
                found.append(at)
                yield Mention(Name(Role.COLUMN, self.columns[number]), at, at + 1)

    def _stands_for(self, words: list[Word], at: int, found: list[int]) -> bool:
        """Whether a number names a column of the series, not how many of something there are."""
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        plural = words[at].text.endswith(("ens", "es")) or (after is not None and after.text == "s")
        if after is not None and after.stem in _COUNTED:
            return False
        if before is not None and before.stem in {*_COUNTERS, *_COUNTED}:
            return False
        axis = {*self.prefix, *_AXES}
        if (before and before.stem in axis) or (after and after.stem in axis) or plural:
            return True
        alone = (
            after is None
            or after.start > words[at].end + 1
            or after.small
            or after.value is not None
            or after.stem in _VERBS
        )
        beside = any(abs(at - other) <= _BESIDE for other in found)
        led = before is None or before.text in _LEADS or (beside and before.text in _LINKS)
        return alone and (led or beside)
