"""The files of the golden set: read, with file, line and field of whatever does not hold."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.cases.retrieval_cases import RETRIEVAL, RetrievalCase

GOLDEN = Path(__file__).parents[1] / "golden"


def golden_files(path: Path = GOLDEN) -> list[Path]:
    """The files of cases in a folder, or the one file given; none is a `GuideError`."""
    files = [path] if path.is_file() else sorted(path.glob("*.jsonl"))
    found = [file for file in files if not file.name.startswith(RETRIEVAL)]
    if not found:
        raise GuideError(f"{path} has no cases (*.jsonl): name a folder or file that has")
    return found


def read_golden(files: Sequence[Path], corpus: Corpus) -> list[GoldenCase]:
    """All cases with their quotes located; the first row that does not hold is a `GuideError`."""
    cases: list[GoldenCase] = []
    for found in each_row(files, corpus):
        if isinstance(found, str):
            raise GuideError(f"{found}: mend that row")
        cases.append(found)
    return cases


def each_row(files: Sequence[Path], corpus: Corpus) -> Iterator[GoldenCase | str]:
    """Each row as a case, or what is wrong with it: ``file:line: field: what``."""
    known: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            place = f"{file}:{number}"
            if not line.strip():
                continue
            found = _case(place, line, corpus)
            if isinstance(found, GoldenCase) and known.setdefault(found.id, place) != place:
                found = f"{place}: id: {found.id!r} stands at {known[found.id]} already"
            yield found


def digest(cases: Iterable[GoldenCase | RetrievalCase]) -> str:
    """Twelve hexadecimal digits over all that the cases ask and expect, in whatever order."""
    rows = sorted(
        case.model_dump_json() if isinstance(case, GoldenCase) else repr(case) for case in cases
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{file} cannot be read as UTF-8 ({error}): mend that file") from None


def _case(place: str, line: str, corpus: Corpus) -> GoldenCase | str:
    try:
        return GoldenCase.model_validate(json.loads(line)).located(corpus)
    except json.JSONDecodeError as error:
        return f"{place}: is no JSON ({error.msg} at column {error.colno})"
    except ValidationError as error:
        return f"{place}: {_first(error)}"
    except ValueError as error:
        return f"{place}: {error}"


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    field = ".".join(str(part) for part in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        message = "is no field of a golden case"
    elif field and fault["type"] != "missing":
        message = f"got {str(fault['input'])[:60]!r}: {message}"
    return f"{field}: {message}" if field else message
