"""Fitting what chooses between the readings of a question about tables.

It learns from the development half of the golden set, from questions about running text, from
questions to invented tables (`fitting_tables/questions.tsv`), and a little from phrasings put to
tables. The likelihood of the right readings is made largest, as one of all
readings and of saying nothing. Nothing here rests on what was fitted before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.tables.answering import Tables
from bot.tables.choosing.readings import Reading, unscored
from bot.tables.choosing.signs import SIGNS
from bot.tables.names.naming import Names, names_of
from bot.tables.wordings.phrasings import read_phrasings
from bot.tables.wordings.recognising import using
from evals import fitting_forms
from evals.by_hand import read_by_hand
from evals.cases.gold import GoldenCase
from evals.made_questions import Made, fitting_tables, made_questions, same_answer
from evals.right_readings import is_right, told_by
from index.search import Index

REPORT = Path(__file__).parent.parent / "docs" / "reports" / "choice.md"
_NAMES = tuple(sorted(SIGNS))
_OPEN = 1200
_MADE = 0.2  # the share of the phrasings that are put to tables
_FOLDS = 4
_OF_OPEN, _OF_MADE, _OF_UNREAD = 0.4, 0.07, 0.5
_RIDGE = 1.0
_ITERATIONS = 150
_LEAST_SPREAD = 0.05
_NEVER = -1e4
_DIGITS = 4

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question with the signs of its readings, shape (readings, signs), and which are right.

    ``silence``: it is right to let no table answer.
    """

    signs: Numbers
    right: tuple[bool, ...]
    silence: bool
    weight: float = 1.0

    @classmethod
    def of(
        cls, found: Sequence[Reading], right: Sequence[bool], *, silence: bool, weight: float = 1.0
    ) -> "Asked":
        rows = [[one.signs.get(name, 0.0) for name in _NAMES] for one in found]
        signs = np.array(rows, dtype=np.float64).reshape(len(rows), len(_NAMES))
        return cls(signs, tuple(right), silence, weight)


def golden(index: Index, tables: Tables, case: GoldenCase) -> Asked:
    """A case; where no reading of a table question is right, saying nothing is the best left."""
    found = unscored(index.corrected(case.question), tables.names, tables.weigh)
    right = [is_right(case, told_by(one, found)) for one in found]
    of_table = case.stratum.startswith("table")
    silence = not any(right) or not (of_table or case.stratum == "definition")
    weight = _OF_UNREAD if of_table and not any(right) else 1.0
    return Asked.of(found, right, silence=silence, weight=weight)


def of_cases(index: Index, cases: Sequence[GoldenCase]) -> list[tuple[str, Asked]]:
    """The cases with their strata; those that lean on an earlier question are left out."""
    tables = Tables(index)
    own = [case for case in cases if not case.history]
    return [(case.stratum, golden(index, tables, case)) for case in own]


def beside(index: Index) -> list[Asked]:
    """What is fitted to beside the cases, and was never in the golden set."""
    tables, also = Tables(index), index.synonyms.also
    others = fitting_forms.elsewhere(index.corpus)
    invented = names_of(fitting_tables(), lambda word: also.get(word, ()))
    return [
        *(_elsewhere(tables, text) for text in others[:_OPEN]),
        *_by_hand(tables, invented),
        *_made(tables, invented, others),
    ]


def fit(asked: Sequence[Asked]) -> dict[str, float]:
    """The weights under which right readings are likeliest, the less large the better."""
    known = [one for one in asked if one.silence or any(one.right)]
    blank = np.zeros((1, len(_NAMES)))
    signs = np.concatenate([part for one in known for part in (blank, one.signs)])
    spread = np.maximum(signs.std(axis=0), _LEAST_SPREAD)
    right = np.array([r for one in known for r in (one.silence, *one.right)])
    starts = np.cumsum([0, *(1 + len(one.right) for one in known)])[:-1]
    weights = np.array([one.weight for one in known])
    told = signs / spread

    def loss(at: Numbers) -> tuple[float, Numbers]:
        scores = told @ at
        every, of_all = _log_sums(scores, starts)
        good, of_right = _log_sums(np.where(right, scores, _NEVER), starts)
        sizes = np.diff([*starts, len(scores)])
        pull = (of_all - of_right) * np.repeat(weights, sizes)
        value = float((weights * (every - good)).sum() + _RIDGE * (at @ at))
        return value, told.T @ pull + 2 * _RIDGE * at

    found = minimize(
        loss, np.zeros(len(_NAMES)), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}
    )
    fitted = found.x / spread
    return {name: round(float(w), _DIGITS) for name, w in zip(_NAMES, fitted, strict=True)}


