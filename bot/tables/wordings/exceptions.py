"""Exceptions: wordings that leave something out of what is asked."""

import re

EXCEPTS = re.compile(
    r"\b(?:besides|apart from|aside from|except(?:ing)?(?: for)?|other than"
    r"|(?:not|without) counting|leav(?:e|ing) (?:out|aside)|excluding|not including|setting aside"
    r"|disregarding|barring|discount(?:ing)?|save for|minus|on top of|with the exception of"
    r"|strik(?:e|ing)(?: out)?|ignor(?:e|ing))\s+",
    re.IGNORECASE,
)
# An exception that stands within what leaves it out: "leaving those at GS-11 aside".
AROUND = re.compile(
    r"\b(?:leav(?:e|ing)|set(?:ting)?|put(?:ting)?)\s+(?P<out>(?:(?!\bbut\b)[^;?.!])+?)\s+"
    r"(?:aside|out|to one side)\b",
    re.IGNORECASE,
)
# At the beginning it leaves out what has a name, before what is asked of the rest.
WITHOUT = re.compile(
    r"\W*without\s+(?P<out>[^;?.!]+?),\s+(?=(?:which|what|who|how)\b)", re.IGNORECASE
)
_WITHOUT = re.compile(r"\W*without\s+", re.IGNORECASE)


def leaves_out(clause: str) -> bool:
    """Whether a clause only says which rows are left out of what is asked: "apart from the X"."""
    return any(cue.match(clause) for cue in (EXCEPTS, AROUND, _WITHOUT))
