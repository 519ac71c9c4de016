"""The steps from a question to an answer, each timed under its own name."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answer import MAX_QUESTION, Answer, CorpusStamp, RowId
from bot.answerable import fitted, has_nothing_of_kind, signs
from bot.as_of import add_as_of, keep_then, told_then, without_day
from bot.asides import without_asides
from bot.composing import compose
from bot.contacts import name_offices
from bot.context import Context
from bot.conversations import Conversations
from bot.finding import Found, find
from bot.following.resolving import Following
from bot.generating.reader import NOBODY, Reader
from bot.guardrails.guard import Guardrails
from bot.guardrails.replies import Stop
from bot.handover import Directory
from bot.identifiers import Identifiers
from bot.notices import (
    add_coverage,
    add_differing,
    add_fallback,
    add_named,
    add_remarks,
    add_standing,
)
from bot.own_rules import OwnRules, say_silence
from bot.own_words import FELL_SHORT
from bot.parts import Part, parts_of, sides_of
from bot.refusing import Refusing
from bot.segmenting import Segmenting, fitting
from bot.several import is_of_section, share_to_reach
from bot.tables.answering import Tables
from bot.tables.model.words import content
from bot.verifier import LEFT_OPEN, WITHHELD, breaches, plain
from corpus.errors import GuideError
from corpus.library import Corpus
from index.search import Index

# It brings along what speaks to language models, and most installations have none.
if TYPE_CHECKING:
    from bot.generating.writing import Writer

_LOG = logging.getLogger(__name__)
_FOLLOW_UPS = 3
STALE_DAYS = 180


class Assistant:
    """Answers questions over one open index. Safe to use from several threads.

    With a ``writer`` a language model words the answers, without one they quote.
    """

    def __init__(self, index: Index, stale_days: int = STALE_DAYS) -> None:
        self.index = index
        self._stale_days = stale_days
        self.corpus = index.whole
        self.writer: Writer | None = None
        self.conversations = Conversations()
        self._directory = Directory(self.corpus.offices, index.embedder)
        self._identifiers = Identifiers(self.corpus)
        self._tables = Tables(index)
        self._following = Following(index, self._tables)
        self._segmenting = Segmenting(index, self._tables)
        self._refusing = Refusing(index, self.corpus, self._tables, self._directory)
        self._guardrails = Guardrails(self.corpus, index.embedder)
        self._own = OwnRules(index, index.own) if index.own else None
        self._stems = lru_cache(maxsize=None)(self._stems_of)

    def ask(
        self,
        question: str,
        conversation: str | None = None,
        row_id: RowId = None,
        reader: Reader = NOBODY,
    ) -> Answer:
        """Answer a question, within a conversation if its id is known.

        ``reader`` hears claims that are written as they are verified; if it leaves before the end,
        that is an `AskerGoneError`, and nothing of the question is remembered.
        """
        return self.traced(question, conversation, row_id, reader)[0]

    @property
    def writes(self) -> bool:
        """Whether a language model words the answers."""
        return self.writer is not None

    def held(self) -> AbstractContextManager["Assistant"]:
        """Itself, for a block: what is not replaced need not be held."""
        return nullcontext(self)

    def corpus_of(self, version: str) -> Corpus | None:
        """The documents, if they are of that version."""
        return self.corpus if self.corpus.version == version else None

    def renew(self) -> str:
        """Always a `GuideError`: it keeps the index that it was made for."""
        raise GuideError("this process answers from one index alone: start it again")

    def is_declined(self, question: str) -> bool:
        """Whether a question that stands alone is one of which nothing may be kept."""
        question = question[: MAX_QUESTION + 1]
        if not question.strip():
            return False
        stop = self._guardrails.screened(question)
        asking = without_asides(question)
        if stop is None and self.index.asks_for_something(asking):
            stop = self._guardrails.judged(asking, self.index.read(asking), resolved=False)
        return stop is not None and stop.outcome == "declined"

    def traced(
        self,
        question: str,
        conversation: str | None = None,
        row_id: RowId = None,
        reader: Reader = NOBODY,
    ) -> tuple[Answer, Context]:
        """As `ask`, with what the steps handed on, for those who study how an answer came about."""
        started = time.perf_counter()
        # A lone surrogate is no character; the tokenizer and every client would choke on it.
        question = question.encode("utf-8", "replace").decode("utf-8")
        opened, turns = self.conversations.open(conversation)
        turns = [turn.read_in(self.corpus.version) for turn in turns]
        context = Context(self._guardrails.masked(question), opened, turns)
        self._timed(context, "guardrails", lambda c: self._screen(c, question))
        for name, step in {
            "follow_up": self._resolve,
            "retrieval": self._retrieve,
            "composing": self._compose,
        }.items():
            if context.outcome is None:
                self._timed(context, name, step)
        if self.writer is not None and context.outcome == "answered" and self._own is None:
            writer = self.writer
            self._timed(context, "writing", lambda c: writer.write(c, reader))
        self._timed(context, "notices", self._finish)
        self._timed(context, "verification", self._verify)
        if context.read is not None:
            self.conversations.add(opened, replace(context.turn, corpus=self.corpus.version))
        context.timings_ms["total"] = _ms_since(started)
        return self._answer(context, row_id), context

    def _timed(self, context: Context, name: str, step: Callable[[Context], None]) -> None:
        started = time.perf_counter()
        step(context)
        context.timings_ms[name] = _ms_since(started)

    def _screen(self, context: Context, question: str) -> None:
        self._stop(context, self._guardrails.screened(question))

    def _stop(self, context: Context, stop: Stop | None) -> None:
        """End here, if there is a reason to, and let nothing of the question be remembered."""
        if stop:
            context.outcome, context.reason, context.text = stop.outcome, stop.reason, stop.text
            context.read = None
            if stop.office:
                context.handover = self._directory.by_id(stop.office, "This office can help.")

    def _resolve(self, context: Context) -> None:
        before = context.turns[-1] if context.turns else None
        context.part = self._following.resolved(context.asking, before)
        context.understood_as = context.part.whole if context.part else None

    def _retrieve(self, context: Context) -> None:
        if not self.index.asks_for_something(context.asked):
            self._refusing.unclear(context)
            return
        read = context.read = self.index.read(context.asked)
        resolved = context.understood_as is not None
        judged = self._guardrails.judged(context.asking, read, resolved=resolved)
        if judged:
            self._stop(context, judged)
            return
        own = context.part or Part(context.asking)
        said = context.turns[-1].said if context.part and context.turns else frozenset()
        parts = without_day(context, self._parts(own))
        known = {context.asked: read}
        context.found = [find(self.index, part, said, known.get(part.whole)) for part in parts]
        context.own = self._own.find(parts, said) if self._own else []
        keep_then(context, self.corpus)

    def _parts(self, own: Part) -> list[Part]:
        """The questions in a question; two where it sets things side by side.

        Not so where tables know the difference, as between columns.
        """
        parts = parts_of(own.text, own.context)
        sides = sides_of(parts[0]) if len(parts) == 1 else []
        if sides and not self._tables.ask(self.index.corrected(own.whole)):
            return sides
        return parts

    def _compose(self, context: Context) -> None:
        segments = told_then(context, self.corpus, self._segmenting.segments(context.found))
        own = self._own.answering(context.own, context.found) if self._own else []
        own = [one and told_then(context, self.corpus, [one])[0] for one in own]
        if unknown := self._identifiers.unknown(context.asked):
            self._refusing.unnamed(context, unknown)
        elif self._own and any(own):
            said = any(segment.told for segment in segments) or self._answers(context)
            others = fitting(segments, context.found) if said else []
            self._own.compose(context, own, [s if s in others else None for s in segments])
            self._held(context)
        elif not any(segment.told for segment in segments) and self._refusing.lacks(context):
            return
        elif any(segment.told for segment in segments) or self._answers(context):
            told = any(segment.told for segment in segments)
            if not told and (names := self._identifiers.unnamed(context.asked)):
                self._refusing.unnamed(context, names)
                return
            context.segments = fitting(segments, context.found)
            context.leaves_open = len(context.segments) < len(segments)
            compose(context, self.corpus, context.segments)
            say_silence(context, self.corpus)
            self._held(context)
        else:
            self._refusing.unanswered(context)

    def _held(self, context: Context) -> None:
        """What was composed is the answer, if anything of it holds."""
        context.outcome = "answered"
        if not context.claims:
            self._refusing.none_held(context)

    def _answers(self, context: Context) -> bool:
        """Whether what was found for any part answers it, and does not only resemble it."""
        judges = [fitted(written_about=one.written_about) for one in context.found]
        judged = list(zip(judges, context.found, strict=True))
        likely = [judge.probability(signs(self.index, one)) for judge, one in judged]
        context.likely = max(likely)
        return any(
            (
                probability >= judge.threshold * share_to_reach(self.corpus, asked, one.candidates)
                or is_of_section(self.corpus, asked, one.candidates)
            )
            and not (self._is_about_others(one) or has_nothing_of_kind(one))
            for probability, (judge, one) in zip(likely, judged, strict=True)
            for asked in [one.part.whole]
        )

    def _is_about_others(self, found: Found) -> bool:
        """Whether a part names a row of which the document of the best candidate is silent.

        The names of rows may be ordinary phrases: of a document for which questions are written
        down, those tell better whether something else answers this one.
        """
        named = self._tables.rows_named(self.index.corrected(found.part.whole))
        return any(
            not {*content(name)} <= self._stems(best.document_id)
            for best in found.candidates[:1]
            for name, document_id in named
            if not self.corpus.is_written_about(document_id)
        )

    def _stems_of(self, document_id: str) -> frozenset[str]:
        return frozenset(content(self.corpus.text(document_id)))

    def _finish(self, context: Context) -> None:
        name_offices(context, self.corpus)
        add_fallback(context)
        add_as_of(context)
        add_differing(context)
        if context.outcome == "answered":  # who is told nothing needs no second opinion on it
            add_remarks(context, self.corpus)
        add_standing(context, self.corpus)
        add_named(context, self.corpus)
        add_standing(context, self.corpus)  # what was added may itself not be in force
        add_coverage(context, self.corpus, datetime.now(UTC).date(), self._stale_days)
        if context.outcome in {"answered", "not_in_sources"}:
            context.follow_ups = self._suggestions(context)
        if context.outcome == "answered":
            notes = [WITHHELD] if context.withheld else []
            notes += [LEFT_OPEN] if context.leaves_open else []
            context.text = "\n\n".join([context.text, *notes]).strip()

    def _suggestions(self, context: Context) -> list[str]:
        """Sections that were found but not used: the sources answer a question about each."""
        used = {citation.section[-1] for citation in context.citations if citation.section}
        # The first heading is the document's title, and a single word says too little by itself.
        found = [hit.chunk.section[-1] for hit in context.hits if len(hit.chunk.section) > 1]
        fresh = [n for n in dict.fromkeys(found) if " " in n and n not in used and plain(n)]
        return [f"What do the sources say about “{name}”?" for name in fresh[:_FOLLOW_UPS]]

    def _verify(self, context: Context) -> None:
        """Fail closed: an answer that breaks an invariant is withheld, and the person is told.

        In the place of a written one comes the one that quotes.
        """
        broken = breaches(self._answer(context, None), self.corpus)
        if broken and context.quoting:
            _LOG.error("written answer withheld: %s", "; ".join(broken))
            context.quote_instead(FELL_SHORT)
            self._finish(context)
            broken = breaches(self._answer(context, None), self.corpus)
        if broken:
            _LOG.error("answer withheld: %s", "; ".join(broken))
            self._refusing.failed(context)

    def _answer(self, context: Context, row_id: RowId) -> Answer:
        return Answer(
            id=row_id,
            question=context.question,
            understood_as=context.understood_as,
            conversation=context.conversation,
            outcome=context.outcome or "not_in_sources",
            reason=context.reason,
            text=context.text,
            claims=tuple(context.claims),
            citations=tuple(context.citations),
            notices=tuple(context.notices),
            handover=context.handover,
            follow_ups=tuple(context.follow_ups),
            mode=context.mode,
            corpus=CorpusStamp(
                version=self.corpus.version, knowledge_date=self.corpus.knowledge_date
            ),
            timings_ms=context.timings_ms,
        )


def _ms_since(started: float) -> float:
    return round(1000 * (time.perf_counter() - started), 3)
