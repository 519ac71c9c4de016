"""A document: one source with its provenance, rights and standing."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Standing(StrEnum):
    """Whether what a document says holds today."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    AUTHORITY_REVOKED = "authority_revoked"
    HISTORIC = "historic"
    UNRESOLVED = "unresolved"
    SECONDARY = "secondary"

    @property
    def phrase(self) -> str:
        """How a page says it, in words."""
        return _PHRASES[self]


_PHRASES = {
    Standing.IN_FORCE: "in force",
    Standing.SUPERSEDED: "superseded",
    Standing.AUTHORITY_REVOKED: "issued under an authority since revoked",
    Standing.HISTORIC: "historic",
    Standing.UNRESOLVED: "unresolved",
    Standing.SECONDARY: "a secondary report",
}


class Rights(StrEnum):
    """Why we may hold the text."""

    PUBLIC_DOMAIN = "public_domain_us_gov"
    NOTES = "notes"
    AGENCY_SUPPLIED = "agency_supplied"


class Source(StrEnum):
    """Whether we hold the text itself or notes about it in our own words."""

    FULL_TEXT = "full_text"
    NOTES = "notes"


class Evidence(BaseModel):
    """A passage of the corpus that says why a document stands as it does.

    ``short`` says in fewer words what a reader must know of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str = Field(pattern=ID_PATTERN)
    quote: str = Field(min_length=1)
    short: str | None = Field(default=None, min_length=1, max_length=200)


class Document(BaseModel):
    """One entry of the manifest. Dates are calendar dates; ``sha256`` is of the file's bytes.

    It holds from ``effective_on``, or its publication, until ``ended_on``, where that is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=ID_PATTERN)
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    author: str | None = None
    published_on: date | None = None
    knowledge_date: date
    url: str | None = Field(default=None, pattern=r"^https?://")
    rights: Rights
    source: Source
    kind: str = Field(min_length=1)
    standing: Standing
    since: date | None = None
    by: str | None = None
    why: str | None = None
    superseded_by: str | None = None
    effective_on: date | None = None
    ended_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _consistent(self) -> "Document":
        if self.standing is not Standing.IN_FORCE and not (self.since and self.by and self.why):
            raise ValueError(f"standing {self.standing} needs since, by and why")
        begin = self.effective_on or self.published_on
        if begin and self.ended_on and self.ended_on < begin:
            raise ValueError(f"ended on {self.ended_on}, before it began on {begin}")
        if (self.rights is Rights.NOTES) != (self.source is Source.NOTES):
            raise ValueError(f"rights {self.rights} do not go with source {self.source}")
        return self

    @property
    def cited_title(self) -> str:
        """The title as a citation gives it: notes are never taken for the publisher's text."""
        if self.source is Source.NOTES and not self.title.startswith("Notes on "):
            return f"Notes on {self.title}"
        return self.title
