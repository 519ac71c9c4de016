"""An agency's own documents laid over the common ones: one corpus in which each keeps its owner."""

from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from corpus.asked import Asked
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.manifest import Manifest
from corpus.offices import Office, Offices
from corpus.outline import Block
from corpus.remarks import Remarks


class Overlaid(Corpus):
    """Documents of two corpora; an office of the agency takes the place of that of the same id."""

    def __init__(self, common: Corpus, own: Corpus) -> None:
        _fit(common, own)
        documents = (*own.documents, *common.documents)
        manifest = common.manifest.model_copy(update={"documents": documents})
        super().__init__(common.root, manifest, {})
        self._owner = {d.id: corpus for corpus in (common, own) for d in corpus.documents}
        self.common, self.own = common, own

    @property
    def knowledge_date(self) -> date:
        return min(self.common.knowledge_date, self.own.knowledge_date)

    def agency_of(self, document_id: str) -> str | None:
        return self._owner[document_id].agency_of(document_id)

    def text(self, document_id: str) -> str:
        return self._owner[document_id].text(document_id)

    def outline(self, document_id: str) -> tuple[Block, ...]:
        return self._owner[document_id].outline(document_id)

    def page(self, document_id: str, offset: int) -> int | None:
        return self._owner[document_id].page(document_id, offset)

    @cached_property
    def offices(self) -> Offices:
        own = self.own.offices.offices
        taken = {office.id for office in own}
        others = (office for office in self.common.offices.offices if office.id not in taken)
        return Offices(offices=(*own, *others))

    @cached_property
    def remarks(self) -> Remarks:
        return Remarks(remarks=(*self.own.remarks.remarks, *self.common.remarks.remarks))

    @cached_property
    def outside(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.common.outside, *self.own.outside)))

    @cached_property
    def _asked(self) -> dict[str, tuple[Asked, ...] | None]:
        return {**self.own._asked, **self.common._asked}  # noqa: SLF001  corpora of our own kind

    def role(self, office: Office) -> str | None:
        """What an office of the agency is called where no agency is meant; None without a role."""
        general = (one for one in self.common.offices.offices if one.id == office.id)
        return next((one.name for one in general), None)

    @cached_property
    def version(self) -> str:
        both = f"{self.common.version}+{self.own.version}"
        return sha256(both.encode()).hexdigest()[:12]


def open_own(root: Path) -> Corpus:
    """The corpus of an agency; a `GuideError` where it does not say whose it is."""
    try:
        own = Corpus.open(root)
    except GuideError as error:
        raise GuideError(f"GUIDE_AGENCY_CORPUS: {error}") from None
    if own.manifest.agency is None:
        raise GuideError(
            f"GUIDE_AGENCY_CORPUS: {root}/manifest.toml does not say whose documents these are: "
            'put agency = "NAME" on its first line'
        )
    return own


def key_of(manifest: Manifest) -> str:
    """What tells one agency from another in the names of folders."""
    return sha256((manifest.agency or "").encode()).hexdigest()[:16]


def _fit(common: Corpus, own: Corpus) -> None:
    both = sorted({d.id for d in common.documents} & {d.id for d in own.documents})
    if both:
        raise GuideError(
            f"GUIDE_AGENCY_CORPUS: {both[0]} is in {own.root} and in {common.root}: "
            "a document of the agency needs an id of its own"
        )
