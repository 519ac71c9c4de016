"""Packed parts of a PDF, unpacked for a look at their size before a library swallows them."""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

from corpus.errors import GuideError
from corpus.incoming.limits import MEGABYTE, PICTURE_BYTES, STREAM_BYTES, UNPACKED_BYTES

_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_LOOKED_BACK = 1_000


def check_streams(data: bytes) -> None:
    """Raise `GuideError` if a part unpacks to more than a document can need."""
    total = 0
    for packed, is_picture in _streams(data):
        bound = PICTURE_BYTES if is_picture else STREAM_BYTES
        size = _unpacked(packed, bound)
        total += 0 if is_picture else size
        if size > bound or total > UNPACKED_BYTES:
            raise GuideError(
                f"the file unpacks to more than {min(bound, UNPACKED_BYTES) // MEGABYTE} MB, "
                "which no document needs: print it to PDF anew"
            )


def _streams(data: bytes) -> Iterator[tuple[bytes, bool]]:
    for start in _STREAM.finditer(data):
        if data[max(0, start.start() - 3) : start.start()] == b"end":
            continue
        end = data.find(b"endstream", start.end())
        head = data[max(0, start.start() - _LOOKED_BACK) : start.start()]
        dictionary = head[head.rfind(b" obj") + 1 :]
        packed = data[start.end() : end if end >= 0 else None]
        if b"ASCII85" in dictionary or b"/A85" in dictionary:
            packed = _from_text(packed)
        yield packed, bool(_PICTURE.search(dictionary))


def _from_text(packed: bytes) -> bytes:
    try:
        return a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
    except ValueError:
        return packed


def _unpacked(packed: bytes, bound: int) -> int:
    """How many bytes come out, counted up to just over the bound; also of what is packed twice."""
    size = 0
    for _ in range(4):
        try:
            packed = zlib.decompressobj().decompress(packed, bound + 1)
        except zlib.error:
            break
        size = max(size, len(packed))
        if size > bound:
            break
    return size
