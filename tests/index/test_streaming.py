"""Chunks are a stream: a corpus of any size never stands in memory as a whole."""

import pytest

from corpus.library import Corpus
from index import streaming
from index.settings import IndexSettings
from index.streaming import Stream, texts_of


def words_in(text: str) -> int:
    return len(text.split())


def test_a_document_is_cut_only_once_its_chunks_are_asked_for(settings: IndexSettings) -> None:
    seen: list[str] = []

    def count(text: str) -> int:
        seen.append(text)
        return words_in(text)

    chunks = Stream(Corpus.open(settings.corpus), count).chunks()
    assert next(chunks).document_id == "leave"
    assert not any("supervisor" in text for text in seen)
    assert [chunk.document_id for chunk in chunks][-1] == "travel"


def test_a_window_ends_with_the_chunk_that_fills_it(
    settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "WINDOW", 4)
    stream = Stream(Corpus.open(settings.corpus), words_in)
    windows = list(stream.windows())
    texts = [sum(1 for chunk in window for _ in texts_of(chunk)) for window in windows]
    assert all(4 <= count < 8 for count in texts[:-1])
    assert [c for window in windows for c in window] == list(stream.chunks())


def test_how_many_texts_there_will_be_is_told_from_what_was_read(settings: IndexSettings) -> None:
    stream = Stream(Corpus.open(settings.corpus), words_in)
    assert stream.texts == 0
    chunks = stream.chunks()
    next(chunks)
    assert stream.texts > 10  # as if what follows were like the first document
    rest = list(chunks)
    assert stream.texts == 13
    assert len(rest) == 5
