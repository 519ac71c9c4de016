"""The areas of pages that people sign in to, each with accounts and cookies of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """Where its pages begin, what its templates call who is signed in, and the names of cookies.

    ``cookie`` says who is signed in, ``device`` that somebody was in this browser before; an area
    that is ``closed`` is not there while it has no accounts.
    """

    home: str
    person: str
    cookie: str
    device: str
    closed: bool = False


TRAINING = Area("/trainer", "trainer", "guide_trainer", "guide_device")
MAINTAINING = Area(
    "/maintain", "maintainer", "guide_maintainer", "guide_maintainer_device", closed=True
)


def is_within(area: Area, address: str) -> bool:
    """Whether it is a page of the area, and not one of somebody else."""
    return address == area.home or address.startswith(f"{area.home}/")
