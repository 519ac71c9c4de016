"""Right readings: whether what a reading of a question tells is what a golden case expects."""

from collections.abc import Sequence

from bot.tables.answering import Told
from bot.tables.choosing.readings import Reading, meant
from bot.tables.telling.saying import together
from evals.cases.gold import GoldenCase
from evals.cases.wording import names_in, numbers_in, stands

# A cell that quotes this much of the evidence is it, and not a word that it shares.
_LONG = 25


def told_by(reading: Reading, others: Sequence[Reading]) -> list[Told]:
    """What is told if a reading is chosen from among the others of its question."""
    return [Told.of(query) for one in meant(reading, others) for query in one.queries]


def is_right(case: GoldenCase, told: Sequence[Told]) -> bool:
    """Whether what is told answers a golden case."""
    if any(one.is_bare_count for one in told) or "answered" not in case.outcome:
        return False
    text = text_of(told)
    if any(stands(wrong, text) for wrong in case.forbidden):
        return False
    if not all(any(stands(wanted, text) for wanted in group) for group in case.required):
        return False
    if case.names is not None and names_in(text, case.universe) != set(case.names):
        return False
    if case.count is not None and case.count not in numbers_in(text):
        return False
    exact = case.required or case.names is not None or case.count is not None
    return bool(exact) or _is_evidence(case, told)


def text_of(told: Sequence[Told]) -> str:
    """All that is told, with the sentence that sums it up."""
    total = together([(one.query, one.result) for one in told])
    lists = any(one.of_list for one in told)
    return " ".join([*(one.text for one in told), "" if lists or not total else total])


def _is_evidence(case: GoldenCase, told: Sequence[Told]) -> bool:
    """Whether what is told, or a long cell that it was read of, stands in the evidence."""
    quotes = [" ".join(evidence.quote.split()) for evidence in case.evidence]
    cells = [one.query.table.value(*at) for one in told for at in one.result.cells]
    return any(quote in " ".join(one.text.split()) for quote in quotes for one in told) or any(
        cell in quote for quote in quotes for cell in cells if len(cell) > _LONG
    )
