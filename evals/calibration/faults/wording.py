"""One word changed for another that says something else of obligation, quantity or direction."""

import re
from collections.abc import Sequence
from random import Random

from evals.calibration.faults.maker import Found, sentence_case, shuffled

Rules = tuple[tuple[str, tuple[str, ...]], ...]

_MODALITY: Rules = (
    (r"\bare required to\b", ("are encouraged to", "may", "are free to")),
    (r"\bis required\b", ("is recommended", "is optional")),
    (r"\b(?:has|have) to\b(?! be that)", ("may", "should")),
    (r"\bmust\b(?! not)", ("should", "may")),
    (r"\bmust not\b", ("should preferably not", "need not")),
    (r"(?<!nobody )\bshould\b(?! not)", ("must", "may")),
    (r"\bmay\b(?! not| no)", ("must", "will always")),
    (r"\bmight\b", ("must", "will")),
    (r"(?<!anyone )\bcan\b(?! best\b)", ("must", "will always")),
    (r"\bcould\b(?! not| be)", ("must",)),
    (r"\brequires\b", ("recommends", "permits")),
    (r"\brequired OPM to\b", ("allowed OPM to", "encouraged OPM to")),
    (r"\bobliges agencies to\b", ("encourages agencies to", "allows agencies to")),
    (r"\bencourages\b", ("obliges", "requires")),
    (r"\bencouraged\b", ("required", "obliged")),
    (r"\bdirected\b", ("allowed", "encouraged")),
    (r"\bOur inference is that\b", ("It is certain that", "OPM has confirmed that")),
    (r"\bappears? to be\b", ("certainly is", "has been proven to be")),
    (r"\b(?:presumably|probably)\b", ("certainly", "without doubt")),
    (r"\ballows\b", ("requires", "demands")),
    (r"\bare (?:advised|invited) to\b", ("are obliged to",)),
)
_QUANTIFIER: Rules = (
    (r"\b(?:more than|over|upward of)(?= [\d$])", ("fewer than", "at most", "exactly")),
    (r"\bat least\b", ("at most", "no more than")),
    (r"\bup to(?= [\d$])", ("at least", "more than")),
    (r"\b(?:nearly|almost|Nearly|Almost)(?= [\d$])", ("well over", "more than")),
    (r"\babout(?= \d)", ("at least twice", "far more than")),
    (r"\bmost of\b", ("all of", "none of")),
    (r"\bmostly\b", ("always", "never")),
    (r"\bsome(?= [a-z]+s\b)", ("all", "no")),
    (r"\bSome(?= [a-z]+s\b)", ("All", "No")),
    (r"\bcertain(?= [a-z])", ("all", "no")),
    (r"\b(?:usually|normally)\b", ("always", "never")),
    (
        r"(?<!above )\ball\b(?= [a-z]+)(?! (?:of|over|its|in|that|they)\b)",
        ("none of the", "only a few of the"),
    ),
    (r"\bone of the\b", ("the only one of the",)),
    (r"\ba long list of\b", ("all", "only a handful of")),
    (r"\bamong others, ", ("and nothing else, ",)),
    (r"\ban? (?:yearly|annual)\b", ("a monthly",)),
    (r"\bevery (quarter|year|month)\b", ("only once, in the first \\1",)),
    (r"\bare among\b", ("are all of",)),
    (r"\bis among\b", ("is all of",)),
    (r"\bonly\b", ("not only",)),
)
_DIRECTION: Rules = (
    (r"\bbefore\b", ("after",)),
    (r"\bafter\b", ("before",)),
    (r"\b(rose|went up|climbed)\b", ("fell", "went down")),
    (r"\b(falls|drops|fell)\b(?! due)", ("rises",)),
    (r"\bincreas(e|es|ed|ing)\b", ("decreas\\1",)),
    (r"\bdecreas(e|es|ed|ing)\b", ("increas\\1",)),
    (r"\badded\b", ("removed", "dropped")),
    (r"\bremoved\b(?! from)", ("added",)),
    (r"\beasier\b", ("harder",)),
    (r"\bearlier\b(?=[ ,])", ("later",)),
    (r"\blater\b", ("earlier",)),
    (r"\bfaster\b", ("slower",)),
    (r"\bmore (creative|efficient|productive|creatively)", ("less \\1",)),
    (r"\bless (effort|work)\b", ("more \\1",)),
    (r"\bfrom (?!GS)([\w-]+(?: \d+)?) to ([\w-]+(?: \d+)?)(?=[,.])", ("from \\2 to \\1",)),
    (r"\bover (educational|degrees|a single)", ("below \\1",)),
    (r"\b(began|started|launched)\b", ("ended",)),
    (r"\bextended\b", ("shortened",)),
    (r"\bgain\b", ("lose",)),
    (r"\bclose the gap\b", ("widen the gap",)),
    (r"\band above\b", ("and below",)),
    (r"\battract and keep\b", ("deter and dismiss",)),
    (r"\blongest\b", ("shortest",)),
    (r"\bclearer\b", ("less clear",)),
    (r"\bimprove\b", ("worsen",)),
    (r"\breleased\b(?= on| with)", ("withdrawn",)),
)


def change_modality(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Make what must be into what should or may be, an inference into a fact, and the reverse."""
    return _reworded(sentence, quotes, rng, _MODALITY)


def change_quantifier(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Make more than, nearly, some or only into something else."""
    return _reworded(sentence, quotes, rng, _QUANTIFIER)


def turn_around(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Exchange before and after, rise and fall, from and to."""
    return _reworded(sentence, quotes, rng, _DIRECTION)


def _reworded(sentence: str, quotes: Sequence[str], rng: Random, rules: Rules) -> str | None:
    for pattern, replacements in shuffled(rules, rng):
        match = re.search(pattern, sentence)
        if match is None:
            continue
        new = match.expand(rng.choice(replacements))
        if any(re.search(rf"\b{re.escape(new)}\b", quote) for quote in quotes):
            continue
        changed = Found(*match.span(), match.group()).replaced(sentence, new)
        return sentence_case(re.sub(r"\ba (?=increas)", "an ", changed))
    return None
