"""Every standing that is not in force is borne out by a passage that a reader can look up."""

import pytest

from corpus.document import Document, Standing
from corpus.library import Corpus
from corpus.settings import PROJECT

CORPUS = Corpus.open(PROJECT / "corpus")
FALLEN = [d for d in CORPUS.documents if d.standing is not Standing.IN_FORCE]
NAMES = [document.id for document in FALLEN]


@pytest.mark.parametrize("document", FALLEN, ids=NAMES)
def test_evidence_for_a_standing_stands_once_in_a_listed_document(document: Document) -> None:
    found = [CORPUS.text(e.document).count(e.quote) for e in document.evidence]
    assert found
    assert set(found) == {1}


@pytest.mark.parametrize("document", FALLEN, ids=NAMES)
def test_evidence_for_a_standing_gives_its_date(document: Document) -> None:
    since = document.since
    assert since is not None
    forms = {f"{since:%-d %B %Y}", f"{since:%B %-d, %Y}", since.isoformat()}
    said = " ".join(evidence.quote for evidence in document.evidence)
    assert any(form in said for form in forms)


@pytest.mark.parametrize(
    ("document_id", "standing"),
    [
        ("opm-ai-competency-model", Standing.AUTHORITY_REVOKED),
        ("opm-genai-guidance", Standing.AUTHORITY_REVOKED),
        ("opm-ai-fact-sheet", Standing.HISTORIC),
        ("gears-of-transformation", Standing.HISTORIC),
        ("ses-ecq-update", Standing.SUPERSEDED),
        ("fedscoop-opm-ai-actions", Standing.SECONDARY),
    ],
)
def test_the_documents_stand_as_the_contract_says(document_id: str, standing: Standing) -> None:
    assert CORPUS.document(document_id).standing is standing


def test_a_superseded_document_names_one_that_is_listed() -> None:
    named = [d.superseded_by for d in FALLEN if d.standing is Standing.SUPERSEDED]
    assert named
    assert all(name and CORPUS.document(name) for name in named)


def test_nothing_was_known_after_the_date_up_to_which_pages_were_read() -> None:
    assert {d.id for d in CORPUS.documents if d.knowledge_date > CORPUS.knowledge_date} == set()
