"""Building: only what changed is embedded, and nobody who searches notices."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corpus.built import built_from
from corpus.edit import remove, replace, set_standing
from corpus.history import undo
from corpus.library import Corpus
from corpus.register import REGISTER
from index.build import build
from index.embedding import BUNDLED_SHA256, fingerprint_of
from index.layout import FORMAT, BuildRecord, Layout
from index.search import Index
from index.settings import IndexSettings

OTHER_TRAVEL = "# Notes on travel\n\n## Approval\n\nNobody travels in August any more.\n"
QUESTION = "Who approves travel?"
# One passage and one table of three rows in `leave`, one passage in `travel`.
ALL = 6
# Each of them, the sentences of the passages, and the rows once more without their headings.
TEXTS = 13


def built(settings: IndexSettings) -> tuple[BuildRecord, int]:
    return build(settings, lambda _done, _all: None)


def best(index: Index) -> str:
    return index.search(QUESTION)[0].chunk.text


def text_of(settings: IndexSettings, document_id: str) -> str:
    path = settings.corpus / "documents" / f"{document_id}.md"
    return path.read_text(encoding="utf-8")


def test_a_first_build_embeds_every_chunk(settings: IndexSettings) -> None:
    record, embedded = built(settings)
    assert embedded == record.chunks == ALL


def test_progress_counts_up_to_all_texts(settings: IndexSettings) -> None:
    seen: list[tuple[int, int]] = []
    build(settings, lambda done, all_: seen.append((done, all_)))
    assert seen == sorted(seen)
    assert seen[-1] == (TEXTS, TEXTS)


@pytest.mark.usefixtures("version")
def test_building_again_embeds_nothing(settings: IndexSettings) -> None:
    assert built(settings)[1] == 0


@pytest.mark.usefixtures("version")
def test_only_the_chunks_of_a_changed_document_are_embedded_anew(settings: IndexSettings) -> None:
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    assert built(settings)[1] == 1


@pytest.mark.usefixtures("version")
def test_only_the_changed_passage_of_a_document_is_embedded_anew(settings: IndexSettings) -> None:
    replace(settings.corpus, "leave", text_of(settings, "leave").replace("is lost", "is gone"))
    assert built(settings)[1] == 1


def test_an_index_keeps_the_documents_it_was_built_from(settings: IndexSettings) -> None:
    built(settings)
    before = text_of(settings, "travel")
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    kept = built_from(settings.data)
    assert kept is not None
    assert kept.text("travel") == before


@pytest.mark.usefixtures("version")
def test_a_text_that_only_moved_is_found_in_its_new_place(settings: IndexSettings) -> None:
    replace(settings.corpus, "travel", "Preface.\n\n" + text_of(settings, "travel"))
    _, embedded = built(settings)
    index = Index.open(settings)
    chunk = index.search(QUESTION)[0].chunk
    index.close()
    assert embedded == 1
    assert text_of(settings, "travel")[chunk.start : chunk.end] == chunk.text


@pytest.mark.usefixtures("version")
def test_a_removed_document_is_found_no_more(settings: IndexSettings) -> None:
    remove(settings.corpus, "travel")
    _, embedded = built(settings)
    index = Index.open(settings)
    found = {hit.chunk.document_id for hit in index.search(QUESTION, 50)}
    index.close()
    assert (embedded, found) == (0, {"leave"})


@pytest.mark.usefixtures("version")
def test_vectors_taken_over_are_those_that_the_model_gives(
    settings: IndexSettings, tmp_path: Path
) -> None:
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    built(settings)
    fresh = settings.model_copy(update={"data": tmp_path / "fresh"})
    built(fresh)
    updated, anew = Index.open(settings), Index.open(fresh)
    one, other = updated.search("days of leave", 9), anew.search("days of leave", 9)
    updated.close()
    anew.close()
    assert [hit.chunk for hit in one] == [hit.chunk for hit in other]
    assert [h.score for h in one] == pytest.approx([h.score for h in other], abs=1e-3)


@pytest.mark.usefixtures("version")
def test_a_version_in_use_stays_searchable_while_another_is_built(settings: IndexSettings) -> None:
    index = Index.open(settings)
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    built(settings)
    found = best(index)
    index.close()
    assert found.startswith("A supervisor approves travel")


def test_a_version_in_use_is_left_alone_when_the_corpus_goes_back_to_it(
    version: Path, settings: IndexSettings
) -> None:
    index = Index.open(settings)
    before = (version / "build.json").stat().st_ino
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    built(settings)
    undo(settings.corpus)
    built(settings)
    index.close()
    assert (version / "build.json").stat().st_ino == before


def test_a_version_in_use_is_kept_on_disk(version: Path, settings: IndexSettings) -> None:
    index = Index.open(settings)
    remove(settings.corpus, "travel")
    built(settings)
    kept = version.exists()
    index.close()
    assert kept


def test_a_version_that_nobody_uses_is_removed(version: Path, settings: IndexSettings) -> None:
    Index.open(settings).close()
    remove(settings.corpus, "travel")
    record, _ = built(settings)
    assert not version.exists()
    assert Layout.of(settings).versions() == [record.version]


@pytest.mark.usefixtures("version")
def test_a_new_version_can_be_opened_beside_the_old_one(settings: IndexSettings) -> None:
    old = Index.open(settings)
    replace(settings.corpus, "travel", OTHER_TRAVEL)
    built(settings)
    new = Index.open(settings)
    old.close()
    found = best(new)
    new.close()
    assert found == "Nobody travels in August any more."


@pytest.mark.usefixtures("version")
def test_an_index_opened_twice_stays_open_when_one_is_closed(settings: IndexSettings) -> None:
    one, other = Index.open(settings), Index.open(settings)
    one.close()
    found = best(other)
    other.close()
    assert found.startswith("A supervisor approves travel")


def test_the_standing_register_is_not_searched(settings: IndexSettings) -> None:
    cause = {"since": date(2026, 2, 3), "by": "a new rule", "why": "travel has ended"}
    set_standing(settings.corpus, "travel", {"standing": "historic", **cause})
    assert Corpus.open(settings.corpus).document(REGISTER)
    assert built(settings)[0].chunks == ALL


@pytest.mark.usefixtures("version")
def test_an_index_of_another_format_lends_its_vectors(
    settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.layout.FORMAT", FORMAT + 1)
    assert built(settings)[1] == 0


def test_an_index_of_a_format_without_digests_is_made_anew(
    version: Path, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(version / "chunks.sqlite")) as old:
        old.execute("DROP TABLE vectors")
    monkeypatch.setattr("index.layout.FORMAT", FORMAT + 1)
    assert built(settings)[1] == ALL


def test_nothing_half_written_is_left_behind(settings: IndexSettings) -> None:
    record, _ = built(settings)
    left = {path.name for path in (settings.data / "index").iterdir()}
    assert left == {".lock", "current", record.version}


def test_an_empty_corpus_is_built_and_finds_nothing(settings: IndexSettings) -> None:
    manifest = settings.corpus / "manifest.toml"
    manifest.write_text("knowledge_date = 2026-01-02\ndocuments = []\n", encoding="utf-8")
    assert built(settings)[1] == 0
    index = Index.open(settings)
    hits = index.search(QUESTION)
    index.close()
    assert hits == []


def test_the_record_says_what_built_the_index(version: Path) -> None:
    record = BuildRecord.model_validate_json((version / "build.json").read_text(encoding="utf-8"))
    assert record.chunks == ALL
    assert record.max_tokens == 245
    assert record.model_sha256 == fingerprint_of(None) != BUNDLED_SHA256
