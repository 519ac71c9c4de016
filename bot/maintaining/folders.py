"""The corpus folders that are maintained: the common one, and that of the agency's own."""

import os
from dataclasses import dataclass
from pathlib import Path

from bot.settings import BotSettings
from corpus.built import built_from
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.manifest import read_manifest
from corpus.overlay import key_of
from index.search import Index

COMMON, AGENCY = "common", "agency"


@dataclass(frozen=True, slots=True)
class Folder:
    """One corpus folder: its short name, what a page calls it, and what is answered from it.

    ``data`` is where its index is; ``served`` are its documents as the running server has them.
    """

    key: str
    title: str
    root: Path
    data: Path
    served: Corpus

    @property
    def writable(self) -> bool:
        """Whether a change could be made there at all."""
        places = (self.root, self.root / "documents", self.root / "manifest.toml")
        return all(os.access(place, os.W_OK) for place in places if place.exists())

    @property
    def option(self) -> str:
        """What a command needs to work on this folder."""
        return " --agency" if self.key == AGENCY else ""

    def now(self) -> Corpus:
        """The documents as they are in the folder now; a `GuideError` if they are not sound."""
        return Corpus.open(self.root)

    def built(self) -> Corpus | None:
        """The documents that the index was built from, if it kept them."""
        return built_from(self.data)


def folders_of(settings: BotSettings, index: Index) -> dict[str, Folder]:
    """The folders by their short names, the common one first."""
    common = Folder(COMMON, "Common documents", settings.corpus, settings.data, index.corpus)
    if index.own is None or settings.agency_corpus is None:
        return {COMMON: common}
    manifest = read_manifest(settings.agency_corpus)
    apart = settings.of_agency(settings.agency_corpus, key_of(manifest))
    title = f"Documents of {manifest.agency or 'the agency'}"
    own = Folder(AGENCY, title, settings.agency_corpus, apart.data, index.own.corpus)
    return {COMMON: common, AGENCY: own}


def holding(folders: dict[str, Folder], document_id: str) -> Folder:
    """The folder that lists a document; a `GuideError` if none does."""
    for folder in folders.values():
        if read_manifest(folder.root).find(document_id):
            return folder
    raise GuideError(f"there is no document {document_id[:100]!r}")
