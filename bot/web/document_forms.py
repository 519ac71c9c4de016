"""What maintainers fill in about a document, checked field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from bot.web.pages import Form
from corpus import edit
from corpus.document import Document, Rights, Source, Standing

NAMES = {
    "file": "File",
    "folder": "Where it belongs",
    "id": "Short name",
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "published_on": "Date of the document",
    "kind": "Kind",
    "url": "Official page",
    "rights": "Why its text may be held",
    "standing": "Standing",
    "since": "Since when it stands so",
    "by": "By what",
    "why": "Why",
    "superseded_by": "What took its place",
    "effective_on": "Holds from",
    "ended_on": "Held until",
}
_OF_STANDING = ("standing", "since", "by", "why", "superseded_by", "effective_on", "ended_on")
_OF_NEW = ("id", "title", "publisher", "author", "published_on", "url", "rights", "kind")
_DATES = {"published_on", "since", "effective_on", "ended_on"}
_LONGEST = 1_000
_EXPECTED = {
    "id": "Lower-case letters, digits and hyphens, such as agency-ai-policy.",
    "url": "An address that begins with https:// or http://.",
    "rights": "Choose one from the list.",
    "standing": "Choose one from the list.",
}
_NO_DATE = "A date such as 2026-05-01."


@dataclass
class Filled:
    """A form as it was filled in, the fields it gives, and what is wrong with them by name."""

    typed: dict[str, str]
    fields: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def new_document(form: Form) -> Filled:
    """The fields of a new document; whether its id is free is seen when it is tried."""
    filled = _read(form, (*_OF_NEW, *_OF_STANDING))
    fields = filled.fields
    for name in ("id", "title", "publisher", "published_on", "rights", "kind", "standing"):
        if not fields[name]:
            filled.faults.setdefault(name, "This is needed.")
    _add_cause(filled, fields["published_on"], fields["publisher"] or "")
    fields["source"] = Source.NOTES if fields["rights"] == Rights.NOTES else Source.FULL_TEXT
    fields["knowledge_date"] = datetime.now(UTC).date()
    _check(filled, fields)
    return filled


def new_standing(form: Form, document: Document) -> Filled:
    """The fields of another standing."""
    filled = _read(form, _OF_STANDING)
    published = document.published_on or document.knowledge_date
    _add_cause(filled, published, document.publisher)
    _check(filled, {**document.model_dump(), "evidence": (), **filled.fields})
    return filled


def as_kept(document: Document) -> Filled:
    """The form of a standing as a document has it now."""
    kept = {name: getattr(document, name) for name in _OF_STANDING}
    return Filled({name: str(value or "") for name, value in kept.items()})


def empty(**typed: str) -> Filled:
    """A form that nobody has filled in yet."""
    usual = {"kind": "policy", "rights": str(Rights.AGENCY_SUPPLIED), "standing": "in_force"}
    return Filled(dict.fromkeys(NAMES, "") | usual | typed)


def _read(form: Mapping[str, str], names: tuple[str, ...]) -> Filled:
    typed = {name: " ".join(form.get(name, "").split())[:_LONGEST] for name in NAMES}
    filled = Filled(typed)
    for name in names:
        filled.fields[name] = typed[name] or None
        if name in _DATES and typed[name]:
            try:
                filled.fields[name] = date.fromisoformat(typed[name])
            except ValueError:
                filled.fields[name], filled.faults[name] = None, _NO_DATE
    return filled


def _add_cause(filled: Filled, published: date | None, publisher: str) -> None:
    """What a standing needs besides, and what goes without saying."""
    fields = filled.fields
    try:
        standing = Standing(fields["standing"] or "")
    except ValueError:
        filled.faults["standing"] = _EXPECTED["standing"]
        return
    given = {name: fields[name] for name in ("since", "by", "why")}
    for name in edit.missing_cause(standing, given):
        filled.faults.setdefault(
            name, f"A document that is {standing.phrase} needs this: a reader is told."
        )
    if published:
        fields.update(edit.cause(standing, given, published, publisher))


def _check(filled: Filled, whole: Mapping[str, Any]) -> None:
    """Add what the manifest itself would refuse."""
    if filled.faults:
        return
    try:
        Document.model_validate({**whole, "sha256": "0" * 64})
    except ValidationError as error:
        filled.faults.update(_told(error))


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    for fault in error.errors():
        name = str(fault["loc"][0]) if fault["loc"] else "standing"
        said = fault["msg"].removeprefix("Value error, ")
        yield (name if name in NAMES else "standing"), _EXPECTED.get(name, f"{said}.")
