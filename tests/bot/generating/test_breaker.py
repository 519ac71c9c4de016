"""An endpoint that fails is left alone for a while, and then tried by one request."""

from dataclasses import dataclass

import pytest

from bot.generating.breaker import Breaker
from bot.generating.failures import AskerGoneError, EndpointError, Kind


@dataclass
class Clock:
    """Time that passes when it is told to."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock of one's own."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """One that lets two failures pass and then rests for 30 s."""
    return Breaker(failures=2, rest_s=30, clock=clock)


def fail(breaker: Breaker, kind: Kind = "unreachable", wait: float | None = None) -> None:
    """A request that fails."""
    with pytest.raises(EndpointError, match=kind), breaker.passing():
        raise EndpointError(kind, "on purpose", wait)


def is_open(breaker: Breaker) -> bool:
    """Whether a request is refused before it is made."""
    try:
        with breaker.passing():
            return False
    except EndpointError as error:
        return error.kind == "open"


def test_failures_in_a_row_open_it(breaker: Breaker) -> None:
    fail(breaker)
    fail(breaker)
    assert is_open(breaker)


def test_a_success_between_keeps_it_closed(breaker: Breaker) -> None:
    fail(breaker)
    with breaker.passing():
        pass
    fail(breaker)
    assert not is_open(breaker)


def test_after_its_rest_one_request_tries_and_the_others_wait(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 31
    with breaker.passing():
        assert is_open(breaker)
    assert not is_open(breaker)


def test_a_trial_that_fails_opens_it_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 31
    fail(breaker)
    assert is_open(breaker)


def test_a_trial_that_nobody_waits_for_leaves_the_next_one_to_try(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 31
    with pytest.raises(AskerGoneError), breaker.passing():
        raise AskerGoneError
    assert not is_open(breaker)


def test_an_endpoint_that_asks_to_be_left_alone_is_left_alone_for_that_long(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker, "refused", wait=120)
    clock.now += 119
    assert is_open(breaker)
    clock.now += 2
    assert not is_open(breaker)


@pytest.mark.parametrize("kind", ["busy", "unrecorded"])
def test_what_fails_on_our_side_says_nothing_about_the_endpoint(
    breaker: Breaker, kind: Kind
) -> None:
    for _ in range(3):
        fail(breaker, kind)
    assert not is_open(breaker)
