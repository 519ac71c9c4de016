"""All suites by name, in the order in which they are reported."""

from typing import Final

from corpus.errors import GuideError
from evals.suites import (
    abstention,
    answers,
    citations,
    consistency,
    followups,
    guardrails,
    ragas_suite,
    retrieval,
)
from evals.suites.suite import Suite

SUITES: Final[dict[str, Suite]] = {
    suite.name: suite
    for suite in (
        retrieval.SUITE,
        answers.SUITE,
        citations.SUITE,
        abstention.SUITE,
        guardrails.SUITE,
        followups.SUITE,
        consistency.SUITE,
        ragas_suite.SUITE,
    )
}
# Suites that need the extra `evals`.
EXTRA: Final = (ragas_suite.NAME,)
# The one suite that is scored on passages that were found, and not on answers.
ON_PASSAGES: Final = retrieval.NAME


def suite(name: str) -> Suite:
    """The suite of that name; a `GuideError` lists those that there are."""
    if name not in SUITES:
        raise GuideError(f"there is no suite {name!r}: choose from {', '.join(SUITES)}")
    return SUITES[name]
