"""How much of a file is read: beyond these bounds it is refused, before it can do harm."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 50 * MEGABYTE
"""Largest file that is read at all."""

PAGES = 400
"""Most pages of one document; a longer one is several documents to a reader of citations."""

PROGRESS_PAGES = 8
"""From how many pages on a reader is told how far we are."""

UNPACKED_BYTES = 200 * MEGABYTE
"""Most that the packed parts of one file may unpack to, all together."""

STREAM_BYTES = 32 * MEGABYTE
"""Most that one packed part may unpack to; a picture may be `PICTURE_BYTES`."""

PICTURE_BYTES = 160 * MEGABYTE

PARTS = 5_000
"""Most parts inside one office document."""

DEPTH = 150
"""How deep elements of a page may nest."""

WORDS = 400_000
"""Most words of one document."""
