"""Making a run: asking and searching all that the chosen suites need."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.generating.opening import answering
from bot.pipeline import Assistant
from bot.settings import BotSettings
from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import digest, golden_files, read_golden
from evals.cases.retrieval_cases import RetrievalCase, retrieval_cases
from evals.running.asking import ModedIndex, ask_all
from evals.running.configuration import Choice, Configuration
from evals.running.folder import (
    CASES,
    CONFIGURATION,
    GENERATED,
    RETRIEVED,
    append,
    drop_partial,
    read_configuration,
    rows_of,
    write_json,
    write_models,
    write_retrieval_cases,
)
from evals.running.retrieving import SYSTEMS, retrieve_all

T = TypeVar("T")


def generate(  # noqa: PLR0913  one parameter for each thing that a run is made of
    choice: Choice,
    folder: Path,
    corpus: Corpus,
    *,
    answers: bool = True,
    passages: bool = True,
    resume: bool = False,
) -> None:
    """Ask the chosen cases and search for them, and write all that comes back into the folder.

    The cases' quotes are found in ``corpus``; what is asked is the index of the settings.
    With ``resume``, what is there already is not asked again; a folder that was made with another
    configuration is a `GuideError`.
    """
    settings = BotSettings()
    index = ModedIndex.in_mode(settings, choice.mode, synonyms=choice.synonyms)
    try:
        golden = choice.of(read_golden(golden_files(choice.golden), corpus))
        searched = _searched(choice, golden, corpus) if passages else []
        configuration = _configuration(choice, golden, index)
        wanted = [GENERATED] * answers + [RETRIEVED] * bool(searched)
        _start(folder, configuration, [] if resume else wanted)
        write_json(folder / CONFIGURATION, configuration.model_dump(mode="json"))
        if answers:
            write_models(folder / CASES, golden)
            with answering(settings, index) as assistant:
                _answer(assistant, golden, folder)
        if searched:
            write_retrieval_cases(folder, searched)
            _search(index, searched, folder)
    finally:
        index.close()


def _searched(choice: Choice, golden: Sequence[GoldenCase], corpus: Corpus) -> list[RetrievalCase]:
    """The retrieval cases of the chosen split; naming cases or strata leaves out their files."""
    some = bool(choice.cases or choice.strata)
    found = retrieval_cases(choice.golden if not some else Path(), golden, corpus)
    return [case for case in found if choice.split in {"all", case.split}]


def _configuration(choice: Choice, cases: Sequence[GoldenCase], index: ModedIndex) -> Configuration:
    record = index.record.model_dump(mode="json", exclude={"chroma_url"})
    return Configuration.of(choice, len(cases), digest(cases), index.corpus.version, record)


def _start(folder: Path, configuration: Configuration, anew: Sequence[str]) -> None:
    """Refuse a folder of another run, or one that has a file already that is to be made anew."""
    before = read_configuration(folder)
    if before is not None and not before.same_as(configuration):
        raise GuideError(f"{folder} was made with other cases or settings: choose another --out")
    there = [name for name in anew if (folder / name).exists()]
    if there:
        raise GuideError(
            f"{folder} has {there[0]} already: go on with --resume or choose another --out"
        )


def _answer(assistant: Assistant, cases: Sequence[GoldenCase], folder: Path) -> None:
    path = folder / GENERATED
    done = {row["case"] for row in _kept(path, "answer")}
    due = [case for case in cases if case.id not in done]
    append(path, ask_all(assistant, _shown(due, "answers", len(done))))


def _search(index: ModedIndex, cases: Sequence[RetrievalCase], folder: Path) -> None:
    path = folder / RETRIEVED
    done = {(row["case"], row["system"]) for row in _kept(path, "found")}
    due = [case for case in cases if any((case.id, system) not in done for system in SYSTEMS)]
    shown = _shown(due, "passages", len(cases) - len(due))
    append(path, (asdict(row) for row in retrieve_all(index, shown, done)))


def _kept(path: Path, key: str) -> Collection[dict[str, str]]:
    """The rows that an earlier, interrupted run left whole."""
    if not path.is_file():
        return []
    drop_partial(path)
    return rows_of(path, key)


def _shown(values: Sequence[T], what: str, done: int) -> Iterable[T]:
    """The values, with a bar on standard error that says how many and how long there is to go."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=done + len(values), completed=done)
        for value in values:
            yield value
            progress.advance(task)
