"""Naming: which rows, columns, values and codes of a table a question names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from bot.tables.model.columns import Kind
from bot.tables.model.measures import unit_of
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names import senses
from bot.tables.names.bands import band_mentions
from bot.tables.names.days import day_mentions
from bot.tables.names.forms import BRIDGES, same_bag
from bot.tables.names.mentions import Mention, Name, Role, Synonyms
from bot.tables.names.seasons import season_mentions
from bot.tables.names.series import Series
from bot.tables.names.vocabulary import LONGEST, Vocabulary

_BEFORE_VERBS = frozenset(
    """
    i you we they to am can could would should may must ll not
    """.split()
)


def names_of(tables: Iterable[TypedTable], synonyms: Synonyms) -> list["Names"]:
    """The names of each table, which know the headings of all."""
    tables = list(tables)
    headings = frozenset(stems(table.name) for table in tables)
    return [Names(table, synonyms, headings) for table in tables]


# Letters that stand alone in a sentence, or after an apostrophe, and name nothing.
_PARTICLES = frozenset({"a", "i", "s", "t", "d", "m"})
# Small words within a name.
_WITHIN_NAMES = BRIDGES - {"and", "or"}
# What leads to the name of a document: "on the fee schedule".
_WITHIN = frozenset({"in", "on", "from", "per", "under", "at"})
# What documents are, as their titles call them.
_DOCUMENTS = frozenset(
    stems(
        "schedule list register inventory calendar guide handbook table catalog log directory rules"
    )
)
# What stands before the last word of a name alone: "the sonar".
_DEFINITE = frozenset({"the", "this", "that", "our", "my", "your", "a", "an"})
# And, of several: "the deposit for camera and scanner".
_JOINING = frozenset({"for", "of", "and", "or", "than", "between", "versus", "vs"})
# How names begin: "competencies starting with Data".
_OPENING = frozenset({"start", "starts", "starting", "begin", "begins", "beginning", "opening"})
# So many words of a meaning have to be said, where it has more than one.
_SEVERAL = 2
_Run = tuple[str, ...]


class Names:
    """The names of one table, by the stems of their words.

    ``headings`` are those of all tables, as stems.
    """

    def __init__(
        self, table: TypedTable, synonyms: Synonyms, headings: frozenset[tuple[str, ...]]
    ) -> None:
        self.table = table
        self._headings = headings
        self._series = Series(table)
        self._vocabulary = Vocabulary(table, synonyms)

    @property
    def about(self) -> frozenset[str]:
        """The stems by which the table speaks of itself: headings, introduction and columns."""
        return self._vocabulary.about

    @property
    def publisher(self) -> frozenset[str]:
        """The stems of who publishes the table's document."""
        return self._vocabulary.publisher

    def meanings(self, word: Word) -> frozenset[str]:
        """The stems of a word and of the single words that stand for it."""
        return self._vocabulary.meanings(word)

    @property
    def series(self) -> dict[str, int]:
        """Columns that differ in a number alone, by that number: ``{"13": 3}`` for ``GS-13``."""
        return self._series.columns

    @property
    def prefix(self) -> tuple[str, ...]:
        """What the columns of the series share: ``("gs",)``."""
        return self._series.prefix

    @cached_property
    def timed(self) -> dict[str, int]:
        """The columns of numbers or dates that are about a time, where each has one of its own."""
        found = [
            (senses.sense_of(c.name, of_days=c.kind is Kind.DATE), c.at)
            for c in self.table.columns[1:]
            if c.kind is not Kind.TEXT
        ]
        told = [sense for sense, _ in found if sense]
        return {sense: at for sense, at in found if sense and told.count(sense) == 1}

    def is_later(self, column: int) -> bool:
        """Whether a column is about a time to come."""
        return self.timed.get("later") == column

    def find(self, words: list[Word], text: str) -> list[Mention]:
        """The mentions in a question, in its order; the longest win where they overlap."""
        bagged = [*self._bagged(words)]
        whole = [_in_full(m) for m in bagged if self._is_whole(words, m)]
        found = [m for m in (*self._candidates(words), *whole) if not self._misread(words, m)]
        found.sort(key=lambda m: (-m.size, m.name.weak, m.start))
        found += [*bagged, *self._parts(words), *self._sorts(words)]
        titles = [*self._titles(words)]
        found = [m for m in found if not any(a <= m.start and m.end <= b for a, b in titles)]
        taken: set[int] = set()
        kept: list[Mention] = []
        for mention in found:
            place = set(range(mention.start, mention.end))
            same = [m for m in kept if (m.start, m.end) == (mention.start, mention.end)]
            if not place & taken or any(m.name.weak == mention.name.weak for m in same):
                kept.append(mention)
                taken |= place
        days = day_mentions(text, words, self.table, kept)
        bands = band_mentions(text, words, self.table)
        seasons = season_mentions(text, words, self.table)
        kept += [m for m in (*days, *bands, *seasons) if not taken & set(range(m.start, m.end))]
        return sorted([*kept, *self._series.mentions(words, text, taken)], key=lambda m: m.start)

    def _candidates(self, words: list[Word]) -> Iterator[Mention]:
        runs, known = _runs(tuple(words)), self._vocabulary
        for run in runs.stems & known.runs:
            for start, end in runs.places[run]:
                yield from (Mention(name, start, end) for name in known.names[run])
        for said in runs.said & known.said:
            for start, end in runs.places_said[said]:
                yield from (Mention(name, start, end) for name in known.parts[said])
        yield from self._timed(words)
        yield from self._meant(words)

    def _parts(self, words: list[Word]) -> list[Mention]:
        """Rows by their last words or their first ones, the longest first."""
        runs = _runs(tuple(words))
        found = [
            Mention(part, start, end)
            for run in runs.stems & self._vocabulary.runs_of_parts
            for start, end in runs.places[run]
            if (part := self._part(words, start, end, run))
        ]
        return sorted(found, key=lambda m: (-m.size, m.start))

    def _part(self, words: list[Word], start: int, end: int, run: _Run) -> Name | None:
        """The row of which the last words, or the first ones, stand for it: "the sonar"."""
        before = words[start - 1].text if start else ""
        if before in _DEFINITE | _JOINING and (last := self._vocabulary.heads.get(run)):
            return last
        opens = end == len(words) or words[end].small or words[end].stem in self._kinds
        if before not in _DEFINITE or not opens:
            return None
        # "The technical ones" are those of a table of that name.
        headed = any(heading[: len(run)] == run for heading in self._headings)
        return None if headed else self._vocabulary.openings.get(run)

    def _sorts(self, words: list[Word]) -> Iterator[Mention]:
        """Rows of a sort, by a word that their names share: "awareness competencies"."""
        headed = {stem for heading in self._headings for stem in heading}
        for at, word in enumerate(words):
            before = [w.text for w in words[:at] if w.text not in {"the", "word", "words"}]
            noun = at + 1 < len(words) and words[at + 1].stem in self._kinds
            opens = before[-1:] == ["with"] and not _OPENING.isdisjoint(before[-2:])
            if not (noun or opens) or word.small or word.stem in self.about | PLAIN | headed:
                continue
            names = self._vocabulary.sorts(word.stem, opening=opens)
            if names:
                yield Mention(Name(Role.VALUE, 0, names), at, at + 1)

    def _titles(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        """Where a question says what document it is about: "on the fee schedule".

        That names no column Fee, unless a row or a column is called so in full.
        """
        runs = _runs(tuple(words))
        for run in runs.stems & self._title_runs:
            for start, end in runs.places[run]:
                before = [word.text for word in words[max(start - 2, 0) : start]]
                leads = before[:1] == ["of"] and words[start].capital  # "of the Bureau"
                if before[-1:] and before[-1] in _DEFINITE and (leads or before[0] in _WITHIN):
                    yield start, end

    @cached_property
    def _title_runs(self) -> frozenset[_Run]:
        """What may stand for the title of the document: words of it up to what documents are."""
        title = stems(self.table.document.title)
        ends = [at for at, stem in enumerate(title, 1) if stem in _DOCUMENTS or at == len(title)]
        runs = {title[start:end] for end in ends for start in range(max(end - LONGEST, 0), end - 1)}
        return frozenset(runs - self._vocabulary.runs)

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The stems of what the rows are: "the ethics session"."""
        return frozenset(content(self.table.key.name))

    def _meant(self, words: list[Word]) -> Iterator[Mention]:
        """Words that a code is explained with."""
        for stems_of, name in self._vocabulary.meant:
            spots = [at for at, word in enumerate(words) if word.stem in stems_of]
            if len({words[at].stem for at in spots}) >= min(len(stems_of), _SEVERAL):
                yield from (Mention(name, at, at + 1) for at in spots)

    def _timed(self, words: list[Word]) -> Iterator[Mention]:
        """Words of a time where a column is about that time: "three years from now"."""
        if not self.timed:
            return
        starts = {}
        text = ""
        for at, word in enumerate(words):
            starts[len(text)] = at
            text += word.text + " "
        for sense, column in self.timed.items():
            for start, end in senses.places(sense, text):
                last = max(at for place, at in starts.items() if place < end)
                yield Mention(Name(Role.COLUMN, column, weak=True), starts[start], last + 1)

    def _bagged(self, words: list[Word]) -> Iterator[Mention]:
        """All words of a row's name in another order or form: "solving problems"."""
        heavy = [at for at, word in enumerate(words) if not word.small]
        heads = {words[at].stem[:3] for at in heavy}
        for bag, name in self._vocabulary.bags:
            if any(stem[:3] not in heads for stem in bag):
                continue
            size = len(bag)
            for at in range(len(heavy) - size + 1):
                run = heavy[at : at + size]
                close = run[-1] - run[0] <= size + 1
                said = [words[i].stem for i in run]
                if close and same_bag(bag, said):
                    between = {words[i].text for i in range(run[0], run[-1])} - {
                        words[i].text for i in run
                    }
                    in_order = (*said,) == (*bag,) and between <= _WITHIN_NAMES
                    named = replace(name, weak=False) if in_order else name
                    yield Mention(named, run[0], run[-1] + 1)

    def _is_whole(self, words: list[Word], mention: Mention) -> bool:
        """Whether a run has just the words of a name, in any order: "the powered auger"."""
        run = words[mention.start : mention.end]
        said = tuple(word.stem for word in run if not word.small)
        names = [content(name) for name in mention.name.values]
        if not {word.text for word in run if word.small} <= _WITHIN_NAMES:
            return False
        return said in names or (len(said) == len(run) and sorted(said) in map(sorted, names))

    def _misread(self, words: list[Word], mention: Mention) -> bool:
        """Whether a run of words is the heading of a table word for word, and a row only by stems.

        "Technical competencies" is a section, though "Technical Competence" is a row.
        """
        if mention.name.role not in {Role.ROW, Role.VALUE}:
            return False
        run = words[mention.start : mention.end]
        counted = mention.start > 0 and words[mention.start - 1].value is not None
        if counted and len(run) == 1 and unit_of(run[0].text):
            return True  # "500 lb" is no value "lb" of a column of units
        said = tuple(word.text for word in run)
        exact = any(said == tuple(w.text for w in words_in(v)) for v in mention.name.values)
        if not exact and tuple(word.stem for word in run) in self._headings:
            return True
        before = words[mention.start - 1].text if mention.start else ""
        plural = said[0].endswith("s") and not said[0].endswith("ss")  # no verb behind "can"
        return len(run) == 1 and not (run[0].capital or plural) and before in _BEFORE_VERBS


def _in_full(mention: Mention) -> Mention:
    return replace(mention, name=replace(mention.name, weak=False))


def _may_name(words: Sequence[Word], at: int) -> bool:
    """Whether a word may be a name by itself: a single letter only as a capital, and never "I".

    "A" that opens a question before a word that carries meaning is an article.
    """
    word = words[at]
    if word.text == "a" and at == 0 and len(words) > 1 and not words[1].small:
        return False
    return word.text not in _PARTICLES or (word.capital and word.text != "i")


class _Runs:
    """Every run of words that may be a name, by its stems and as it is said, with its places."""

    def __init__(self, words: Sequence[Word]) -> None:
        stems_of, texts = tuple(word.stem for word in words), tuple(word.text for word in words)
        self.places: dict[_Run, list[tuple[int, int]]] = defaultdict(list)
        self.places_said: dict[_Run, list[tuple[int, int]]] = defaultdict(list)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                if end > start + 1 or _may_name(words, start):
                    self.places[stems_of[start:end]].append((start, end))
                    self.places_said[texts[start:end]].append((start, end))
        self.stems, self.said = frozenset(self.places), frozenset(self.places_said)


@lru_cache(maxsize=64)  # every table looks for its names in the same question
def _runs(words: tuple[Word, ...]) -> _Runs:
    return _Runs(words)
