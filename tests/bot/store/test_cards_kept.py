"""Practice cards as both databases keep them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.cards import (
    Card,
    CardText,
    Chosen,
    add_card,
    cards_of,
    change_card,
    choices_of,
    choose,
    counts_by_card,
    delete_card,
)
from bot.store.database import Database, GoneError
from bot.store.tables import now
from bot.store.training import Plan, add_session

TEXT = CardText("May I?", "no", "May one?", "{}", published=True)


@pytest.fixture
def session(database: Database) -> int:
    """A session without cards."""
    plan = Plan("A class", "", "UTC", now(), now() + timedelta(hours=1))
    return add_session(database, "K7MPWX2R", "00" * 16, "trainer", plan)


@pytest.fixture
def card(database: Database, session: int) -> Card:
    add_card(database, session, TEXT)
    return cards_of(database, session)[0]


def test_a_card_comes_back_as_it_was_kept(card: Card) -> None:
    assert (card.text, card.on_wall) == (TEXT, False)


def test_of_several_choices_of_a_browser_the_last_counts(database: Database, card: Card) -> None:
    for choice in ("yes", "no", "depends"):
        choose(database, chosen(card, choice))
    assert counts_by_card(database, card.session) == {card.id: {"depends": 1}}
    assert choices_of(database, card.session, "a") == {card.id: "depends"}


def test_a_whole_class_that_chooses_at_once_is_counted_whole(
    database: Database, card: Card
) -> None:
    with ThreadPoolExecutor(8) as people:
        rows = [chosen(card, "no", f"digest-{number}") for number in range(80)]
        list(people.map(lambda one: choose(database, one), rows))
    assert counts_by_card(database, card.session) == {card.id: {"no": 80}}


def test_a_choice_on_a_card_that_has_just_gone_is_said_not_to_be_stored(
    database: Database, card: Card
) -> None:
    delete_card(database, card)
    with pytest.raises(GoneError, match="that card has just been deleted"):
        choose(database, chosen(card, "yes"))
    assert counts_by_card(database, card.session) == {}


def test_a_changed_card_forgets_what_was_chosen(database: Database, card: Card) -> None:
    choose(database, chosen(card, "yes"))
    change_card(database, card, replace(TEXT, choice="yes"))
    assert counts_by_card(database, card.session) == {}
    assert cards_of(database, card.session)[0].text.choice == "yes"


def chosen(card: Card, choice: str, digest: str = "a") -> Chosen:
    return Chosen(card.id, card.session, digest, choice, now())
