"""The folder of a run: cases and configuration, answers and passages, scores and summary."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import GOLDEN, golden_files, read_golden
from evals.cases.retrieval_cases import RetrievalCase
from evals.running.configuration import Configuration
from evals.running.run import Retrieved, Run

CASES = "cases.jsonl"
CONFIGURATION = "run.json"
GENERATED = "generated.jsonl"
RETRIEVAL_CASES = "retrieval_cases.jsonl"
RETRIEVED = "retrieved.jsonl"
SCORES = "scores.jsonl"
SUMMARY = "summary.json"
TIMES = "times.json"
GATE = "gate.json"

M = TypeVar("M", bound=BaseModel)


def new_folder(name: str, out: Path | None) -> Path:
    """The folder of a run, made if need be: the one asked for, or one named after the time."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = out or Path("runs") / f"{stamp}-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GuideError(
            f"{folder} cannot be made ({error.strerror}): choose another --out"
        ) from None
    return folder


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON that people can read; what cannot be written is a `GuideError`."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    _write(path, f"{text}\n")


def read_json(path: Path) -> dict[str, Any]:
    """An object of JSON; a file that is none is a `GuideError`."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GuideError(f"{path} cannot be read ({_first_line(error)}): make it anew") from None
    if not isinstance(value, dict):
        raise GuideError(f"{path}: expected an object, found {type(value).__name__}: make it anew")
    return value


def write_models(path: Path, rows: Iterable[BaseModel]) -> None:
    """Write a row of JSON for each model."""
    lines = [row.model_dump_json(by_alias=True, exclude_defaults=True) for row in rows]
    _write(path, "".join(f"{line}\n" for line in lines))


def read_models(path: Path, model: type[M]) -> list[M]:
    """The rows of a file as models; a damaged one is a `GuideError` with file and line."""
    found: list[M] = []
    for place, line in _lines(path):
        try:
            found.append(model.model_validate_json(line))
        except ValidationError as error:
            raise GuideError(f"{place}: {_first_line(error)}: mend that line or run anew") from None
    return found


def write_scores(folder: Path, rows: Iterable[BaseModel]) -> None:
    """Write ``scores.jsonl``: nothing but what follows from answers, cases and documents."""
    lines = [row.model_dump_json() for row in rows]
    _write(folder / SCORES, "".join(f"{line}\n" for line in lines))


def append(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write each row as soon as it is there, so that a run that ends early keeps its rows.

    A row that does not fit on the disk is taken back, and the run ends with a `GuideError`.
    """
    drop_partial(path)
    try:
        # Without a buffer, whose rest would be written behind a row that was taken back.
        with path.open("ab", buffering=0) as file:
            for row in rows:
                whole = file.tell()
                try:
                    _write_all(file, json.dumps(row, ensure_ascii=False).encode() + b"\n")
                except OSError:
                    with suppress(OSError):  # a device is not cut; why it is full is to be said
                        _cut(path, whole)
                    raise
    except OSError as error:
        raise GuideError(
            f"{path} cannot be written ({error.strerror}): "
            "what is there is kept; make room and go on with --resume"
        ) from None


def drop_partial(path: Path) -> None:
    """Cut off a last row that was interrupted while it was written."""
    if not path.is_file():
        return
    whole = path.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        _cut(path, end)


def rows_of(path: Path, key: str) -> list[dict[str, Any]]:
    """The rows of a file, each with a text under ``case`` and an object or list under ``key``."""
    found: list[dict[str, Any]] = []
    for place, line in _lines(path):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            fault = f"is no JSON ({error.msg})"
            raise GuideError(f"{place}: {fault}: mend or remove that line") from None
        sound = isinstance(row, dict) and isinstance(row.get("case"), str)
        if not sound or not isinstance(row.get(key), dict | list):
            raise GuideError(f'{place}: expected {{"case": id, "{key}": …}}: mend that line')
        found.append(row)
    return found


def read_configuration(folder: Path) -> Configuration | None:
    """What a run was made with, or None if the folder does not say."""
    file = folder / CONFIGURATION
    if not file.exists():
        return None
    try:
        return Configuration.model_validate(read_json(file))
    except ValidationError as error:
        raise GuideError(
            f"{file} is damaged ({_first_line(error)}): remove it or run anew"
        ) from None


