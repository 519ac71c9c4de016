"""Filling a new version from a stream of chunks, and the questions that no document answers."""

from collections.abc import Callable, Iterator, Mapping

from index.making import Maker, digest_of
from index.streaming import WINDOW, Stream, texts_of
from index.version import NewVersion, Text

Progress = Callable[[int, int], None]


class Filling:
    """One filling; ``progress(done, all)`` counts texts."""

    def __init__(self, new: NewVersion, maker: Maker, progress: Progress) -> None:
        self._new = new
        self._maker = maker
        self._progress = progress
        self._done = 0

    def fill(self, stream: Stream, unanswered: Mapping[str, str]) -> int:
        """Store all of it; gives how many chunks have a vector that had to be made.

        ``unanswered`` are questions by the ids of their vectors.
        """
        embedded = 0
        for chunks in stream.windows():
            if not self._done:  # from now on it takes time, which a rate is told by
                self._show(0, stream.texts + len(unanswered))
            fresh = self._vectors(texts := [t for c in chunks for t in texts_of(c)])
            self._new.add(chunks)
            embedded += sum(any(i in fresh for i, _ in texts_of(chunk)) for chunk in chunks)
            self._show(len(texts), stream.texts + len(unanswered))
        for some in _batches(list(unanswered.items())):
            self._vectors(some)
            self._show(len(some), stream.texts + len(unanswered))
        return embedded

    def _vectors(self, texts: list[tuple[str, str]]) -> set[str]:
        """Store the vectors of texts by id; gives the ids of those that had to be made."""
        made = self._maker.vectors([text for _, text in texts])
        rows = {i: (text, digest_of(text)) for i, text in texts}
        self._new.add_vectors({i: Text(t, d, made.vectors[d]) for i, (t, d) in rows.items()})
        return {i for i, (_, digest) in rows.items() if digest in made.fresh}

    def _show(self, more: int, expected: int) -> None:
        self._done += more
        self._progress(self._done, max(self._done, expected))


def _batches(texts: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for at in range(0, len(texts), WINDOW):
        yield texts[at : at + WINDOW]
