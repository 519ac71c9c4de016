"""A condition or reservation taken away, so that more is said than the quotes say."""

import re
from collections.abc import Sequence
from random import Random

from evals.calibration.faults.maker import Found, sentence_case

# Up to the end of the clause: no comma, no full stop.
_CLAUSE = r"[^,.;]+"
_KNOWN = rf"as far as public pages (?:show|showed) {_CLAUSE}"
_IN_FRONT = re.compile(
    rf"^(?:{_KNOWN}|(?:if|as long as) {_CLAUSE}(?=, [^,]*\b(?:must|have to|counts as)\b)), ",
    re.IGNORECASE,
)
# Behind "see if" and "as if" stands no condition.
_BEHIND = re.compile(
    r",? (?:(?<!\bas )(?<!out )(?<!determine )(?<!see )(?<!say )(?<!or )(?<!less )"
    rf"if (?!you\b){_CLAUSE}"
    rf"|as long as {_CLAUSE}|provided {_CLAUSE}|or until {_CLAUSE}|on the basis of {_CLAUSE}"
    rf"|unless {_CLAUSE})(?=\.$)"
)
_WITHIN = re.compile(
    rf",? (?:{_KNOWN}|where fitting|at stated grades|in AI work|by itself|under guidelines"
    r"|(?<=superseded )in practice|(?<=has )in practice|cloud-hosted|that agencies buy"
    r"|that is not authorized for it|whose work would benefit|and not as a collateral duty)"
    r"(?=[,.]| [a-z])"
)
# "As far as known, nothing was found" says little more without its first words.
_FINDING = re.compile(r"\b(?:found|no page|not established|no source|turned up|public sign)\b")


def drop_condition(sentence: str, _: Sequence[str], rng: Random) -> str | None:
    """Leave out what limits a sentence."""
    if _FINDING.search(sentence):
        return None
    matches = [match for form in (_IN_FRONT, _BEHIND, _WITHIN) for match in form.finditer(sentence)]
    if not matches:
        return None
    match = rng.choice(matches)
    shorter = Found(*match.span(), match.group()).replaced(sentence, "")
    return sentence_case(shorter)
