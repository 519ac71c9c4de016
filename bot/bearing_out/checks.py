"""The checks in their order, each with the kind of fault that it finds."""

import re
from collections.abc import Callable
from typing import Final

from bot.bearing_out.binding import binding_fault
from bot.bearing_out.clauses import clause_fault
from bot.bearing_out.conditions import condition_fault
from bot.bearing_out.direction import direction_fault
from bot.bearing_out.facts import unheld
from bot.bearing_out.modality import modality_fault
from bot.bearing_out.names import torn_names, unheld_names, unheld_people
from bot.bearing_out.polarity import polarity_fault
from bot.bearing_out.quantity import quantity_fault
from bot.bearing_out.relations import relation_fault
from bot.bearing_out.text import Case

Check = Callable[[Case], str | None]
# What a page could take for HTML, a link, an image or code.
_MARKUP = re.compile(r"<[A-Za-z/!?]|\]\(|!\[|javascript:|https?://|`|\[\d+\]", re.IGNORECASE)


def markup_fault(sentence: str) -> str | None:
    """Why a sentence is not plain; None if it is."""
    found = _MARKUP.search(sentence)
    return f"it holds markup or a link: {found.group()!r}" if found else None


def _fact(kind: str) -> Check:
    def check(case: Case) -> str | None:
        found = unheld(case.said.text, [quote.text for quote in case.quotes])
        texts = [fact.text for fact in found if fact.kind == kind]
        return f"{texts[0]!r} stands in no quote" if texts else None

    return check


def name_fault(case: Case) -> str | None:
    """A name, or a noun for people, that no quote bears out; None if there is none."""
    named = next(unheld_names(case), None)
    if named:
        return f"{named!r} stands in no quote"
    torn = next(torn_names(case), None)
    if torn:
        return f"{torn!r} is no name in a quote"
    people = next(unheld_people(case), None)
    return f"no quote speaks of {people!r}" if people else None


CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("number", _fact("number")),
    ("date", _fact("date")),
    ("identifier", _fact("identifier")),
    ("entity", name_fault),
    ("negation", polarity_fault),
    ("quantifier", quantity_fault),
    ("swapped", relation_fault),
    ("swapped", clause_fault),
    ("swapped", binding_fault),
    ("direction", direction_fault),
    ("modality", modality_fault),
    ("condition", condition_fault),
)
