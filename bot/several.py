"""Several: all of a sort, where a question asks for that, and not only the likeliest sentences.

Two things tell which sentences belong together. A section whose heading the question says is about
what is asked: "What are the risks of generative AI?" is answered with all of "Risks". And sentences
of one section that open with the same words list things: "The order gave agencies 60 days …", "The
order gave agencies 90 days …".
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.evidence import Candidate
from bot.stemming import stem_of
from bot.tables.model.words import SMALL
from corpus.library import Corpus
from corpus.outline import BlockKind
from corpus.sentences import Span, sentences

_MOST = 10
_PAIR = 2
# So much of the best one's weight those have that come with it.
_NEAR = 0.7
_ENTRY = 0.25
# So many words sentences open with that list things.
_FRAME = 4
_NUMBERED = re.compile(r"\b[A-Z]+-\d[\d-]+\b")
_WORD = re.compile(r"[^\W_]+(?:[-.'\u2019][^\W_]+)*")
_SMALL = SMALL | frozenset("about all any list many must name under use used using".split())
# A word that may be a plural: no "does", "this", "process".
_NO_PLURAL = r"(?:does|was|has|is|this|its|his|us|as|always|perhaps|status|series)\b"
_PLURAL = rf"(?!{_NO_PLURAL})[\w\u2019'-]+(?<![su])s\b"
_WORDS = r"(?:[\w.'\u2019-]+ )"
_VERB = (
    "require|order|oblige|mandate|cover|change|include|contain|offer|provide|allow|name|list|expect|"
    "demand|ask|call|consist|tell|direct|issue|do|use|say|set|recommend|advise"
)
_AFTER = (
    "are|were|do|did|does|can|could|may|must|should|will|would|has|have|had|apply|exist|count|"
    "come|need"
)
_TELL = "list|name|(?:give|tell|show)(?: me)?"
_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What are the risks …, which were the deadlines …
        rf"\b(?:what|which)(?:['\u2019]re| are| were) (?!(?:you|we|they|i)\b){_WORDS}*?{_PLURAL}",
        # What pay flexibilities are there, which rules apply
        rf"\b(?:what|which) (?!of\b){_WORDS}{{0,4}}?{_PLURAL} (?:{_AFTER})\b",
        # What does the memo require
        rf"\bwhat (?:all )?(?:do|does|did|must|should|can|may) {_WORDS}{{1,6}}?(?:{_VERB})\b",
        # List the deadlines, tell me all the rules
        rf"^\W*(?:please )?(?:{_TELL}) (?:all |the |every ){_WORDS}*?{_PLURAL}",
        # What about records, tell me about training
        r"^\W*(?:and |so )?(?:what|how) about\b",
        r"\b(?:tell me|anything|something|information|rules) (?:about|on)\b",
    )
)


def asks_for_several(question: str) -> bool:
    """Whether a question asks for all of a sort: "what are the risks", "what does it require"."""
    return any(pattern.search(question) for pattern in _ASKS)


def together(
    corpus: Corpus, question: str, candidates: Sequence[Candidate]
) -> tuple[str, list[Span]]:
    """The document and the sentences, in its order, that answer a question for all of a sort.

    None where that is not asked, or nothing shows which belong together.
    """
    if not candidates or candidates[0].table or not asks_for_several(question):
        return "", []
    best, near = candidates[0], _near(candidates)
    for one in near:
        section = section_of(corpus, one)
        if _is_said(section, question) and (spans := _all_of(corpus, question, one, best)):
            return one.document_id, spans
    return best.document_id, _in_one_frame(corpus, question, best, near)


def share_to_reach(corpus: Corpus, question: str, candidates: Sequence[Candidate]) -> float:
    """How much of the judge's threshold the best candidate must reach: less where it is of a list.

    No entry of a list says by itself what all of them answer: "the deadlines".
    """
    _, spans = together(corpus, question, candidates)
    # Of a document that the question names by its number, not of whatever has such a list.
    named = (
        any(code in candidates[0].text for code in _NUMBERED.findall(question)) if spans else False
    )
    return _ENTRY if named and len(spans) > _PAIR else 1.0


def is_of_section(corpus: Corpus, question: str, candidates: Sequence[Candidate]) -> bool:
    """Whether a question asks for all of what a section is about, and for nothing else.

    It has a word of the heading and none that the headings lack, as in "What about records?", so
    what stands there is what the sources say.
    """
    asked = _content(question)
    paths = [section_of(corpus, one) for one in _near(candidates)]
    return asks_for_several(question) and any(
        len(path) >= _PAIR and asked & _content(path[-1]) and asked <= _content(" ".join(path))
        for path in paths
    )


def _near(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that weigh not much less than the best candidate."""
    least = _NEAR * max((one.score for one in candidates), default=0.0)
    return [one for one in candidates if one.score >= least and one.table is None]


def section_of(corpus: Corpus, candidate: Candidate) -> tuple[str, ...]:
    """The path of headings under which a candidate stands."""
    return next(
        block.section
        for block in corpus.outline(candidate.document_id)
        if block.span.start <= candidate.span.start < block.span.end
    )


def _is_said(section: tuple[str, ...], question: str) -> bool:
    """Whether a question has a section's heading, or all but a word and else but the title's.

    "Incentives and pay" of notes on flexibilities is what "pay flexibilities" asks for.
    """
    if len(section) < _PAIR:
        return False
    asked, heading = _content(question), _content(section[-1])
    if heading <= asked:
        return bool(heading)
    return len(heading - asked) == 1 < len(heading) and asked <= _content(" ".join(section))


def _all_of(corpus: Corpus, question: str, one: Candidate, best: Candidate) -> list[Span]:
    """All sentences of the section of ``one``, if it is short and none of them alone is meant."""
    text, section = corpus.text(one.document_id), section_of(corpus, one)
    blocks = [
        block
        for block in corpus.outline(one.document_id)
        if block.section == section and block.kind is not BlockKind.HEADING
    ]
    if any(block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM} for block in blocks):
        return []
    spans = [span for block in blocks for span in sentences(text, *block.span)]
    said = [_content(text[span.start : span.end]) for span in spans]
    for word in _content(question) - _content(" ".join(section)):
        having = sum(word in own for own in said)
        # What only some of them say asks for those, "the risks for copyright", and what none of
        # them says, but the likeliest answer does, for that.
        if 0 < having <= len(said) / _PAIR or (not having and word in _content(best.text)):
            return []
    return spans if _PAIR <= len(spans) <= _MOST else []


def _in_one_frame(
    corpus: Corpus, question: str, best: Candidate, near: Sequence[Candidate]
) -> list[Span]:
    """The best sentence with those of its section that open as it does."""
    section = section_of(corpus, best)
    opening = _opening(best.text)
    shared = {
        one.span: _shared(opening, _opening(one.text))
        for one in near
        if one is not best
        and one.document_id == best.document_id
        and section_of(corpus, one) == section
    }
    most = max(shared.values(), default=0)
    if most < _FRAME:
        return []
    # "Which jobs does it cover?" asks for no more than the one that says "covers".
    if most < len(opening) and stem_of(opening[most]) in _content(question):
        return []
    spans = [best.span, *(span for span, words in shared.items() if words == most)]
    return sorted(spans)[:_MOST]


def _opening(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text) if word.lower() != "also"]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two sentences have in common from their beginning on."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _content(text: str) -> set[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return {stem_of(word) for word in words if word not in _SMALL}
