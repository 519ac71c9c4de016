"""A document compared with its official page, and replaced by it when a maintainer accepts that."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from corpus import edit
from corpus.difference import differences
from corpus.document import Document, Rights, Source
from corpus.errors import GuideError
from corpus.incoming.reading import Reading
from corpus.library import checked_text
from corpus.taking import read_from
from corpus.verify import faults, notes

WORDS = 50
"""Fewest words of a page that can be a document: a page made by scripts has only a few."""


def official(root: Path, document: Document, saved: Path | None, hosts: tuple[str, ...]) -> Reading:
    """What a document's official page says now, or the page as somebody saved it."""
    place = str(saved) if saved else document.url
    if place is None:
        raise GuideError(f"{document.id} has no official page on record: save it and use --file")
    reading = read_from(place, root, hosts)
    words = len(reading.text.split())
    if words < WORDS:
        raise GuideError(
            f"{document.url or saved} shows only {words} words without running scripts, expected "
            f"at least {WORDS}: save it from a browser and use --file"
        )
    return reading.model_copy(update={"url": document.url})


def difference_lines(root: Path, document: Document, reading: Reading) -> list[str]:
    """What differs between the text we hold and the page, a line each; empty if nothing does."""
    held = checked_text(root, document)
    if document.source is Source.NOTES:
        held_words, words = len(held.split()), len(reading.text.split())
        return [f"we hold notes of {held_words} words; the page has {words} words of its own"]
    return [difference.line for difference in differences(held, reading.text)]


def renewed(document: Document, reading: Reading, rights: Rights | None) -> Document:
    """The document with the page as its text; notes need the right to hold it."""
    if document.source is Source.NOTES and rights in {None, Rights.NOTES}:
        raise GuideError(
            f"{document.id} is held as notes: say why its text may be held, for example "
            f"--rights {Rights.PUBLIC_DOMAIN}"
        )
    return edit.checked(
        {
            **document.model_dump(),
            "title": document.title.removeprefix("Notes on "),
            "rights": rights or document.rights,
            "source": Source.FULL_TEXT,
            "knowledge_date": datetime.now(UTC).date(),
            "sha256": edit.hash_of(reading.text),
        }
    )


def accept(root: Path, document: Document, reading: Reading) -> Iterator[str]:
    """Put the page in the place of the text; what then needs a look, a line each."""
    before = {*faults(root), *notes(root)}
    edit.renew(root, document, reading)
    yield from sorted({*faults(root), *notes(root)} - before)