def read_run(folder: Path, corpus: Corpus, golden: Path | None = None) -> Run:
    """A run as it lies in its folder, scored against its own cases unless a set is named.

    An answer to a question that a named set no longer asks is left out. Where the folder has no
    cases, as one that another program made, those of the golden set are taken that have an answer.
    """
    if not (folder / GENERATED).exists() and not (folder / RETRIEVED).exists():
        raise GuideError(f"{folder} has no {GENERATED}: give the folder of a run")
    rows = _answers(folder)
    answers = {case: row["answer"] for case, row in rows.items()}
    return Run(
        folder=folder,
        configuration=read_configuration(folder),
        corpus=corpus,
        cases=tuple(_cases(folder, corpus, golden, answers)),
        answers=answers,
        likely={
            case: float(likely)
            for case, row in rows.items()
            if isinstance(likely := row.get("likely"), int | float)
        },
        retrieval_cases=tuple(_retrieval_cases(folder)),
        retrieved=tuple(_retrieved(folder)),
    )


def _answers(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / GENERATED
    if not path.exists():
        return {}
    found: dict[str, dict[str, Any]] = {}
    for row in rows_of(path, "answer"):
        if row["case"] in found:
            raise GuideError(f"{path}: {row['case']!r} is answered twice: remove one of its lines")
        found[row["case"]] = row
    return found


def _cases(
    folder: Path, corpus: Corpus, golden: Path | None, answers: Mapping[str, object]
) -> list[GoldenCase]:
    own = folder / CASES
    if not own.exists() and not answers:
        return []
    asked = read_golden([own], corpus) if own.exists() else None
    known = asked if asked is not None and golden is None else _golden(golden, corpus)
    strange = sorted(set(answers) - {case.id for case in asked or known})
    if strange:
        raise GuideError(
            f"{folder / GENERATED}: {strange[0]!r} is no golden case: "
            "name the golden set of that run with --golden, or run anew"
        )
    if asked is None:
        return [case for case in known if case.id in answers]
    before = {case.id: (case.history, case.question) for case in asked}
    return [case for case in known if before.get(case.id) == (case.history, case.question)]


def _golden(golden: Path | None, corpus: Corpus) -> list[GoldenCase]:
    return read_golden(golden_files(golden or GOLDEN), corpus)


def write_retrieval_cases(folder: Path, cases: Sequence[RetrievalCase]) -> None:
    """Write ``retrieval_cases.jsonl``."""
    rows = [
        {**asdict(case), "groups": [[e.model_dump() for e in group] for group in case.groups]}
        for case in cases
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    _write(folder / RETRIEVAL_CASES, "".join(f"{line}\n" for line in lines))


def _retrieval_cases(folder: Path) -> Iterator[RetrievalCase]:
    path = folder / RETRIEVAL_CASES
    for place, line in _lines(path) if path.exists() else ():
        try:
            yield RetrievalCase.of_json(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            raise GuideError(f"{place}: {_first_line(error)}: mend that line or run anew") from None


def _retrieved(folder: Path) -> Iterator[Retrieved]:
    path = folder / RETRIEVED
    return (_found(path, row) for row in (rows_of(path, "found") if path.exists() else ()))


def _found(path: Path, row: Mapping[str, Any]) -> Retrieved:
    try:
        found = tuple((str(document), str(text)) for document, text in row["found"])
        return Retrieved(row["case"], str(row["system"]), found, int(row["tokens"]))
    except (KeyError, TypeError, ValueError):
        raise GuideError(
            f"{path}: a row of {row['case']!r} lacks system, tokens or pairs of document and text: "
            "mend that row or run anew"
        ) from None


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{path} cannot be read ({error}): give the folder of a run") from None
    return ((f"{path}:{n}", line) for n, line in enumerate(lines, 1) if line.strip())


def _write(path: Path, text: str) -> None:
    """Write a whole file or leave the one that is there as it was."""
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise GuideError(f"{path} cannot be written ({error.strerror}): make room") from None


def _write_all(file: FileIO, data: bytes) -> None:
    """Write all of it, however little the disk takes at a time."""
    while data:
        data = data[file.write(data) :]


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as file:
        file.truncate(length)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
