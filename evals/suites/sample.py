"""What RAGAS is given of a case: question, answer, passages, and a reference to compare with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from evals.cases.gold import Evidence, GoldenCase
from evals.cases.wording import REGEX, folded
from evals.invariants.rules import Library, breaches_of
from evals.invariants.shape import Answer, Citation, shape_breaches
from evals.invariants.words import MARKER, plain, unborne_facts
from evals.running.run import AnswerJson, Run

Inputs = dict[str, str | list[str]]
# The search that answers rest on, and the most passages of it that are shown to a judge.
_SYSTEM = "hybrid"
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a judge may be shown.

    ``response`` is the text without citation markers, empty where nothing is answered;
    ``reference`` the quotes of the evidence, one of each group. ``quotes`` are what the answer
    cites, ``contexts`` what the search found, or the quotes where the folder does not say.
    """

    question: str
    response: str
    reference: str = ""
    quotes: tuple[str, ...]
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Material):
    """One case with its answer, None where that has not the shape of an Answer object."""

    case: GoldenCase
    answer: Answer | None

    @property
    def citations(self) -> list[Citation]:
        """Those that the text cites; what only a notice cites was not asked for."""
        if self.answer is None:
            return []
        notices = {notice["text"] for notice in self.answer["notices"]}
        own = [claim for claim in self.answer["claims"] if claim["text"] not in notices]
        cited = set(chain.from_iterable(claim["citations"] for claim in own))
        return [each for each in self.answer["citations"] if each["number"] in cited]


def is_due(case: GoldenCase) -> bool:
    """Whether nothing but an answer is right and there is evidence to compare it with."""
    return case.answerable and bool(case.evidence)


def samples(run: Run) -> Iterator[tuple[GoldenCase, Sample | None]]:
    """Each case where an answer is due, None where the folder has no answer to it."""
    found = {each.case: each.found for each in run.retrieved if each.system == _SYSTEM}
    for case, answer in run.answered():
        if is_due(case):
            texts = [text for _, text in found.get(case.id, ())]
            yield case, None if answer is None else sample_of(case, answer, texts)


def sample_of(case: GoldenCase, answer: AnswerJson, retrieved: Sequence[str] = ()) -> Sample:
    """The sample of a case and an Answer object of JSON, whatever its state."""
    sound = None if any(shape_breaches(answer)) else cast("Answer", answer)
    quotes = tuple(each["quote"] for each in sound["citations"]) if sound else ()
    given = sound is not None and sound["outcome"] == "answered"
    return Sample(
        case=case,
        answer=sound,
        question=(sound["understood_as"] if sound else None) or case.question,
        response=MARKER.sub("", sound["text"]).strip() if sound and given else "",
        reference=" ".join(_reference(case.evidence)),
        quotes=quotes,
        contexts=tuple(retrieved[:_MOST]) or quotes,
    )


def gold_ids(case: GoldenCase) -> list[str]:
    """An id for each group of the evidence, any of which will do and all of which are needed."""
    return [_gold(group) for group in dict.fromkeys(each.group for each in case.evidence)]


def cited_spans(sample: Sample) -> list[str]:
    """Ids of what the text cites: those of the evidence that it overlaps, or one of its own."""
    ids = (
        _near(sample.case.evidence, citation, _overlaps)
        or [f"{citation['document_id']}:{citation['start']}-{citation['end']}"]
        for citation in sample.citations
    )
    return list(chain.from_iterable(ids))


def cited_documents(sample: Sample) -> list[str]:
    """Ids of the documents that the text cites: those of the evidence there, or one of its own."""
    ids = (
        _near(sample.case.evidence, citation, _beside) or [citation["document_id"]]
        for citation in sample.citations
    )
    return list(chain.from_iterable(ids))


def literal_facts(case: GoldenCase) -> list[list[str]]:
    """The required facts that are strings and no regular expressions, in lower case."""
    groups = [
        [folded(each) for each in group if not each.startswith(REGEX)] for group in case.required
    ]
    return [group for group in groups if group]


def notices_of(sample: Sample) -> list[str]:
    """What the notices of an answer tell a reader beside its text."""
    return [notice["text"] for notice in sample.answer["notices"]] if sample.answer else []


def on_question(material: Material) -> Inputs | None:
    """Question and answer alone; None where nothing is answered."""
    if not material.response:
        return None
    return {"user_input": material.question, "response": material.response}


def on_quotes(material: Material) -> Inputs | None:
    """Question and answer with what the answer cites; None where it cites nothing."""
    asked = on_question(material)
    return (
        {**asked, "retrieved_contexts": list(material.quotes)}
        if asked and material.quotes
        else None
    )


def on_contexts(material: Material) -> Inputs | None:
    """Question and reference with what was found; None where nothing was."""
    if not material.contexts or not material.reference:
        return None
    return {
        "user_input": material.question,
        "reference": material.reference,
        "retrieved_contexts": list(material.contexts),
    }


def on_reference(material: Material) -> Inputs | None:
    """Answer and reference; None where one of them is empty."""
    if not material.response or not material.reference:
        return None
    return {"response": material.response, "reference": material.reference}


def quote_faults(answer: Answer, library: Library) -> list[str]:
    """Why the quotes of an answer do not all stand, character by character, where it says."""
    if not answer["citations"]:
        return ["nothing is cited"]
    found = breaches_of(answer, library)
    return [breach.what for breach in found if breach.invariant == "quote"]


def number_faults(answer: Answer, library: Library) -> list[list[str]]:
    """For each claim, the numbers, dates and identifiers that its citations lack.

    Those of a table claim are recomputed from the cells. No claim at all is one with a fault.
    """
    if not answer["claims"]:
        return [["nothing is claimed"]]
    return [list(_unborne(answer, place, library)) for place in range(len(answer["claims"]))]


def _unborne(answer: Answer, place: int, library: Library) -> Iterator[str]:
    claim = answer["claims"][place]
    if claim["kind"] == "table":
        alone = {**answer, "claims": [claim]}
        found = breaches_of(alone, library)
        yield from (breach.what for breach in found if breach.invariant == "kind-table")
        return
    cited = [each for each in answer["citations"] if each["number"] in claim["citations"]]
    said = plain(claim["text"])
    for title in filter(None, (plain(citation["title"]) for citation in cited)):
        said = said.replace(title, " ")
    yield from unborne_facts(said, "\n".join(plain(citation["quote"]) for citation in cited))


def _reference(evidence: Sequence[Evidence]) -> list[str]:
    first: dict[int | str, str] = {}
    for each in evidence:
        first.setdefault(each.group, each.quote)
    return list(first.values())


def _near(
    evidence: Sequence[Evidence], citation: Citation, near: Callable[[Citation, Evidence], bool]
) -> list[str]:
    return [_gold(each.group) for each in evidence if near(citation, each)]


def _gold(group: int | str) -> str:
    return f"gold:{group}"


def _beside(citation: Citation, evidence: Evidence) -> bool:
    return citation["document_id"] == evidence.document


def _overlaps(citation: Citation, evidence: Evidence) -> bool:
    place = evidence.span
    inside = citation["start"] < place.end and place.start < citation["end"]
    return inside and _beside(citation, evidence)
