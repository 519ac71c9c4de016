"""Judging: from a sentence as a model wrote it to a claim, or to why it is withheld.

A sentence is held against what it cites, and against as little of that as bears it out: one
sentence of each passage, then two, then three. So citations lead to the place and not to a page,
and numbers of neighbouring sentences are not mixed up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer import Citation, Claim
from bot.bearing_out import Verdict, Verifier
from bot.citing import Citations
from bot.generating.judged import Became, Judged
from bot.generating.material import Material, Passage, Result
from bot.generating.sentences import Written
from bot.tables.model.words import content
from bot.verifier import evidence, plain, unsupported
from corpus.document import Source
from corpus.library import Corpus
from corpus.sentences import Span

# How many sentences of a passage may bear one out.
_SIZES = (1, 2, 3)
_LONGEST = 600
# Words in quotation marks, which only a full text can bear out: notes are in our own words.
_QUOTATION = re.compile(r"[\"“]([^\"“”]*)[\"”]")


@dataclass(frozen=True)
class Ruling:
    """What becomes of a sentence: its claim, and what that cites, if it has one."""

    judged: Judged
    claim: Claim | None = None
    cited: tuple[Citation, ...] = ()


class Judge:
    """Judges the sentences of one answer. Claims get the numbers of ``citations``."""

    def __init__(self, material: Material, corpus: Corpus, verifier: Verifier) -> None:
        self.citations = Citations(corpus)
        self._material = material
        self._corpus = corpus
        self._verifier = verifier
        self._said: set[str] = set()
        self._told: set[int] = set()

    def judge(self, written: Written) -> Ruling:
        """What becomes of a sentence."""
        cited = [self._source(number) for number in written.numbers]
        known = [source for source in cited if source is not None]
        if not known or len(known) < len(cited):
            return self._withheld(written, "citation", "it cites nothing, or what was not given")
        if result := self._result(written):
            return self._of_result(written, result)
        if len(written.text) > _LONGEST or not plain(written.text):
            return self._withheld(written, "form", "it carries markup or a link, or never ends")
        return self._borne_out(written, known)

    def untold(self) -> Iterator[Ruling]:
        """What tables say to the question and no sentence has said yet."""
        for number, result in enumerate(self._material.results, 1):
            if number not in self._told:
                yield self._of_result(Written(result.line, (number,)), result)

    def _source(self, number: int) -> Result | Passage | None:
        sources = self._material.sources
        return sources[number - 1] if 0 < number <= len(sources) else None

    def _result(self, written: Written) -> Result | None:
        """The one result that a sentence cites, if it cites nothing else."""
        cited = [self._source(number) for number in written.numbers]
        one = cited[0] if len(cited) == 1 else None
        return one if isinstance(one, Result) else None

    def _of_result(self, written: Written, result: Result) -> Ruling:
        """A result in its own words, once, whatever the model makes of it.

        It was worked out for this very question, and checked.
        """
        number = self._material.results.index(result) + 1
        if number in self._told:
            return Ruling(Judged(written.text, written.numbers, "repeated"))
        self._told.add(number)
        cited = [self._again(citation) for citation in result.citations]
        claim = result.claim.model_copy(update={"citations": tuple(c.number for c in cited)})
        same = _folded(written.text) in _folded(result.line)  # which may be several sentences
        judged = Judged(written.text, written.numbers, "released" if same else "repaired")
        return Ruling(judged, claim, tuple(cited))

    def _borne_out(self, written: Written, known: list[Result | Passage]) -> Ruling:
        """The claim that the least evidence bears out, or what is wrong with the sentence."""
        if _folded(written.text) in self._said:
            return Ruling(Judged(written.text, written.numbers, "repeated"))
        for size in _SIZES:
            cited = self._cited(known, written.text, size)
            text = _unquoted(written.text, cited)
            verdict = self._verdict(text, cited)
            if verdict.holds:
                return self._released(written, text, cited)
        return self._withheld(written, verdict.kind, verdict.why)

    def _verdict(self, text: str, cited: list[Citation]) -> Verdict:
        """Whether a sentence holds, by the verifier and by the invariants of an answer."""
        claim = Claim(text=text, citations=tuple(c.number for c in cited), kind="paraphrase")
        if breach := unsupported(claim, cited, self._corpus):
            return Verdict(holds=False, kind="invariant", why=breach)
        return self._verifier.judge(text, [evidence(c, self._corpus) for c in cited])

    def _released(self, written: Written, text: str, cited: list[Citation]) -> Ruling:
        final = [self._again(citation) for citation in cited]
        numbers = tuple(dict.fromkeys(citation.number for citation in final))
        self._said.add(_folded(written.text))
        became: Became = "released" if text == written.text else "repaired"
        claim = Claim(text=text, citations=numbers, kind="paraphrase")
        return Ruling(Judged(written.text, written.numbers, became), claim, tuple(final))

    def _again(self, citation: Citation) -> Citation:
        """The citation of the same place among those of the answer."""
        span = Span(citation.start, citation.end)
        number = self.citations.number(citation.document_id, span, citation.cells or ())
        return self.citations.all[number - 1]

    def _cited(self, known: list[Result | Passage], text: str, size: int) -> list[Citation]:
        """What of the sources might bear a sentence out, numbered by itself."""
        tried = Citations(self._corpus)
        for source in known:
            if isinstance(source, Passage):
                for span in _nearest(source, text, size):
                    tried.number(source.document_id, span)
                continue
            for c in source.citations:
                tried.number(c.document_id, Span(c.start, c.end), c.cells or ())
        return tried.all

    @staticmethod
    def _withheld(written: Written, kind: str, why: str) -> Ruling:
        return Ruling(Judged(written.text, written.numbers, "withheld", kind, why))


def _nearest(passage: Passage, text: str, size: int) -> list[Span]:
    """At most so many sentences that together hold the most of a text's words, in their order.

    Neighbours make one span.
    """
    left = set(content(text))
    words = [set(content(sentence.text)) for sentence in passage.sentences]
    chosen: set[int] = set()
    while len(chosen) < min(size, len(words)):
        rest = [at for at in range(len(words)) if at not in chosen]
        best = max(rest, key=lambda at: len(left & words[at]))
        if chosen and not left & words[best]:
            break
        left -= words[best]
        chosen.add(best)
    spans: list[Span] = []
    for at in sorted(chosen):
        span = passage.sentences[at].span
        if spans and at - 1 in chosen:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _unquoted(text: str, cited: list[Citation]) -> str:
    """The sentence without quotation marks where it cites notes, which quote nobody."""
    if any(citation.source is not Source.NOTES for citation in cited):
        return text
    return _QUOTATION.sub(r"\1", text)


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(" .").lower()
