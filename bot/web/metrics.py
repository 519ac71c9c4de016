"""Metrics for Prometheus: how much is asked and how it goes; never who, never what was asked."""

from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answer import Answer
from bot.current import Answerer

__all__ = ["CONTENT_TYPE", "Counting", "Metrics"]

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# They double the samples and tell nothing; the library gives this function no types.
disable_created_metrics()  # type: ignore[no-untyped-call]
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


class Metrics:
    """The counters of one server. Every label has few values, none of them from a person."""

    def __init__(self, assistant: Answerer) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._questions = Counter(
            "guide_questions",
            "Questions that got an answer, whatever it says.",
            ("door", "outcome", "reason", "mode"),
            registry=self._registry,
        )
        self._stages = Histogram(
            "guide_stage_seconds",
            "Seconds a stage of answering took.",
            ("stage",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "guide_requests",
            "Requests by the template of their address.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._refusals = Counter(
            "guide_refusals",
            "Questions and feedback that were not taken.",
            ("kind",),
            registry=self._registry,
        )
        self._feedback = Counter(
            "guide_feedback",
            "Answers by the first feedback on them.",
            ("verdict",),
            registry=self._registry,
        )
        self._sessions = Gauge(
            "guide_open_sessions", "Training sessions that are open.", registry=self._registry
        )
        self._assistant = assistant
        self._index = Info(
            "guide_index", "Which corpus and which index answer.", registry=self._registry
        )

    def answered(self, door: str, answer: Answer) -> None:
        """Count an answer that went out at a door: ``chat`` or ``api``."""
        self._questions.labels(door, answer.outcome, answer.reason or "", answer.mode).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def requested(self, method: str, route: str, status: str) -> None:
        """Count a request."""
        self._requests.labels(method if method in _METHODS else "other", route, status).inc()

    def refused(self, kind: str) -> None:
        """Count a question that was not taken."""
        self._refusals.labels(kind).inc()

    def judged(self, verdict: str) -> None:
        """Count an answer on which there is feedback now."""
        self._feedback.labels(verdict).inc()

    def text(self, open_sessions: int) -> bytes:
        """All of it as Prometheus reads it."""
        self._sessions.set(open_sessions)
        self._index.info(_facts(self._assistant))
        return generate_latest(self._registry)


def _facts(assistant: Answerer) -> dict[str, str]:
    """Which corpus and index answer."""
    corpus, record = assistant.corpus, assistant.index.record
    return {
        "corpus": corpus.version,
        "knowledge_date": corpus.knowledge_date.isoformat(),
        "index": record.version,
    }


class Counting:
    """Counts every request once its response is out. Pure ASGI: nothing is held back."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = "none"

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            self._metrics.requested(scope["method"], _template(scope), status)


def _template(scope: Scope) -> str:
    """The address as the routes have it, without what stands for a document, session or person."""
    mounted = scope.get("root_path", "")
    route = getattr(scope.get("route"), "path", None)
    return f"{mounted}{route or '/*'}"
