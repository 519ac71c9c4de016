"""Chunks, vectors and search: from documents to the passages that bear on a question."""
