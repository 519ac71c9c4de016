"""Fitting: the model that decides whether evidence answers a question, and its curve.

Fitted on the development half of the golden set alone; the report shows both halves.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.answerable import FITTED, SIGNS, Judge, signs
from bot.finding import find
from bot.parts import parts_of
from evals.cases.gold import GoldenCase
from index.search import Index

REPORT = Path(__file__).parent.parent / "docs" / "reports" / "answerability.md"
# Of questions that the sources answer, how many may be refused on the half that is fitted on.
REFUSED = 0.02
_CURVE = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2)
_STRENGTH = 0.3
_DIGITS = 5
_UNANSWERED = frozenset({"unanswerable", "out_of_scope"})

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Signs of the evidence found, shape (cases, signs), and whether the sources answer."""

    signs: Numbers
    answerable: NDArray[np.bool_]


def sample(index: Index, cases: Sequence[GoldenCase]) -> Sample:
    """The signs for every first question that is either plainly answerable or plainly not.

    Tables are answered by queries and are left out; so are questions that lean on others.
    """
    chosen = [case for case in cases if _fits(case)]
    rows = [signs(index, find(index, parts_of(case.question)[0])) for case in chosen]
    answerable = [case.stratum not in _UNANSWERED for case in chosen]
    return Sample(np.array(rows), np.array(answerable))


def fit(found: Sample) -> Judge:
    """The judge that fits best; those not answered count as much as all the others together."""
    means, scales = found.signs.mean(axis=0), found.signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit((found.signs - means) / scales, found.answerable)
    judge = Judge(
        means=_rounded(means),
        scales=_rounded(scales),
        weights=_rounded(model.coef_[0]),
        bias=round(float(model.intercept_[0]), _DIGITS),
        threshold=0.5,
    )
    threshold = float(np.quantile(probabilities(judge, found)[found.answerable], REFUSED))
    return Judge(judge.means, judge.scales, judge.weights, judge.bias, round(threshold, _DIGITS))


def probabilities(judge: Judge, found: Sample) -> Numbers:
    """The judge's probability for each row."""
    return np.array([judge.probability(list(row)) for row in found.signs])


def write(judge: Judge, path: Path = FITTED) -> None:
    """Store a judge where the bot reads it."""
    data = {
        "signs": SIGNS,
        "means": judge.means,
        "scales": judge.scales,
        "weights": judge.weights,
        "bias": judge.bias,
        "threshold": judge.threshold,
    }
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def report(judge: Judge, halves: dict[str, Sample]) -> str:
    """The curve on each half, in Markdown."""
    lines = [
        "# Does the evidence answer?",
        "",
        "Made by `python -m evals fit`. The model of `bot/answerable.py` is fitted on `dev` alone;",
        "tables are answered by queries and take no part. A threshold that refuses the share of",
        "answerable questions on the left recognises the share of those on the right that are not",
        "answered by the sources, near misses and questions about other subjects.",
        "",
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
    lines.append(f"Threshold in use: {judge.threshold:.3f}.")
    return "\n".join(lines) + "\n"


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
