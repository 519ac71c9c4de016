"""What maintainers do to the documents: always on record, and one change at a time."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256

from bot.current import Answerer
from bot.maintaining.building import Builder
from bot.maintaining.folders import Folder, folders_of, holding
from bot.maintaining.lacking import Lacking
from bot.maintaining.overview import Kept, State, kept_of, state_of
from bot.maintaining.preview import Preview, preview
from bot.maintaining.staging import Staged, Staging, make, seen
from bot.maintaining.uploads import Uploads
from bot.settings import BotSettings
from bot.store.database import Database
from bot.store.maintenance import recorded
from corpus.document import Document
from corpus.errors import GuideError
from corpus.history import Recorded, last, undo
from corpus.incoming.reading import Reading
from corpus.manifest import NAME, read_manifest


class Upkeep:
    """One for the whole server, so that no two changes are made at once."""

    def __init__(self, settings: BotSettings, assistant: Answerer, database: Database) -> None:
        self._settings, self._assistant, self._database = settings, assistant, database
        self._lock = threading.Lock()
        self.builder = Builder(settings)
        self.staging = Staging(settings.data / "staged")
        self.uploads = Uploads(settings.data / "staged" / "files")
        self.lacking = Lacking(database, assistant.index.embedder.encode)

    def close(self) -> None:
        """End what runs beside the server."""
        self.uploads.close()
        self.builder.close()

    @property
    def folders(self) -> dict[str, Folder]:
        """The folders that are maintained, by their short names."""
        return folders_of(self._settings, self._assistant.index)

    def states(self) -> list[State]:
        """How each folder is now."""
        days = self._settings.stale_days
        return [state_of(folder, _today(), days) for folder in self.folders.values()]

    def document(self, document_id: str) -> tuple[Folder, Kept]:
        """A document and where it is; a `GuideError` if there is none of that id."""
        folder = holding(self.folders, document_id)
        found = read_manifest(folder.root).find(document_id)
        if found is None:
            raise GuideError(f"there is no document {document_id[:100]!r} any more")
        days = self._settings.stale_days
        return folder, kept_of(folder.root, found, _today(), days)

    def upload(
        self, account: str, folder: Folder, file: tuple[str, bytes], to: Callable[[Reading], Staged]
    ) -> None:
        """Read a file, given as name and bytes, and stage the change that ``to`` makes of it.

        A `GuideError` says why it cannot be; a long file is still being read afterwards.
        """
        self.uploads.take(account, folder, *file, lambda read: self.stage(account, to(read)))

    def stage(self, account: str, change: Staged) -> None:
        """Stage a change in the place of the account's last one."""
        with recorded(self._database, account, "stage", change.title):
            self.staging.put(account, change)

    def previewed(self, account: str) -> Preview | None:
        """What the account's staged change would do; None if nothing is staged."""
        change = self.staging.of(account)
        folder = self.folders.get(change.folder) if change else None
        return preview(folder, change) if change and folder else None

    def accept(self, account: str, mark: str) -> Staged:
        """Make the staged change that was previewed; a `GuideError` if that cannot be."""
        with self._lock:
            change = self.staging.of(account)
            folder = self.folders.get(change.folder) if change else None
            if change is None or folder is None:
                raise GuideError("Nothing is staged any more")
            check_writable(folder)
            with recorded(self._database, account, "accept", change.title):
                self._make(folder, change, mark)
            self.staging.drop(account)
            return change

    def discard(self, account: str) -> None:
        """Read a file no further; where none is being read, forget the staged change."""
        if self.uploads.progress(account).state != "none":
            self.uploads.forget(account)
            return
        change = self.staging.of(account)
        if change:
            with recorded(self._database, account, "discard", change.title):
                self.staging.drop(account)

    def undo(self, account: str, folder: Folder, mark: str) -> str:
        """Take the last change of a folder back, if it still is the one that was looked at."""
        with self._lock:
            change = last(folder.root)
            if change is None or undo_mark(folder, change) != mark:
                raise GuideError("The documents have changed since you looked: look again")
            check_writable(folder)
            with recorded(self._database, account, "undo", change.what):
                return undo(folder.root)

    def build(self, account: str) -> None:
        """Begin to build the index in the background."""
        with recorded(self._database, account, "build", "index"):
            self.builder.start()

    def renew(self, account: str) -> None:
        """Have questions answered from the newest index; a `GuideError` if it cannot be opened."""
        with recorded(self._database, account, "renew", "index"):
            self._assistant.renew()

    def _make(self, folder: Folder, change: Staged, mark: str) -> None:
        if seen(folder.root, change) != mark:
            raise GuideError("The documents have changed since you looked: look again below")
        refused = preview(folder, change).refused
        if refused:
            raise GuideError(refused[0])
        make(folder.root, change)


def check_writable(folder: Folder) -> None:
    """A `GuideError` where nothing can be changed."""
    if not folder.writable:
        raise GuideError(f"{folder.root} cannot be written: nothing was changed")


def undo_mark(folder: Folder, change: Recorded) -> str:
    """Stands for a change on record and the documents as they are now."""
    manifest = (folder.root / NAME).read_bytes()
    return sha256(manifest + change.folder.name.encode()).hexdigest()


def superseding(folder: Folder, document: Document) -> list[str]:
    """The ids of documents that may have taken another's place."""
    return [d.id for d in read_manifest(folder.root).documents if d.id != document.id]


def _today() -> date:
    return datetime.now(UTC).date()
