"""Tries to sign in are few, and nobody uses up those of another."""

from collections import deque
from collections.abc import Iterable

import pytest

from bot.web.tries import TooManyTriesError, Tries, Visitor


@pytest.fixture
def crowded() -> Tries:
    """What is left after a crowd of browsers at one address tried one name as often as it may."""
    tries = Tries()
    with pytest.raises(TooManyTriesError) as refused:
        try_all(tries, (Visitor("class", f"b{number}") for number in range(100)))
    assert 1 <= refused.value.seconds <= 60
    return tries


def try_all(tries: Tries, visitors: Iterable[Visitor]) -> None:
    """Let each try the same name once."""
    for visitor in visitors:
        tries.take_password("ann", visitor)


def may_try(tries: Tries, visitor: Visitor) -> bool:
    """Whether somebody may try a password now."""
    try:
        tries.take_password("ann", visitor)
    except TooManyTriesError:
        return False
    return True


def test_a_browser_that_signed_in_before_does_not_wait_for_a_crowd_at_its_address(
    crowded: Tries,
) -> None:
    assert may_try(crowded, Visitor("class", "trainer", "device"))


def test_a_browser_at_another_address_does_not_wait_for_the_crowd(crowded: Tries) -> None:
    assert may_try(crowded, Visitor("home", "trainer"))
    assert not may_try(crowded, Visitor("class", "trainer"))


def test_a_browser_that_signed_in_before_may_not_guess_without_end_either() -> None:
    tries, known = Tries(), Visitor("class", "trainer", "device")
    for _ in range(5):
        tries.take_password("ann", known)
        tries.note_wrong("ann", known)
    with pytest.raises(TooManyTriesError):
        tries.take_password("ann", known)


def test_a_name_cannot_be_guessed_without_end_from_everywhere() -> None:
    tries = Tries()
    with pytest.raises(TooManyTriesError):
        try_all(tries, (Visitor(f"address {number}", f"b{number}") for number in range(100)))
    tries.take_password("bob", Visitor("address", "b"))


def test_steps_at_a_provider_are_bounded_for_an_address() -> None:
    tries = Tries()
    with pytest.raises(TooManyTriesError):
        deque(map(tries.take_step, [Visitor("class", "b")] * 200))
    tries.take_step(Visitor("class", "trainer", "device"))
