"""Replies of the judge on disk, so that an interrupted run goes on and a repeated one is free."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import GuideError


@dataclass(frozen=True, slots=True)
class Key:
    """All that a reply depends on; with less, one model's verdicts pass for another's.

    ``prompt`` and ``schema`` are SHA-256 digests; ``repeat`` counts from 0.
    """

    endpoint: str
    model: str
    parameters: str
    prompt: str
    schema: str
    ragas: str
    repeat: int

    @property
    def digest(self) -> str:
        """The SHA-256 of all parts, 64 hexadecimal digits."""
        return digest_of(asdict(self))


class Reply(BaseModel):
    """What the judge replied, and what the endpoint says that it cost in tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


class ReplyCache:
    """A folder with a file for each reply that was of use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def under(cls, data: Path) -> Self:
        """The cache in a `GUIDE_DATA` folder."""
        return cls(data / "judge")

    def get(self, key: Key) -> Reply | None:
        """The reply to a call made before; a damaged file counts as none."""
        try:
            return Reply.model_validate_json(self._file(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: Key, reply: Reply) -> None:
        """Keep a reply; a folder that cannot be written is a `GuideError`."""
        file = self._file(key)
        part = file.with_suffix(".part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(reply.model_dump_json(), encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise GuideError(
                f"replies of the judge cannot be kept in {self._folder} "
                f"({error.strerror}): make room there, or name another folder by GUIDE_DATA"
            ) from None

    def _file(self, key: Key) -> Path:
        name = key.digest
        return self._folder / name[:2] / f"{name}.json"


def digest_of(value: object) -> str:
    """The SHA-256 of a value of JSON, in 64 hexadecimal digits; equal values have equal ones."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
