"""All reports on a run, written into its folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import GuideError
from evals.reporting import html, junit, markdown
from evals.reporting.findings import Findings
from evals.reporting.records import GateRecord, SummaryRecord, TimesRecord, read
from evals.running.run import Run
from evals.suites.suite import Score


def write_report(  # noqa: PLR0913  one parameter for each file of the folder
    run: Run,
    scores: Sequence[Score],
    summary: Mapping[str, object],
    times: Mapping[str, object] | None,
    gate: Mapping[str, object] | None,
    folder: Path,
) -> list[Path]:
    """Write ``report.html``, ``report.md`` and ``junit.xml``; their paths, in this order.

    ``gate`` is None for a run that has not been gated: the reports then say so and compare nothing.
    A record that does not fit, or a folder that cannot be written to, is a `GuideError`.
    """
    findings = Findings(
        run,
        scores,
        read(SummaryRecord, summary, "summary.json"),
        None if times is None else read(TimesRecord, times, "times.json"),
        None if gate is None else read(GateRecord, gate, "gate.json"),
    )
    texts = {
        "report.html": html.page(findings),
        "report.md": markdown.page(findings),
        "junit.xml": junit.document(findings),
    }
    return [_written(folder / name, text) for name, text in texts.items()]


def _written(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GuideError(
            f"{path} cannot be written ({error.strerror}): make room or choose another folder"
        ) from None
    return path
