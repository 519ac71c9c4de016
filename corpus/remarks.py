"""remarks.toml: where sources disagree, where one is mistaken, and what no longer holds.

A remark is itself a passage of a document. It is shown beside every answer that cites one of the
passages it is about, so that nobody reads the one side without hearing of the other, and beside
every answer that names what it is about: a document in force may speak of an order that is not.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.document import Evidence
from corpus.errors import GuideError
from corpus.sentences import FOOTNOTE_MARK, Span

NAME = "remarks.toml"


class Passage(BaseModel):
    """A passage that a remark is about; without a quote, the whole document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    quote: str | None = None


class Remark(BaseModel):
    """``evidence`` says what is to be known of the passages in ``about``, or of what is named.

    An answer that names one of ``names`` brings the remark, unless it has one of the words of
    ``unless`` already.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["conflict", "correction", "standing"]
    evidence: Evidence
    about: tuple[Passage, ...] = ()
    names: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages that bring the remark, its own first."""
        own = Passage(document=self.evidence.document, quote=self.evidence.quote)
        return (own, *self.about)

    def concerns(self, text: str) -> bool:
        """Whether a text names what the remark is about, and does not say it itself."""
        return _names(text, self.names) and not _names(text, self.unless)


class Remarks(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    remarks: tuple[Remark, ...] = ()


def _names(text: str, names: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE) for n in names)


def read_remarks(folder: Path) -> Remarks:
    """Read ``folder/remarks.toml``; a missing file is an empty list, a damaged one an error."""
    path = folder / NAME
    if not path.exists():
        return Remarks()
    try:
        return Remarks.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise GuideError(
            f"{path} cannot be read ({str(error).splitlines()[0]}): mend that file"
        ) from None


def place_of(text: str, quote: str | None) -> Span | None:
    """Where a quote stands in a text, footnote marks aside; None unless it stands there once.

    Without a quote, the whole text.
    """
    if quote is None:
        return Span(0, len(text))
    found = places_of(text, quote)
    return found[0] if len(found) == 1 else None


def places_of(text: str, quote: str) -> list[Span]:
    """Everywhere that a quote stands in a text, footnote marks aside."""
    return [Span(*match.span()) for match in re.finditer(re.escape(quote), _blanked(text))]


@lru_cache(maxsize=64)  # each answer looks for the same quotes in the same documents
def _blanked(text: str) -> str:
    """A text whose footnote marks are blanked, not removed: places in it stay what they are."""
    return FOOTNOTE_MARK.sub(lambda match: "\0" * len(match.group()), text)


def faults(remarks: Remarks, texts: dict[str, str]) -> Iterator[str]:
    """Every passage of a remark that does not stand once in its document, a line each.

    A remark about a document that was taken out rests until that comes back.
    """
    for passage in (p for remark in remarks.remarks for p in remark.passages):
        if passage.document not in texts:
            continue
        if place_of(texts[passage.document], passage.quote) is None:
            yield (
                f"{NAME}: the passage does not stand once in {passage.document}: "
                f"{(passage.quote or '')[:60]!r}"
            )
