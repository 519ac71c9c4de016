"""RAGAS: the one file that imports it, for metrics without a judge and for those with one."""

import asyncio
import math
import os
import warnings
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from pydantic import BaseModel

from evals.cases.wording import folded
from evals.invariants.rules import Library
from evals.running.run import Run
from evals.shares import mean
from evals.suites import sample as given
from evals.suites.sample import Inputs, Material, Sample
from evals.suites.suite import Metrics, Score, Suite, Why
from index.embedding import Embedder, load_embedder

NAME = "ragas"
QUOTES, NUMBERS = "quotes in place", "numbers borne out"
FACTS = "facts present"
VALUES = (
    "context precision (documents)",
    "context recall (documents)",
    "context precision (spans)",
    "context recall (spans)",
    "semantic similarity",
    "ROUGE-L recall",
    "chrF",
    FACTS,
    QUOTES,
    NUMBERS,
)
FAITHFULNESS = "faithfulness"
JUDGED = (
    FAITHFULNESS,
    "answer relevancy",
    "context precision",
    "context recall",
    "factual correctness",
)
_HOLDS = "hold"
_DIGITS = 4

Values = dict[str, float | None]
# A prompt and the schema of its reply; gives the reply, read by that schema.
Ask = Callable[[str, type[BaseModel]], Awaitable[BaseModel]]
Measure = Callable[[Material], Awaitable[float | None]]


class RagasMissingError(Exception):
    """RAGAS cannot be imported; the message is one line that names the mend."""


def ragas_version() -> str:
    """The version that is installed, ``none`` without one."""
    try:
        return version("ragas")
    except PackageNotFoundError:
        return "none"


def require_ragas() -> None:
    """Import RAGAS without its telemetry; a `RagasMissingError` where that fails."""
    # It sends what it measures home unless this is the literal "true", read once at first use.
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import ragas.metrics.collections  # noqa: F401, PLC0415  takes seconds, and an extra
    except Exception as error:  # noqa: BLE001  it breaks in many ways with versions that do not fit
        what = " ".join(str(error).split())[:120]
        raise RagasMissingError(
            f"ragas cannot be imported ({what}): pip install -c constraints.txt -e '.[evals]'"
        ) from None


def score_all(run: Run) -> Iterator[Score]:
    """A score for each case where an answer is due; not measured without RAGAS or an answer."""
    due = list(given.samples(run))
    try:
        require_ragas()
    except RagasMissingError as error:
        yield from (Score.unmeasured(NAME, case, str(error)) for case, _ in due)
        return
    library = Library.read(run.corpus.root)
    # Always the bundled model: one under test must not be the measure of itself.
    measures = _Plain(load_embedder(None), library)
    with asyncio.Runner() as runner:
        for case, sample in due:
            if sample is None:
                yield Score.unmeasured(NAME, case, "the folder has no answer to it")
                continue
            values, why = runner.run(measures.of(sample))
            score = Score.of(NAME, case, why, values)
            broken = None in (values[QUOTES], values[NUMBERS])
            yield score.model_copy(update={"passed": None}) if broken else score


def metrics(scores: Sequence[Score]) -> Metrics:
    """The mean of each measure over the cases that it applies to."""
    return {name: mean(score.values.get(name) for score in scores) for name in VALUES}


def judged_measures(ask: Ask, embedder: Embedder) -> dict[str, Measure]:
    """The metrics of `JUDGED`, each from what is shown to a value between 0 and 1.

    A value is None where the metric does not apply or gives no number; what ``ask`` raises comes
    through. Call `require_ragas` first.
    """
    from ragas.metrics.collections import (  # noqa: PLC0415  see require_ragas
        AnswerRelevancy,
        ContextPrecisionWithReference,
        ContextRecall,
        FactualCorrectness,
        Faithfulness,
    )

    llm = _asking(ask)
    # One question back is enough: repeats are made, and counted, around the whole.
    relevancy = AnswerRelevancy(llm=llm, embeddings=_embedding(embedder), strictness=1)
    found = {
        FAITHFULNESS: (Faithfulness(llm=llm), given.on_quotes),
        "answer relevancy": (relevancy, given.on_question),
        "context precision": (ContextPrecisionWithReference(llm=llm), given.on_contexts),
        "context recall": (ContextRecall(llm=llm), given.on_contexts),
        "factual correctness": (FactualCorrectness(llm=llm), given.on_reference),
    }
    return {name: partial(_applied, metric, inputs) for name, (metric, inputs) in found.items()}


