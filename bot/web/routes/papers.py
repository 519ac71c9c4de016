"""What a trainer prints or takes along: sheet before class, summary and questions after it."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from bot.store.recorded import recorded_of
from bot.store.training import suggested_of
from bot.training.codes import shown
from bot.training.suggesting import answer_of
from bot.training.summary import OverTime, Summary, as_csv, summary_of
from bot.training.times import half_day, to_typed
from bot.web.codes import qr_svg
from bot.web.pages import page_routes
from bot.web.plots import Bar, bars, columns
from bot.web.rendering import words
from bot.web.services import Services

_OURS = "/trainer/sessions/{session_id}"
_VERDICTS = {"right": "Right", "wrong": "Wrong", "incomplete": "Incomplete"}
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows that a file is UTF-8


def router(services: Services) -> APIRouter:
    """``sheet``, ``summary`` and ``questions.csv`` under ``/trainer/sessions/<id>``."""
    routes, pages = page_routes(services)

    @routes.get(f"{_OURS}/sheet")
    def sheet(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        link = f"{pages.public_url(request)}/join/{session.code}"
        kept = suggested_of(services.database, session.id)
        answers = [(one.question, answer_of(one.answer)) for one in kept]
        values = {"session": session, "link": link, "answers": answers, "qr": qr_svg(link)}
        current = services.assistant.corpus.version
        return pages.show(request, "training/sheet.html", current=current, **values)

    @routes.get(f"{_OURS}/summary")
    def summary(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        services.sessions.flush()
        found = summary_of(services.database, session)
        return pages.show(request, "training/summary.html", summary=found, **_plots(found))

    @routes.get(f"{_OURS}/questions.csv")
    def questions(request: Request, session_id: int) -> Response:
        session = pages.own_session(request, session_id)
        services.sessions.flush()
        text = as_csv(session, recorded_of(services.database, session.id))
        name = f"questions-{shown(session.code)}.csv"
        return Response(
            _BOM + text,
            media_type="text/csv",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    return routes


def _plots(found: Summary) -> dict[str, Any]:
    """The plots of a summary; an empty one is left out."""
    counts, asked = found.counts, found.counts.questions
    named = {"outcomes": counts.outcomes, "declined": counts.declined}
    rows = {
        name: [Bar(words(key), count) for key, count in _largest_first(counted)]
        for name, counted in named.items()
    }
    feedback = [Bar(_VERDICTS[v], counts.feedback.get(v, 0)) for v in _VERDICTS]
    most = [Bar(one.question or "(nothing typed)", one.count) for one in found.most_asked]
    return {
        "over_time": _over_time(found.over_time, found.session.plan.zone) if asked else "",
        "outcomes": bars("Outcomes", rows["outcomes"]) if rows["outcomes"] else "",
        "declined": bars("Why questions were declined", rows["declined"])
        if counts.declined
        else "",
        "feedback": bars("Feedback on answers", feedback) if counts.feedback else "",
        "most_asked": bars("Most asked", most, asked) if most else "",
    }


def _over_time(found: OverTime, zone: str) -> Markup:
    over_days = found.starts[-1] - found.starts[0] >= timedelta(days=1)
    rows = [
        Bar(_label(start, zone, over_days=over_days), count)
        for start, count in zip(found.starts, found.counts, strict=True)
    ]
    most = max(rows, key=lambda row: row.count)
    step = "a minute" if found.minutes == 1 else f"{found.minutes} minutes"
    says = f"Each column is {step}; the most, {most.count}, came from {most.label} on."
    return columns("over-time", "Questions over time", says, rows)


def _label(start: datetime, zone: str, *, over_days: bool) -> str:
    local = datetime.fromisoformat(to_typed(start, zone))
    time = half_day(local)
    return f"{local:%-d %b}, {time}" if over_days else time


def _largest_first(counted: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
