"""Fitting: the models that decide whether evidence answers a question, and their curves.

Fitted on the development half of the golden set, the one for added documents also on that of the
questions written apart; the report shows both halves.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.answerable import FITTED, SIGNS, UNWRITTEN_SIGNS, Judge, signs
from bot.finding import Found, find
from bot.parts import parts_of
from evals.cases.gold import GoldenCase
from index.search import Index

REPORT = Path(__file__).parent.parent / "docs" / "reports" / "answerability.md"
# Of questions that the sources answer, how many may be refused on the half that is fitted on.
REFUSED = 0.02
# And of those that the best candidate answers, where nobody wrote questions down: there a sentence
# that only resembles the question comes first far more often.
REFUSED_UNWRITTEN = 0.05
_CURVE = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2)
_STRENGTH = 0.3
_DIGITS = 5
_UNANSWERED = frozenset({"unanswerable", "out_of_scope"})

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Signs of the evidence found, shape (cases, signs), and whether it answers."""

    signs: Numbers
    answerable: NDArray[np.bool_]


def sample(index: Index, cases: Sequence[GoldenCase]) -> Sample:
    """The signs for every first question that is either plainly answerable or plainly not.

    Tables are answered by queries and are left out; so are questions that lean on others.
    """
    chosen = [case for case in cases if _fits(case)]
    rows = [signs(index, _found(index, case)) for case in chosen]
    answerable = [case.stratum not in _UNANSWERED for case in chosen]
    return Sample(np.array(rows), np.array(answerable))


def sample_unwritten(index: Index, cases: Sequence[GoldenCase]) -> Sample:
    """The same as if nobody had written questions down, and whether the best candidate answers."""
    chosen = [c for c in cases if _fits(c) and (c.evidence or c.stratum in _UNANSWERED)]
    index.heeds_written = False
    try:
        found = [_found(index, case) for case in chosen]
    finally:
        index.heeds_written = True
    rows = [signs(index, one) for one in found]
    answers = [_is_evidence(one, case) for one, case in zip(found, chosen, strict=True)]
    return Sample(np.array(rows), np.array(answers))


def joined(samples: Iterable[Sample]) -> Sample:
    """The cases of several samples in one."""
    every = list(samples)
    return Sample(
        np.concatenate([one.signs for one in every]),
        np.concatenate([one.answerable for one in every]),
    )


def _found(index: Index, case: GoldenCase) -> Found:
    return find(index, parts_of(case.question)[0])


def _is_evidence(found: Found, case: GoldenCase) -> bool:
    """Whether the best candidate shares a place with the evidence of a case."""
    best = found.candidates[:1]
    return any(
        one.document == candidate.document_id
        and one.span.start < candidate.span.end
        and candidate.span.start < one.span.end
        for one in case.evidence
        for candidate in best
    )


def fit(
    found: Sample, *, refused: float = REFUSED, without: Collection[str] = frozenset()
) -> Judge:
    """The judge that fits best; those not answered count as much as all the others together.

    ``refused`` is the share of the answerable that it may refuse, ``without`` names signs that it
    does not know.
    """
    known = np.array([sign not in without for sign in SIGNS])
    means, scales = found.signs.mean(axis=0), found.signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit((found.signs - means) / scales * known, found.answerable)
    judge = Judge(
        means=_rounded(means),
        scales=_rounded(scales),
        weights=_rounded(model.coef_[0] * known),
        bias=round(float(model.intercept_[0]), _DIGITS),
        threshold=0.5,
    )
    threshold = float(np.quantile(probabilities(judge, found)[found.answerable], refused))
    return Judge(judge.means, judge.scales, judge.weights, judge.bias, round(threshold, _DIGITS))


def fit_unwritten(found: Sample) -> Judge:
    """The judge for documents that nobody wrote questions down for."""
    without = {*SIGNS} - {*UNWRITTEN_SIGNS}
    return fit(found, refused=REFUSED_UNWRITTEN, without=without)


def probabilities(judge: Judge, found: Sample) -> Numbers:
    """The judge's probability for each row."""
    return np.array([judge.probability(list(row)) for row in found.signs])


def write(written: Judge, unwritten: Judge, path: Path = FITTED) -> None:
    """Store the two judges where the bot reads them."""
    judges = {"written": written, "unwritten": unwritten}
    data = {"signs": SIGNS, **{name: asdict(judge) for name, judge in judges.items()}}
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def report(judges: Mapping[str, tuple[Judge, Mapping[str, Sample]]]) -> str:
    """The curves of each judge on its samples, in Markdown, under the headings that name them."""
    lines = [
        "# Does the evidence answer?",
        "",
        "Made by `python -m evals fit`. The models of `bot/answerable.py` are fitted on `dev`",
        "alone; tables are answered by queries and take no part. A threshold that refuses the",
        "share of answerable questions on the left recognises the share of those on the right",
        "that are not answered by the sources, near misses and questions about other subjects.",
        "For documents that somebody added, which have no questions written down, those count as",
        "not answered as well whose best candidate is no evidence; `apart` are the questions",
        "written apart.",
    ]
    for heading, (judge, samples) in judges.items():
        lines += ["", f"## {heading}", "", *_curve(judge, samples)]
    return "\n".join(lines) + "\n"


def _curve(judge: Judge, halves: Mapping[str, Sample]) -> list[str]:
    """The curve of a judge on each sample."""
    lines = [
        "| refused of the answerable | " + " | ".join(f"recognised, {h}" for h in halves) + " |",
        "| --- |" + " --- |" * len(halves),
    ]
    for share in _CURVE:
        cells = [f"{_recognised(judge, found, share):.0%}" for found in halves.values()]
        lines.append(f"| {share:.0%} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "| half | answerable | not answered | area under the curve | refused | recognised |",
    ]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    lines += [_row(judge, name, found) for name, found in halves.items()]
    weights = (f"{n} {w:+.2f}" for n, w in zip(SIGNS, judge.weights, strict=True))
    lines += ["", "Weights of the standardised signs: " + ", ".join(weights) + "."]
    return [*lines, f"Threshold in use: {judge.threshold:.3f}."]


def _row(judge: Judge, name: str, found: Sample) -> str:
    chance = probabilities(judge, found)
    refused = chance < judge.threshold
    return (
        f"| {name} | {found.answerable.sum()} | {(~found.answerable).sum()} "
        f"| {roc_auc_score(found.answerable, chance):.3f} "
        f"| {refused[found.answerable].mean():.1%} | {refused[~found.answerable].mean():.1%} |"
    )


def _recognised(judge: Judge, found: Sample, refused: float) -> float:
    chance = probabilities(judge, found)
    bound = np.quantile(chance[found.answerable], refused)
    return float((chance[~found.answerable] < bound).mean())


def _fits(case: GoldenCase) -> bool:
    if case.history or case.stratum.startswith("table_") or case.stratum in {"attack", "ordinary"}:
        return False
    if case.stratum in _UNANSWERED:
        return "answered" not in case.outcome
    return case.outcome == ("answered",)


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), _DIGITS) for value in values)