class _Plain:
    """The metrics that need no judge. An answer that says nothing gets 0 in each."""

    def __init__(self, embedder: Embedder, library: Library) -> None:
        from ragas.metrics import collections  # noqa: PLC0415  see require_ragas

        with warnings.catch_warnings():
            # Current RAGAS has no other metrics by id; they are to move before the old ones go.
            warnings.simplefilter("ignore", DeprecationWarning)
            from ragas.metrics import (  # noqa: PLC0415
                IDBasedContextPrecision,
                IDBasedContextRecall,
            )

        self._by_ids = {
            "context precision": IDBasedContextPrecision(),
            "context recall": IDBasedContextRecall(),
        }
        self._on_texts = {
            "semantic similarity": collections.SemanticSimilarity(embeddings=_embedding(embedder)),
            "ROUGE-L recall": collections.RougeScore(rouge_type="rougeL", mode="recall"),
            "chrF": collections.CHRFScore(),
        }
        self._present = collections.StringPresence()
        self._own = _own_metrics(library)

    async def of(self, sample: Sample) -> tuple[Values, list[Why]]:
        """All values of a sample, None where a measure does not apply, and what does not hold."""
        facts = given.literal_facts(sample.case)
        if sample.answer is None or not sample.response:
            what = sample.answer["outcome"] if sample.answer else "this is no Answer object"
            nothing: Values = {name: 0.0 for name in VALUES if name != FACTS or facts}
            return nothing, [Why(kind="empty", what=f"nothing is answered: {what}")]
        values: Values = {}
        for kind, ids in (
            ("documents", given.cited_documents(sample)),
            ("spans", given.cited_spans(sample)),
        ):
            for name, metric in self._by_ids.items():
                values[f"{name} ({kind})"] = await _shared(metric, ids, given.gold_ids(sample.case))
        for name, metric in self._on_texts.items():
            values[name] = await _value(
                metric, reference=sample.reference, response=sample.response
            )
        if facts:
            told = folded("\n".join([sample.response, *given.notices_of(sample)]))
            found = [await self._any(group, told) for group in facts]
            values[FACTS] = round(sum(found) / len(found), _DIGITS)
        why: list[Why] = []
        for name, metric in self._own.items():
            result = await metric.ascore(answer=sample.answer)
            values[name] = _number(result.value)
            if values[name] != 1:
                why.append(Why(kind=name, what=str(result.reason)))
        return values, why

    async def _any(self, group: Sequence[str], told: str) -> bool:
        """Whether any of the strings of a required fact is present."""
        found = [await _value(self._present, reference=each, response=told) for each in group]
        return 1.0 in found


def _own_metrics(library: Library) -> dict[str, Any]:
    """The project's own checks, as custom metrics of RAGAS."""
    from ragas.metrics import MetricResult, discrete_metric, numeric_metric  # noqa: PLC0415

    @discrete_metric(name=QUOTES, allowed_values=[_HOLDS, "broken"])  # type: ignore[untyped-decorator]
    def quotes_in_place(answer: dict[str, Any]) -> object:
        faults = given.quote_faults(cast("Any", answer), library)
        return MetricResult(value="broken" if faults else _HOLDS, reason="; ".join(faults))

    @numeric_metric(name=NUMBERS, allowed_values=(0.0, 1.0))  # type: ignore[untyped-decorator]
    def numbers_borne_out(answer: dict[str, Any]) -> object:
        claims = given.number_faults(cast("Any", answer), library)
        lacking = [what for claim in claims for what in claim]
        value = sum(not claim for claim in claims) / len(claims)
        return MetricResult(value=value, reason="; ".join(lacking))

    return {QUOTES: quotes_in_place, NUMBERS: numbers_borne_out}


def _asking(ask: Ask) -> Any:  # noqa: ANN401  RAGAS is imported when it is needed
    """A language model of RAGAS that passes its prompts on."""
    from ragas.llms.base import InstructorBaseRagasLLM  # noqa: PLC0415  see require_ragas

    class Asking(InstructorBaseRagasLLM):  # type: ignore[misc]
        def generate(self, prompt: str, response_model: type[BaseModel]) -> BaseModel:
            raise NotImplementedError("metrics are asked asynchronously")

        async def agenerate(self, prompt: str, response_model: type[BaseModel]) -> BaseModel:
            return await ask(prompt, response_model)

    return Asking()


def _embedding(embedder: Embedder) -> Any:  # noqa: ANN401  RAGAS is imported when it is needed
    """An embedding of RAGAS by the project's own model; each text is read once."""
    from ragas.embeddings.base import BaseRagasEmbedding  # noqa: PLC0415  see require_ragas

    known = cache(embedder.get_text_embedding)

    class Embedding(BaseRagasEmbedding):  # type: ignore[misc]
        def embed_text(self, text: str, **_: object) -> list[float]:
            return known(text)

        async def aembed_text(self, text: str, **_: object) -> list[float]:
            return known(text)

    return Embedding()


async def _shared(metric: Any, found: list[str], gold: list[str]) -> float:  # noqa: ANN401
    """A metric by ids; nothing found is 0 and not the NaN that RAGAS gives."""
    from ragas.dataset_schema import SingleTurnSample  # noqa: PLC0415  see require_ragas

    if not found:
        return 0.0
    sample = SingleTurnSample(retrieved_context_ids=found, reference_context_ids=gold)
    return round(float(await metric.single_turn_ascore(sample)), _DIGITS)


async def _applied(
    metric: Any,  # noqa: ANN401
    inputs: Callable[[Material], Inputs | None],
    material: Material,
) -> float | None:
    shown = inputs(material)
    return None if shown is None else await _value(metric, **shown)


async def _value(metric: Any, **inputs: object) -> float | None:  # noqa: ANN401
    return _number((await metric.ascore(**inputs)).value)


def _number(value: str | float | None) -> float | None:
    """A value between 0 and 1; None for what is no number, as after an error."""
    if isinstance(value, str):
        return float(value == _HOLDS)
    if value is None or math.isnan(value):
        return None
    # Cosines can be just beyond 1, and below 0 for texts that have nothing in common.
    return round(min(max(float(value), 0.0), 1.0), _DIGITS)


SUITE = Suite(
    name=NAME,
    version=1,
    what="quotes stand in their place and numbers in their citations; RAGAS without a judge",
    score=score_all,
    metrics=metrics,
)
