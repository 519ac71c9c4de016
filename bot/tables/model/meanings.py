"""Meanings: what the notes of a table say that its codes and its empty cells stand for."""

import re
from collections.abc import Sequence

# The signs of footnotes, which a code may carry.
FOOTED = "*†‡"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\W])")
_EMPTY = r"(?:[Bb]lank|[Ee]mpty)"
_CELL = r"(?:cells?|columns?|fields?|entr(?:y|ies)|spaces?)"
# How notes name a sign without writing it.
_SPOKEN = {
    "": rf"{_EMPTY}(?: {_CELL})?",
    "*": r"[Aa]sterisks?",
    "†": r"[Dd]aggers?",
    "-": r"(?:[Dd]ash(?:es)?|[Hh]yphens?)",
    "\u2013": r"[Dd]ash(?:es)?",
    "\u2014": r"[Dd]ash(?:es)?",
    "+": r"[Pp]lus(?: signs?)?",
    "\u2713": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u2714": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u25cf": r"(?:[Ff]illed|[Ss]olid|[Bb]lack|[Ff]ull) (?:circles?|dots?)",
    "\u25cb": r"(?:[Oo]pen|[Ee]mpty|[Hh]ollow|[Ww]hite) (?:circles?|dots?)",
}
_SAID = r"\s*(?:that\s+)?(?:the\s+|an?\s+)?(?P<meaning>[^.;,\n]+)"
_MEANS = (
    r"\s*(?:=|:|\bmeans?\b|\bstands? for\b|\bdenotes?\b|\bindicates?\b|\bshows?\b|\bmarks?\b|"
    r"\bis short for\b|\bis\b|\u2013|\u2014)" + _SAID
)


def notes_on(name: str, others: Sequence[str], notes: str) -> str:
    """The notes of a table without the sentences that explain the codes of other columns alone."""
    lines = [line for line in notes.split("\n") if line.strip()]
    said = [sentence for line in lines for sentence in _SENTENCE_END.split(line)]
    strange = [other for other in others if other != name]
    kept = [s for s in said if _explains(s, (name,)) or not _explains(s, strange)]
    return "\n".join(kept)


def empty_meaning(name: str, notes: str) -> str:
    """What an empty cell of the column ``name`` stands for, by notes that name that column."""
    own = re.escape(name)
    told = re.search(
        rf"(?:{_EMPTY}\s+{own}(?:\s+{_CELL})?|{_EMPTY}\s+{_CELL}\s+(?:under|in|for)\s+{own})"
        rf"\s+(?:means?|stands? for|indicates?|shows?|says?)\s+(?:that\s+)?(?P<meaning>[^.;\n]+)"
        rf"|(?:[Ww]here|[Ii]f|[Ww]hen)\s+(?:the\s+)?{own}\s+is\s+(?:left\s+)?{_EMPTY},\s+"
        rf"(?P<case>[^.;\n]+)",
        notes,
    )
    return (told["meaning"] or told["case"]).strip() if told else ""


def _explains(sentence: str, names: Sequence[str]) -> bool:
    """Whether a sentence says that it explains the codes, or the empty cells, of such a column."""
    head, colon, _ = sentence.partition(":")
    told = {part.strip() for part in re.split(r",|\band\b|\bor\b", head)} if colon else set()
    return any(name in told or empty_meaning(name, sentence) for name in names)


def meaning_of(code: str, codes: list[str], notes: str) -> str:
    """The words that a note gives for a code: after it, or before it in brackets."""
    bare = code.rstrip(FOOTED).strip()
    forms = [re.escape(form) for form in dict.fromkeys([code, bare]) if form and form in notes]
    if code in _SPOKEN and re.search(_SPOKEN[code], notes):
        forms.append(_SPOKEN[code])
    if not forms:
        return ""
    others = "|".join(re.escape(other) for other in codes if other and other != code) or r"(?!)"
    for form in forms:
        itself = rf"(?<!\w)[\"'\u201c(`*]*(?:{form})[\"'\u201d)`*]*(?!\w)"
        after = re.search(itself + _MEANS, notes) or re.search(
            rf"(?:^|[.;:(\n])\s*{itself},(?!\s*(?:{others})(?!\w)){_SAID}", notes
        )
        if after:
            ends = rf"\s+(?:and|or|while|whereas)\s+[\"'\u201c(]*(?:{others})(?!\w).*"
            return re.sub(ends, "", after["meaning"], flags=re.DOTALL).strip().strip("\"'*`)")
        before = re.search(rf"((?:\w+[ ]){{0,2}}\w+)\s+\({form}\)", notes)
        if before:
            return before[1]
    return ""
