"""The corpus as the other parts see it: its version, and the offices to turn to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.library import Corpus
from corpus.settings import PROJECT

CORPUS = Corpus.open(PROJECT / "corpus")


@pytest.fixture
def change(root: Path) -> Callable[[str, str, str], None]:
    """Put one text in the place of another in a file of the corpus."""

    def put(name: str, old: str, new: str) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return put


def test_the_version_of_a_copy_is_the_same(root: Path) -> None:
    assert Corpus.open(root).version == CORPUS.version


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("manifest.toml", 'standing = "historic"', 'standing = "unresolved"'),
        ("manifest.toml", "since = 2025-01-20", "since = 2025-01-21"),
        ("manifest.toml", "knowledge_date = 2026-08-04\n\n", "knowledge_date = 2026-08-05\n\n"),
        ("offices.toml", "your agency's privacy office", "the privacy office"),
    ],
    ids=["standing", "since", "knowledge date", "office"],
)
def test_whatever_can_change_an_answer_changes_the_version(
    root: Path, change: Callable[[str, str, str], None], name: str, old: str, new: str
) -> None:
    change(name, old, new)
    assert Corpus.open(root).version != CORPUS.version


def test_an_address_of_an_office_stands_in_the_document_it_is_taken_from() -> None:
    given = [office for office in CORPUS.offices.offices if office.address]
    assert given
    for office in given:
        assert str(office.address) in CORPUS.text(str(office.source))


def test_a_corpus_without_offices_still_names_somebody(root: Path) -> None:
    (root / "offices.toml").unlink()
    assert "human resources" in Corpus.open(root).offices.find("privacy").name


def test_every_outline_is_read_from_the_text_it_belongs_to() -> None:
    for document in CORPUS.documents:
        last = CORPUS.outline(document.id)[-1]
        assert last.span.end <= len(CORPUS.text(document.id))
