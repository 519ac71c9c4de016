"""Rank-aware measures are what is worked out by hand, and no index vouches for its own spans."""

from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from corpus.library import Corpus
from evals.cases.gold import Evidence
from evals.cases.golden_files import GOLDEN
from evals.cases.retrieval_cases import RetrievalCase, read_cases
from evals.running.folder import read_run
from evals.running.retrieving import SYSTEMS, retrieve_all
from evals.running.run import Retrieved, Run
from evals.suites.retrieval import SUITE, measured
from evals.suites.suite import Score
from index.search import Index

OTHER = ("eo-14110", "Nothing of the kind.")
OIL, WICK, GLASS = "Lamps burn oil.", "A wick is of cotton.", "Glass keeps the wind out."


def case_of(*groups: tuple[str, ...], required: tuple[tuple[str, ...], ...] = ()) -> RetrievalCase:
    """A case with groups of quotes, all of one document."""
    evidence = tuple(
        tuple(Evidence(document="lamps", quote=quote) for quote in group) for group in groups
    )
    return RetrievalCase("r-1", "made_up", "dev", "What do lamps burn?", evidence, required)


def chunks(*texts: str | None) -> list[tuple[str, str]]:
    """What was found, best first; None is a chunk of something else."""
    return [OTHER if text is None else ("lamps", f"Before. {text} After.") for text in texts]


@pytest.mark.parametrize(
    ("case", "found", "expected"),
    [
        pytest.param(
            case_of((OIL,)),
            chunks(OIL, None),
            {"hit@1": 1, "hit@3": 1, "hit@5": 1, "recall@5": 1, "MRR": 1, "nDCG@5": 1},
            id="first",
        ),
        pytest.param(
            case_of((OIL,)),
            chunks(None, None, OIL),
            {"hit@1": 0, "hit@3": 1, "hit@5": 1, "recall@5": 1, "MRR": 1 / 3, "nDCG@5": 1 / 2},
            id="third: 1 / log2(4)",
        ),
        pytest.param(
            case_of((OIL,)),
            chunks(None, None, None, None, None, OIL),
            {"hit@1": 0, "hit@3": 0, "hit@5": 0, "recall@5": 0, "MRR": 0, "nDCG@5": 0},
            id="sixth is too late",
        ),
        pytest.param(
            case_of((OIL,), (WICK,)),
            chunks(None, WICK, None, OIL),
            {
                "hit@1": 0,
                "hit@3": 1,
                "recall@5": 1,
                "all evidence@5": 1,
                "MRR": 1 / 2,
                "nDCG@5": (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)),
            },
            id="two groups",
        ),
        pytest.param(
            case_of((OIL,), (WICK,), (GLASS,)),
            chunks(WICK),
            {
                "hit@1": 1,
                "recall@5": 1 / 3,
                "all evidence@5": 0,
                "MRR": 1,
                "nDCG@5": 1 / (1 + 1 / log2(3) + 1 / 2),
            },
            id="one group of three",
        ),
        pytest.param(
            case_of((OIL, WICK)),
            chunks(None, WICK, OIL),
            {"hit@1": 0, "recall@5": 1, "all evidence@5": 1, "MRR": 1 / 2, "nDCG@5": 1 / log2(3)},
            id="any of a group will do, and it gains once",
        ),
        pytest.param(
            case_of((OIL,), (WICK,)),
            chunks(f"{OIL} {WICK}"),
            {"recall@5": 1, "all evidence@5": 1, "MRR": 1, "nDCG@5": 1},
            id="two groups in one chunk gain no more than the best order",
        ),
        pytest.param(
            case_of((OIL,)),
            [],
            {"hit@5": 0, "recall@5": 0, "all evidence@5": 0, "MRR": 0, "nDCG@5": 0},
            id="nothing found",
        ),
        pytest.param(
            case_of((OIL,)), [("other", f"See: {OIL}")], {"hit@5": 0, "MRR": 0}, id="document"
        ),
        pytest.param(
            case_of((OIL,)), chunks("Lamps\n burn[^2.1]  oil."), {"hit@1": 1}, id="marks and lines"
        ),
        pytest.param(case_of((OIL,)), chunks("Lamps burn gas."), {"hit@5": 0}, id="other words"),
    ],
)
def test_measures_are_those_worked_out_by_hand(
    case: RetrievalCase, found: list[tuple[str, str]], expected: dict[str, float]
) -> None:
    values = measured(case, found)
    assert {name: values[name] for name in expected} == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("texts", "sufficient"),
    [
        pytest.param(["It burns oil.", "The wick is cotton."], 1.0, id="in two chunks"),
        pytest.param(["It burns petroleum and cotton."], 1.0, id="either of a group"),
        pytest.param(["It burns oil."], 0.0, id="one fact of two"),
        pytest.param([None, None, None, None, None, "Oil and cotton."], 0.0, id="too late"),
        pytest.param([], 0.0, id="nothing"),
    ],
)
def test_sufficient_asks_for_every_required_fact_in_the_first_five(
    texts: list[str | None], sufficient: float
) -> None:
    case = case_of((OIL,), required=(("oil", "petroleum"), ("cotton",)))
    assert measured(case, chunks(*texts))["sufficient@5"] == sufficient


