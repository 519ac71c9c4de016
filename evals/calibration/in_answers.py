"""Faults planted in answers that need no language model: in their quotes and table sentences.

Taken are the claims of a run's right answers, each once. The makers of the calibration set plant
the mechanical faults in them, or they get the citations of a claim about something else. Two checks
look at each: the invariants that every answer must keep before it leaves, and the verifier of
written sentences, which answers without a model need not pass.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Claim
from bot.bearing_out import Verifier
from bot.own_words import ABOUT_THE_ANSWER
from bot.verifier import MARKER, evidence, unsupported
from corpus.library import Corpus
from evals.calibration.faults.maker import random, shared
from evals.calibration.making import MAKERS, MECHANICAL
from evals.calibration.reading import Fault
from evals.running.run import Run
from evals.suites.answers import SUITE as ANSWERS
from evals.suites.citations import SUITE as CITATIONS

# A passage that shares a larger part of a claim's words may bear it out as well.
_MOST_SHARED = 0.34
_ATTEMPTS = 6  # at other seeds, where the rule made nothing new
RIGHT = "none"
"""The fault of a claim as it was answered."""
Check = Callable[["Told"], str | None]


@dataclass(frozen=True)
class Told:
    """A claim with what it cites, and the kind of fault that is planted in it."""

    claim: Claim
    cited: tuple[Citation, ...]
    fault: str = RIGHT

    @property
    def quotes(self) -> list[str]:
        return [citation.quote for citation in self.cited]


@dataclass(frozen=True)
class Line:
    """Of ``count`` claims of a kind with a fault, how many each check lets pass."""

    kind: str
    fault: str
    count: int
    passed: Mapping[str, int]


def right_claims(run: Run) -> list[Told]:
    """The claims of answers that are right and break no invariant, notices among them."""
    wrong = {s.case for suite in (ANSWERS, CITATIONS) for s in suite.score(run) if not s.passed}
    found: dict[tuple[str, ...], Told] = {}
    for case, row in run.answered():
        if row is None or case.id in wrong:
            continue
        answer = Answer.model_validate(row)
        for claim in answer.claims:
            told = Told(claim, tuple(c for c in answer.citations if c.number in claim.citations))
            if claim.text not in ABOUT_THE_ANSWER:
                found.setdefault((claim.kind, claim.text, *told.quotes), told)
    return list(found.values())


def with_faults(claims: Sequence[Told]) -> Iterator[Told]:
    """Each claim with each mechanical fault that can be made of it, once a kind."""
    for at, told in enumerate(claims):
        for fault in MECHANICAL:
            made = _elsewhere(told, at, claims) if fault == "citation" else _made(told, at, fault)
            if made:
                yield made


def checks(verifier: Verifier, corpus: Corpus) -> dict[str, Check]:
    """Why each check refuses a claim, or None."""

    def judged(told: Told) -> str | None:
        cited = [evidence(citation, corpus) for citation in told.cited]
        verdict = verifier.judge(MARKER.sub("", told.claim.text), cited)
        return None if verdict.holds else f"{verdict.kind}: {verdict.why}"

    return {
        "invariants": lambda told: unsupported(told.claim, told.cited, corpus),
        "verifier": judged,
    }


def lines(found: Sequence[tuple[Told, Mapping[str, str | None]]]) -> list[Line]:
    """A line for each kind of claim and fault, from what each check says of each claim."""
    groups = Counter((told.claim.kind, told.fault) for told, _ in found)
    passed = {group: Counter[str]() for group in groups}
    for told, refused in found:
        passed[told.claim.kind, told.fault].update(n for n, why in refused.items() if why is None)
    order = [RIGHT, *MECHANICAL]
    return [
        Line(kind, fault, groups[kind, fault], passed[kind, fault])
        for kind, fault in sorted(groups, key=lambda group: (group[0], order.index(group[1])))
    ]


def is_wrong(told: Told, refused: Mapping[str, str | None]) -> list[str]:
    """The checks that let a fault pass, or refuse what is right."""
    return [name for name, why in refused.items() if (why is None) != (told.fault == RIGHT)]


def _made(told: Told, at: int, fault: Fault) -> Told | None:
    text = MARKER.sub("", told.claim.text)
    for attempt in range(_ATTEMPTS):
        sentence = MAKERS[fault](text, told.quotes, random(f"{fault} {at} {attempt}"))
        if sentence is not None and sentence != text:
            return Told(told.claim.model_copy(update={"text": sentence}), told.cited, fault)
    return None


def _elsewhere(told: Told, at: int, claims: Sequence[Told]) -> Told | None:
    """The claim with the citations of one of its kind that tells of something else."""
    draw = random(f"citation {at}")
    for _ in range(_ATTEMPTS):
        other = draw.choice(claims)
        alike = max(shared(told.claim.text, quote) for quote in other.quotes)
        apart = not any(_overlap(one, two) for one in told.cited for two in other.cited)
        if other.claim.kind == told.claim.kind and apart and alike <= _MOST_SHARED:
            claim = told.claim.model_copy(update={"citations": other.claim.citations})
            return Told(claim, other.cited, "citation")
    return None


def _overlap(one: Citation, two: Citation) -> bool:
    """Whether two citations quote the same place; those of one table all begin at its header."""
    same = one.document_id == two.document_id
    return same and one.start < two.end and two.start < one.end
