"""Stemming: English words to their stems, from any thread at once."""

import threading
from functools import cached_property
from typing import Protocol

import snowballstemmer


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  the library's name


class _Own(threading.local):
    """A stemmer of its own for each thread: one keeps the word that it is at in itself."""

    @cached_property
    def stemmer(self) -> _Stemmer:
        made: _Stemmer = snowballstemmer.stemmer("english")
        return made


_OWN = _Own()


def stem_of(word: str) -> str:
    """The stem of a word in lower case."""
    return _OWN.stemmer.stemWord(word)
