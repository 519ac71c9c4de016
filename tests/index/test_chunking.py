"""Chunks of the project's own documents."""

from corpus.library import Corpus
from corpus.outline import Block, BlockKind, section_at, tables
from corpus.sentences import without_marks
from corpus.settings import PROJECT
from index.build import all_chunks
from index.chunk import Chunk, ChunkKind
from index.embedding import Embedder

LIMIT = 245


def read_by_search(block: Block) -> bool:
    """Whether a block is prose that must be found: no heading, footnote, table of contents."""
    prose = {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return block.kind in prose and block.section[-1:] != ("Table of Contents",)


def test_no_chunk_crosses_a_section(own_corpus: Corpus, chunks: list[Chunk]) -> None:
    for chunk in chunks:
        inside = [
            block.section
            for block in own_corpus.outline(chunk.document_id)
            if block.span.start < chunk.end and block.span.end > chunk.start
        ]
        assert set(inside) == {chunk.section}


def test_a_chunk_stands_under_its_own_headings(own_corpus: Corpus, chunks: list[Chunk]) -> None:
    for chunk in chunks:
        outline = own_corpus.outline(chunk.document_id)
        assert section_at(outline, chunk.start) == chunk.section


def test_no_chunk_is_longer_than_the_limit(chunks: list[Chunk], embedder: Embedder) -> None:
    longest = max(embedder.count_tokens(t) for c in chunks for t in (c.text, c.reading))
    assert longest <= LIMIT


def test_the_model_reads_every_text_to_its_end(chunks: list[Chunk], embedder: Embedder) -> None:
    """Begin and end marks included, no vector's text reaches the 256 tokens that are read."""
    texts = [text for chunk in chunks for _, text in chunk.vector_texts()]
    assert max(embedder.count_tokens(text) for text in texts) + 2 < 256


def test_tokens_are_counted_by_the_model(chunks: list[Chunk], embedder: Embedder) -> None:
    for chunk in chunks:
        counted = max(embedder.count_tokens(chunk.text), embedder.count_tokens(chunk.reading))
        assert chunk.tokens == counted


def test_the_text_of_a_chunk_is_the_document_without_marks(
    own_corpus: Corpus, chunks: list[Chunk]
) -> None:
    for chunk in chunks:
        text = own_corpus.text(chunk.document_id)
        assert chunk.text == without_marks(text[chunk.start : chunk.end])


def test_a_part_is_a_sentence_or_row_of_the_document(
    own_corpus: Corpus, chunks: list[Chunk]
) -> None:
    for chunk in chunks:
        text = own_corpus.text(chunk.document_id)
        for part in chunk.parts:
            assert chunk.start <= part.span.start < part.span.end <= chunk.end
            if chunk.kind is ChunkKind.PASSAGE:
                assert part.text == without_marks(text[slice(*part.span)])


def test_every_row_of_every_table_has_its_own_chunk(
    own_corpus: Corpus, chunks: list[Chunk]
) -> None:
    rows = {(c.document_id, c.start, c.end) for c in chunks if c.kind is ChunkKind.ROW}
    expected = {
        (document.id, *row.span)
        for document in own_corpus.documents
        for table in tables(own_corpus.outline(document.id))
        for row in table.rows
    }
    assert rows == expected
    assert len(rows) == 40 + 7 + 29 + 40 + 7


def test_a_row_is_shown_in_a_piece_of_its_table_that_holds_it(chunks: list[Chunk]) -> None:
    by_id = {chunk.id: chunk for chunk in chunks}
    for chunk in chunks:
        if chunk.kind is ChunkKind.ROW:
            parent = by_id[chunk.parent]
            assert parent.kind is ChunkKind.TABLE
            assert parent.document_id == chunk.document_id
            assert parent.start <= chunk.start < chunk.end <= parent.end
        else:
            assert chunk.parent == chunk.id


def test_the_first_piece_of_a_table_shows_its_header(chunks: list[Chunk]) -> None:
    text = next(c.text for c in chunks if c.kind is ChunkKind.TABLE and "GS-11" in c.text)
    assert text.startswith("| Competency | GS-11 | GS-12 | GS-13 | GS-14 | GS-15 |")


def test_a_row_is_read_with_the_names_of_its_columns(chunks: list[Chunk]) -> None:
    readings = [chunk.reading for chunk in chunks if chunk.kind is ChunkKind.ROW]
    expected = "Memory: GS-11 X; GS-12 NR; GS-13 NR; GS-14 NR; GS-15 X"
    assert [r for r in readings if r.endswith(expected)]


def test_all_prose_is_in_a_passage(own_corpus: Corpus, chunks: list[Chunk]) -> None:
    for document in own_corpus.documents:
        covered = {
            place
            for chunk in chunks
            if chunk.kind is ChunkKind.PASSAGE and chunk.document_id == document.id
            for place in range(chunk.start, chunk.end)
        }
        text = own_corpus.text(document.id)
        for block in own_corpus.outline(document.id):
            if read_by_search(block):
                left = [" " if n in covered else text[n] for n in range(*block.span)]
                assert not without_marks("".join(left)).strip()


def test_no_footnote_and_no_table_of_contents_is_a_passage(chunks: list[Chunk]) -> None:
    assert not [c for c in chunks if "Basis:" in c.text or c.section[-1:] == ("Table of Contents",)]


def test_every_chunk_has_an_id_of_its_own(chunks: list[Chunk]) -> None:
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def test_the_same_corpus_gives_the_same_version_and_chunks(
    own_corpus: Corpus, chunks: list[Chunk], embedder: Embedder
) -> None:
    again = Corpus.open(PROJECT / "corpus")
    assert again.version == own_corpus.version
    assert all_chunks(again, embedder) == chunks
