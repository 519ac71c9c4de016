"""Sentences that differ from what they cite by one thing, beside the ones that do not."""

import pytest
from judging import judge

HARBOR = (
    "The harbor office's notice of 3 May 2021 gave the 12 keepers 30 days to paint 40 lanterns."
)
BRIDGE = (
    "Order 4417 closed the north bridge on 9 June 2022, and Order 4420 opened it again in March."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The notice gave keepers 45 days to paint the lanterns.", "number"),
        ("The notice of 3 May 2022 gave keepers 30 days.", "date"),
        ("The notice of 13 May 2021 gave keepers 30 days.", "date"),
        ("The harbor office gave the 30 keepers 12 days to paint lanterns.", "number"),
        ("The notice gave tenants 30 days to paint lanterns.", "entity"),
        ("The notice gave the keepers of Marlow 30 days to paint lanterns.", "entity"),
        ("The notice did not give the keepers 30 days to paint lanterns.", "negation"),
        ("The notice gave keepers at least 30 days to paint lanterns.", "quantifier"),
        ("The notice gave all keepers 30 days to paint lanterns.", "quantifier"),
    ],
)
def test_a_changed_word_or_value_is_found(sentence: str, kind: str) -> None:
    verdict = judge(sentence, HARBOR)
    assert (verdict.holds, verdict.kind) == (False, kind), verdict.why


@pytest.mark.parametrize(
    "sentence",
    [
        "In its notice of May 3, 2021 the harbor office gave a dozen keepers 30 days.",
        "Thirty days were given to the 12 keepers to paint 40 lanterns.",
        "Early in May 2021 the keepers got a notice from the harbor office.",
        "The keepers had forty lanterns to paint.",
    ],
)
def test_the_same_in_other_words_or_figures_holds(sentence: str) -> None:
    assert judge(sentence, HARBOR).holds, judge(sentence, HARBOR).why


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Order 4418 closed the north bridge on 9 June 2022.", "identifier"),
        ("Order 4420 closed the north bridge on 9 June 2022.", "swapped"),
    ],
)
def test_an_order_is_known_by_its_number_and_by_what_it_did(sentence: str, kind: str) -> None:
    verdict = judge(sentence, BRIDGE)
    assert (verdict.holds, verdict.kind) == (False, kind), verdict.why


@pytest.mark.parametrize(
    ("quote", "true", "false", "kind"),
    [
        (
            "Pilots must carry a lamp.",
            "Pilots have to carry a lamp.",
            "Pilots may carry a lamp.",
            "modality",
        ),
        (
            "Pilots may carry a lamp.",
            "A lamp may be carried by pilots.",
            "Pilots must carry a lamp.",
            "modality",
        ),
        (
            "Rust can spoil a lamp.",
            "A lamp can be spoiled by rust.",
            "Rust will spoil a lamp.",
            "modality",
        ),
        (
            "Our inference is that the ferry stopped.",
            "The ferry probably stopped.",
            "The ferry stopped.",
            "modality",
        ),
        (
            "The toll rose by 4 percent.",
            "The toll went up by 4 percent.",
            "The toll fell by 4 percent.",
            "direction",
        ),
        (
            "Lamps are checked before the voyage.",
            "Before the voyage lamps are checked.",
            "Lamps are checked after the voyage.",
            "direction",
        ),
        (
            "More than 60 boats came.",
            "Over 60 boats came.",
            "Fewer than 60 boats came.",
            "quantifier",
        ),
        (
            "Some pilots carry lamps.",
            "Some pilots have lamps that they carry.",
            "All pilots carry lamps.",
            "quantifier",
        ),
        (
            "Only pilots may board.",
            "Boarding is allowed to pilots alone.",
            "All pilots may board.",
            "quantifier",
        ),
        (
            "The pier is no longer in use.",
            "No, the pier is not in use any longer.",
            "The pier is in use.",
            "negation",
        ),
        (
            "The pier is open if the tide is low.",
            "If the tide is low, the pier is open.",
            "The pier is open.",
            "condition",
        ),
        (
            "The pier is closed as far as notices showed.",
            "As far as notices showed, the pier is closed.",
            "The pier is closed.",
            "condition",
        ),
    ],
)
def test_what_a_quote_does_not_say_is_told_from_what_it_says(
    quote: str, true: str, false: str, kind: str
) -> None:
    assert judge(true, quote).holds, judge(true, quote).why
    assert (judge(false, quote).holds, judge(false, quote).kind) == (False, kind)


