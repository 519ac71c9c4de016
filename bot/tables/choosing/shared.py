"""Shared: what two sources have in common, or only one of them, recognised by its wording."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from bot.tables.choosing.several import Across, spots
from bot.tables.model.words import Word
from bot.tables.names.families import Family
from bot.tables.queries.conditions import Member
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.recognised import Recognised, likelihoods
from bot.tables.wordings.phrasings import OTHER, filler

# Which of the two sources a form asks for, and whether the other one is to lack the name.
_FORMS = {
    "in_both": (0, False),
    "in_first_only": (0, True),
    "in_second_only": (1, True),
}
_FEWEST = -4.0


def shared(
    question: str, words: list[Word], kin: Sequence[Family]
) -> Iterator[tuple[Across, Recognised]]:
    """The names of one source that stand, or do not stand, in another."""
    for one, other in permutations(kin, 2):
        if not one.shares_rows(other) or (one.is_list and other.is_list):
            continue
        first = _spots(words, one, other)
        second = _spots(words, other, one) if first else set()
        if not second or min(first) >= min(second) or first & second:
            continue
        likely = likelihoods(_masked(question, words, first, second))
        for name, (base, negated) in _FORMS.items():
            for form, how in ((name, How.NAMES), (f"count_{name}", How.COUNT)):
                if likely.get(form, _FEWEST) > _FEWEST:
                    home, away = ((one, other), (other, one))[base]
                    member = Member(tuple(n.table for n in away.chosen(words)), negated=negated)
                    for names in home.chosen(words):
                        wanted = (Query(names.table, how, (member,)),)
                        places = [(words[at].start, words[at].end) for at in first | second]
                        known = Recognised(form, wanted, likely[form], likely[OTHER], 0)
                        yield (Asked.of(question, names), wanted, home, places), known


def _spots(words: list[Word], one: Family, other: Family) -> set[int]:
    """Where a source is spoken of: by its own words, or by how many rows it has."""
    said = {id(word) for word in spots(words, one, other)}
    sizes = _sizes(one, words) - _sizes(other, words) if any(w.value for w in words) else set()
    return {at for at, word in enumerate(words) if id(word) in said or word.value in sizes}


def _sizes(family: Family, words: list[Word]) -> set[float]:
    """How many rows the tables have that are spoken of."""
    return {float(len(names.table.rows)) for names in family.chosen(words)}


def _masked(question: str, words: list[Word], first: set[int], second: set[int]) -> str:
    """The question with slots for its sources; neighbouring words of a source share one."""
    told, end, last = "", 0, ""
    for at, word in enumerate(words):
        slot = filler("T") if at in first else filler("U") if at in second else ""
        told += question[end : word.start]
        if not slot:
            told += question[word.start : word.end]
        elif slot != last:
            told += f" {slot} "
        last, end = slot, word.end
    return " ".join(f"{told}{question[end:]}".split())
