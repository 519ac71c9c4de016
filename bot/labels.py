"""Labels: whose words a paragraph gives, where an agency's own rules stand beside others."""

from collections.abc import Iterator

from bot.answer import Answer
from corpus.library import Corpus
from corpus.overlay import Overlaid

# What an answer says first where the agency's own documents have nothing to the question.
_SILENT = "{}: I found nothing on this in its own documents."
_PARAGRAPH = "\n\n"


def label(corpus: Corpus, document_id: str) -> str:
    """The agency whose own document it is, else its publisher; nothing where no agency is known."""
    if not isinstance(corpus, Overlaid):
        return ""
    return corpus.agency_of(document_id) or corpus.document(document_id).publisher


def labelled(corpus: Corpus, document_id: str, lines: list[str]) -> list[str]:
    """The lines of a paragraph or list under its label."""
    said = label(corpus, document_id)
    if not said or not lines:
        return lines
    is_list = lines[0].startswith("- ")
    return [f"{said}:", *lines] if is_list else [f"{said}: {lines[0]}", *lines[1:]]


def silence(corpus: Corpus) -> str:
    """The sentence that says that an agency's own documents have nothing; empty without any."""
    return _SILENT.format(corpus.own.manifest.agency) if isinstance(corpus, Overlaid) else ""


def unlabelled(text: str, corpus: Corpus, answer: Answer) -> str:
    """What is left of a text without the labels of what it cites."""
    left = text.replace(silence(corpus), " ") if isinstance(corpus, Overlaid) else text
    labels = {label(corpus, citation.document_id) for citation in answer.citations} - {""}
    for said in sorted(labels, key=len, reverse=True):
        left = left.replace(f"{said}:", " ")
    return left


def label_faults(answer: Answer, cited: dict[str, set[int]], corpus: Corpus) -> Iterator[str]:
    """Every paragraph that does not say whose words it gives; ``cited`` has their citations."""
    by_number = {c.number: c for c in answer.citations}
    for paragraph, numbers in cited.items():
        owners = {label(corpus, by_number[n].document_id) for n in numbers if n in by_number}
        if owners - {""} and (len(owners) > 1 or not paragraph.startswith(f"{min(owners)}:")):
            yield f"the paragraph {paragraph[:40]!r} does not say whose rule it gives"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with its list."""
    return text.split(_PARAGRAPH)
