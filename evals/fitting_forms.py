"""Fitting what recognises the form of a question about a table, and how well it does.

How well is measured author by author: what the others taught meets the phrasings of one who is new.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.tables.wordings.ngrams import ngrams
from bot.tables.wordings.phrasings import OTHER, Phrasing, Slots
from bot.tables.wordings.recognising import Recogniser
from corpus.library import Corpus

_RAREST = 3
_OTHERS = 4000
_STRENGTH = 8.0
_ITERATIONS = 200


def elsewhere(corpus: Corpus) -> list[str]:
    """Questions about running text, in an order that follows from their words alone."""
    texts = [
        question
        for document in corpus.documents
        for questions in (corpus.asked(document.id) or {}).values()
        for question in questions
    ]
    texts += corpus.left_open()
    return sorted(set(texts), key=lambda text: sha256(text.encode()).digest())[:_OTHERS]


def fit(phrasings: Sequence[Phrasing], others: Sequence[str]) -> Recogniser:
    """The model that fits the phrasings, and ``others``, questions that are about no table."""
    texts = [*(phrasing.text for phrasing in phrasings), *others]
    labels = [*(phrasing.form for phrasing in phrasings), *([OTHER] * len(others))]
    counted = TfidfVectorizer(analyzer=ngrams, min_df=_RAREST, sublinear_tf=True)
    features = counted.fit_transform(texts)
    model = LogisticRegression(C=_STRENGTH, max_iter=_ITERATIONS).fit(features, labels)
    forms = tuple(str(form) for form in model.classes_)
    known: dict[str, set[Slots]] = {form: set() for form in forms}
    for phrasing in phrasings:
        known[phrasing.form].add(phrasing.slots)
    known[OTHER] = {Slots(0, 0, 0, 0)}
    return Recogniser(
        forms=forms,
        slots=tuple(frozenset(_common(known[form], form, phrasings)) for form in forms),
        places={
            str(run): int(at)
            for run, at in sorted(counted.vocabulary_.items(), key=lambda item: item[1])
        },
        rarity=counted.idf_.astype(np.float32),
        weights=model.coef_.T.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )


def _common(told: set[Slots], form: str, phrasings: Sequence[Phrasing]) -> set[Slots]:
    """The slots that more than a slip or two of the phrasings of a form have."""
    counts = {one: sum(p.form == form and p.slots == one for p in phrasings) for one in told}
    return {one for one, count in counts.items() if count > _RAREST} or told


REPORT = Path(__file__).parent.parent / "docs" / "reports" / "forms.md"
_BOUNDS = (0.0, 0.2, 0.4, 0.6, 0.8)


def report(phrasings: Sequence[Phrasing], others: Sequence[str]) -> str:
    """How many phrasings of each author are recognised by what the others taught, in Markdown."""
    lines = [
        "# Is the form of a question about a table recognised?",
        "",
        "Made by `python -m evals fit --report`. The phrasings of each author are recognised by a",
        "model fitted to those of all the others. Of those whose form is at least as likely as the",
        "column says: how many are right, and which share of all they are.",
        "",
        "| author | phrasings | " + " | ".join(f"{bound:g} or more" for bound in _BOUNDS) + " |",
        "| --- |" + " --- |" * (len(_BOUNDS) + 1),
    ]
    for author in sorted({phrasing.author for phrasing in phrasings}):
        own = [phrasing for phrasing in phrasings if phrasing.author == author]
        model = fit([p for p in phrasings if p.author != author], others)
        found = [_recognised(model, phrasing) for phrasing in own]
        cells = [_cell(found, bound) for bound in _BOUNDS]
        lines.append(f"| {author} | {len(own)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _recognised(model: Recogniser, phrasing: Phrasing) -> tuple[bool, float]:
    """Whether the likeliest form that fits the slots is the right one, and how likely it is."""
    scores = model.scores(phrasing.text)
    fitting = [at for at, slots in enumerate(model.slots) if phrasing.slots in slots]
    if not fitting:
        return False, 0.0
    best = max(fitting, key=lambda at: scores[at])
    odds = np.exp(scores - scores.max())
    return model.forms[best] == phrasing.form, float(odds[best] / odds.sum())


def _cell(found: Sequence[tuple[bool, float]], bound: float) -> str:
    taken = [right for right, likely in found if likely >= bound]
    if not taken:
        return "–"
    return f"{sum(taken) / len(taken):.0%} right of {len(taken) / len(found):.0%}"
