"""Notes say of every sentence where it comes from, and of every inference that it is one."""

import re

import pytest

from corpus.document import Source
from corpus.library import Corpus
from corpus.sentences import sentences
from corpus.settings import PROJECT

CORPUS = Corpus.open(PROJECT / "corpus")
NOTES = [document.id for document in CORPUS.documents if document.source is Source.NOTES]
_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]: (.*)$", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def definitions(document_id: str) -> list[tuple[str, str]]:
    return _DEFINITION.findall(CORPUS.text(document_id))


def marked(document_id: str) -> list[tuple[str, list[str]]]:
    """Every sentence outside headings and footnotes with the marks behind it."""
    found: list[tuple[str, list[str]]] = []
    for line in CORPUS.text(document_id).splitlines():
        if not line or line.startswith(("#", "[^")):
            continue
        spans = sentences(line.removeprefix("- "))
        words = line.removeprefix("- ")
        ends = [span.start for span in spans[1:]] + [len(words)]
        found += [
            (words[span.start : span.end], _MARK.findall(words[span.start : end]))
            for span, end in zip(spans, ends, strict=True)
        ]
    return found


@pytest.mark.parametrize("document_id", NOTES)
def test_every_sentence_of_notes_carries_a_footnote_mark(document_id: str) -> None:
    assert [sentence for sentence, marks in marked(document_id) if not marks] == []


@pytest.mark.parametrize("document_id", NOTES)
def test_every_mark_is_defined_once_and_every_definition_is_used(document_id: str) -> None:
    used = {mark for _, marks in marked(document_id) for mark in marks}
    assert sorted(name for name, _ in definitions(document_id)) == sorted(used)


@pytest.mark.parametrize("document_id", NOTES)
def test_every_footnote_gives_its_basis(document_id: str) -> None:
    kinds = r"(primary|secondary|source document|inference|finding)"
    basis = re.compile(rf"Basis: {kinds}(, {kinds})*( and {kinds})?\. \S")
    assert [text for _, text in definitions(document_id) if not basis.match(text)] == []


def inferred(document_id: str) -> dict[str, bool]:
    """The footnotes that rest on inference, and whether on nothing else."""
    bases = {name: text.split(".")[0] for name, text in definitions(document_id)}
    return {n: b == "Basis: inference" for n, b in bases.items() if "inference" in b}


@pytest.mark.parametrize("document_id", NOTES)
def test_every_sentence_that_rests_on_inference_alone_says_so(document_id: str) -> None:
    alone = {name for name, only in inferred(document_id).items() if only}
    silent = [s for s, marks in marked(document_id) if set(marks) <= alone and "inference" not in s]
    assert silent == []


@pytest.mark.parametrize("document_id", NOTES)
def test_a_footnote_that_names_inference_stands_behind_a_sentence_that_says_so(
    document_id: str,
) -> None:
    said = {m for sentence, marks in marked(document_id) if "inference" in sentence for m in marks}
    assert set(inferred(document_id)) <= said


@pytest.mark.parametrize("document_id", NOTES)
def test_a_sentence_that_says_inference_rests_on_one(document_id: str) -> None:
    names = set(inferred(document_id))
    unfounded = [
        s for s, marks in marked(document_id) if "inference" in s and not names & set(marks)
    ]
    assert unfounded == []


@pytest.mark.parametrize("document_id", NOTES)
def test_notes_are_never_titled_as_the_text_of_the_publisher(document_id: str) -> None:
    assert CORPUS.document(document_id).cited_title.startswith("Notes on ")
