"""How many processes so many people need: the arithmetic of README.md, with other numbers if given.

python3 deploy/sizing.py --users 100000 --answers-a-second 12
"""

import argparse
from dataclasses import dataclass, fields
from math import ceil


@dataclass(frozen=True)
class Assumed:
    """What is assumed of people, and measured of a process."""

    users: int = 10_000
    active: float = 0.2  # of them on a day
    questions: float = 5.0  # of each of those
    busiest_hour: float = 0.2  # of a day's questions
    peak: float = 3.0  # of that hour's mean, for some minutes
    classes: int = 1  # that ask at the same moment
    class_of: int = 1_300
    own_words: float = 1 / 3  # of a class's questions; the others were answered beforehand
    class_waits_s: float = 30.0  # at most, for the last answer
    answers_a_second: float = 12.0  # of one process with a core of its own: measure it
    utilisation: float = 0.6  # above it queues grow fast
    memory_gb: float = 0.7  # of one process
    spare: int = 1  # processes that may be away, as one is in a rolling restart
    connections: int = 15  # to the database, of one process


@dataclass(frozen=True)
class Needed:
    """What follows."""

    peak_a_second: float
    class_a_second: float
    processes: int
    memory_gb: float
    connections: int


def needed(given: Assumed) -> Needed:
    """Processes for the peak of a day, or for the classes, whichever is more, and spare ones."""
    daily = given.users * given.active * given.questions
    peak = daily * given.busiest_hour / 3600 * given.peak
    own = given.classes * given.class_of * given.own_words
    together = own / given.class_waits_s
    busy = max(peak / given.utilisation, together) / given.answers_a_second
    processes = max(ceil(busy), 1) + given.spare
    return Needed(
        peak_a_second=round(peak, 1),
        class_a_second=round(together, 1),
        processes=processes,
        memory_gb=round(processes * given.memory_gb, 1),
        connections=processes * given.connections,
    )


def main() -> None:
    """Say what is assumed and what follows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for one in fields(Assumed):
        kind = type(one.default)
        parser.add_argument(f"--{one.name.replace('_', '-')}", type=kind, default=one.default)
    given = Assumed(**vars(parser.parse_args()))
    found = needed(given)
    for shown in (given, found):
        for one in fields(shown):
            value = getattr(shown, one.name)
            print(f"{one.name.replace('_', ' '):20} {value:g}")  # noqa: T201  it is what this is for


if __name__ == "__main__":
    main()
