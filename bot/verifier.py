"""The verifier: does what an answer says stand in what it cites?

First form: the invariants of the contract, checked claim by claim while an answer is composed and
over the whole answer before it leaves. Everything fails closed: what cannot be checked is withheld.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answer import Answer, Citation, Claim
from corpus.document import Source, Standing
from corpus.library import Corpus
from corpus.sentences import without_marks

MARKER = re.compile(r"\s?\[(\d+)\]")
# What a reader's page could take for HTML, a link, an image or another citation.
_MARKUP = re.compile(r"<[A-Za-z/!?]|\]\(|!\[|javascript:", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_NUMBER = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w-]*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot)\b|n't\b", re.IGNORECASE)
# The words that a table claim may add to names and values of its cells.
_TABLE_WORDS = frozenset({"is", "and", "in", "the", "of", "row", "column", "table"})


def unsupported(claim: Claim, citations: Sequence[Citation], corpus: Corpus) -> str | None:
    """Why a claim is not borne out by the citations it names, or None if it is."""
    cited = [c for c in citations if c.number in claim.citations]
    if not cited or len(cited) != len(set(claim.citations)):
        return "it cites nothing, or a number that no citation has"
    if any(corpus.text(c.document_id)[c.start : c.end] != c.quote for c in cited):
        return "a cited quote does not stand in the document at its place"
    text = MARKER.sub("", claim.text)
    markers = {int(number) for number in MARKER.findall(claim.text)}
    if _MARKUP.search(text) or not markers <= set(claim.citations):
        return "it carries markup, a link or a marker of its own"
    if claim.kind == "quote":
        stands = any(_folded(text) in _folded(citation.quote) for citation in cited)
        return None if stands else "its words do not stand in a cited quote"
    if claim.kind == "table":
        return _table_fault(text, cited, corpus)
    return _paraphrase_fault(text, " ".join(citation.quote for citation in cited))


def breaches(answer: Answer, corpus: Corpus) -> list[str]:
    """Every invariant that an answer breaks, a line each."""
    return [
        *_numbering(answer),
        *_claims(answer, corpus),
        *_outcome(answer),
        *_standing(answer),
        *_notes(answer),
    ]


def _numbering(answer: Answer) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"citations are numbered {numbers}"
    in_text = {int(number) for number in MARKER.findall(answer.text)}
    in_notices = {number for notice in answer.notices for number in notice.citations}
    for number in sorted(in_text - set(numbers)):
        yield f"marker [{number}] has no citation"
    for number in sorted(set(numbers) - in_text - in_notices):
        yield f"citation {number} is used nowhere"


def _claims(answer: Answer, corpus: Corpus) -> Iterator[str]:
    notices = {notice.text for notice in answer.notices}
    plain = _folded(MARKER.sub("", answer.text))
    for claim in answer.claims:
        fault = unsupported(claim, answer.citations, corpus)
        if fault:
            yield f"claim {claim.text[:60]!r}: {fault}"
        if claim.text not in notices and _folded(claim.text) not in plain:
            yield f"claim {claim.text[:60]!r} stands neither in the text nor in a notice"
    for notice in notices - {claim.text for claim in answer.claims}:
        yield f"notice {notice[:60]!r} is not among the claims"


def _outcome(answer: Answer) -> Iterator[str]:
    if answer.outcome == "answered" and not (answer.citations and answer.claims):
        yield "answered without a citation"
    if answer.outcome in {"declined", "out_of_scope"}:
        if answer.citations:
            yield f"{answer.outcome} with citations"
        if answer.handover is None:
            yield f"{answer.outcome} without a hand-over"
    if (answer.reason is not None) != (answer.outcome == "declined"):
        yield f"outcome {answer.outcome} with reason {answer.reason}"


def _standing(answer: Answer) -> Iterator[str]:
    notices = " ".join(n.text for n in answer.notices if n.kind == "standing" and n.citations)
    for citation in answer.citations:
        if citation.standing is not Standing.IN_FORCE and not notices:
            yield f"{citation.document_id} is {citation.standing} and no notice says so"


def _notes(answer: Answer) -> Iterator[str]:
    for citation in answer.citations:
        if citation.source is Source.NOTES and not citation.title.startswith("Notes on "):
            yield f"citation {citation.number} gives notes as {citation.title!r}"


def _table_fault(text: str, cited: Sequence[Citation], corpus: Corpus) -> str | None:
    """Every word of a table claim comes from names and values of cells that are cited."""
    allowed: set[str] = set(_TABLE_WORDS)
    for citation in cited:
        for cell in citation.cells or ():
            if not citation.start <= cell.start <= cell.end <= citation.end:
                return "a cell lies outside its citation"
            if not all(
                _folded(name) in _folded(citation.quote) for name in (cell.row, cell.column)
            ):
                return "a cell names a row or column that its table does not have"
            value = corpus.text(citation.document_id)[cell.start : cell.end]
            allowed.update(_words(f"{cell.row} {cell.column} {value}"))
    strange = [word for word in _words(text) if word not in allowed]
    return f"{strange[0]!r} stands in none of its cells" if strange else None


def _paraphrase_fault(text: str, quotes: str) -> str | None:
    for kind, pattern in {"number": _NUMBER, "name": _NAME}.items():
        known = {value.strip(".,") for value in pattern.findall(quotes)} | set(quotes.split())
        for value in pattern.findall(text):
            if value.strip(".,") not in known:
                return f"the {kind} {value!r} stands in no cited quote"
    if bool(_NEGATION.search(text)) != bool(_NEGATION.search(quotes)):
        return "claim and quotes differ in negation"
    return None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_marks(text))]


def _folded(text: str) -> str:
    """White space made uniform and footnote marks left out; words and signs stay as they are."""
    return " ".join(without_marks(text).split())
