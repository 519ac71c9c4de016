"""A document's text under the model's tokenizer: what fits into a chunk."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.sentences import Span, without_marks

# The model reads 256 tokens, two of which mark begin and end.
MAX_TOKENS = 245
_MAX_CONTEXT = 60

CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Measure:
    """Words and sizes of one document; ``count`` gives the model's number of tokens of a text."""

    title: str
    text: str
    count: CountTokens

    def words(self, span: Span) -> str:
        """What a reader sees of a span: no footnote marks."""
        return without_marks(self.text[span.start : span.end])

    def heading(self, section: tuple[str, ...]) -> str:
        """The innermost headings, as far as they tell a section from its siblings."""
        words = (" > ".join(section[-2:]) or self.title).split()
        while len(words) > 1 and self.count(" ".join(words)) > _MAX_CONTEXT:
            words = words[: len(words) * 3 // 4]
        shown = " ".join(words)
        return shown if self.count(shown) <= _MAX_CONTEXT else shown[:_MAX_CONTEXT]

    def reading(self, section: tuple[str, ...], said: str) -> str:
        """What the models read for a chunk: its headings, then what it says."""
        return f"{self.heading(section)}\n{said}".strip()

    def tokens(self, section: tuple[str, ...], span: Span, said: str) -> int:
        """The size of a chunk: of its words or of its reading, whichever is longer."""
        return max(self.count(self.words(span)), self.count(self.reading(section, said)))

    def fits(self, section: tuple[str, ...], span: Span, said: str) -> bool:
        return self.tokens(section, span, said) <= MAX_TOKENS

    def cut(self, section: tuple[str, ...], span: Span) -> list[Span]:
        """A span in halves, between words where there are any, until each piece fits."""
        if self.fits(section, span, self.words(span)) or span.end - span.start <= 1:
            return [span]
        middle = (span.start + span.end) // 2
        blank = self.text.find(" ", middle, span.end)
        at = blank if blank > 0 else middle
        halves = (Span(span.start, at), Span(at, span.end))
        trimmed = [self._trimmed(half) for half in halves]
        return [piece for half in trimmed if half for piece in self.cut(section, half)]

    def _trimmed(self, span: Span) -> Span | None:
        words = self.text[span.start : span.end]
        if not words.strip():
            return None
        lead = len(words) - len(words.lstrip())
        return Span(span.start + lead, span.start + lead + len(words.strip()))
