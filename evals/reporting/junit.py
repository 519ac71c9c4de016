"""The report as JUnit XML: a test case for each case and suite, as build servers show them."""

from itertools import groupby
from xml.etree import ElementTree as ET

from evals.reporting.findings import Findings
from evals.reporting.formats import visible
from evals.suites.suite import Score

_NEW = "newly failing"


def document(findings: Findings) -> str:
    """The scores of every suite; what was not measured counts as skipped.

    Control characters, which XML cannot hold, are replaced by characters that show them.
    """
    root = ET.Element("testsuites", {"name": "evals"})
    scores = sorted(findings.scores, key=lambda score: score.suite)
    for suite, group in groupby(scores, key=lambda score: score.suite):
        rows = list(group)
        element = ET.SubElement(root, "testsuite", {"name": visible(suite), **_counts(rows)})
        for score in rows:
            _case(element, score, new=suite in findings.newly_failing.get(score.case, ()))
    for name, value in _counts(scores).items():
        root.set(name, value)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(scores: list[Score]) -> dict[str, str]:
    counts = {
        "tests": len(scores),
        "failures": sum(score.passed is False for score in scores),
        "errors": 0,
        "skipped": sum(score.passed is None for score in scores),
    }
    return {name: str(count) for name, count in counts.items()}


def _case(suite: ET.Element, score: Score, *, new: bool) -> None:
    place = {
        "classname": visible(f"evals.{score.suite}.{score.stratum}"),
        "name": visible(score.case),
    }
    case = ET.SubElement(suite, "testcase", place)
    if score.passed:
        return
    why = [visible(f"{each.kind}: {each.what}") for each in score.why]
    if score.passed is None:
        ET.SubElement(case, "skipped", {"message": "; ".join(why)})
        return
    message = "; ".join([*([_NEW] if new else []), *why])
    failure = ET.SubElement(case, "failure", {"message": message, "type": _kind(score, new=new)})
    failure.text = "\n".join(why)


def _kind(score: Score, *, new: bool) -> str:
    if new:
        return _NEW
    return visible(score.why[0].kind) if score.why else "failed"
