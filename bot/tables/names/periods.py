"""Periods: quarters and fiscal years in the heads of columns, as people say them."""

import re

from bot.tables.model.words import ORDINALS

_QUARTER = re.compile(r"Q([1-4])")
_FISCAL = re.compile(r"\bFY ?(\d{4}|\d{2})\b")


def said_of_period(heading: str) -> tuple[tuple[str, ...], bool]:
    """How a period in a heading is said, and whether the heading is nothing else."""
    heading = heading.strip()
    if quarter := _QUARTER.fullmatch(heading):
        return (f"{ORDINALS[int(quarter[1])]} quarter", f"quarter {quarter[1]}"), True
    year = _FISCAL.search(heading)
    if year is None:
        return (), False
    whole, full, short = year[0] == heading, f"20{year[1][-2:]}", year[1][-2:]
    return (f"FY {full}", f"FY {short}", *((full,) if whole else ())), whole
