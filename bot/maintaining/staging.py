"""Changes that are staged: kept beside the data, one for each account, until accepted or not."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.maintaining.folders import Folder
from corpus import edit, refreshing
from corpus.document import ID_PATTERN, Rights
from corpus.errors import GuideError
from corpus.incoming.reading import Reading
from corpus.manifest import NAME, read_manifest, replace_text

What = Literal["add", "replace", "renew", "mend", "standing", "remove"]


class Staged(BaseModel):
    """A change that nobody has accepted yet.

    ``fields`` are those of the document, of its standing, ``rights`` of a renewed one, or ``why``
    a text is mended; ``text`` is that of ``reading``, which does not keep its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: What
    folder: str
    document_id: str = Field(pattern=ID_PATTERN)
    fields: dict[str, Any] = {}
    reading: Reading | None = None
    text: str = ""
    staged_at: datetime

    @property
    def title(self) -> str:
        """The change in a few words."""
        return f"{_TITLES[self.what]} {self.document_id}"

    def read(self) -> Reading:
        """What was read of the file that came with it."""
        if self.reading is None:
            raise GuideError(f"nothing was uploaded to {self.what} {self.document_id}")
        return self.reading.model_copy(update={"text": self.text})


_TITLES: dict[str, str] = {
    "add": "Add",
    "replace": "New text for",
    "renew": "Full text instead of our notes for",
    "mend": "Corrected text for",
    "standing": "New standing for",
    "remove": "Remove",
}


def staged(
    what: What,
    folder: Folder,
    document_id: str,
    fields: dict[str, Any] | None = None,
    reading: Reading | None = None,
) -> Staged:
    """A change of now; a `GuideError` says what does not fit."""
    try:
        return Staged(
            what=what,
            folder=folder.key,
            document_id=document_id,
            fields=json.loads(json.dumps(fields or {}, default=str)),
            reading=reading,
            text=reading.text if reading else "",
            staged_at=datetime.now(UTC),
        )
    except ValidationError as error:
        fault = error.errors()[0]
        raise GuideError(f"{fault['loc'][0]}: {fault['msg']}") from None


def make(root: Path, change: Staged) -> None:
    """Make a change in a corpus folder, recorded so that it can be undone."""
    name, fields = change.document_id, change.fields
    if change.what == "add":
        new = edit.checked({**fields, "id": name, "sha256": edit.hash_of(change.text)})
        edit.add(root, new, change.read())
    elif change.what == "replace":
        edit.replace(root, name, change.read())
    elif change.what == "renew":
        old = edit.known(read_manifest(root), name)
        new = refreshing.renewed(old, change.read(), Rights(fields["rights"]))
        edit.renew(root, new, change.read())
    elif change.what == "mend":
        edit.mend(root, name, change.text, fields["why"])
    elif change.what == "standing":
        edit.set_standing(root, name, fields)
    else:
        edit.remove(root, name)


@dataclass(frozen=True, slots=True)
class Staging:
    """Where staged changes lie: a file for each account, named by a digest."""

    folder: Path

    def put(self, account: str, change: Staged) -> None:
        """Stage a change in the place of the account's last one."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_text(self._path(account), change.model_dump_json())
        except OSError as error:
            raise GuideError(
                f"{self.folder} cannot be written ({error.strerror}): nothing was staged"
            ) from None

    def of(self, account: str) -> Staged | None:
        """What an account has staged; None if it is nothing, or cannot be read any more."""
        try:
            return Staged.model_validate_json(self._path(account).read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            return None

    def drop(self, account: str) -> None:
        """Forget what an account has staged."""
        self._path(account).unlink(missing_ok=True)

    def _path(self, account: str) -> Path:
        return self.folder / f"{blake2b(account.encode(), digest_size=16).hexdigest()}.json"


def seen(root: Path, change: Staged) -> str:
    """Stands for a change and the documents that it was previewed on."""
    digest = sha256((root / NAME).read_bytes())
    digest.update(change.model_dump_json().encode())
    return digest.hexdigest()
