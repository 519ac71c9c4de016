"""Scoring answers where an agency has rules of its own: whose come first, under which labels."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answer import Answer, Citation
from bot.contacts import passage_of
from bot.labels import label, paragraphs, silence
from bot.verifier import MARKER, breaches
from corpus.errors import GuideError
from corpus.overlay import Overlaid
from corpus.sentences import Span, without_marks

CASES = Path(__file__).parent / "golden" / "agency_overlay" / "cases.jsonl"


class Sought(BaseModel):
    """A passage that an answer must cite: its words, its document, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str | None = None
    quote: str | None = None


class OverlayCase(BaseModel):
    """A question, and what the agency and others say to it.

    The agency's rule ``differs`` from what others say, it ``adds`` one, or it is ``silent``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Literal["differs", "adds", "silent"]
    question: str
    agency: Sought | None = None
    beside: Sought | None = None


def read_cases(path: Path = CASES) -> list[OverlayCase]:
    """The cases of a file; a damaged row is a `GuideError`."""
    rows = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    cases = []
    for number, line in rows:
        try:
            cases.append(OverlayCase.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            said = str(error).splitlines()[0]
            raise GuideError(f"{path}:{number}: {said}: mend that row") from None
    return cases


def faults(case: OverlayCase, answer: Answer, corpus: Overlaid) -> Iterator[str]:
    """All that is wrong with the answer to a case, a line each."""
    yield from breaches(answer, corpus)
    if answer.outcome != "answered":
        yield f"the outcome is {answer.outcome}"
        return
    yield from _order(case, answer, corpus)
    own = corpus.own.manifest.agency
    for citation in answer.citations:
        if citation.agency != corpus.agency_of(citation.document_id):
            yield f"citation {citation.number} is labelled {citation.agency}"
    if case.agency and not _cites(answer, case.agency, own):
        yield "the agency's rule is not cited"
    if case.beside and not _cites(answer, case.beside, None):
        yield "what others say is not cited"
    differ = any(n.kind == "conflict" and _of_both(answer, n.citations) for n in answer.notices)
    if differ != (case.kind == "differs"):
        yield f"{'a' if differ else 'no'} notice says that the rules differ"


def _order(case: OverlayCase, answer: Answer, corpus: Overlaid) -> Iterator[str]:
    """The agency first, or the word that it says nothing; each paragraph under its own label."""
    owners = [_owner(paragraph, answer, corpus) for paragraph in paragraphs(answer.text)]
    while owners[1:] and owners[-1] == "office":  # whom to ask stands last
        owners.pop()
    if case.kind == "silent":
        if owners[0] != "silent":
            yield "it does not say first that the agency is silent"
        owners = owners[1:]
    expected = sorted(owners, key=lambda owner: owner not in {"own", "office"})
    if owners != expected or (owners[0] in {"own", "office"}) != (case.kind != "silent"):
        yield f"the paragraphs are in the order {owners}"


def _owner(paragraph: str, answer: Answer, corpus: Overlaid) -> str:
    """Whose paragraph it is by what it cites, and ``unlabelled`` if it does not begin so."""
    if paragraph == silence(corpus):
        return "silent"
    numbers = {int(number) for number in MARKER.findall(paragraph)}
    cited = [c for c in answer.citations if c.number in numbers]
    labels = {label(corpus, citation.document_id) for citation in cited}
    if len(labels) != 1 or not paragraph.startswith(f"{labels.pop()}:"):
        return "unlabelled"
    if all((c.document_id, Span(c.start, c.end)) in _offices(corpus) for c in cited):
        return "office"
    return "own" if cited[0].agency else "others"


def _offices(corpus: Overlaid) -> set[tuple[str | None, Span | None]]:
    return {(office.source, passage_of(corpus, office)) for office in corpus.own.offices.offices}


def _cites(answer: Answer, sought: Sought, agency: str | None) -> bool:
    return any(
        citation.agency == agency
        and sought.document in {None, citation.document_id}
        and (sought.quote or "") in without_marks(citation.quote)
        for citation in _in_text(answer)
    )


def _in_text(answer: Answer) -> list[Citation]:
    used = {int(number) for number in MARKER.findall(answer.text)}
    return [citation for citation in answer.citations if citation.number in used]


def _of_both(answer: Answer, numbers: Sequence[int]) -> bool:
    owners = {c.agency is None for c in answer.citations if c.number in numbers}
    return len(owners) > 1