def _log_sums(scores: Numbers, starts: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """For each question the logarithm of the sum of its odds, and each reading's share of them."""
    sizes = np.diff([*starts, len(scores)])
    highest = np.maximum.reduceat(scores, starts)
    odds = np.exp(scores - np.repeat(highest, sizes))
    sums = np.add.reduceat(odds, starts)
    return highest + np.log(sums), odds / np.repeat(sums, sizes)


def _elsewhere(tables: Tables, question: str) -> Asked:
    found = unscored(question, tables.names, tables.weigh)
    return Asked.of(found, [False] * len(found), silence=True, weight=_OF_OPEN)


def _by_hand(tables: Tables, invented: Sequence[Names]) -> Iterator[Asked]:
    """Questions to invented tables; the table of the document is among all others."""
    for one in read_by_hand():
        own = next(names for names in invented if names.table.document_id == one.document)
        found = unscored(one.question, [*tables.names, own], tables.weigh)
        right = [one.is_right(told_by(reading, found), own.table) for reading in found]
        weight = 1.0 if any(right) else _OF_UNREAD
        yield Asked.of(found, right, silence=not any(right), weight=weight)


def _made(tables: Tables, invented: Sequence[Names], others: Sequence[str]) -> Iterator[Asked]:
    """Made questions, those of an author recognised by what others taught, fold by fold."""
    made = list(made_questions([*tables.names, *invented], _MADE))
    phrasings = read_phrasings()
    authors = sorted({one.author for one in made})
    for fold in (authors[at::_FOLDS] for at in range(_FOLDS)):
        model = fitting_forms.fit([p for p in phrasings if p.author not in fold], others)
        with using(model):
            put = [_put(one, tables, invented) for one in made if one.author in fold]
        yield from put


def _put(made: Made, tables: Tables, invented: Sequence[Names]) -> Asked:
    document = made.queries[0].table.document_id
    own = [names for names in invented if names.table.document_id == document]
    found = unscored(made.question, [*tables.names, *own], tables.weigh)
    right = [same_answer(made.queries, one.queries) for one in found]
    return Asked.of(found, right, silence=False, weight=_OF_MADE)


def report(weights: Mapping[str, float], halves: Mapping[str, Sequence[tuple[str, Asked]]]) -> str:
    """How often the right reading of a question is chosen, in Markdown."""
    lines = [
        "# Is the right reading of a question about a table chosen?",
        "",
        "Made by `python -m evals fit`. What chooses is fitted on `dev` alone. Of the questions of",
        "a stratum: for how many some reading is right, and how many are then read right, wrong,",
        "or by no table.",
        "",
        "| half | stratum | questions | some reading right | right | wrong | not read |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    at = np.array([weights[name] for name in _NAMES])
    for half, asked in halves.items():
        for stratum in sorted({stratum for stratum, _ in asked}):
            own = [one for name, one in asked if name == stratum]
            ends = [_end(one, at) for one in own]
            some = sum(any(one.right) for one in own)
            counts = [str(ends.count(end)) for end in ("right", "wrong", "not read")]
            lines.append(f"| {half} | {stratum} | {len(own)} | {some} | {' | '.join(counts)} |")
    return "\n".join(lines) + "\n"


def _end(one: Asked, weights: Numbers) -> str:
    scores = one.signs @ weights
    best = int(scores.argmax()) if scores.size else -1
    if best < 0 or scores[best] <= 0:
        return "not read"
    return "right" if one.right[best] else "wrong"
