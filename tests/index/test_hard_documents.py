"""Documents that agencies may bring: however they are written, chunks stay whole and short."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.library import Corpus
from corpus.outline import tables
from index.build import all_chunks, build
from index.chunk import Chunk, ChunkKind
from index.embedding import Embedder
from index.search import Index
from index.settings import IndexSettings

Cut = Callable[[str], list[Chunk]]
Find = Callable[[str, str], list[Chunk]]
WORDS = "the agency keeps every record of the use of its tools "


@pytest.fixture
def cut(
    root: Path, take_in: Callable[[Path, str, str], None], embedder: Embedder
) -> Callable[[str], list[Chunk]]:
    """The chunks of a document with the given text."""

    def chunks_of(text: str) -> list[Chunk]:
        take_in(root, "hard", text)
        return [c for c in all_chunks(Corpus.open(root), embedder) if c.document_id == "hard"]

    return chunks_of


@pytest.fixture
def find(
    root: Path, take_in: Callable[[Path, str, str], None], tmp_path: Path
) -> Callable[[str, str], list[Chunk]]:
    """What a search finds once a document with the given text is taken in."""

    def found(text: str, question: str) -> list[Chunk]:
        take_in(root, "hard", text)
        settings = IndexSettings(
            corpus=root, data=tmp_path / "data", embed_model=None, chroma_url=None
        )
        build(settings, lambda _done, _all: None)
        index = Index.open(settings)
        hits = index.search(question)
        index.close()
        return [hit.chunk for hit in hits]

    return found


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n" + WORDS * 60,
        "# T\n\n" + "\n\n".join(f"Rule {n}. {WORDS.capitalize()}." for n in range(60)),
        "# T\n\n" + "\n".join(f"- {WORDS * 8}" for _ in range(8)),
        "# T\n\n" + "x" * 3000,
        "# T\n\n| K | V |\n| --- | --- |\n| a | " + WORDS * 60 + " |\n",
        "# T\n\n" + f"| {' | '.join(f'C {n}' for n in range(12))} |\n|" + " --- |" * 12
        + ("\n|" + " yes |" * 12) * 12,
    ],
    ids=["sentence", "paragraphs", "entries", "word", "cell", "columns"],
)  # fmt: skip
def test_whatever_is_long_is_cut_to_the_limit(cut: Cut, text: str) -> None:
    chunks = cut(text)
    assert chunks
    assert max(chunk.tokens for chunk in chunks) <= 245


def test_two_sections_of_one_name_stay_apart(cut: Cut) -> None:
    chunks = cut("# T\n\n## Question\n\nFirst answer.\n\n## Question\n\nSecond answer.\n")
    assert [chunk.text for chunk in chunks] == ["First answer.", "Second answer."]


def test_a_footnote_between_paragraphs_is_not_shown(cut: Cut) -> None:
    chunks = cut("# T\n\nOne.[^1]\n\n[^1]: Basis: primary. Here.\n\nTwo.[^1]\n")
    assert not [chunk.text for chunk in chunks if "Basis" in chunk.text]


def test_a_sentence_that_introduces_a_list_stays_with_it(cut: Cut) -> None:
    before = f"{WORDS.capitalize()}. " * 17
    chunks = cut(f"# T\n\n{before}\n\nYou may:\n\n- {WORDS * 6}\n- go\n")
    assert chunks[-1].text.startswith("You may:\n\n- the agency")


def test_a_document_without_headings_is_read_under_its_title(cut: Cut) -> None:
    assert [chunk.reading for chunk in cut("Only this.\n")] == ["Notes on hard\nOnly this."]


def test_a_table_row_that_is_long_can_be_found(find: Find) -> None:
    rule = "A courier may bring a parcel. " * 150
    text = f"# T\n\n| Who | Rule |\n| --- | --- |\n| courier | {rule}|\n"
    assert find(text, "May a courier bring a parcel?")[0].document_id == "hard"


@pytest.mark.parametrize("odd", ["\u200b", "🙂", "[^1]"])
def test_a_paragraph_that_the_model_cannot_read_does_no_harm(find: Find, odd: str) -> None:
    text = f"# {odd}\n\n{odd}\n\n## Parcels\n\nA courier may bring a parcel.\n"
    assert "courier" in find(text, "May a courier bring a parcel?")[0].text


def test_a_document_of_headings_alone_has_no_chunk(cut: Cut) -> None:
    assert cut("# T\n\n## U\n") == []


def test_a_paragraph_without_words_is_no_chunk(cut: Cut) -> None:
    assert cut("# T\n\n[^1]\n\n## U\n\n***\n") == []


def test_a_table_of_one_column_is_cut_into_rows(cut: Cut) -> None:
    chunks = cut("# T\n\n| Tool |\n| --- |\n| one |\n| two |\n")
    assert [c.text for c in chunks if c.kind is ChunkKind.ROW] == ["| one |", "| two |"]


def test_two_rows_that_read_alike_are_two_chunks(cut: Cut) -> None:
    chunks = cut("# T\n\n| K | V |\n| --- | --- |\n| a | b |\n| a | b |\n")
    assert len({c.id for c in chunks if c.kind is ChunkKind.ROW}) == 2


def test_raw_html_is_words_to_be_found(cut: Cut) -> None:
    (chunk,) = cut("# T\n\n<b>Bold</b> & plain.\n")
    assert chunk.text == "<b>Bold</b> & plain."


def test_a_long_table_is_shown_in_pieces_that_hold_all_rows(cut: Cut, root: Path) -> None:
    rows = "".join(f"| tool {n} | {WORDS}|\n" for n in range(40))
    chunks = cut(f"# T\n\n| Tool | Rule |\n| --- | --- |\n{rows}")
    pieces = [chunk for chunk in chunks if chunk.kind is ChunkKind.TABLE]
    (table,) = tables(Corpus.open(root).outline("hard"))
    assert len(pieces) > 1
    assert all(
        any(p.start <= r.span.start < r.span.end <= p.end for p in pieces) for r in table.rows
    )
