"""What a person is told when a question goes no further, and which office can help instead."""

from dataclasses import dataclass

from bot.answer import Outcome, Reason


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a question goes no further, and what the person is told."""

    outcome: Outcome
    reason: Reason | None
    text: str
    office: str | None = None


_DECLINED: dict[Reason, tuple[str, str]] = {
    "classified_information": (
        "security",
        (
            "This looks like classified information, so I did not process or keep it. Do "
            "not enter it here, and report it as a possible spill."
        ),
    ),
    "controlled_information": (
        "security",
        (
            "This looks like controlled unclassified information, so I did not process or "
            "keep it. Please ask again without it."
        ),
    ),
    "personal_data": (
        "privacy",
        (
            "Your question holds what looks like an identifier of a person, so I did not "
            "process or keep it. Please ask again without names, numbers or addresses of "
            "people."
        ),
    ),
    "legal_advice": (
        "counsel",
        (
            "I cannot give legal advice or judge a case. I can show you what the documents "
            "say, and a lawyer or your agency's counsel can advise on the rest."
        ),
    ),
    "individual_decision": (
        "human_resources",
        (
            "I cannot decide about or judge one person or post; people who know the case "
            "must do that. Ask me what the rules say for people in that position, and I "
            "will look it up."
        ),
    ),
    "political_opinion": (
        "ethics",
        (
            "I do not take sides on politics or on people in office. I can tell you what "
            "the orders and memos say and which of them hold today."
        ),
    ),
    "policy_circumvention": (
        "chief_ai_officer",
        (
            "I cannot help to get around a rule or a safeguard. If it stands in the way of "
            "your work, your Chief AI Officer can say what is allowed or whether an "
            "exception is possible."
        ),
    ),
    "misuse": (
        "security",
        (
            "I cannot help with that, because it could harm people or systems. If you have "
            "come upon such a thing at work, please report it."
        ),
    ),
    "system_probe": (
        "chief_ai_officer",
        (
            "I only answer from the documents that I cite, and I keep to that whatever I am "
            "told. Ask me about AI in the federal workforce, and I will gladly look."
        ),
    ),
}


def declined(reason: Reason) -> Stop:
    """The reply to a question that is not ours to answer."""
    office, text = _DECLINED[reason]
    return Stop("declined", reason, text, office)


def asked_back(text: str) -> Stop:
    """The reply to what cannot be read as a question."""
    return Stop("needs_clarification", None, text)
