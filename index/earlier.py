"""The version in use, from which a build takes over the vectors of texts that it knows."""

import sqlite3
from collections.abc import Sequence

from corpus.errors import GuideError
from index.layout import BuildRecord, Layout
from index.reading import Vectors
from index.stores import Stores, opened


class Earlier:
    """Vectors of the version in use, by the digest of their text."""

    def __init__(self, stores: Stores) -> None:
        self._store = stores.vectors
        self._records = stores.records

    @classmethod
    def open(cls, layout: Layout, record: BuildRecord) -> "Earlier | None":
        """None where there is no earlier version, or another model made it, or it cannot be read.

        The same version in another store is an earlier one: a server gets what lies on disk.
        An older format of this program may lack what is asked for; then all is embedded anew.
        """
        try:
            version = layout.current
            old = layout.record(version) if version else None
            if old is None or old.made_as(record) or not old.fits(record):
                return None
            earlier = cls(opened(layout, old))
            earlier.find(["none"])
        except (GuideError, sqlite3.Error):
            return None
        return earlier

    def find(self, digests: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those texts that have one there, by digest."""
        ids = self._records.vector_ids(digests)
        vectors = self._store.vectors(list(ids.values()))
        return {digest: vectors[i] for digest, i in ids.items() if i in vectors}
