"""Writing: an answer out of a stream, of which each sentence is released once it is borne out.

Nothing is shown until what is held reaches every part of the question that text answers; then all
that holds is shown as it comes. So what was shown is never taken back, and an answer that never
gets there is the extractive one, whole, with a notice.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain

from bot.answer import Citation, Claim
from bot.bearing_out import Verifier
from bot.composing import marked
from bot.context import Context
from bot.generating.audit import recorded
from bot.generating.breaker import Breaker
from bot.generating.endpoint import Endpoint, Usage
from bot.generating.failures import EndpointError
from bot.generating.judged import Judged
from bot.generating.judging import Judge, Ruling
from bot.generating.material import Sought, material
from bot.generating.prompt import VERSION, Prompt, prompt_of
from bot.generating.reader import Reader
from bot.generating.sentences import Opening, Splitter, Written
from bot.own_words import FELL_SHORT, UNAVAILABLE
from bot.settings import BotSettings
from bot.store.database import Database
from bot.store.sent import Sent
from corpus.library import Corpus

_LOG = logging.getLogger(__name__)
# What an answer holds at most, and how many sentences are looked at for that.
_MOST_CLAIMS, _MOST_SENTENCES = 8, 40


@dataclass
class Draft:
    """An answer while it is written."""

    told: Callable[[Claim], None]
    missing: list[Sought]
    claims: list[Claim] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    shown: bool = False

    def take(self, ruling: Ruling, opening: Opening = "") -> None:
        """Add what is left of a sentence, and show it if the answer is shown by now."""
        self.judged.append(ruling.judged)
        if ruling.claim is None:
            return
        self.claims.append(ruling.claim)
        self.openings.append(opening)
        self._reach(ruling.claim, ruling.cited)
        if self.shown:
            self.told(ruling.claim)
        elif not self.missing and ruling.judged.became == "released":
            self.shown = True
            for claim in self.claims:
                self.told(claim)

    def _reach(self, claim: Claim, cited: tuple[Citation, ...]) -> None:
        self.missing = [sought for sought in self.missing if not sought.reached_by(claim, cited)]

    @property
    def text(self) -> str:
        """The claims in paragraphs and list entries, each with its markers."""
        text = ""
        for claim, opening in zip(self.claims, self.openings, strict=True):
            gap = {"": " ", "paragraph": "\n\n", "item": "\n- "}[opening]
            text += gap + marked(claim)
        return text.strip() if not text.startswith("\n-") else text.lstrip("\n")

    @property
    def withheld(self) -> int:
        """How many sentences were withheld."""
        return sum(judged.became == "withheld" for judged in self.judged)


class Writer:
    """Writes answers with one endpoint. Safe to use from several threads."""

    def __init__(  # noqa: PLR0913  one for each thing that it works with
        self,
        settings: BotSettings,
        corpus: Corpus,
        endpoint: Endpoint,
        verifier: Verifier,
        database: Database,
        count: Callable[[str], int],
    ) -> None:
        self._settings = settings
        self._corpus = corpus
        self._endpoint = endpoint
        self._verifier = verifier
        self._database = database
        self._count = count
        self._breaker = Breaker()

    @property
    def open_requests(self) -> int:
        """How many requests to the endpoint are under way."""
        return self._endpoint.open_requests

    def write(self, context: Context, reader: Reader) -> None:
        """Put a written answer in the place of the extractive one, or say why there is none."""
        given = material(context, self._corpus)
        prompt = prompt_of(given, self._corpus, self._settings.llm_prompt_tokens, self._count)
        judge = Judge(prompt.material, self._corpus, self._verifier)
        draft = Draft(reader.told, list(prompt.material.sought))
        failed: EndpointError | None = None
        try:
            self._draft(prompt, judge, draft, reader)
        except EndpointError as error:
            failed = error
            _LOG.warning("no written answer, or not all of it: %s", error)
        context.judged = draft.judged
        if not draft.shown:
            context.fallback = UNAVAILABLE if failed else FELL_SHORT
            return
        for ruling in judge.untold():
            draft.take(ruling, "paragraph")
        context.quoting = context.text, context.claims, context.citations
        context.mode, context.claims, context.text = "generative", draft.claims, draft.text
        context.citations, context.withheld = judge.citations.all, draft.withheld

    def _draft(self, prompt: Prompt, judge: Judge, draft: Draft, reader: Reader) -> None:
        model = self._settings.llm_model or ""
        sent = Sent(model, VERSION, prompt.digest, prompt.length)
        usage = Usage()
        with self._breaker.passing():
            try:
                with self._endpoint.slot(), recorded(self._database, sent, usage, draft.judged):
                    self._take(prompt, judge, draft, usage, reader)
            except EndpointError as error:
                # An endpoint that needs longer than there is time has not failed.
                if error.kind != "too slow" or not draft.shown:
                    raise

    def _take(
        self, prompt: Prompt, judge: Judge, draft: Draft, usage: Usage, reader: Reader
    ) -> None:
        until = time.monotonic() + self._settings.llm_limit_s
        pieces = self._endpoint.stream(prompt.system, prompt.user, usage, until, reader.wanted)
        with closing(pieces):
            for number, written in enumerate(_sentences(pieces)):
                if number == _MOST_SENTENCES or len(draft.claims) == _MOST_CLAIMS:
                    return
                draft.take(judge.judge(written), written.opening)


def _sentences(pieces: Iterator[str]) -> Iterator[Written]:
    splitter = Splitter()
    yield from chain.from_iterable(splitter.feed(piece) for piece in pieces)
    yield from splitter.end()
