"""The contract's invariants, recomputed from an answer, the manifest and the documents alone."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from evals.invariants.shape import Answer, Citation, Claim, Notice, shape_breaches
from evals.invariants.tables import Read, Table, box_at, table_at, table_claim_breaches
from evals.invariants.words import (
    facts,
    has_date,
    plain,
    read_markers,
    spans,
    split_dates,
    stands_in,
    unborne,
)

_HTML = re.compile(
    r"(?<!\\)<(?:/?[a-z][a-z0-9-]*(?=[\s/>]|$)|!--)|\]\(\s*(?:javascript|data|vbscript):",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
# 128 bits in hexadecimal digits and in base 64, and how many different characters chance gives.
_HEX, _BASE64, _VARIED = 32, 22, 6
# A shorter part of a sentence says too little to stand for the whole.
_TELLING = 20
_PRIVATE_NUMBER = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*(?:\s[^\"\u201c\u201d\s]+){3,}[\"\u201d]")
_UUID4 = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE
)


class Breach(NamedTuple):
    """An invariant that an answer breaks, and what breaks it."""

    invariant: str
    what: str


@dataclass(frozen=True)
class Library:
    """The manifest and the documents, read once."""

    folder: Path
    knowledge_date: str
    documents: Mapping[str, Mapping[str, object]]
    texts: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, agency: Path | None = None) -> "Library":
        """Read the manifest, and an agency's own; OSError or ValueError if one cannot be read."""
        common = cls._read(folder)
        if agency is None:
            return common
        own = cls._read(agency)
        known = min(common.knowledge_date, own.knowledge_date)
        texts = {document: own.text(document) for document in own.documents}
        return cls(folder, known, {**own.documents, **common.documents}, texts)

    @classmethod
    def _read(cls, folder: Path) -> "Library":
        manifest = tomllib.loads((folder / "manifest.toml").read_bytes().decode("utf-8"))
        entries = cast("list[Mapping[str, object]]", manifest.get("documents", []))
        agency = {"agency": manifest["agency"]} if "agency" in manifest else {}
        documents = {str(entry["id"]): {**entry, **agency} for entry in entries if "id" in entry}
        return cls(folder, str(_plain_value(manifest.get("knowledge_date"))), documents)

    def text(self, document: str) -> str | None:
        """Give the canonical text, code points exactly as in the file; None without one."""
        if document not in self.texts:
            path = self.folder / "documents" / f"{document}.md"
            known = document in self.documents and path.is_file()
            self.texts[document] = path.read_bytes().decode("utf-8") if known else None
        return self.texts[document]


def breaches_of(row: object, library: Library) -> Iterator[Breach]:
    """Yield every breach of one answer; where the shape is wrong, the shape alone."""
    wrong = list(shape_breaches(row))
    if wrong:
        yield from (Breach("shape", what) for what in wrong)
        return
    answer = cast("Answer", row)
    for rule in _RULES:
        yield from rule(answer, library)


def _plain_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _outcome(answer: Answer, _: Library) -> Iterator[Breach]:
    outcome, handover = answer["outcome"], answer["handover"]
    if (answer["reason"] is None) == (outcome == "declined"):
        yield Breach("reason", f"reason is {answer['reason']} for {outcome}")
    if outcome == "answered" and not answer["citations"]:
        yield Breach("outcome", "answered without a citation")
    if outcome in ("declined", "out_of_scope"):
        if answer["citations"]:
            yield Breach("outcome", f"{outcome} with citations")
        if handover is None:
            yield Breach("handover", f"{outcome} without a handover")


def _conversation(answer: Answer, _: Library) -> Iterator[Breach]:
    token = answer["conversation"]
    bare = token.replace("-", "")
    if _UUID4.fullmatch(token):
        yield Breach("conversation", "a version 4 UUID holds 122 bits, not 128")
    elif re.fullmatch(r"[0-9a-fA-F]+", bare):
        if len(bare) < _HEX:
            yield Breach("conversation", f"{len(bare)} hex characters hold less than 128 bits")
    elif not re.fullmatch(r"[\w.~+/=-]+", token) or len(token.rstrip("=")) < _BASE64:
        yield Breach("conversation", "no opaque token of at least 22 characters")
    if len(set(bare)) < _VARIED:
        yield Breach("conversation", "a token of so few different characters is not random")


