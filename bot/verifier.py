"""The verifier: does what an answer says stand in what it cites?

First form: the invariants of the contract, checked claim by claim while an answer is composed and
over the whole answer before it leaves. Everything fails closed: what cannot be checked is withheld.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answer import Answer, Citation, CitedCell, Claim
from bot.bearing_out import Evidence
from bot.labels import label_faults, paragraphs, unlabelled
from bot.own_words import ABOUT_THE_ANSWER
from bot.tables.checking.faults import table_fault
from bot.tables.checking.reads import Read
from corpus.document import Source, Standing
from corpus.library import Corpus
from corpus.outline import tables
from corpus.sentences import without_list_marks, without_marks

WITHHELD = "I left out what the cited source did not bear out."
LEFT_OPEN = (
    "I found nothing that clearly answers another part of your question; try asking it by itself."
)
MARKER = re.compile(r"\s?\[(\d+)\]")
_NUMBER = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w-]*")
_WORD = re.compile(r"\w[\w-]*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot)\b|n't\b", re.IGNORECASE)
# What a reader's page could take for HTML, a link or an image.
_MARKUP = re.compile(r"<[A-Za-z/!?]|\]\(|!\[|javascript:", re.IGNORECASE)
# Orders to a program that reads a document, and not to the people whom it is for.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|these|your|my|of|previous|prior|"
    r"above|earlier|other)\s+)*(?:instructions|prompts?)\b|\bsystem prompt\b|"
    r"\byou are now an?\b",
    re.IGNORECASE,
)


def plain(text: str) -> bool:
    """Whether a text carries nothing that a page could take for markup."""
    return _MARKUP.search(text) is None


def harmless(text: str) -> bool:
    """Whether a sentence of a document may be quoted, or given to a language model."""
    return plain(text) and _ORDERS.search(text) is None


def unsupported(claim: Claim, citations: Sequence[Citation], corpus: Corpus) -> str | None:
    """Why a claim is not borne out by the citations it names, or None if it is."""
    cited = [c for c in citations if c.number in claim.citations]
    if not cited or len(cited) != len(set(claim.citations)):
        return "it cites nothing, or a number that no citation has"
    if any(not _quotes(citation, corpus) for citation in cited):
        return "a cited quote does not stand in the document at its place"
    return _wording_fault(claim, cited, corpus)


def _wording_fault(claim: Claim, cited: Sequence[Citation], corpus: Corpus) -> str | None:
    markers = {int(number) for number in MARKER.findall(claim.text)}
    text = MARKER.sub("", claim.text)
    if not text.strip():
        return "it says nothing"
    if not plain(text) or not markers <= set(claim.citations):
        return "it carries markup, a link or a marker of its own"
    if claim.kind == "quote":
        stands = any(_folded(text) in _folded(citation.quote) for citation in cited)
        return None if stands else "its words do not stand in a cited quote"
    if claim.kind == "table":
        return _table_fault(text, cited, corpus)
    if text in ABOUT_THE_ANSWER:  # that is, of our own dates and doings
        return None
    return _paraphrase_fault(text, [without_list_marks(c.quote) for c in cited])


def evidence(citation: Citation, corpus: Corpus) -> Evidence:
    """A citation as what bears a written sentence out: quote, cells, and what its document is."""
    day = f"{citation.published_on:%-d %B %Y}" if citation.published_on else ""
    source = ", ".join(part for part in (citation.title, citation.publisher, day) if part)
    return Evidence(without_list_marks(citation.quote), tuple(read_cells(citation, corpus)), source)


def breaches(answer: Answer, corpus: Corpus) -> list[str]:
    """Every invariant that an answer breaks, a line each."""
    return [
        *_citations(answer, corpus),
        *_claims(answer, corpus),
        *_text(answer, corpus),
        *_labels(answer, corpus),
        *_outcome(answer),
        *_standing(answer, corpus),
    ]


def _citations(answer: Answer, corpus: Corpus) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"citations are numbered {numbers}"
    in_text = {int(number) for number in MARKER.findall(answer.text)}
    in_notices = {number for notice in answer.notices for number in notice.citations}
    for number in sorted((in_text | in_notices) - set(numbers)):
        yield f"marker [{number}] has no citation"
    for number in sorted(set(numbers) - in_text - in_notices):
        yield f"citation {number} is used nowhere"
    for citation in answer.citations:
        if not _quotes(citation, corpus):
            yield f"citation {citation.number} quotes what does not stand at its place"
        if citation.source is Source.NOTES and not citation.title.startswith("Notes on "):
            yield f"citation {citation.number} gives notes as {citation.title!r}"


def _claims(answer: Answer, corpus: Corpus) -> Iterator[str]:
    notices = {notice.text for notice in answer.notices}
    said = _folded(MARKER.sub("", answer.text))
    for claim in answer.claims:
        fault = unsupported(claim, answer.citations, corpus)
        if fault:
            yield f"claim {claim.text[:60]!r}: {fault}"
        if claim.text not in notices and _folded(claim.text) not in said:
            yield f"claim {claim.text[:60]!r} stands neither in the text nor in a notice"
    for notice in notices - {claim.text for claim in answer.claims}:
        yield f"notice {notice[:60]!r} is not among the claims"


def _text(answer: Answer, corpus: Corpus) -> Iterator[str]:
    """Nothing is said in an answer but its claims, list marks and the word on what is left out."""
    if answer.outcome != "answered":
        return
    left = _folded(MARKER.sub("", answer.text)).replace(WITHHELD, "").replace(LEFT_OPEN, "")
    for claim in sorted(answer.claims, key=lambda claim: -len(claim.text)):
        left = left.replace(_folded(claim.text), " ")
    left = unlabelled(left, corpus, answer)
    if left.replace("- ", " ").strip(" -"):
        yield f"the text says {left.strip()[:60]!r}, which is no claim"


def _labels(answer: Answer, corpus: Corpus) -> Iterator[str]:
    """Where agencies have rules of their own, each paragraph says whose it is."""
    if answer.outcome == "answered":
        cited = {p: {int(n) for n in MARKER.findall(p)} for p in paragraphs(answer.text)}
        yield from label_faults(answer, cited, corpus)


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


def _standing(answer: Answer, corpus: Corpus) -> Iterator[str]:
    """Each cited document that is not in force has a notice that says what its evidence says."""
    told = {notice.text for notice in answer.notices if notice.kind == "standing"}
    for citation in answer.citations:
        document = corpus.document(citation.document_id)
        if document.standing is Standing.IN_FORCE:
            continue
        said = [{e.quote, e.short} & told for e in document.evidence]
        if not said or not all(said):
            yield f"{document.id} is {document.standing} and no notice says so"


def _quotes(citation: Citation, corpus: Corpus) -> bool:
    if corpus.manifest.find(citation.document_id) is None:
        return False
    text = corpus.text(citation.document_id)
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def read_cells(citation: Citation, corpus: Corpus) -> list[Read]:
    """What the cells of a citation hold; a ValueError where one does not stand at its place."""
    reads: list[Read] = []
    for cell in citation.cells or ():
        read = _read(citation, cell, corpus)
        if read is None:
            raise ValueError(
                f"{cell.row}, {cell.column} is no cell of the cited table at that place"
            )
        reads.append(read)
    return reads


def _table_fault(text: str, cited: Sequence[Citation], corpus: Corpus) -> str | None:
    """Whether names, values and numbers of a table claim are those of the cells it cites."""
    try:
        reads = [read for citation in cited for read in read_cells(citation, corpus)]
    except ValueError as wrong:
        return str(wrong)
    return table_fault(text.replace("\\|", "|"), reads, [c.quote for c in cited if not c.cells])


def _read(citation: Citation, cell: CitedCell, corpus: Corpus) -> Read | None:
    """The cell that a citation names, if it stands there in that row and column."""
    if not citation.start <= cell.start < cell.end <= citation.end:
        return None
    for table in tables(corpus.outline(citation.document_id)):
        holds = table.span.start <= cell.start < table.span.end
        for row in table.named.get(cell.row, ()) if holds else ():
            for column, found in zip(table.columns, row.cells, strict=True):
                if (row.key, column, *found.span) == (cell.row, cell.column, cell.start, cell.end):
                    return Read(table, row.key, column, found.text)
    return None


def _paraphrase_fault(text: str, quotes: Sequence[str]) -> str | None:
    together = " ".join(quotes)
    for kind, pattern in {"number": _NUMBER, "name": _NAME}.items():
        known = {value.strip(".,") for value in pattern.findall(together)}
        known |= {*together.split(), *_WORD.findall(together)}
        for value in pattern.findall(text):
            if value.strip(".,") not in known:
                return f"the {kind} {value!r} stands in no cited quote"
    denied = [_NEGATION.search(quote) is not None for quote in quotes]
    # A claim that denies needs a quote that does; one that affirms, a quote that does not deny.
    if not any(denied) if _NEGATION.search(text) else all(denied):
        return "claim and quotes differ in negation"
    return None


def _folded(text: str) -> str:
    """White space made uniform and footnote marks left out; words and signs stay as they are."""
    return " ".join(without_marks(text).split())
