"""The suite `answers`: ask the golden questions, then score the folder alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bot.pipeline import Assistant
from corpus.errors import GuideError
from corpus.library import Corpus
from evals.answer_summary import AnswerSummary, Scored, summarise
from evals.answers import score
from evals.asking import Generated, ModedIndex, ask_all
from evals.cases import GOLDEN
from evals.gold import GoldenCase
from evals.golden_files import digest, golden_files, read_golden
from evals.runs import (
    CASES,
    GENERATED,
    Configuration,
    read_configuration,
    read_generated,
    write_configuration,
    write_generated,
    write_scores,
    write_summary,
)
from index.ranking import Mode
from index.settings import IndexSettings

BAR = Console(stderr=True)
SPLITS = ("dev", "test", "all")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases are asked, and which parts of the search take part."""

    golden: Path = GOLDEN
    split: str = "all"
    strata: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    mode: Mode = Mode.HYBRID
    synonyms: bool = True

    def of(self, cases: Iterable[GoldenCase]) -> list[GoldenCase]:
        """The cases chosen; none left is a `GuideError`."""
        chosen = [case for case in cases if self._takes(case)]
        if not chosen:
            raise GuideError(f"{self.golden} has no case in that split, stratum and list of ids")
        return chosen

    def _takes(self, case: GoldenCase) -> bool:
        return (
            self.split in {"all", case.split}
            and (not self.strata or case.stratum in self.strata)
            and (not self.cases or case.id in self.cases)
        )


@dataclass(frozen=True, slots=True)
class Result:
    """A run as scored; ``missing`` are the ids of cases that were due and have no answer."""

    configuration: Configuration | None
    scored: list[Scored]
    missing: list[str]

    def by_split(self) -> dict[str, AnswerSummary]:
        """The summary of each split that has cases, and of all."""
        halves = {half: [s for s in self.scored if s.case.split == half] for half in SPLITS[:-1]}
        groups = {**halves, "all": self.scored}
        return {name: summarise(group) for name, group in groups.items() if group}


def generate(choice: Choice, folder: Path, *, resume: bool = False) -> None:
    """Ask the chosen cases and write cases, configuration and answers into the folder.

    With ``resume``, cases that have an answer there already are not asked again; a folder made
    with another configuration is a `GuideError`.
    """
    index = ModedIndex.in_mode(IndexSettings(), choice.mode, synonyms=choice.synonyms)
    try:
        cases = choice.of(read_golden(golden_files(choice.golden), index.corpus))
        configuration = _configuration(choice, cases, index)
        done = _done(folder, configuration) if resume else set()
        write_configuration(folder, configuration, cases)
        due = [case for case in cases if case.id not in done]
        shown = track(due, description="answers", console=BAR)
        write_generated(folder, ask_all(Assistant(index), shown), append=bool(done))
    finally:
        index.close()


def scored_folder(folder: Path, corpus: Corpus, golden: Path | None = None) -> Result:
    """Score the answers of a folder against cases and documents, without asking the bot.

    The cases are those of the run, kept in its folder, unless a ``golden`` set is named; an answer
    to a question that the set no longer asks is left out then.
    """
    own = folder / CASES
    asked = _by_id(own, corpus) if own.exists() else None
    known = asked if asked and golden is None else _by_id(golden or GOLDEN, corpus)
    rows = read_generated(folder)
    if asked is not None:
        rows = [row for row in rows if _still_asked(asked.get(row["case"]), known)]
    scored = [_scored(folder, known, row, corpus) for row in rows]
    answered = {row["case"] for row in rows}
    missing = [case for case in asked or () if case not in answered]
    return Result(read_configuration(folder), scored, missing)


def write_result(folder: Path, result: Result) -> None:
    """Write ``scores.jsonl`` and ``summary.json``."""
    write_scores(folder, result.scored)
    write_summary(folder, result.configuration, result.missing, result.by_split())


def _by_id(path: Path, corpus: Corpus) -> dict[str, GoldenCase]:
    return {case.id: case for case in read_golden(golden_files(path), corpus)}


def _still_asked(asked: GoldenCase | None, known: dict[str, GoldenCase]) -> bool:
    """Whether the set asks what was asked; an answer that no case was asked for is kept."""
    if asked is None:
        return True
    now = known.get(asked.id)
    return now is not None and (now.history, now.question) == (asked.history, asked.question)


def _scored(folder: Path, known: dict[str, GoldenCase], row: Generated, corpus: Corpus) -> Scored:
    case = known.get(row["case"])
    if case is None:
        raise GuideError(
            f"{folder / GENERATED}: {row['case']!r} is no golden case: "
            "name the golden set of that run with --golden, or run anew"
        )
    timings = row["answer"].get("timings_ms")
    sound = timings.items() if isinstance(timings, dict) else ()
    numbers = {name: float(ms) for name, ms in sound if isinstance(ms, int | float)}
    return Scored(case, score(case, row["answer"], corpus), numbers)


def _configuration(choice: Choice, cases: Sequence[GoldenCase], index: ModedIndex) -> Configuration:
    return Configuration(
        golden=str(choice.golden),
        cases=len(cases),
        golden_digest=digest(cases),
        mode=choice.mode,
        synonyms=choice.synonyms,
        corpus=index.corpus.version,
        index=index.record.model_dump(mode="json"),
    )


def _done(folder: Path, configuration: Configuration) -> Collection[str]:
    """The cases that have an answer in a folder that was made with the same configuration."""
    before = read_configuration(folder)
    if before is None:
        return set()
    if before != configuration:
        raise GuideError(f"{folder} was made with other cases or settings: choose another --out")
    return {row["case"] for row in read_generated(folder)}
