"""Reports say first what a maintainer must know, and take nothing that was asked for markup."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from reported_run import (
    CITED,
    CONTROL,
    CORPUS,
    DOCUMENT,
    FAILING,
    GOLD,
    MARKDOWN,
    QUESTIONS,
    SCRIPT,
    made_answer,
    made_case,
    made_findings,
    made_gate,
    made_run,
    made_scores,
    made_summary,
    made_times,
)

from corpus.errors import GuideError
from evals.reporting import html, junit, markdown
from evals.reporting.formats import visible
from evals.reporting.payload import Payload
from evals.reporting.report import write_report
from evals.reporting.verdict import verdict
from evals.suites.suite import Score, Why


class Seen(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the gated run."""
    return html.page(made_findings())


def data_of(page: str) -> dict[str, Any]:
    """The data of the cases in a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def case_of(page: str, name: str) -> dict[str, Any]:
    return next(case for case in data_of(page)["cases"] if case["id"] == name)


def test_the_verdict_stands_first_then_what_is_newly_failing_then_the_strata(page: str) -> None:
    for text in (page, markdown.page(made_findings())):
        body = text[text.find("<main") :] if "<main" in text else text
        places = [body.index(part) for part in ("Fail:", "Newly failing", "Strata of answers")]
        assert places == sorted(places)
    assert case_of(page, "worse-1") == data_of(page)["cases"][0]


def test_the_verdict_is_one_sentence_that_counts() -> None:
    assert verdict(made_findings()) == (
        "Fail: 1 case that passed before fails now and 1 floor is missed."
    )


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"verdict": "pass", "exit": 0}, "Pass: no case fails that passed before"),
        ({"verdict": "cannot compare", "exit": 2}, "Cannot compare"),
    ],
)
def test_every_verdict_has_its_sentence(record: dict[str, Any], said: str, tmp_path: Path) -> None:
    reported(tmp_path, gate=record)
    assert said in (tmp_path / "report.html").read_text()
    assert said in (tmp_path / "report.md").read_text()


def test_without_a_gate_the_report_says_so_and_compares_nothing() -> None:
    page, text = html.page(made_findings(gated=False)), markdown.page(made_findings(gated=False))
    assert "has not been gated" in page
    assert "Newly failing cases" not in page
    assert "No verdict" in text
    assert "Newly failing" not in text


def test_nothing_that_was_asked_or_answered_becomes_markup(page: str) -> None:
    seen = Seen(page)
    tags = [tag for tag, _ in seen.elements]
    assert tags.count("script") == 2
    assert "img" not in tags
    assert not [
        a for _, found in seen.elements for a in found if a.startswith("on") or a == "style"
    ]
    assert case_of(page, "attack-1")["question"] == SCRIPT


def test_a_control_character_is_seen_and_moves_nothing(page: str) -> None:
    assert visible(CONTROL) == "bell␇ null␀ escape␛[31m \ufffd end"
    assert len(visible(CONTROL)) == len(CONTROL)
    assert visible("lone \ud800, kept\n\t") == "lone \ufffd, kept\n\t"
    assert not set(page) & set("\0\x07\x1b\ufffe")


def test_the_page_loads_nothing_and_may_load_nothing(page: str) -> None:
    seen = Seen(page)
    links = [a[name] for _, a in seen.elements for name in ("src", "href") if a.get(name)]
    assert links
    assert all(str(link).startswith("#") for link in links)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert not re.search(r"url\(|@import|https?:", style)
    policy = next(a["content"] for _, a in seen.elements if "http-equiv" in a) or ""
    assert policy.startswith("default-src 'none'; ")
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    for text in (style, script):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_cited_span_and_the_gold_span_are_both_marked(page: str) -> None:
    [[document, parts]] = case_of(page, "worse-1")["excerpts"]
    assert document == DOCUMENT
    by_mark = {(bool(cited), bool(gold)): (start, end) for start, end, cited, gold in parts[1:-1]}
    assert by_mark[False, True] == (GOLD[0], CITED[0])
    assert by_mark[True, True] == (CITED[0], GOLD[1])
    assert by_mark[True, False] == (GOLD[1], CITED[1])
    without_script = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "[cited 1; gold 1]" in without_script
    assert without_script.count("<details") == len(FAILING)


def test_a_long_citation_is_shown_by_its_two_ends() -> None:
    text = CORPUS.text("opm-ai-competency-model")
    citation = made_answer("q")["citations"][0]
    citation |= {"document_id": "opm-ai-competency-model", "start": 0, "end": 9000}
    run = made_run()
    answers = run.answers | {"right-1": made_answer("q", citations=[citation | {"quote": "?"}])}
    payload = Payload(replace(made_findings(), run=replace(run, answers=answers)))
    case = next(case for case in payload.cases if case["id"] == "right-1")
    shown: Any = case["excerpts"]
    parts = [part for document, found in shown for part in found if document != DOCUMENT]
    assert parts[0][0] == 0
    assert sum(end - start for start, end, *_ in parts) < 1500 < len(text)
    told: Any = case["answer"]
    assert told["citations"][0]["quote"] == "?", "a quote that does not stand there is shown"


def test_a_case_shows_what_changed_against_the_baseline(page: str) -> None:
    steps = case_of(page, "worse-1")["baseline"]["steps"]
    assert ["gone", "60"] in steps
    assert ["new", "270"] in steps


def test_what_was_not_measured_stands_with_its_reason_and_in_no_share(tmp_path: Path) -> None:
    reported(tmp_path)
    for name in ("report.html", "report.md"):
        text = (tmp_path / name).read_text()
        assert "the folder has no answer to it" in text
        assert "1 of 7" in text


def test_junit_counts_what_the_scores_say() -> None:
    findings = made_findings()
    root = ET.fromstring(junit.document(findings))  # noqa: S314  our own document
    cases = root.findall("testsuite/testcase")
    assert len(cases) == len(findings.scores) == int(root.attrib["tests"])
    failures = root.findall("testsuite/testcase/failure")
    assert len(failures) == len(FAILING) == int(root.attrib["failures"])
    assert len(root.findall("testsuite/testcase/skipped")) == int(root.attrib["skipped"]) == 2
    assert {failure.attrib["type"] for failure in failures} == {"newly failing", "required"}
    messages = " ".join(failure.attrib["message"] for failure in failures)
    assert SCRIPT in messages
    assert visible(CONTROL) in messages


def test_markdown_takes_questions_as_code_and_lists_at_most_thirty() -> None:
    gate = made_gate()
    gate["suites"]["answers"]["newly_failing"] = [*QUESTIONS, *(f"old-{n}" for n in range(40))]
    findings = replace(made_findings(), gate=made_findings().gate.model_validate(gate))
    text = markdown.page(findings)
    assert text.count(" in answers: ") == 30
    assert "and 18 more" in text
    assert "``` **bold** [link]" not in text
    assert f"```{' '.join(MARKDOWN.replace('|', '¦').split())}```" in text
    assert "\\<script\\>" in text.split("## Newly failing")[0]


def test_a_broken_invariant_is_listed_whatever_the_baseline_says() -> None:
    findings = made_findings()
    broken = Score.of("citations", findings.run.cases[0], [Why(kind="quote", what="moved")])
    found = replace(findings, scores=[*findings.scores, broken])
    assert verdict(found).startswith("Fail: an invariant is broken in 1 case, ")
    assert "Broken invariants: 1" in html.page(found)
    assert "Broken invariants: 1" in markdown.page(found)


def test_the_curve_of_abstention_needs_the_scores_of_the_decision() -> None:
    questions = [made_case(f"some-{n}", "q") for n in range(6)]
    none = [made_case(f"none-{n}", "q", outcome="not_in_sources") for n in range(6)]
    cases = (*questions, *none)
    run = replace(made_run(), cases=cases, answers={case.id: made_answer("q") for case in cases})
    plain = replace(made_findings(), run=run, scores=[])
    assert "other thresholds are not known" in html.page(plain)
    scores = [Score.of("abstention", case, (), {"likely": n / 12}) for n, case in enumerate(cases)]
    page = html.page(replace(plain, scores=scores))
    assert "<polyline" in page
    assert "0.0% of the unanswerable cases were recognised" in page


def test_a_run_without_anything_has_reports_too(tmp_path: Path) -> None:
    run = replace(made_run(), cases=(), answers={}, retrieved=())
    paths = write_report(run, [], {"run": None, "suites": {}}, None, None, tmp_path)
    assert [path.name for path in paths] == ["report.html", "report.md", "junit.xml"]
    assert "It has no scores." in paths[0].read_text()
    assert ET.parse(paths[2]).getroot().attrib["tests"] == "0"  # noqa: S314  our own document


def test_a_suite_whose_cases_were_all_unmeasured_has_no_share(tmp_path: Path) -> None:
    run = made_run()
    scores = [Score.unmeasured("answers", case, "no answer") for case in run.cases]
    write_report(run, scores, made_summary(scores), None, None, tmp_path)
    assert "0 of 0" in (tmp_path / "report.md").read_text()


def test_a_record_that_does_not_fit_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"gate\.json: verdict: "):
        reported(tmp_path, gate={"verdict": "perhaps", "exit": 0})


def test_a_folder_that_cannot_be_written_to_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="cannot be written"):
        reported(tmp_path / "missing")


def reported(folder: Path, gate: dict[str, Any] | None = None) -> None:
    """Write all reports on the run made by hand."""
    run = made_run()
    scores = made_scores(run)
    record = made_gate() if gate is None else gate
    write_report(run, scores, made_summary(scores), made_times(), record, folder)