def _corpus(answer: Answer, library: Library) -> Iterator[Breach]:
    known = answer["corpus"]["knowledge_date"]
    if known != library.knowledge_date:
        yield Breach("corpus", f"knowledge_date {known}, manifest {library.knowledge_date}")


def _timings(answer: Answer, _: Library) -> Iterator[Breach]:
    timings = answer["timings_ms"]
    longest = max(timings.values())
    if timings["total"] + 1 < longest:
        yield Breach("timings", f"total {timings['total']} is less than a stage of {longest}")


def _html(answer: Answer, _: Library) -> Iterator[Breach]:
    handover = answer["handover"]
    shown = [
        answer["text"],
        *(claim["text"] for claim in answer["claims"]),
        *(notice["text"] for notice in answer["notices"]),
        *answer["follow_ups"],
        *((handover["to"], handover["why"]) if handover else ()),
    ]
    for words in shown:
        found = _HTML.search(words)
        if found:
            yield Breach("html", f"{words[found.start() : found.start() + 30]!r} can act as HTML")
            return


def _masking(answer: Answer, _: Library) -> Iterator[Breach]:
    shown = (answer["question"], answer["understood_as"] or "", answer["text"])
    if any(_PRIVATE_NUMBER.search(words) for words in shown):
        yield Breach("masking", "a social security number is shown in clear")


def _metadata(answer: Answer, library: Library) -> Iterator[Breach]:
    for citation in answer["citations"]:
        name = f"[{citation['number']}] {citation['document_id']}"
        entry = library.documents.get(citation["document_id"])
        if entry is None:
            yield Breach("metadata", f"{name} is not in the manifest")
            continue
        told = cast("Mapping[str, object]", citation)
        for key in ("title", "publisher", "published_on", "url", "source", "standing"):
            if told[key] != _plain_value(entry.get(key)):
                yield Breach("metadata", f"{name}: {key} {told[key]!r}, manifest says otherwise")
        if told.get("agency") != entry.get("agency"):
            yield Breach("metadata", f"{name}: agency is {told.get('agency')!r}")
        known = _plain_value(entry.get("knowledge_date")) or library.knowledge_date
        if citation["knowledge_date"] != known:
            yield Breach("metadata", f"{name}: knowledge_date, manifest says {known}")
        if citation["source"] == "notes" and not citation["title"].startswith("Notes on"):
            yield Breach("notes", f"{name}: the title of notes does not begin with Notes on")


def _quotes(answer: Answer, library: Library) -> Iterator[Breach]:
    for citation in answer["citations"]:
        name = f"[{citation['number']}] {citation['document_id']}"
        text = library.text(citation["document_id"])
        start, end = citation["start"], citation["end"]
        if text is None:
            yield Breach("quote", f"{name} has no text")
        elif not start < end <= len(text):
            yield Breach("quote", f"{name}: {start} to {end} is no span of {len(text)} characters")
        elif citation["quote"] != text[start:end]:
            yield Breach("quote", f"{name}: the quote is not the text from {start} to {end}")
        elif not citation["quote"].strip():
            yield Breach("quote", f"{name}: the quote is blank")
        else:
            yield from _section(citation, text, name)


def _section(citation: Citation, text: str, name: str) -> Iterator[Breach]:
    """Check that the section is the headings over the quote: in order, with the innermost."""
    path: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        heading = _HEADING.match(line.rstrip("\r"))
        if place > citation["start"]:
            break
        if heading:
            path = [entry for entry in path if entry[0] < len(heading[1])]
            path.append((len(heading[1]), heading[2]))
        place += len(line) + 1
    above = [words for _, words in path]
    rest = iter(above)
    ordered = all(words in rest for words in citation["section"])
    if not ordered or (len(above) > 1 and citation["section"][-1:] != above[-1:]):
        yield Breach("section", f"{name}: {citation['section']} is not {above}")


