"""Chunks, vectors and search: from documents to the passages that bear on a question."""

import corpus  # noqa: F401  first of all, since it keeps every library from calling out
