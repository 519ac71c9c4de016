"""Planted regressions: does the evaluation catch what it is there to catch?

Each plant makes one change that somebody could make by mistake, asks the golden questions with it
and holds the run to the baseline. A harmless one must pass. Nothing of the project is altered: a
plant lives in copies and in this process alone.
"""

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import index.chunking
import index.layout
from bot import pipeline
from bot.answerable import Judge, fitted
from bot.following.resolving import Following
from bot.guardrails.guard import Guardrails
from bot.tables.answering import Tables
from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.golden_files import golden_files, read_golden
from evals.running.folder import CONFIGURATION, GENERATED, read_json, rows_of, write_json
from evals.suites.registry import EXTRA, ON_PASSAGES, SUITES
from index.build import build
from index.layout import Layout
from index.ranking import within_budget
from index.search import Index
from index.settings import IndexSettings

Answer = dict[str, Any]
_NUMBER = re.compile(r"(?<![\w\[.,-])\d{1,4}(?![\w\].,-])")
_SMALL = 60


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a plant may change things: copies of corpus and index, and the cases to be asked."""

    corpus: Path
    data: Path
    golden: Path


@dataclass(frozen=True, slots=True)
class Plant:
    """One change. ``suites`` are those that must fail; none means that it is harmless.

    ``change`` holds while the bot is asked; ``spoil`` alters what it answered.
    """

    name: str
    what: str
    suites: tuple[str, ...] = ()
    change: Callable[[Workshop], AbstractContextManager[object]] = lambda _: nullcontext()
    spoil: Callable[[list[Answer]], None] | None = None


@contextmanager
def planted(plant: Plant, workshop: Workshop) -> Iterator[None]:
    """Ask within this: the copies are in use and the change holds."""
    places = {"GUIDE_CORPUS": str(workshop.corpus), "GUIDE_DATA": str(workshop.data)}
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, places))
        stack.enter_context(plant.change(workshop))
        settings = IndexSettings()
        build(settings, lambda _done, _all: None, Layout.of(settings))
        yield


def workshop(folder: Path, settings: IndexSettings, golden: Path) -> Workshop:
    """Copies of the corpus and of the index, so that a plant need not embed all anew."""
    made = Workshop(folder / "corpus", folder / "data", golden)
    shutil.copytree(settings.corpus, made.corpus, ignore=shutil.ignore_patterns("__pycache__"))
    if (settings.data / "index").is_dir():
        shutil.copytree(settings.data / "index", made.data / "index")
    return made


def spoil(plant: Plant, folder: Path) -> None:
    """Alter the answers of a run as the plant says, and write down that it is planted."""
    path = folder / GENERATED
    if plant.spoil is not None:
        rows = rows_of(path, "answer")
        plant.spoil([row["answer"] for row in rows])
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    write_json(folder / CONFIGURATION, {**read_json(folder / CONFIGURATION), "planted": plant.name})


def looked_at(plant: Plant) -> list[str]:
    """The suites worth scoring: all on passages or on answers, as those do that must catch it.

    All of both for a harmless change. Those of the extra add nothing here but time.
    """
    kinds = {name == ON_PASSAGES for name in plant.suites} or {True, False}
    return [n for n in SUITES if n not in EXTRA and (n == ON_PASSAGES) in kinds]


def plant_of(name: str) -> Plant:
    """The plant of that name; a `GuideError` lists those that there are."""
    if name not in PLANTS:
        raise GuideError(f"there is no plant {name!r}: choose from {', '.join(PLANTS)}")
    return PLANTS[name]


def _one_passage(_: Workshop) -> AbstractContextManager[object]:
    return patch(
        "index.search.within_budget", lambda hits, _count, tokens: within_budget(hits, 1, tokens)
    )


def _no_words(_: Workshop) -> AbstractContextManager[object]:
    return patch.object(Index, "_lexical", lambda _self, _question: {})


def _document_missing(place: Workshop) -> AbstractContextManager[object]:
    """Take out the document that most of the cases rest on."""
    corpus = Corpus.open(place.corpus)
    cases = read_golden(golden_files(place.golden), corpus)
    resting = Counter(e.document for case in cases for e in case.evidence)
    resting.update(cell.document for case in cases for cell in case.cells)
    manifest = place.corpus / "manifest.toml"
    taken = resting.most_common(1)[0][0]
    manifest.write_text(_without(manifest.read_text(encoding="utf-8"), taken), encoding="utf-8")
    return nullcontext()


def _without(manifest: str, document: str) -> str:
    """The manifest without one of its tables of documents."""
    tables = re.split(r"(?m)^(?=\[\[documents\]\])", manifest)
    return "".join(t for t in tables if f'id = "{document}"\n' not in t)


def _tables_off(_: Workshop) -> AbstractContextManager[object]:
    stack = ExitStack()
    stack.enter_context(patch.object(Tables, "ask", lambda _self, _question, **_: []))
    stack.enter_context(patch.object(Tables, "lacks", lambda _self, _question: None))
    return stack


def _threshold(value: float) -> Callable[[Workshop], AbstractContextManager[object]]:
    def raised(**which: bool) -> Judge:
        return replace(fitted(**which), threshold=value)

    return lambda _: patch.object(pipeline, "fitted", raised)


def _guardrails_off(_: Workshop) -> AbstractContextManager[object]:
    stack = ExitStack()
    for check in ("screened", "judged"):
        stack.enter_context(patch.object(Guardrails, check, lambda *_args, **_named: None))
    return stack


def _follow_ups_off(_: Workshop) -> AbstractContextManager[object]:
    return patch.object(Following, "resolved", lambda *_args: None)


def _other_chunks(_: Workshop) -> AbstractContextManager[object]:
    stack = ExitStack()
    for module in ("index.measure", "index.layout"):
        stack.enter_context(patch(f"{module}.MAX_TOKENS", _SMALL))
    return stack


def _other_ids(_: Workshop) -> AbstractContextManager[object]:
    """Name every chunk in another way, in an index that says that it is of another format."""
    own = index.chunking._id  # noqa: SLF001  what is to be renamed is private on purpose
    stack = ExitStack()
    stack.enter_context(patch("index.layout.FORMAT", index.layout.FORMAT + 1))
    stack.enter_context(patch("index.chunking._id", lambda *args: f"renamed-{own(*args)}"))
    return stack


def _comment(place: Workshop) -> AbstractContextManager[object]:
    with (place.corpus / "remarks.toml").open("a", encoding="utf-8") as file:
        file.write("\n# A comment, which changes nothing.\n")
    return nullcontext()


def _shift_a_quote(answers: Sequence[Answer]) -> None:
    answer = next(a for a in answers if a["citations"])
    citation = answer["citations"][0]
    citation["start"] += 1
    citation["end"] += 1


def _change_a_number(answers: Sequence[Answer]) -> None:
    """Raise the first number of the first claim that states one, wherever the claim stands."""
    for answer in answers:
        for claim in answer["claims"]:
            found = _NUMBER.search(claim["text"])
            if answer["outcome"] != "answered" or not found or claim["text"] not in answer["text"]:
                continue
            wrong = str(int(found.group()) + 1)
            text = claim["text"][: found.start()] + wrong + claim["text"][found.end() :]
            answer["text"] = answer["text"].replace(claim["text"], text)
            claim["text"] = text
            return
    raise GuideError("no answer of the run states a number: ask more cases")


def _drop_standing(answers: Sequence[Answer]) -> None:
    """Present what is superseded as current: no answer says what standing its sources have."""
    for answer in answers:
        told = {n["text"] for n in answer["notices"] if n["kind"] == "standing"}
        answer["notices"] = [n for n in answer["notices"] if n["kind"] != "standing"]
        shown = answer["text"]
        answer["claims"] = [
            c for c in answer["claims"] if c["text"] not in told or c["text"] in shown
        ]
        used = {n for claim in answer["claims"] for n in claim["citations"]}
        answer["citations"] = [c for c in answer["citations"] if c["number"] in used]


PLANTS = {
    plant.name: plant
    for plant in (
        Plant("one-passage", "only the first passage is looked at", ("retrieval",), _one_passage),
        Plant("lexical-off", "no search by words", ("retrieval",), _no_words),
        Plant(
            "document-missing",
            "the document that most cases rest on is taken out",
            ("retrieval", "answers"),
            _document_missing,
        ),
        Plant("tables-off", "no table is queried", ("answers",), _tables_off),
        Plant("threshold-up", "hardly any evidence is enough", ("abstention",), _threshold(0.999)),
        Plant("threshold-down", "any evidence is enough", ("abstention",), _threshold(0.0)),
        Plant(
            "quote-shifted",
            "a quote is said to stand one character further on",
            ("citations",),
            spoil=_shift_a_quote,
        ),
        Plant(
            "wrong-number", "a number is not the cited one", ("citations",), spoil=_change_a_number
        ),
        Plant(
            "superseded-as-current",
            "no answer says what standing its sources have",
            ("citations",),
            spoil=_drop_standing,
        ),
        Plant("guardrails-off", "nothing is declined", ("guardrails",), _guardrails_off),
        Plant("follow-ups-off", "every question stands alone", ("followups",), _follow_ups_off),
        Plant(
            "other-chunks",
            f"an index with chunks of at most {_SMALL} tokens",
            ("retrieval",),
            _other_chunks,
        ),
        Plant("comment", "a comment in a file of the corpus", change=_comment),
        Plant("chunk-ids", "every chunk goes by another id", change=_other_ids),
    )
}
