"""Text: a sentence or a quote, read once for all checks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.bearing_out import lexicon
from bot.bearing_out.facts import Fact, facts
from bot.bearing_out.words import Word, folded, words

_ALIKE = 0.8


@dataclass(frozen=True)
class Text:
    """A folded text with its words and facts."""

    text: str
    facts: tuple[Fact, ...] = field(default=())

    @classmethod
    def of(cls, text: str) -> "Text":
        plain = folded(text)
        return cls(plain, facts(plain))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        return tuple(word.low for word in self.words)

    @cached_property
    def plain(self) -> tuple[Word, ...]:
        """The words that carry content and belong to no fact."""
        return tuple(w for w in self.words if not w.is_small and not self.fact_at(w))

    def fact_at(self, word: Word) -> Fact | None:
        """The fact that a word belongs to."""
        found = (fact for fact in self.facts if fact.start <= word.start < fact.end)
        return next(found, None)


@dataclass(frozen=True)
class Case:
    """A sentence with the quotes that are to bear it out: what a check is asked about."""

    said: Text
    quotes: Sequence[Text]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all quotes."""
        return frozenset(stem for quote in self.quotes for stem in quote.stems)

    @cached_property
    def aligned(self) -> dict[str, str]:
        """For each stem of the sentence, that of the word of the quotes most like it."""
        found = {word.stem: word.stem for word in self.said.words}
        known = [w for quote in self.quotes for w in quote.plain]
        for word in self.said.plain:
            if word.stem not in self.stems:
                best = max(known, key=lambda w: lexicon.nearness(word.low, w.low), default=None)
                if best and lexicon.nearness(word.low, best.low) >= _ALIKE:
                    found[word.stem] = best.stem
        return found

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The content words of all quotes, folded, each once."""
        return tuple(dict.fromkeys(w.low for q in self.quotes for w in q.words if not w.is_small))
