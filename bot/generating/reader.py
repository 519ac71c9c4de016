"""Whoever asked: hears each claim as soon as it is verified, and may leave before the end."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import Claim


def _not_heard(_: Claim) -> None:
    pass


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Reader:
    """``told`` gets claims of the answer in its order; ``wanted`` says whether anybody waits.

    Both are called from the thread that answers.
    """

    told: Callable[[Claim], None] = _not_heard
    wanted: Callable[[], bool] = _always


NOBODY = Reader()