def _markers(answer: Answer, _: Library) -> Iterator[Breach]:
    numbers = [citation["number"] for citation in answer["citations"]]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield Breach("numbering", f"citations are numbered {numbers}, not 1 to {len(numbers)}")
    inside = [entry["text"] for entry in (*answer["claims"], *answer["notices"])]
    used = {number for _, number in read_markers(answer["text"])[1]}
    marked = used | {number for words in inside for _, number in read_markers(words)[1]}
    noticed = {number for notice in answer["notices"] for number in notice["citations"]}
    for number in sorted(marked - set(numbers)):
        yield Breach("markers", f"marker [{number}] has no citation")
    for number in sorted(set(numbers) - used - noticed):
        yield Breach("markers", f"citation {number} is used by no marker and no notice")


def _claims(answer: Answer, _: Library) -> Iterator[Breach]:
    numbers = {citation["number"] for citation in answer["citations"]}
    words, _markers_there = read_markers(answer["text"])
    notices = {plain(notice["text"]) for notice in answer["notices"]}
    if answer["outcome"] == "answered" and not answer["claims"]:
        yield Breach("claims", "answered without a claim")
    for place, claim in enumerate(answer["claims"]):
        if not claim["citations"]:
            yield Breach("claims", f"claim {place} has no citation")
        for number in sorted(set(claim["citations"]) - numbers):
            yield Breach("claims", f"claim {place} cites [{number}], which does not exist")
        said = plain(claim["text"])
        if said not in notices and not spans(said, words):
            yield Breach("claim-words", f"claim {place} does not stand in the text: {said[:60]!r}")


def _sentences(answer: Answer, _: Library) -> Iterator[Breach]:
    """Match markers and claims: each marked sentence is a claim, each claim is marked.

    Where the sources do not say, markers may name places to look without claiming anything.
    """
    words, markers = read_markers(answer["text"])
    places = [(claim, spans(plain(claim["text"]), words)) for claim in answer["claims"]]
    pointing = answer["outcome"] in {"not_in_sources", "needs_clarification"}
    for at, number in [] if pointing else markers:
        if not any(
            number in claim["citations"] and _closes(words, span, at)
            for claim, found in places
            for span in found
        ):
            yield Breach("sentences", f"no claim citing [{number}] ends at {words[:at][-50:]!r}")
    notices = {plain(notice["text"]) for notice in answer["notices"]}
    for place, (claim, found) in enumerate(places):
        if not found or not claim["citations"] or plain(claim["text"]) in notices:
            continue
        cited = [at for at, number in markers if number in claim["citations"]]
        if not any(_closes(words, span, at) for span in found for at in cited):
            yield Breach("sentences", f"claim {place} carries none of its markers in the text")
    if answer["outcome"] == "answered":
        yield from _unclaimed(words, [span for _, found in places for span in found], answer)


def _closes(words: str, span: tuple[int, int], at: int) -> bool:
    """Tell whether a marker stands inside a claim or after nothing but its closing stops."""
    return span[0] < at and not words[span[1] : at].strip(".,;:!? \"')\u201d")


def _unclaimed(words: str, taken: list[tuple[int, int]], answer: Answer) -> Iterator[Breach]:
    """Find numbers, dates and identifiers outside of claims; those of the question are free."""
    left = list(words)
    for start, end in taken:
        left[start:end] = " " * (end - start)
    rest = facts("".join(left))
    asked = facts(f"{answer['question']} {answer['understood_as'] or ''}")
    own = {*rest.numbers - asked.numbers, *rest.identifiers - asked.identifiers}
    own |= {"-".join(map(str, day)) for day in rest.dates - asked.dates}
    if own:
        yield Breach("sentences", f"text outside of its claims states {', '.join(sorted(own))}")


