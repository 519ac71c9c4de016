"""The report as one page that needs nothing else: no network, no font, no library."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.reporting import curves, figures, formats
from evals.reporting.findings import Findings
from evals.reporting.payload import Payload
from evals.reporting.svg import Figure
from evals.reporting.verdict import verdict

# Without scripts; where more than these fail, something is broken that the first ones show.
_MOST_PLAIN = 300
_FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "visible": formats.visible,
    "one_line": formats.one_line,
    "percent": formats.percent,
    "interval": formats.interval,
    "measure": formats.measure,
    "counted": formats.counted,
    "number": formats.number,
    "count": formats.count,
    "as_measured": formats.as_measured,
    "milliseconds": formats.milliseconds,
}


def page(findings: Findings) -> str:
    """The whole page.

    Each case opens to a body that the script makes from data when it is opened, by setting texts:
    as markup from the start, over a thousand cases would weigh some ten times as much and take
    seconds to open. Without scripts the page lists the failing cases in full instead.
    """
    style, script = _asset("report.css"), _asset("case.js") + _asset("report.js")
    payload = Payload(findings)
    failing = [case for case in payload.cases if _fails(case)]
    return _TEMPLATES.get_template(
        "report.html"
    ).render(
        findings=findings,
        verdict=verdict(findings),
        change=figures.change(findings.suites),
        strata=_strata(findings),
        figures=[figure for figure in _figures(findings) if figure],
        style=style,
        script=script,
        policy=_policy(style, script),
        data=Markup(payload.json()),  # noqa: S704  every < and > is escaped in it
        failing=failing[:_MOST_PLAIN],
        left_out=max(len(failing) - _MOST_PLAIN, 0),
        texts={document["id"]: document["text"] for document in payload.documents},
    )


def _strata(findings: Findings) -> list[Figure]:
    """Strata of every suite, those of the main one first."""
    names = [suite.name for suite in findings.suites]
    ordered = sorted(names, key=lambda name: name != findings.main_suite)
    found = (figures.strata(findings, name) for name in ordered)
    return [figure for figure in found if figure]


def _figures(findings: Findings) -> list[Figure | None]:
    return [
        curves.abstention(findings),
        figures.retrieval(findings.suites),
        curves.latency(findings.times),
        curves.stages(findings.times),
    ]


def _fails(case: dict[str, object]) -> bool:
    scores = case.get("scores")
    return isinstance(scores, list) and any(passed is False for _, passed, *_ in scores)


def _asset(name: str) -> Markup:
    return Markup((_FOLDER / name).read_text(encoding="utf-8"))  # noqa: S704  our own file


def _policy(style: str, script: str) -> str:
    """What the page may do: its own style and script, known by their hashes, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hashed(style)}'; script-src '{_hashed(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
