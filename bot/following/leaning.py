"""Leaning: whether a question says too little to be answered without the one before it."""

import re

# Openings that go on from what was said before, and questions too short to stand without it.
_GOES_ON = re.compile(
    r"^\s*(?:and|but|or|so|then|also|what about|how about|same|no,? i mean\w*|i mean\w*|instead)\b",
    re.IGNORECASE,
)
_ASKS_BACK = re.compile(
    r"^\s*(?:why|how (?:so|come|long|many|much|often|soon|far)|since when|until when|by when|"
    r"by whom|for whom|who|whom|when|where|which ones?|what else|who else|where else|what for)\b",
    re.IGNORECASE,
)
# Words that point back. "IT" is a kind of work, so capitals count.
_POINTER = re.compile(
    r"\b(?:it|its|they|them|their|those|these|that one|this one|the same|he|she|else|instead|"
    r"the (?:first|second|third|last|other|former|latter)(?: one)?|"
    r"(?:the|an?) (?:[\w-]+ ){1,2}ones?)\b|"
    r"^(?:It|Its|They|Those|These)\b"
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|she|his|her|that|those|these|this)\b(?=\W*$|\s)"
)
_COULD_BE_MEANT = re.compile(r"(?<!^)\b[A-Z]\w+|\d|\bthe\s+\w+")
_OPENS_WITH_PREPOSITION = re.compile(
    r"^\s*(?:for|by|at|in|on|with|without|under|from|since|until|after|before|to|of|if|because)\b",
    re.IGNORECASE,
)
_FRAGMENT = 6
_HARDLY_ANY, _FEW_WORDS, _SOME_WORDS = 3, 7, 12


def leans(question: str) -> bool:
    """Whether a question says too little to be answered without the one before it."""
    words = question.split()
    count = len(words)
    return bool(
        (count <= _SOME_WORDS and _GOES_ON.match(question))
        or (count <= _FEW_WORDS and _POINTER.search(question))
        or (count <= _SOME_WORDS and _points_out(question))
        or (count <= _FRAGMENT and _OPENS_WITH_PREPOSITION.match(question))
        or (count <= _HARDLY_ANY and _ASKS_BACK.match(question))
    )


def could_lean(question: str) -> bool:
    """Whether a question is so short that it may be a piece of one, or a new one in key words."""
    return len(question.split()) <= _HARDLY_ANY


def _points_out(question: str) -> bool:
    """Whether a pronoun stands before any name or number that it could mean."""
    found = _PRONOUN.search(question)
    return found is not None and not _COULD_BE_MEANT.search(question[: found.start()])