def _notices(answer: Answer, _: Library) -> Iterator[Breach]:
    numbers = {citation["number"] for citation in answer["citations"]}
    claims: dict[str, set[int]] = {}
    for claim in answer["claims"]:
        claims.setdefault(plain(claim["text"]), set()).update(claim["citations"])
    for place, notice in enumerate(answer["notices"]):
        if not notice["citations"]:
            yield Breach("notices", f"notice {place} has no citation")
        for number in sorted(set(notice["citations"]) - numbers):
            yield Breach("notices", f"notice {place} cites [{number}], which does not exist")
        said = plain(notice["text"])
        if said not in claims:
            yield Breach("notices", f"notice {place} is not among the claims")
        elif not set(notice["citations"]) <= claims[said]:
            yield Breach("notices", f"notice {place} and its claim differ in citations")


def _kinds(answer: Answer, library: Library) -> Iterator[Breach]:
    cited = {citation["number"]: citation for citation in answer["citations"]}
    for place, claim in enumerate(answer["claims"]):
        found = [cited[number] for number in claim["citations"] if number in cited]
        if not found:
            continue
        if claim["kind"] == "quote":
            if not any(stands_in(claim["text"], citation["quote"]) for citation in found):
                yield Breach("kind-quote", f"claim {place} is word for word in no cited quote")
        elif claim["kind"] == "paraphrase":
            titles = [citation["title"] for citation in found]
            for what in unborne(claim["text"], [entry["quote"] for entry in found], titles):
                yield Breach("kind-paraphrase", f"claim {place}: {what} is not in its quotes")
        else:
            for what in _table_claim(answer, claim, found, library):
                yield Breach("kind-table", f"claim {place}: {what}")
        if {citation["source"] for citation in found} == {"notes"}:
            yield from _worded_as_notes(claim, place)


def _worded_as_notes(claim: Claim, place: int) -> Iterator[Breach]:
    if _QUOTED.search(claim["text"]) and "Notes on" not in claim["text"]:
        yield Breach("notes", f"claim {place} puts our notes in quotation marks")


def _table_claim(
    answer: Answer, claim: Claim, found: Sequence[Citation], library: Library
) -> Iterator[str]:
    reads = [read for citation in found for read in _reads(citation, library)]
    if not any(citation["cells"] for citation in found):
        yield "none of its citations names a cell"
    elif reads:
        given = [
            words
            for citation in found
            for words in (citation["title"], *citation["section"], citation["published_on"] or "")
        ]
        question = f"{answer['question']} {answer['understood_as'] or ''}"
        yield from table_claim_breaches(claim["text"], reads, given, question)


def _reads(citation: Citation, library: Library) -> Iterator[Read]:
    table = _cited_table(citation, library)
    for cell in (citation["cells"] or ()) if table else ():
        found = box_at(table, cell["start"], cell["end"]) if table else None
        if table and found:
            yield Read(table, cell["row"], cell["column"], found[2].words)


def _cited_table(citation: Citation, library: Library) -> Table | None:
    text = library.text(citation["document_id"])
    return table_at(text, citation["start"]) if text is not None and citation["cells"] else None


def _cells(answer: Answer, library: Library) -> Iterator[Breach]:
    seen: set[tuple[str, int]] = set()
    for citation in answer["citations"]:
        name = f"[{citation['number']}]"
        text, table = library.text(citation["document_id"]), _cited_table(citation, library)
        if citation["cells"] is None or text is None:
            continue
        if table is None:
            yield Breach("cells", f"{name} names cells where there is no table")
            continue
        wrong = [what for what in _cell_breaches(citation, table, text) if what]
        yield from (Breach("cells", f"{name} {what}") for what in wrong)
        if not wrong:
            yield from _table_span(citation, table, name)
        spot = (citation["document_id"], table.header.start)
        if spot in seen:
            yield Breach("table-span", f"{name} cites a table that another citation cites")
        seen.add(spot)


