"""Faults planted in true sentences. Shares nothing with what is to find them."""

import re

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*(?![\w-])")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"]  # fmt: skip
_OTHERS = {
    "OPM": "GSA",
    "OMB": "NIST",
    "GSA": "OPM",
    "EO": "PPD",
    "Biden": "Obama",
    "Trump": "Bush",
}
_VERBS = r"\b(is|are|was|were|may|must|should|can|will|has|have|gave|permits|involves)\b"
_DENIED = re.compile(r"\b(not|no longer|never) ")


def flipped(sentence: str) -> str:
    """The contrary: a negation taken out, or one put in."""
    if _DENIED.search(sentence):
        return _DENIED.sub("", sentence, count=1)
    verb = re.search(_VERBS, sentence)
    if not verb:
        return f"It is never the case that {sentence}"
    return f"{sentence[: verb.end()]} not{sentence[verb.end() :]}"


def swapped(sentence: str) -> str:
    """Two numbers exchanged; another number where there are no two."""
    found = list(_NUMBER.finditer(sentence))
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[0] != b[0]]
    if not pairs:
        return changed(sentence)
    first, second = pairs[0]
    return (
        sentence[: first.start()]
        + second[0]
        + sentence[first.end() : second.start()]
        + first[0]
        + sentence[second.end() :]
    )


def changed(sentence: str) -> str:
    """One number made another; where there is none, one put in."""
    number = _NUMBER.search(sentence)
    if not number:
        return f"{sentence.rstrip('.')} within 77 days."
    other = str(int(number[0].split(",")[0].split(".")[0]) + 7)
    return sentence[: number.start()] + other + sentence[number.end() :]


def redated(sentence: str) -> str:
    """Another month in a date; where there is none, a date put in."""
    for at, month in enumerate(_MONTHS):
        if re.search(rf"\b{month}\b", sentence):
            return re.sub(rf"\b{month}\b", _MONTHS[(at + 5) % 12], sentence, count=1)
    return f"{sentence.rstrip('.')} since 9 October 1997."


def renamed(sentence: str) -> str:
    """Another name in the place of one; where there is none, one put in."""
    for name, other in _OTHERS.items():
        if re.search(rf"\b{name}\b", sentence):
            return re.sub(rf"\b{name}\b", other, sentence)
    return f"{sentence.rstrip('.')}, as Zanzibar Corporation confirmed."
