"""Results on a terminal: dev and test beside each other, and the cases that went wrong."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.answer_summary import AnswerSummary, Scored
from evals.asking import Generated
from evals.retrieval import SummaryRow
from evals.shares import Share

_WIDTH = 110
_NONE = "–"
_SMALLEST_STAGE = 0.01
_SHOWN = 300


def show_retrieval(name: str, rows: Sequence[SummaryRow]) -> None:
    """The retrieval scores of one set of questions."""
    table = Table("system", "group", "in the top five", "95 % interval", "MRR", "most tokens")
    table.title = name
    for row in rows:
        table.add_row(
            row.system,
            row.group,
            f"{row.hits} of {row.cases}",
            f"{row.interval[0]:.2f} to {row.interval[1]:.2f}",
            f"{row.mrr:.3f}",
            str(row.most_tokens),
        )
    Console(width=_WIDTH).print(table)


def show_answers(summaries: Mapping[str, AnswerSummary]) -> None:
    """Right answers by stratum, then what else was counted, a column for each split."""
    halves = [name for name in summaries if name != "all"]
    columns = [dict(_lines(summaries[half])) for half in halves]
    table = Table("", *halves, title="answers")
    for label, _ in _lines(summaries["all"]):
        cells = [column.get(label, _NONE) for column in columns]
        if set(cells) != {_NONE}:
            table.add_row(label, *cells)
    Console(width=_WIDTH).print(table)


def show_wrong(scored: Sequence[Scored], generated: Sequence[Generated]) -> None:
    """Each case that went wrong: question, why, and what was answered."""
    answers = {row["case"]: row["answer"] for row in generated}
    console = Console(width=_WIDTH, highlight=False)
    for each in scored:
        if each.score.right:
            continue
        asked = " / ".join([*each.case.history, each.case.question])
        console.print(f"[bold]{each.case.id}[/] {escape(asked)}")
        for fault in each.score.faults:
            console.print(f"  [red]{fault.kind}[/]: {escape(fault.what)}")
        text = " ".join(str(answers[each.case.id].get("text", "")).split())
        console.print(f"  [dim]{each.score.outcome}:[/] {escape(text[:_SHOWN])}\n")


def _lines(summary: AnswerSummary) -> Iterator[tuple[str, str]]:
    """Label and value of each line of a column."""
    yield "right, all", _said(summary["right"])
    yield from ((f"right, {name}", _said(found)) for name, found in summary["strata"].items())
    yield "right, low overlap", _said(summary["low_overlap"])
    for group, shares in {
        "exact": summary["exact"],
        "abstention": summary["abstention"],
        "guardrails": summary["guardrails"],
        "variants": summary["variants"],
    }.items():
        for name, found in shares.items():
            yield f"{group}: {name.replace('_', ' ')}", _said(found)
    yield "all groups of evidence cited", _said(summary["citations"]["all_groups"])
    yield "citation recall", _number(summary["citations"]["recall"])
    yield "citation precision", _number(summary["citations"]["precision"])
    yield "breaches of the contract", str(summary["breaches"])
    times = summary["times"]
    yield "median, p95", f"{times['median_ms']} ms, {times['p95_ms']} ms"
    parts = [f"{n} {part:.0%}" for n, part in times["stages"].items() if part >= _SMALLEST_STAGE]
    yield "time", ", ".join(parts)


def _said(found: Share) -> str:
    if found["share"] is None:
        return _NONE
    low, high = found["interval"]
    return f"{found['hits']:>3} of {found['cases']:<3} {found['share']:6.1%} ({low:.0%}–{high:.0%})"


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"
