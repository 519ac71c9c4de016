"""Names and roles, in groups of which a language model may take one for another."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from evals.calibration.faults.maker import Found

Names = tuple[tuple[str, ...], ...]

_OFFICES: Names = (
    ("OPM", "Office of Personnel Management"),
    ("OMB", "Office of Management and Budget"),
    ("GSA", "General Services Administration"),
    ("GAO", "Government Accountability Office"),
    ("NIST", "National Institute of Standards and Technology"),
    ("NASA", "National Aeronautics and Space Administration"),
    ("ONCD", "Office of the National Cyber Director"),
    ("CISA", "Cybersecurity and Infrastructure Security Agency"),
    ("NSF", "National Science Foundation"),
    ("OSTP", "Office of Science and Technology Policy"),
    ("DOD", "Department of Defense"),
    ("VA", "Department of Veterans Affairs"),
)
_BODIES: Names = (
    ("National Archives",),
    ("Library of Congress",),
    ("Domestic Policy Council",),
    ("National Security Council",),
    ("White House",),
    ("Supreme Court",),
    ("AI and Tech Talent Task Force",),
    ("Tech Talent Project",),
    ("Volcker Alliance",),
    ("Senior Executives Association",),
    ("Partnership for Public Service",),
)
_PEOPLE: Names = (
    ("President Biden",),
    ("President Trump", "Donald Trump"),
    ("President Obama", "Barack Obama"),
    ("Kiran Ahuja", "Director Ahuja", "Ahuja"),
    ("Margaret Weichert", "Weichert"),
    ("Robert Shriver", "Shriver"),
    ("Ronald Sanders", "Sanders"),
    ("Jason Briefel", "Briefel"),
)
_PRESS: Names = tuple(
    (name,)
    for name in (
        "FedScoop",
        "Nextgov",
        "MeriTalk",
        "IT Brew",
        "BABL AI",
        "FCW",
        "Brookings",
        "FEDweek",
        "Federal News Network",
    )
)
_TOOLS: Names = (
    ("ChatGPT",),
    ("Gemini",),
    ("Claude",),
    ("LLaMa",),
    ("Grok",),
    ("Perplexity",),
    ("Microsoft 365 Copilot Chat", "Microsoft Copilot", "Copilot"),
    ("DALL-E",),
    ("Midjourney",),
    ("Stable Diffusion",),
    ("Firefly",),
    ("CodeWhisperer",),
    ("Codex",),
    ("Zendesk",),
    ("Microsoft Defender",),
    ("Wiz",),
    ("Anthropic",),
)
_PROGRAMS: Names = (
    ("US Tech Force",),
    ("Service for America",),
    ("Tech to Gov",),
    ("Presidential Innovation Fellows",),
)
_SYSTEMS: Names = (("USA Class",), ("USA Staffing",), ("USAJOBS",), ("USA Hire",))
_PLANS: Names = (("Merit Hiring Plan",), ("AI Action Plan",), ("President's Management Agenda",))
_RULES: Names = (("FedRAMP",), ("FISMA",))
_LAWS: Names = (
    ("AI in Government Act",),
    ("E-Government Act",),
    ("Federal Records Act",),
    ("Privacy Act",),
    ("Paperwork Reduction Act",),
)
_INSTITUTIONS: Names = (
    ("agencies",),
    ("vendors",),
    ("universities",),
    ("unions",),
    ("courts",),
)
_PERSONS: Names = (("employees",), ("applicants",), ("retirees",), ("students",))
_EXPERTS: Names = (
    ("supervisors",),
    ("HR professionals",),
    ("auditors",),
    ("economists",),
    ("lawyers",),
)
GROUPS: Final = (
    _OFFICES,
    _BODIES,
    _PEOPLE,
    _PRESS,
    _TOOLS,
    _PROGRAMS,
    _SYSTEMS,
    _PLANS,
    _RULES,
    _LAWS,
    _INSTITUTIONS,
    _PERSONS,
    _EXPERTS,
)


class Named(NamedTuple):
    """A name in a sentence: its group, which of the group it is, and in which of its forms."""

    found: Found
    group: Names
    name: tuple[str, ...]
    form: int


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Named, ...]:
    """All known names in a text, in its order; a name within a longer one is none."""
    return tuple(
        Named(Found(*match.span(), match.group()), *_FORMS[match.group()])
        for match in _ANY.finditer(text)
    )


def standing_alone(*forms: str) -> re.Pattern[str]:
    """Any of the names, where it is no part of an address or of a compound."""
    longest_first = sorted(map(re.escape, forms), key=lambda form: -len(form))
    return re.compile(rf"(?<![\w@/.-])(?:{'|'.join(longest_first)})(?![\w-]|\.\w)")


_FORMS = {
    form: (group, name, number)
    for group in GROUPS
    for name in group
    for number, form in enumerate(name)
}
_ANY = standing_alone(*_FORMS)
