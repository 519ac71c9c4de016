"""Is the golden set sound? Every fault is named with its case, or with file and line."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import each_row


def faults_of(files: Sequence[Path], corpus: Corpus) -> list[str]:
    """All that does not hold in the files, a line each."""
    found = list(each_row(files, corpus))
    cases = [row for row in found if isinstance(row, GoldenCase)]
    return [
        *(row for row in found if isinstance(row, str)),
        *(fault for case in cases for fault in _own_faults(case)),
        *_repeated(cases),
        *_variants(cases),
    ]


def _own_faults(case: GoldenCase) -> Iterator[str]:
    if not re.search(rf"{case.stratum}-\d+$", case.id):
        yield f"{case.id}: id: expected {case.stratum}-<number>"
    if set(case.outcome) == {"declined"} and not case.reason:
        yield f"{case.id}: reason: left out where a question is to be declined"
    known = case.evidence or case.required or case.cells
    if case.answerable and not known and case.names is None and case.count is None:
        yield f"{case.id}: nothing says what a right answer holds: give evidence"


def _repeated(cases: Sequence[GoldenCase]) -> Iterator[str]:
    """Questions that are asked twice after the same history."""
    asked: dict[tuple[str, ...], str] = {}
    for case in cases:
        first = asked.setdefault((*case.history, case.question), case.id)
        if first != case.id:
            yield f"{case.id}: question: asked in {first} already"


def _variants(cases: Sequence[GoldenCase]) -> Iterator[str]:
    """Variants whose gold is that of no other case of their cluster."""
    originals: dict[str, list[GoldenCase]] = defaultdict(list)
    for case in cases:
        if not case.variant:
            originals[case.cluster].append(case)
    for case in cases:
        if case.variant and all(case.gold != other.gold for other in originals[case.cluster]):
            yield f"{case.id}: variant: its gold is that of no case of cluster {case.cluster}"
