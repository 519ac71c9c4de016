"""The folder of a run: what was asked and answered, how, and what it came to."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from corpus.errors import GuideError
from evals.answer_summary import AnswerSummary, Scored
from evals.asking import Generated
from evals.gold import GoldenCase
from index.ranking import Mode

CASES, GENERATED, SCORES, SUMMARY, CONFIGURATION = (
    "cases.jsonl",
    "generated.jsonl",
    "scores.jsonl",
    "summary.json",
    "run.json",
)


class Configuration(BaseModel):
    """What a run was made with, so that it can be told from another and scored again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str = "answers"
    golden: str
    cases: int
    golden_digest: str
    mode: Mode
    synonyms: bool
    corpus: str
    index: dict[str, JsonValue]


def new_folder(suite: str, out: Path | None) -> Path:
    """The folder of a run, made if need be: the one asked for, or one named after the time."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = out or Path("runs") / f"{stamp}-{suite}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_configuration(
    folder: Path, configuration: Configuration, cases: Sequence[GoldenCase]
) -> None:
    """Write ``run.json``, and ``cases.jsonl`` with the cases as they are asked."""
    text = configuration.model_dump_json(indent=2)
    (folder / CONFIGURATION).write_text(text + "\n", encoding="utf-8")
    rows = [case.model_dump_json(by_alias=True, exclude_defaults=True) for case in cases]
    (folder / CASES).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def read_configuration(folder: Path) -> Configuration | None:
    """What a run was made with, or None if the folder does not say."""
    file = folder / CONFIGURATION
    if not file.exists():
        return None
    try:
        return Configuration.model_validate_json(file.read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        fault = str(error).splitlines()[0]
        raise GuideError(f"{file} is damaged ({fault}): remove it or run anew") from None


def write_generated(folder: Path, rows: Iterable[Generated], *, append: bool = False) -> None:
    """Write each answer as soon as it is there, so that a run that ends early keeps its answers."""
    with (folder / GENERATED).open("a" if append else "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()


def read_generated(folder: Path) -> list[Generated]:
    """The answers of a run; a missing file or a damaged row is a `GuideError`."""
    file = folder / GENERATED
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{file} cannot be read ({error}): give the folder of a run") from None
    return [_row(f"{file}:{n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def write_scores(folder: Path, scored: Sequence[Scored]) -> None:
    """Write ``scores.jsonl``: nothing but what follows from answers, cases and documents."""
    lines = [json.dumps(row, ensure_ascii=False) for row in _score_rows(scored)]
    (folder / SCORES).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_summary(
    folder: Path,
    configuration: Configuration | None,
    missing: Sequence[str],
    splits: dict[str, AnswerSummary],
) -> None:
    """Write ``summary.json``; ``missing`` are the cases that were due but have no answer."""
    made_with = configuration.model_dump(mode="json") if configuration else None
    record = {"run": made_with, "not_measured": list(missing), "answers": splits}
    text = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def _score_rows(scored: Sequence[Scored]) -> Iterator[dict[str, object]]:
    for each in scored:
        case, score = each.case, asdict(each.score)
        yield {
            "case": case.id,
            "right": each.score.right,
            "stratum": case.stratum,
            "split": case.split,
            "cluster": case.cluster,
            "variant": case.variant,
            "low_overlap": case.low_overlap,
            **{key: value for key, value in score.items() if key != "case"},
        }


def _row(place: str, line: str) -> Generated:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise GuideError(f"{place} is no JSON ({error.msg}): mend or remove that line") from None
    sound = isinstance(row, dict) and isinstance(row.get("case"), str)
    if not sound or not isinstance(row.get("answer"), dict):
        raise GuideError(f'{place}: expected {{"case": id, "answer": {{…}}}}: mend that line')
    return cast("Generated", row)
