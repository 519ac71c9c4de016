"""Times: columns that are about one thing at several times, so that what differs rises or falls."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence

from bot.tables.model.typed import TypedTable

_TIMED = re.compile(
    rf"\d|\b(?:{'|'.join([*month_name[1:], *month_abbr[1:]])})\b"
    r"|\b(?:last|this|next|before|after|previous|prior|past|current|now|today|present|future|later"
    r"|planned|expected|target|goal|old|new|first|opening|closing|start|end)\b",
    re.IGNORECASE,
)


def over_time(table: TypedTable, columns: Sequence[int]) -> bool:
    """Whether each of the columns names a time: "FY 2024" and "FY 2025", "Current" and "Future"."""
    return all(_TIMED.search(table.columns[column].name) for column in columns)
