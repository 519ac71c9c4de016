"""What processes took of the cores, whatever else the machine was doing."""

import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_PARENT, _FIRST_TIME, _LAST_TIME = 1, 11, 15  # in /proc/PID/stat, after the name
_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(process: int) -> float:
    """Processor seconds of a process and all that it started, those that have ended included."""
    children = defaultdict(list)
    own: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            number = int(path.parent.name)
            children[int(fields[_PARENT])].append(number)
            own[number] = sum(map(int, fields[_FIRST_TIME:_LAST_TIME])) / _TICKS
    found, waiting = 0.0, [process]
    while waiting:
        number = waiting.pop()
        found += own.get(number, 0.0)
        waiting += children[number]
    return found
