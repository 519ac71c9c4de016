"""The machinery around a judge, against scripted judges that speak the protocol."""

import json
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from judge_server import Script, serving
from made_runs import FREE, POLICY, made_answers, made_run
from pydantic import BaseModel, SecretStr

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.cases.quotes import find_quote
from evals.judging.cache import Key, Reply, ReplyCache
from evals.judging.calibration import (
    CALIBRATION,
    Labelled,
    balanced_accuracy,
    read_labelled,
)
from evals.judging.judged import SUITE, judge_run
from evals.judging.repeats import Repeated
from evals.judging.replies import check_reply
from evals.judging.settings import JudgeSettings
from evals.judging.summary import NO_JUDGE, JudgeSummary
from evals.suites.ragas_suite import FAITHFULNESS, JUDGED
from evals.suites.suite import Score

# A call for the statements and one for their verdicts; then, of five metrics, those of one case.
# Factual correctness makes four, of which two are known: answer and reference are one text here.
CALLS_A_ROW = 2
CALLS_A_CASE = 2 + 1 + 1 + 1 + 2
ROWS = 20
CASES = 2


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(PROJECT / "corpus")


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """Ten faithful and ten faulty answers."""
    rows = read_labelled()
    faithful = [row for row in rows if row.label == "faithful"]
    return [*faithful[: ROWS // 2], *[row for row in rows if row.fault][: ROWS // 2]]


def judging(labelled: Sequence[Labelled], wrong: int, **script: object) -> Script:
    """A judge that is wrong about as many answers of each label, and right about the others."""
    faithful = [row.answer for row in labelled if row.label == "faithful"]
    faulty = [row.answer for row in labelled if row.label == "faulty"]
    return Script(faulty={*faithful[:wrong], *faulty[wrong:]}, **script)  # type: ignore[arg-type]


def settings_of(address: str | None, data: Path, **changed: object) -> JudgeSettings:
    given = {
        "data": data,
        "judge_base_url": address,
        "judge_model": "scripted",
        "judge_api_key": SecretStr("a-key"),
        "judge_repeats": 1,
        "judge_backoff_s": 0.01,
    }
    return JudgeSettings.model_validate(given | changed)


def judged(
    corpus: Corpus, labelled: Sequence[Labelled], settings: JudgeSettings
) -> tuple[dict[str, Score], JudgeSummary]:
    scores, summary = judge_run(made_run(corpus, made_answers(corpus)), settings, labelled=labelled)
    return {score.case: score for score in scores}, summary


def test_a_calm_judge_of_accuracy_nine_tenths_gates(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=1, key="a-key")
    with serving(script) as address:
        scores, summary = judged(corpus, labelled, settings_of(address, tmp_path))
    assert summary.calibration is not None
    assert summary.calibration.balanced_accuracy == 0.9
    assert summary.calibration.measured == ROWS
    assert summary.gates
    assert summary.line.startswith("Judge scripted gates: balanced accuracy 0.90 (0.")
    assert (summary.cases, summary.not_measured, summary.failed) == (CASES, [], 0)
    assert summary.attempts == CASES * len(JUDGED)
    assert all(score.passed for score in scores.values())
    relevancy = "answer relevancy"
    assert {summary.metrics[name].mean for name in JUDGED if name != relevancy} == {1}
    assert (summary.metrics[relevancy].mean or 0) > 0
    assert script.calls == ROWS * CALLS_A_ROW + CASES * CALLS_A_CASE
    same_counts(summary, script)


def same_counts(summary: JudgeSummary, script: Script) -> None:
    """What is reported is what the server counted for itself."""
    used = summary.usage
    assert used.calls == script.calls
    assert used.prompt_tokens == script.prompt_tokens
    assert used.completion_tokens == script.completion_tokens


def test_a_judge_of_accuracy_seven_tenths_informs(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=3)
    with serving(script) as address:
        scores, summary = judged(corpus, labelled, settings_of(address, tmp_path))
    assert summary.calibration is not None
    assert summary.calibration.balanced_accuracy == 0.7
    assert not summary.gates
    assert summary.reason == "balanced accuracy 0.70 on labelled answers is below 0.80"
    assert "informs and does not gate" in summary.line
    assert all(score.passed for score in scores.values())
    same_counts(summary, script)


def test_an_unfaithful_answer_fails_and_says_why(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0)
    script.faulty = {*script.faulty, FREE}
    with serving(script) as address:
        scores, _ = judged(corpus, labelled, settings_of(address, tmp_path))
    assert scores["fact-001"].passed is False
    assert scores["fact-001"].values[FAITHFULNESS] == 0
    assert scores["fact-001"].why[0].kind == FAITHFULNESS
    assert scores["fact-002"].passed is True


def test_every_metric_sees_its_own_fault(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, against=("context precision", "context recall"))
    script.faulty = {*script.faulty, FREE}
    script.against = {*script.against, "answer relevancy"}
    with serving(script) as address:
        scores, _ = judged(corpus, labelled, settings_of(address, tmp_path))
    assert {scores["fact-001"].values[name] for name in JUDGED} == {0}


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        ({"statements": [{"verdict": 1}]}, "1 verdicts on 2 statements"),
        ({"statements": [{"verdict": 1}, {"verdict": 5}]}, "verdict is 5, not 0 or 1"),
        ({"statements": []}, "statements is empty"),
    ],
)
def test_replies_that_cannot_be_meant_are_refused(reply: dict[str, object], what: str) -> None:
    class Verdict(BaseModel):
        verdict: int

    class Verdicts(BaseModel):
        statements: list[Verdict]

    prompt = 'Judge.\ninput: {"context": "c", "statements": ["a", "b"]}\nOutput: '
    with pytest.raises(ValueError, match=what):
        check_reply(prompt, Verdicts.model_validate(reply))
    check_reply(prompt, Verdicts.model_validate({"statements": [{"verdict": 1}, {"verdict": 0}]}))


