"""Yes made into no, or no into yes, in the main clause of a sentence."""

import re
from collections.abc import Sequence
from random import Random

from evals.calibration.faults.maker import Found, sentence_case

# The forms of common verbs and what stands behind "did not" or "does not" instead of them.
_PAST = {
    "gave": "give",
    "chose": "choose",
    "told": "tell",
    "began": "begin",
    "came": "come",
    "drew": "draw",
    "took": "take",
    "held": "hold",
    "went": "go",
    "saw": "see",
    "wrote": "write",
    "brought": "bring",
    "fell": "fall",
    "rose": "rise",
    "sent": "send",
    "required": "require",
    "authorized": "authorize",
    "issued": "issue",
    "extended": "extend",
    "removed": "remove",
    "added": "add",
    "renamed": "rename",
    "launched": "launch",
    "released": "release",
    "published": "publish",
    "introduced": "introduce",
    "encouraged": "encourage",
    "announced": "announce",
    "ordered": "order",
    "created": "create",
    "consulted": "consult",
    "developed": "develop",
    "replaced": "replace",
    "received": "receive",
    "expected": "expect",
    "counted": "count",
    "opened": "open",
    "allowed": "allow",
    "permitted": "permit",
    "reached": "reach",
    "examined": "examine",
    "established": "establish",
    "directed": "direct",
}
_PRESENT = {
    "covers": "cover",
    "allows": "allow",
    "runs": "run",
    "requires": "require",
    "asks": "ask",
    "says": "say",
    "describes": "describe",
    "gives": "give",
    "explains": "explain",
    "encourages": "encourage",
    "belongs": "belong",
    "names": "name",
    "lists": "list",
    "calls": "call",
    "revokes": "revoke",
    "creates": "create",
    "supports": "support",
    "provides": "provide",
    "involves": "involve",
    "includes": "include",
    "identifies": "identify",
    "seeks": "seek",
    "holds": "hold",
    "speaks": "speak",
    "appears": "appear",
    "needs": "need",
    "means": "mean",
    "obliges": "oblige",
    "rests": "rest",
    "helps": "help",
    "treats": "treat",
    "ranks": "rank",
    "serves": "serve",
    "combines": "combine",
    "sorts": "sort",
    "reaches": "reach",
    "carries": "carry",
    "leaves": "leave",
    "drops": "drop",
    "comes": "come",
    "applies": "apply",
    "gathers": "gather",
    "drafts": "draft",
    "wants": "want",
    "lasts": "last",
    "governs": "govern",
}
# What may be taken away: the first group goes, and the second stands for what it was.
_TAKEN_AWAY = (
    (
        re.compile(r"\b(is|are|was|were|has|have|had|do|does|did|can|should|must|will|need) not\b"),
        1,
    ),
    (re.compile(r"\b(?:can)not\b"), "can"),
    (re.compile(r"\bno longer\b"), "still"),
    (re.compile(r"\bnever\b"), "always"),
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|must|should|will|may|might|could|has to|have to|had to|need to|"
    r"has|have|had)\b(?! not\b| been unclear)"
)
_ADDED = {
    "is": ("is not", "is by no means"),
    "are": ("are not", "are by no means"),
    "was": ("was not", "was never"),
    "were": ("were not", "were never"),
    "can": ("cannot", "can never"),
    "could": ("could not", "could never"),
    "must": ("must not", "need not"),
    "should": ("should not", "should never"),
    "will": ("will not", "will never"),
    "may": ("cannot", "can in no case"),
    "might": ("cannot",),
    "has to": ("does not have to",),
    "have to": ("do not have to",),
    "had to": ("did not have to",),
    "need to": ("do not need to",),
    "has": ("has not", "has never"),
    "have": ("have not", "have never"),
    "had": ("had not", "had never"),
}
_PERFECT = re.compile(r"(?:been|\w+ed|given|taken|had|put|set|gone|become|found|grown|made)\b")
# Behind these words another clause begins, or it is not said of all.
_SUBORDINATE = re.compile(
    r"\b(that|which|who|whom|whose|what|where|when|while|if|whether|because|since|as|although|"
    r"though|unless|until|so|how|why|than|not|no|never|none|nobody|nothing|nor|neither|without|"
    r"whoever|whatever|all|every|each|both|any|only|most|many|some|few|once|after|before)\b"
    r"|[;:(\"“]",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"(?:According to [^,]+|As of [^,]+|Under [^,]+|In [^,]+), ")
_OPENERS = {"Yes, ": "No, ", "No, ": "Yes, "}
# Behind a comma or in front of "by" it is a participle.
_VERB = re.compile(rf"(?<!, )\b({'|'.join([*_PAST, *_PRESENT])})\b(?! by\b)")


def negate(sentence: str, _: Sequence[str], rng: Random) -> str | None:
    """Turn the main clause into its contrary; None where it cannot be told which clause is main."""
    opener = next((word for word in _OPENERS if sentence.startswith(word)), "")
    rest = sentence.removeprefix(opener)
    flipped = _without(rest) or _with(rest, rng)
    if flipped is None:
        return None
    return _OPENERS.get(opener, "") + (flipped if opener else sentence_case(flipped))


def _without(sentence: str) -> str | None:
    """The sentence with the negation of its main clause taken away."""
    places = [
        (match, put) for taken, put in _TAKEN_AWAY if (match := taken.search(sentence)) is not None
    ]
    if not places:
        return None
    match, put = min(places, key=lambda place: place[0].start())
    if not _main(sentence, match.start()) or re.search(r"\b(?:but|only)\b", sentence):
        return None
    new = match.group(put) if isinstance(put, int) else put
    return Found(*match.span(), match.group()).replaced(sentence, new)


def _with(sentence: str, rng: Random) -> str | None:
    """The sentence with its main clause denied."""
    places = [match for form in (_AUXILIARY, _VERB) if (match := form.search(sentence))]
    if not places:
        return None
    match = min(places, key=lambda place: place.start())
    if match.start() == 0 or not _main(sentence, match.start()):
        return None
    new = _denied(match[1], sentence[match.end() :].lstrip(), rng)
    return Found(*match.span(), match.group()).replaced(sentence, new) if new else None


def _denied(verb: str, behind: str, rng: Random) -> str | None:
    if behind.startswith(("no ", "not ", "never ", "neither ", "none", "nothing")):
        return None
    if verb in {"has", "have", "had"} and not _PERFECT.match(behind):
        return None
    if verb in _ADDED:
        return rng.choice(_ADDED[verb])
    if verb in _PAST:
        return rng.choice((f"did not {_PAST[verb]}", f"never {verb}"))
    return f"does not {_PRESENT[verb]}"


def _main(sentence: str, at: int) -> bool:
    """Whether the words in front of a place belong to the main clause."""
    before = sentence[:at]
    attribution = _ATTRIBUTION.match(before)
    return not _SUBORDINATE.search(before[attribution.end() :] if attribution else before)
