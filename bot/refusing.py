"""Refusing: saying that the sources do not answer, where to look, and whom to ask instead."""

import re
from collections.abc import Sequence

from bot.answer import Citation
from bot.citing import Citations
from bot.context import Context
from bot.handover import Directory
from bot.tables.answering import Tables
from bot.tables.model.words import SMALL
from bot.verifier import MARKER, harmless
from corpus.library import Corpus
from corpus.sentences import Span
from index.search import Index

_NEAREST = 2
# A passage of another document is named beside the nearest only if it does nearly as well.
_NEARLY = 0.9
_SHORT_NAME = re.compile(r"\b[A-Z]{2,}\b")
_NOT_SAID = "The sources I have do not say that. The nearest passages, in case they help:"
_NOT_NAMED = "The sources I have do not mention {}. The nearest passages, in case they help:"
_LACKS = "The table \u201c{}\u201d in my sources does not have {}."
_NOT_COVERED = (
    "That is outside what my sources cover: OPM's documents on artificial intelligence in the "
    "federal workforce, and notes on what holds today."
)
_WHAT_I_DO = (
    "I answer questions about OPM's documents on artificial intelligence in the federal workforce "
    "and about what holds today, for example: What counts as AI work? Please ask in a sentence."
)
_OTHERS_CAN = "The sources do not answer this; this office can."
_NOT_MINE = "For questions about your work that these documents do not cover, start there."
_FIRST_CONTACT = "human_resources"
# A question so short that belongs to nothing is more likely a greeting or a slip.
_UNCLEAR = 2
_NONE_HELD = "I found passages but could not quote them safely. They are here, to read yourself:"
_FAILED = "I withheld my answer, because a check on it failed. Please ask the office named below."


def names_one_of(names: frozenset[str], question: str) -> bool:
    """Whether a question has one of some short names; "opm" is OPM, but "it" is a word."""
    words = re.findall(r"\w+", question)
    return any(word.upper() in names for word in words if word.isupper() or word not in SMALL)


class Refusing:
    """The ways not to answer a question, by what was found for it."""

    def __init__(self, index: Index, corpus: Corpus, tables: Tables, directory: Directory) -> None:
        self._index = index
        self._corpus = corpus
        self._tables = tables
        self._directory = directory
        titles = " ".join(document.title for document in corpus.documents)
        self._subjects = frozenset(_SHORT_NAME.findall(titles))

    def unclear(self, context: Context) -> None:
        """It asks for nothing: say what can be asked."""
        context.outcome, context.text = "needs_clarification", _WHAT_I_DO

    def unnamed(self, context: Context, names: Sequence[str]) -> None:
        """It asks about something that has an identifier which no source knows."""
        self._end(context, _NOT_NAMED.format(" or ".join(names)))
        self._point(context)

    def lacks(self, context: Context) -> bool:
        """Say so where it names a row or column that the table it is about lacks."""
        lack = self._tables.lacks(self._index.corrected(context.asked))
        if lack is None:
            return False
        table = lack.table.table
        self._end(context, _LACKS.format(table.name, lack.said))
        citations = Citations(self._corpus)
        context.text += f" [{citations.number(table.document_id, table.table.span)}]"
        context.citations = citations.all
        return True

    def unanswered(self, context: Context) -> None:
        """What was found does not answer it: not said, not ours, or no question at all."""
        if any(found.belongs for found in context.found) or self._names_subject(context.asked):
            self._end(context, _NOT_SAID)
            self._point(context)
        elif len(context.question.split()) <= _UNCLEAR:
            self.unclear(context)
        else:
            context.outcome, context.text = "out_of_scope", _NOT_COVERED
            context.handover = self._directory.by_id(_FIRST_CONTACT, _NOT_MINE)

    def _names_subject(self, question: str) -> bool:
        """Whether a question has a short name of the titles, such as OPM, or what rows are."""
        said = self._index.corrected(question)
        return names_one_of(self._subjects, said) or self._tables.speaks_of_rows(said)

    def none_held(self, context: Context) -> None:
        """Nothing that was composed holds."""
        self._end(context, _NONE_HELD)
        self._point(context)

    def failed(self, context: Context) -> None:
        """The answer breaks a promise: nothing of it is shown."""
        context.clear()
        self._end(context, _FAILED)

    def _end(self, context: Context, text: str) -> None:
        context.outcome, context.text = "not_in_sources", text
        context.handover = self._directory.nearest(context.vector, _OTHERS_CAN)

    def _point(self, context: Context) -> None:
        """Name the sections of the nearest passages as places to look, and claim nothing."""
        citations = Citations(self._corpus)
        hits = context.hits[:_NEAREST]
        for hit in hits:
            same = hit.chunk.document_id == hits[0].chunk.document_id
            if same or hit.score >= _NEARLY * hits[0].score:
                citations.number(hit.chunk.document_id, Span(hit.chunk.start, hit.chunk.end))
        context.citations = citations.all
        context.text += " " + ", ".join(_place(citation) for citation in citations.all)


def _place(citation: Citation) -> str:
    """A passage by the heading that it stands under, where that is fit to be shown."""
    heading = citation.section[-1] if citation.section else ""
    fit = heading and harmless(heading) and not MARKER.search(heading)
    return f"\u201c{heading}\u201d [{citation.number}]" if fit else f"[{citation.number}]"