def test_a_slow_judge_is_waited_for_with_a_bound_on_open_calls(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, delay=0.05)
    with serving(script) as address:
        _, summary = judged(corpus, labelled, settings_of(address, tmp_path, judge_concurrency=3))
    assert script.most_open == 3
    assert summary.gates
    assert not summary.usage.failures
    assert summary.seconds >= 0.05 * script.calls / 3 - 0.5
    same_counts(summary, script)


def test_a_judge_beyond_the_time_limit_is_given_up_after_a_few_calls(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, delay=2)
    with serving(script) as address:
        scores, summary = judged(
            corpus, labelled, settings_of(address, tmp_path, judge_timeout_s=0.5)
        )
    assert not summary.gates
    assert summary.reason == "the judge cannot be used: no reply within 0.5 s"
    # On a busy machine the time may be up before a call has reached the judge.
    assert script.calls <= summary.usage.calls < 12
    assert summary.usage.failures == {"timeout": summary.usage.calls}
    unmeasured(scores, summary)


def unmeasured(scores: dict[str, Score], summary: JudgeSummary) -> None:
    """Nothing is known, and nothing is held to be 0."""
    assert {score.passed for score in scores.values()} == {None}
    assert all(value is None for score in scores.values() for value in score.values.values())
    assert summary.not_measured == sorted(scores, key=list(scores).index)
    assert summary.failed == summary.attempts > 0
    assert all(metric.mean is None for metric in summary.metrics.values())


@pytest.mark.parametrize("status", [500, 429])
def test_a_judge_that_fails_half_of_the_time_is_asked_again(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path, status: int
) -> None:
    script = judging(labelled, wrong=1, statuses=(status, 200))
    with serving(script) as address:
        # Of several calls at a time, one could meet with every failure.
        settings = settings_of(address, tmp_path, judge_retries=8, judge_concurrency=1)
        scores, summary = judged(corpus, labelled, settings)
    assert summary.gates
    assert all(score.passed for score in scores.values())
    wanted = ROWS * CALLS_A_ROW + CASES * CALLS_A_CASE
    assert summary.usage.replies == wanted
    assert summary.usage.failures["status"] == summary.usage.retries == script.calls - wanted > 20
    same_counts(summary, script)


def test_without_patience_half_of_it_is_not_measured(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, statuses=(500, 200))
    with serving(script) as address:
        _, summary = judged(corpus, labelled, settings_of(address, tmp_path, judge_retries=0))
    assert summary.calibration is not None
    assert summary.calibration.measured < ROWS * 0.8
    assert not summary.gates
    assert f"only {summary.calibration.measured} of {ROWS} labelled" in summary.reason
    assert len(summary.not_measured) == CASES
    same_counts(summary, script)


@pytest.mark.parametrize(
    "reply",
    ["I think it is fine.", "{}", '{"statements": []}', '{"statements": [""], "verdict": 5}', ""],
)
def test_a_judge_that_answers_nonsense_measures_nothing(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path, reply: str
) -> None:
    script = judging(labelled, wrong=0, reply=reply)
    with serving(script) as address:
        scores, summary = judged(corpus, labelled, settings_of(address, tmp_path))
    assert not summary.gates
    assert summary.usage.failures["nonsense"] > 0
    assert script.calls < 150
    assert summary.calibration is not None
    assert summary.calibration.balanced_accuracy is None
    unmeasured(scores, summary)
    same_counts(summary, script)


