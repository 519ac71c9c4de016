"""Markings of classified and controlled information, as the marking rules write them.

A question *about* such information names a level in a sentence; a marking stands in capitals
between slashes, in brackets before a portion of text, alone on a line, or in a block of its own.
"""

import re

from bot.answer import Reason
from bot.guardrails.plain_text import plain_text

_LEVEL = r"(?:TOP SECRET|SECRET|CONFIDENTIAL)"
_CONTROL = (
    r"(?:NOFORN|NF|ORCON|OC|SCI|SI|TK|HCS|COMINT|REL TO|REL|FISA|IMCON|PROPIN|PR|RSEN|FGI|NATO|"
    r"SAR|SAP|RD|FRD|CNWDI|RELIDO|FVEY|USA|GAMMA|TALENT KEYHOLE|HUMINT)"
)
_CLASSIFIED = re.compile(
    rf"\b{_LEVEL} ?//? ?[A-Z]|\b{_LEVEL}\s*[,-]\s*{_CONTROL}\b|\b(?:TS|S|C) ?// ?{_CONTROL}\b|"
    rf"\bTS/SCI//|"
    rf"\((?:TS|S|C)(?:-|//? ?)[A-Z]{{2,}}[^)\n]{{0,40}}\)|"
    rf"\b(?:NATO|COSMIC) (?:{_LEVEL}|RESTRICTED)\b\s*[/:|\n]|^\W*{_LEVEL}\s*[/:|.-]+\s+\S+\s+\S+|"
    r"\bT ?O ?P {1,2}S E C R E T\b|\bS E C R E T\b|\bC O N F I D E N T I A L\b|"
    rf"^\W*{_LEVEL}\W*$|\({_LEVEL}\)|"
    rf"\b(?:[Cc]lassification|CLASSIFICATION|[Mm]arked|[Mm]arking|"
    rf"[Oo]verall)(?: level)?\s*[:=]\s*{_LEVEL}\b|"
    r"\b(?i:derived from|declassify on|classified by)\s*:\s*\S",
    re.MULTILINE,
)
# Portion marks of one letter also number the items of a list, so no other letter may be about.
_PORTION = re.compile(r"(?:^|(?<=[\s\"]))\((?:TS|S|C)\) +[A-Z\"]", re.MULTILINE)
_ITEM = re.compile(r"\((?:A|B|D|E)\)")
_SAID = re.compile(
    r"\b(?:top )?secret ?// ?(?:noforn|si|sci|tk|rel|orcon|nf)\b|\bconfidential ?// ?(?:noforn|"
    r"nf|rel)\b",
    re.IGNORECASE,
)
_CONTROLLED = re.compile(
    r"\b(?:CUI|CONTROLLED|FOUO|UNCLASSIFIED|U|SBU|LES|SSI)(?: ?// ?)[A-Z]|\((?:U//)?(?:CUI|"
    r"FOUO|LES|SBU|SSI)(?://[^)\n]{1,40})?\)\s*(?:\S+\s+){3}|"
    r"^\W*(?:CUI|CONTROLLED|FOUO|FOR OFFICIAL USE ONLY|CONTROLLED UNCLASSIFIED INFORMATION|"
    r"UNCLASSIFIED//FOR OFFICIAL USE ONLY|LAW ENFORCEMENT SENSITIVE|"
    r"SENSITIVE BUT UNCLASSIFIED)\W*$|"
    r"^\s*(?:CUI|FOUO|FOR OFFICIAL USE ONLY|LAW ENFORCEMENT SENSITIVE)\s*[.:|"
    r"/-]+\s+\S+(?:\s+\S+){3}|"
    r"\bCUI (?i:category|categories)\s*:\s*\S|\b(?i:controlled by)\s*:\s*\S|"
    r"\b(?i:limited dissemination control|distribution statement)s?\s*:?\s*(?:[B-F]\b|FED|"
    r"NOCON|DL)|"
    r"\bcui//[a-z]{2}",
    re.MULTILINE,
)


def marking(question: str) -> Reason | None:
    """The gravest marking that a question carries."""
    text = plain_text(question).text
    portion = _PORTION.search(text) and not _ITEM.search(text)
    if portion or _CLASSIFIED.search(text) or _SAID.search(text):
        return "classified_information"
    return "controlled_information" if _CONTROLLED.search(text) else None