def test_sufficient_does_not_apply_where_no_fact_is_required() -> None:
    assert measured(case_of((OIL,)), chunks(OIL))["sufficient@5"] is None


def test_a_case_passes_only_where_the_hybrid_search_finds_its_evidence(made: Run) -> None:
    case = case_of((OIL,))
    found = {"hybrid": chunks(None), "dense": chunks(OIL)}
    rows = tuple(Retrieved("r-1", system, tuple(each), 5) for system, each in found.items())
    missed = one(replace(made, retrieval_cases=(case,), retrieved=rows))
    assert (missed.passed, [why.kind for why in missed.why]) == (False, ["evidence"])
    assert (missed.values["hybrid hit@5"], missed.values["dense hit@5"]) == (0.0, 1.0)
    swapped = tuple(replace(row, found=tuple(chunks(OIL))) for row in rows)
    assert one(replace(made, retrieval_cases=(case,), retrieved=swapped)).passed


def test_nothing_found_is_a_miss_but_no_search_is_not_measured(made: Run) -> None:
    case = case_of((OIL,))
    nothing = one(
        replace(made, retrieval_cases=(case,), retrieved=(Retrieved("r-1", "hybrid", (), 0),))
    )
    unsearched = one(replace(made, retrieval_cases=(case,), retrieved=()))
    summary = SUITE.summary([unsearched], "")
    assert (nothing.passed, unsearched.passed) == (False, None)
    assert (summary["not_measured"], summary["metrics"]["passed"]["value"]) == (["r-1"], None)


def test_hits_are_told_by_thirds_of_word_overlap(made: Run) -> None:
    questions = ["oil", "oil wax", "oil wax tar", "oil wax tar salt", "wax tar salt oil", "gold"]
    cases = tuple(
        replace(case_of(("Oil.",)), id=f"r-{n}", question=question)
        for n, question in enumerate(questions)
    )
    rows = tuple(
        Retrieved(case.id, "hybrid", tuple(chunks("Oil." if n in {0, 5} else None)), 5)
        for n, case in enumerate(cases)
    )
    scores = list(SUITE.score(replace(made, retrieval_cases=cases, retrieved=rows)))
    metrics = SUITE.summary(scores, "")["metrics"]
    thirds = {
        name: (metrics[key]["hits"], metrics[key]["cases"])
        for name in ("lowest", "middle", "highest")
        if (key := f"hybrid hit@5, {name} overlap") in metrics
    }
    # The first and the last are found; two tie at the bound of the lowest third.
    assert [score.values["overlap"] for score in scores] == [1.0, 0.5, 0.3333, 0.25, 0.25, 0.0]
    assert thirds == {"lowest": (1, 3), "middle": (0, 1), "highest": (1, 2)}


def test_every_system_has_its_metrics(made: Run) -> None:
    metrics = SUITE.summary(list(SUITE.score(made)), "")["metrics"]
    for system in SYSTEMS:
        assert metrics[f"{system} hit@5"]["cases"] == len(made.retrieval_cases)
        assert metrics[f"{system} MRR"]["interval"] is None


def test_evidence_that_no_document_holds_or_another_one_holds_is_not_found(
    open_index: Index,
) -> None:
    real = read_cases(GOLDEN / "retrieval.jsonl", open_index.corpus)[:3]
    lantern = Evidence(document="opm-ai-competency-model", quote="Lanterns must be kept dry.")
    quote = real[1].groups[0][0].quote
    cases = [
        *real,
        replace(real[0], id="lantern", groups=((lantern,),)),
        replace(real[1], id="moved", groups=((Evidence(document="eo-14110", quote=quote),),)),
    ]
    found = {(each.case, each.system): each for each in retrieve_all(open_index, cases)}
    hits = {
        case.id: [measured(case, found[case.id, system].found)["hit@5"] for system in SYSTEMS]
        for case in cases
    }
    assert set(found) == {(case.id, system) for case in cases for system in SYSTEMS}
    assert (set(hits["lantern"]), set(hits["moved"])) == ({0.0}, {0.0})
    assert all(any(hits[case.id]) for case in real)
    assert max(each.tokens for each in found.values() if each.system != SYSTEMS[-1]) <= 1000


@pytest.fixture(scope="module")
def made(made_folder: Path, corpus: Corpus) -> Run:
    """A run whose passages hold the evidence."""
    return read_run(made_folder, corpus)


def one(run: Run) -> Score:
    """The only score of a run."""
    (score,) = SUITE.score(run)
    return score
