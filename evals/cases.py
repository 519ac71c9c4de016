"""Cases: questions with the sentences that answer them, anchored in the documents."""

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.sentences import FOOTNOTE_MARK, Span
from evals.overlap import content_overlap

GOLDEN = Path(__file__).parent / "golden"
LOW_OVERLAP = 0.2


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that answers a question, and where it stands."""

    document_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question. Any of its ``evidence`` answers it."""

    id: str
    stratum: str
    question: str
    evidence: tuple[Evidence, ...]

    @property
    def overlap(self) -> float:
        """The share of the question's content words that stand in its evidence, 0 to 1."""
        return max(content_overlap(self.question, e.quote) for e in self.evidence)


def read_cases(path: Path, corpus: Corpus) -> list[Case]:
    """The cases of a file; a row that is damaged or whose quote has drifted is a `GuideError`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(path, number, line, corpus) for number, line in enumerate(lines, 1) if line]


def _case(path: Path, number: int, line: str, corpus: Corpus) -> Case:
    try:
        row = json.loads(line)
        places = [row, *row.get("also", [])]
        evidence = tuple(_evidence(place["document"], place["quote"], corpus) for place in places)
        return Case(row["id"], row["stratum"], row["question"], evidence)
    except (ValueError, KeyError, TypeError) as error:
        raise GuideError(f"{path}:{number}: {error}: mend that row") from None


def _evidence(document_id: str, quote: str, corpus: Corpus) -> Evidence:
    # Marks are blanked, not removed, so that places in the text stay what they are.
    text = FOOTNOTE_MARK.sub(lambda m: "\0" * len(m.group()), corpus.text(document_id))
    if text.count(quote) != 1:
        raise ValueError(
            f"the quote stands {text.count(quote)} times in {document_id}, expected once: "
            f"{quote[:60]!r}"
        )
    start = text.index(quote)
    return Evidence(document_id, Span(start, start + len(quote)), quote)
