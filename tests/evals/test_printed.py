"""The golden set is prepared for the official texts as an office program prints them."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from corpus.library import Corpus
from corpus.settings import PROJECT
from corpus.verify import faults
from evals.__main__ import evals
from evals.cases.golden_files import golden_files, read_golden

Run = Callable[..., CompletedProcess[str]]
OFFICIAL = ("opm-ai-competency-model", "opm-ai-fact-sheet")
# Takes the arguments of LibreOffice and prints with the browser that the tests have.
PRINTER = """#!/bin/sh
for page; do :; done
exec chromium --headless --no-sandbox --no-pdf-header-footer \\
  --print-to-pdf="${page%.html}.pdf" "$page"
"""


def test_the_printed_texts_stand_under_other_ids_with_cases_that_fit(
    run_group: Run, tmp_path: Path
) -> None:
    program, folder = tmp_path / "printer", tmp_path / "printed"
    program.write_text(PRINTER, encoding="ascii")
    program.chmod(0o755)
    ended = run_group(evals, "evals", "printed", str(folder), "--program", str(program))
    assert ended.returncode == 0, ended.stderr
    assert [f"{name}-printed: the same text" in ended.stdout for name in OFFICIAL] == [True, True]
    corpus = Corpus.open(folder / "corpus")
    assert list(faults(folder / "corpus")) == []
    assert not {document.id for document in corpus.documents} & set(OFFICIAL)
    cases = read_golden(golden_files(folder / "golden"), corpus)
    assert any(e.document == f"{OFFICIAL[0]}-printed" for case in cases for e in case.evidence)
    assert len(cases) == len(read_golden(golden_files(), Corpus.open(PROJECT / "corpus")))


def test_without_the_program_nothing_is_left_and_the_mend_is_told(
    run_group: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "printed"
    ended = run_group(evals, "evals", "printed", str(folder), "--program", "no-such-program")
    assert ended.returncode == 2
    assert "install LibreOffice" in ended.stderr
    assert not folder.exists()


def test_a_folder_that_is_there_is_left_alone(run_group: Run, tmp_path: Path) -> None:
    ended = run_group(evals, "evals", "printed", str(tmp_path))
    assert ended.returncode == 2
    assert "choose another" in ended.stderr
