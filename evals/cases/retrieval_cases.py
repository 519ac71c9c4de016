"""Retrieval cases: questions with the sentences that must be found for them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.gold import LOW_OVERLAP, Evidence, GoldenCase, Split
from evals.cases.overlap import content_overlap
from evals.cases.quotes import find_quote

# A file with this in its name holds cases that are searched and never asked.
RETRIEVAL = "retrieval"
_HELD_OUT = "heldout"


@dataclass(frozen=True)
class RetrievalCase:
    """One question. Any evidence of a group will do, and every group is needed.

    ``required`` are facts that the text must hold, one of each group, as in `GoldenCase`.
    """

    id: str
    stratum: str
    split: Split
    question: str
    groups: tuple[tuple[Evidence, ...], ...]
    required: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of_json(cls, row: dict[str, Any]) -> "RetrievalCase":
        """The case that `dataclasses.asdict` took apart; a damaged one is a `ValueError`."""
        groups = tuple(tuple(map(Evidence.model_validate, group)) for group in row["groups"])
        required = tuple(map(tuple, row["required"]))
        split = cast("Split", str(row["split"]))
        return cls(row["id"], row["stratum"], split, row["question"], groups, required)

    @cached_property
    def overlap(self) -> float:
        """The share of the question's content words that stand in its evidence, 0 to 1."""
        quotes = [evidence.quote for group in self.groups for evidence in group]
        return max(content_overlap(self.question, quote) for quote in quotes)

    @property
    def low_overlap(self) -> bool:
        """Whether question and evidence share few words."""
        return self.overlap <= LOW_OVERLAP


def retrieval_cases(
    path: Path, golden: Iterable[GoldenCase], corpus: Corpus
) -> list[RetrievalCase]:
    """The cases of the retrieval files in ``path``, then those golden cases that texts answer."""
    files = sorted(path.glob(f"{RETRIEVAL}*.jsonl")) if path.is_dir() else []
    own = [case for file in files for case in read_cases(file, corpus)]
    return [*own, *(_of_golden(case) for case in golden if _is_searched(case))]


def read_cases(path: Path, corpus: Corpus) -> list[RetrievalCase]:
    """The cases of a file; a row that is damaged or whose quote has drifted is a `GuideError`."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_case(path, n, line, corpus) for n, line in enumerate(lines, 1) if line.strip()]


def _case(path: Path, number: int, line: str, corpus: Corpus) -> RetrievalCase:
    split: Split = "test" if _HELD_OUT in path.stem else "dev"
    try:
        row = json.loads(line)
        places = [row, *row.get("also", [])]
        evidence = tuple(_evidence(place["document"], place["quote"], corpus) for place in places)
        return RetrievalCase(row["id"], row["stratum"], split, row["question"], (evidence,))
    except KeyError as error:
        raise GuideError(f"{path}:{number}: {error}: is missing: mend that row") from None
    except (ValueError, TypeError) as error:
        raise GuideError(f"{path}:{number}: {error}: mend that row") from None


def _evidence(document: str, quote: str, corpus: Corpus) -> Evidence:
    span = find_quote(corpus, document, quote)
    return Evidence(document=document, quote=quote, start=span.start, end=span.end)


def _is_searched(case: GoldenCase) -> bool:
    """Whether the answer stands in running text and is asked for in one question.

    Tables are answered by a query, and what follows on an earlier question is resolved first.
    """
    in_table = case.cells or case.names is not None or case.count is not None
    return case.answerable and bool(case.evidence) and not in_table and not case.history


def _of_golden(case: GoldenCase) -> RetrievalCase:
    return RetrievalCase(
        case.id, case.stratum, case.split, case.question, _groups(case.evidence), case.required
    )


def _groups(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    keys = dict.fromkeys(each.group for each in evidence)
    return tuple(tuple(each for each in evidence if each.group == key) for key in keys)