def test_two_numbers_that_change_places_are_a_fault() -> None:
    quote = "The fair drew 300 visitors from 20 towns."
    assert judge("Visitors, 300 of them, came from 20 towns.", quote).holds
    assert judge("The fair drew 20 visitors from 300 towns.", quote).kind == "swapped"


def test_two_names_that_change_places_between_quotes_are_a_fault() -> None:
    quotes = "Ada Fenn runs the mill at Corby.", "Tom Hale keeps the lock at Wexley."
    assert judge("Ada Fenn runs the mill, and Tom Hale keeps the lock.", *quotes).holds
    assert judge("Tom Hale runs the mill at Corby.", *quotes).kind == "swapped"


def test_what_one_clause_tells_together_one_quote_has_to_hold() -> None:
    quotes = "Order 71 was issued on 2 May 2020.", "Order 85 set a fee of $12."
    assert judge("Order 71 of 2 May 2020 set a fee of $12.", *quotes).kind == "swapped"


def test_two_roles_that_change_places_are_a_fault() -> None:
    quote = "The yard owner repairs torn sails, while the ferry pilot steers large barges."
    assert judge(quote.replace("torn", "the torn"), quote).holds
    swapped = "The ferry pilot repairs torn sails, while the yard owner steers large barges."
    assert judge(swapped, quote).kind == "swapped"


def test_a_renaming_has_a_direction() -> None:
    quote = "The office renamed the rowing school to the boat academy."
    assert judge("The office renamed the boat academy to the rowing school.", quote).kind in {
        "direction",
        "swapped",
    }


@pytest.mark.parametrize(
    "sentence", ["It is <b>open</b>.", "See [here](x).", "Open [7].", "See https://x.invalid."]
)
def test_markup_links_and_markers_are_a_fault(sentence: str) -> None:
    assert judge(sentence, "It is open. See here.").kind == "markup"


def test_a_sentence_without_a_quote_is_a_fault() -> None:
    assert judge("The pier is open.").kind == "citation"


def test_a_whole_sentence_of_a_quote_holds_whatever_it_says() -> None:
    quote = "No keeper shall, unless told, light all 40 lamps. The rest is silence."
    assert judge("No keeper shall, unless told, light all 40 lamps.", quote).holds


def test_the_same_sentence_gets_the_same_verdict() -> None:
    assert judge("The notice gave 45 days.", HARBOR) == judge("The notice gave 45 days.", HARBOR)


def test_a_verdict_says_why_in_one_line() -> None:
    why = judge("The notice gave keepers 45 days.", HARBOR).why
    assert "45" in why
    assert "\n" not in why


RULE = "Rowers must not be sent onto water that is not marked for it."
AIMS = "The club gave the rowers three aims: speed, calm and care."
OTHER = "The club did not ask the rowers for money."


def test_a_denial_does_not_stand_for_another_that_it_reaches_over() -> None:
    assert judge(RULE, RULE).holds
    assert judge("Rowers must be sent onto water that is not marked for it.", RULE).kind == (
        "negation"
    )


def test_a_denial_of_something_else_does_not_stand_where_a_sentence_affirms_the_same() -> None:
    denied = "The club gave not the rowers three aims: speed, calm and care."
    assert judge(denied, f"{AIMS} {OTHER}").kind == "negation"


def test_a_denial_that_closes_a_part_is_not_taken_for_one_before_it() -> None:
    quote = "The club's lists record oars and approve nothing: they name two boats."
    more = "The club has no case in the lists."
    assert judge(quote, f"{more} {quote}").holds
    assert judge(f"It is never the case that {quote}", f"{more} {quote}").kind == "negation"


def test_a_number_in_the_place_of_a_year_does_not_hold() -> None:
    quote = "The list of May 2031 names no berth for the dinghy, 0440, so its place is unknown."
    exchanged = "The list of May 0440 names no berth for the dinghy, 2031, so its place is unknown."
    assert judge(quote, quote).holds
    assert not judge(exchanged, quote).holds