def test_a_reply_that_was_cut_off_is_not_measured(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, finish="length")
    with serving(script) as address:
        _, summary = judged(corpus, labelled, settings_of(address, tmp_path))
    assert set(summary.usage.failures) == {"truncated"}
    assert "GUIDE_JUDGE_MAX_TOKENS" in summary.reason
    same_counts(summary, script)


def test_a_dead_endpoint_is_noticed_after_a_few_calls(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = settings_of(f"http://127.0.0.1:{port}/v1", tmp_path)
    scores, summary = judged(corpus, labelled, settings)
    assert summary.reason == "the judge cannot be used: the endpoint cannot be reached"
    assert summary.usage.calls < 12
    assert summary.usage.failures == {"no connection": summary.usage.calls}
    assert summary.usage.replies == summary.usage.prompt_tokens == 0
    unmeasured(scores, summary)


def test_a_wrong_key_is_noticed_at_once_and_never_shown(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, key="another-key")
    with serving(script) as address:
        settings = settings_of(address.replace("//", "//user:secret@"), tmp_path)
        _, summary = judged(corpus, labelled, settings)
    assert "the endpoint answers 401" in summary.reason
    assert script.calls <= 4
    assert summary.endpoint == address
    for hidden in ("a-key", "secret"):
        assert hidden not in summary.model_dump_json()


def test_repeats_have_a_median_and_flips_are_counted(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    script = judging(labelled, wrong=0, flipping={FREE})
    with serving(script) as address:
        settings = settings_of(address, tmp_path, judge_repeats=3, judge_concurrency=1)
        scores, summary = judged(corpus, labelled[:2], settings)
    assert scores["fact-001"].values[f"{FAITHFULNESS} flips"] == pytest.approx(1 / 3, abs=1e-3)
    assert scores["fact-002"].values[f"{FAITHFULNESS} flips"] == 0
    assert scores["fact-002"].values[FAITHFULNESS] == 1
    assert summary.metrics[FAITHFULNESS].flips == pytest.approx(1 / 6, abs=1e-3)
    assert summary.attempts == CASES * len(JUDGED) * 3
    same_counts(summary, script)


@pytest.mark.parametrize(
    ("values", "value", "verdict", "flips"),
    [
        ((1.0, 1.0, 0.5), 1.0, True, 0.3333),
        ((1.0, 0.5, 0.5), 0.5, False, 0.3333),
        ((1.0, None, 1.0), 1.0, True, 0.0),
        ((1.0, None, None), None, None, None),
        ((None,), None, None, None),
        ((1.0, None), None, None, None),
    ],
)
def test_the_median_needs_more_than_half_of_the_measurements(
    values: tuple[float | None, ...],
    value: float | None,
    verdict: bool | None,  # noqa: FBT001
    flips: float | None,
) -> None:
    found = Repeated(FAITHFULNESS, values)
    assert (found.value, found.verdict, found.flips) == (value, verdict, flips)


def test_a_second_run_costs_nothing_and_another_model_asks_for_itself(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    kind = judging(labelled, wrong=0)
    with serving(kind) as address:
        first, told = judged(corpus, labelled, settings_of(address, tmp_path))
        calls = kind.calls
        again, free = judged(corpus, labelled, settings_of(address, tmp_path))
        assert kind.calls == calls
        kind.faulty = {*kind.faulty, POLICY}
        other, paid = judged(
            corpus, labelled, settings_of(address, tmp_path, judge_model="a stricter one")
        )
    assert (free.usage.calls, free.usage.cached) == (0, told.usage.calls + told.usage.cached)
    assert free.usage.prompt_tokens == 0
    assert {case: score.values for case, score in again.items()} == {
        case: score.values for case, score in first.items()
    }
    assert paid.usage.calls == calls
    assert (first["fact-002"].passed, other["fact-002"].passed) == (True, False)


def test_every_part_of_the_key_keeps_replies_apart(tmp_path: Path) -> None:
    cache = ReplyCache.under(tmp_path)
    key = Key("http://a/v1", "m", "p", "prompt", "schema", "0.4.3", 0)
    cache.put(key, Reply(text="{}"))
    assert cache.get(key) == Reply(text="{}")
    for part in ("endpoint", "model", "parameters", "prompt", "schema", "ragas"):
        assert cache.get(Key(**{**as_dict(key), part: "another"})) is None  # type: ignore[arg-type]
    assert cache.get(Key(**{**as_dict(key), "repeat": 1})) is None  # type: ignore[arg-type]
    file = next(tmp_path.rglob("*.json"))
    file.write_text("{half", encoding="utf-8")
    assert cache.get(key) is None


def as_dict(key: Key) -> dict[str, object]:
    return {name: getattr(key, name) for name in Key.__dataclass_fields__}


def test_a_cache_that_cannot_be_written_is_one_clear_line(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    (tmp_path / "judge").write_text("a file where a folder should be", encoding="utf-8")
    with serving(judging(labelled, wrong=0)) as address, pytest.raises(GuideError) as raised:
        judged(corpus, labelled, settings_of(address, tmp_path))
    assert "GUIDE_DATA" in str(raised.value)


def test_an_answer_that_says_nothing_fails_without_a_call(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    answers = made_answers(corpus)
    answers["fact-001"] |= {"outcome": "not_in_sources"}
    script = judging(labelled, wrong=0)
    with serving(script) as address:
        scores, summary = judge_run(
            made_run(corpus, answers), settings_of(address, tmp_path), labelled=labelled
        )
    found = {score.case: score for score in scores}
    assert found["fact-001"].passed is False
    assert {found["fact-001"].values[name] for name in JUDGED} == {0}
    assert script.calls == ROWS * CALLS_A_ROW + CALLS_A_CASE
    assert summary.metrics[FAITHFULNESS].mean == 0.5


def test_the_same_cases_are_judged_each_time_and_no_more_than_asked(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    with serving(judging(labelled, wrong=0)) as address:
        found = [
            judged(corpus, labelled, settings_of(address, tmp_path, judge_cases=1))[0]
            for _ in range(2)
        ]
    assert len(found[0]) == 1
    assert found[0].keys() == found[1].keys()


def test_progress_counts_labelled_answers_and_cases(
    corpus: Corpus, labelled: list[Labelled], tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    with serving(judging(labelled, wrong=0)) as address:
        judge_run(
            made_run(corpus, made_answers(corpus)),
            settings_of(address, tmp_path),
            lambda done, whole: told.append((done, whole)),
            labelled,
        )
    assert told == [(n, ROWS + CASES) for n in range(1, ROWS + CASES + 1)]


def test_without_a_judge_one_line_says_so_and_no_socket_is_opened(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.delenv("GUIDE_JUDGE_BASE_URL", raising=False)
    run = made_run(corpus, made_answers(corpus))
    scores, summary = judge_run(run, settings_of(None, tmp_path))
    assert (scores, summary.configured, summary.gates) == ([], False, False)
    assert summary.line == NO_JUDGE
    assert list(SUITE.score(run)) == []


def test_an_endpoint_without_a_model_is_one_clear_line(corpus: Corpus, tmp_path: Path) -> None:
    settings = settings_of("http://127.0.0.1:1/v1", tmp_path, judge_model=None)
    with pytest.raises(GuideError, match="GUIDE_JUDGE_MODEL"):
        judge_run(made_run(corpus, {}), settings)


def test_the_environment_sets_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_JUDGE_BASE_URL", "http://judge/v1")
    monkeypatch.setenv("GUIDE_JUDGE_MODEL", "m")
    monkeypatch.setenv("GUIDE_JUDGE_API_KEY", "hush")
    settings = JudgeSettings()
    assert (settings.judge_base_url, settings.judge_model) == ("http://judge/v1", "m")
    assert "hush" not in repr(settings)


def test_labelled_answers_are_sound(corpus: Corpus) -> None:
    rows = read_labelled()
    faulty = [row for row in rows if row.label == "faulty"]
    assert len(rows) >= 60
    assert 0.4 <= len(faulty) / len(rows) <= 0.6
    assert len({row.fault for row in faulty}) >= 8
    assert len({row.id for row in rows}) == len(rows)
    assert len({row.answer for row in rows}) == len(rows)
    assert len({each.document for row in rows for each in row.citations}) >= 10
    for row in rows:
        for each in row.citations:
            find_quote(corpus, each.document, each.quote)


def test_a_damaged_labelled_answer_is_named(tmp_path: Path) -> None:
    row = json.loads(CALIBRATION.read_text(encoding="utf-8").split("\n")[0])
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row | {"fault": "number"}) + "\n", encoding="utf-8")
    with pytest.raises(GuideError, match=r"rows.jsonl:1: .*fault"):
        read_labelled(path)


def test_balanced_accuracy_does_not_reward_one_answer_to_everything() -> None:
    always = balanced_accuracy([True] * 40, [False] * 5)
    assert always[0] == 0.5
    value, interval = balanced_accuracy([True] * 18 + [False] * 2, [True] * 18 + [False] * 2)
    assert value == 0.9
    assert interval is not None
    assert 0.7 < interval[0] < 0.9 < interval[1] < 1
    assert balanced_accuracy([], [True]) == (None, None)