def _cell_breaches(citation: Citation, table: Table, text: str) -> Iterator[str]:
    for cell in citation["cells"] or ():
        start, end = cell["start"], cell["end"]
        name = f"{cell['row']} / {cell['column']}"
        found = box_at(table, start, end) if start < end else None
        if not citation["start"] <= start < end <= min(citation["end"], len(text)):
            yield f"{name}: {start} to {end} is no span inside of the quote"
        elif found is None:
            yield f"{name}: {start} to {end} is no cell of the table"
        elif found[0].boxes[0].words != cell["row"] or found[1] != cell["column"]:
            yield f"{name}: the table has {found[0].boxes[0].words} / {found[1]} there"
        elif text[start:end].strip() != found[2].words:
            yield f"{name}: {start} to {end} is not the whole cell"


def _table_span(citation: Citation, table: Table, name: str) -> Iterator[Breach]:
    """Check that a table is cited from its header line to the last row that is used."""
    ends = [
        found[0].end
        for cell in citation["cells"] or ()
        if (found := box_at(table, cell["start"], cell["end"]))
    ]
    if citation["start"] != table.header.start:
        yield Breach("table-span", f"{name} does not begin with the table's header line")
    if citation["end"] not in (max(ends), max(ends) + 1):
        yield Breach("table-span", f"{name} does not end with the last row it uses")


def _standing(answer: Answer, library: Library) -> Iterator[Breach]:
    notices = [notice for notice in answer["notices"] if notice["kind"] == "standing"]
    for document in dict.fromkeys(citation["document_id"] for citation in answer["citations"]):
        entry = library.documents.get(document, {})
        standing = entry.get("standing", "in_force")
        if standing == "in_force":
            continue
        lacks = [list(_lacking(notice, entry, answer)) for notice in notices]
        least = min(lacks, key=len, default=["there is no standing notice"])
        if least:
            yield Breach("standing", f"{document} is {standing}: {'; '.join(least)}")


def _lacking(notice: Notice, entry: Mapping[str, object], answer: Answer) -> Iterator[str]:
    """List what a notice lacks of date, cause and evidence for a document's standing."""
    days, _rest = split_dates(plain(notice["text"]))
    since = entry.get("since")
    if not days:
        yield "its notice has no date"
    elif isinstance(since, date) and not has_date((since.year, since.month, since.day), days):
        yield f"its notice does not give the date {since}"
    by, why = str(entry.get("by", "")), str(entry.get("why", ""))
    cause_days, cause = split_dates(by)
    numbers = set(re.findall(r"\d{3,}", cause))
    said = set(re.findall(r"\w{5,}|\d{3,}", plain(notice["text"]).lower()))
    told = set(re.findall(r"\w{5,}", f"{by} {why}".lower()))
    if not (numbers <= said and cause_days <= days) or (told and not told & said):
        yield f"its notice does not name the cause {by!r}"
    quotes = [c for c in answer["citations"] if c["number"] in notice["citations"]]
    evidence = cast("list[Mapping[str, str]]", entry.get("evidence", []))
    if not quotes:
        yield "its notice cites nothing"
    elif evidence and not any(_shows(c, item) for c in quotes for item in evidence):
        yield "its notice does not cite what says so"


def _shows(citation: Citation, evidence: Mapping[str, str]) -> bool:
    said, wanted = plain(citation["quote"]), plain(evidence.get("quote", ""))
    inside = wanted in said or (len(said) > _TELLING and said in wanted)
    return citation["document_id"] == evidence.get("document") and inside


_RULES: tuple[Callable[[Answer, Library], Iterator[Breach]], ...] = (
    _outcome,
    _conversation,
    _corpus,
    _timings,
    _html,
    _masking,
    _metadata,
    _quotes,
    _markers,
    _claims,
    _sentences,
    _notices,
    _kinds,
    _cells,
    _standing,
)
