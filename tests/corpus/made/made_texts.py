"""The made documents, in our own words. No agency, office or person in them exists."""

from itertools import cycle, islice
from pathlib import Path

from made_model import Cell, Grid, Head, Listing, Made, Para, Scan, row

SENTENCES = tuple(Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines())


def prose(start: int, count: int) -> str:
    """``count`` sentences from the ``start``-th on, beginning anew behind the last."""
    return " ".join(islice(cycle(SENTENCES), start, start + count))


MEMO = Made(
    running_head="Office of Example Services · Memo 14",
    notes={
        "1": "Order 7 of the example office, section 2, as amended in May.",
        "2": "The list stands on the inner pages of the office and is renewed every month.",
    },
    blocks=(
        Head(1, "Memo on the use of writing tools"),
        Para(prose(0, 4)),
        Para(f"The memo rests on an order of the office.[^1] {prose(4, 3)}"),
        Head(2, "What may be entered"),
        Para(prose(7, 5)),
        Listing(
            (
                (1, "Text that the office has published already"),
                (1, "Questions about wording, as long as they name no person:"),
                (2, ("hard words, with a proposal for a simpler one that readers of every age will "
                 "know, and that also fits on a form of the office")),
                (2, "sentences of more than thirty words"),
                (1, "Program code without keys and passwords"),
            )
        ),
        Para(f"All else needs the approval of the privacy office.[^2] {prose(12, 2)}"),
        Head(2, "Steps before a tool is used"),
        Listing(
            (
                (1, "Look whether the tool stands on the list."),
                (1, ("Read for which kind of information it has been approved, and by whom, since "
                 "the approval may have ended in the meantime.")),
                (1, "Ask the supervisor, and write down the answer."),
            ),
            numbered=True,
        ),
        Head(3, "Exceptions"),
        Para(prose(14, 6)),
        Para(prose(20, 5)),
        Head(2, "Training"),
        Para(prose(1, 7)),
        Para(prose(8, 8)),
        Para(prose(16, 6)),
    ),
)  # fmt: skip

GUIDE = Made(
    columns=2,
    running_head="Working with tools · A guide",
    blocks=(
        Head(1, "Working with tools: a guide for teams"),
        *(
            block
            for at, title in enumerate(
                ("Why a guide", "Before you begin", "While you work", "When you are done",
                 "What supervisors do", "Where to ask")
            )
            for block in (
                Head(2, title),
                Para(prose(4 * at, 5)),
                Para(prose(4 * at + 9, 4)),
                Para(prose(4 * at + 15, 3)),
            )
        ),
    ),
)  # fmt: skip

TOOLS = Made(
    running_head="List of tools",
    blocks=(
        Head(1, "Tools and what they may be used for"),
        Para(prose(2, 4)),
        Head(2, "Approved tools"),
        Grid(
            (
                (Cell("Tool", rows=2), Cell("Information", columns=3),
                 Cell("Approved until", rows=2)),
                row("Public", "Internal", "Personal"),
                row("Wordsmith", "yes", "yes", "no", "30 June 2026"),
                (Cell("Sketchpad"), Cell("yes"), Cell("only with approval", columns=2),
                 Cell("31 March 2026")),
                (Cell("Codemate", rows=2), Cell("yes"), Cell("no", columns=2),
                 Cell("30 June 2026")),
                (Cell("only reviewed code", columns=3), Cell("30 September 2026")),
                row("Minutes", "yes", "yes", "after a self-assessment of 24 questions",
                    "31 December 2026"),
            ),
            headers=2,
        ),
        Para(prose(10, 3)),
        Head(2, "Offices"),
        Grid(
            (
                row("Office", "Helps with", "Answers within"),
                row("Privacy office", "personal data, and all questions about what may be entered "
                    "into which tool", "2 days"),
                (Cell("Help desk", rows=2), Cell("accounts"), Cell("1 hour")),
                row("all else", "1 day"),
            )
        ),
        Para(prose(17, 4)),
    ),
)  # fmt: skip

_LEVELS = ("NR", "X", "X", "NR", "X", "X", "NR")


def _skills() -> tuple[tuple[Cell, ...], ...]:
    names = (
        "Asking well", "Checking sources", "Data protection", "Editing", "Estimating effort",
        "Explaining results", "Fair treatment of persons", "Handling of records", "Interviewing",
        "Judging machine-made pictures", "Keeping calm", "Listening", "Measuring", "Negotiating",
        "Organizing", "Planning", "Quoting", "Reading tables", "Reasoning with numbers",
        "Recognizing errors", "Reporting", "Searching", "Summarizing without loss of meaning",
        "Teaching", "Testing", "Translating", "Understanding contracts", "Using plain language",
        "Verifying", "Weighing risks", "Working in teams", "Writing",
    )  # fmt: skip
    return tuple(
        row(
            f"{name}[^2]" if at == 3 else name,
            *(_LEVELS[(at + 3 * level) % 7] for level in range(4)),
            SENTENCES[at % 24],
        )
        for at, name in enumerate(names)
    )


REGISTER = Made(
    running_head="Register of skills",
    notes={
        "1": "NR means that the skill was not rated at this level.",
        "2": "Rated by 212 supervisors in 2025.",
    },
    blocks=(
        Head(1, "Register of skills for work with tools"),
        Para(f"{prose(5, 3)} Skills that were not rated are marked.[^1]"),
        Head(2, "Skills by level"),
        Grid(
            (
                row("Skill", "Level 1", "Level 2", "Level 3", "Level 4", "What it means"),
                *_skills(),
            )
        ),
        Para(prose(11, 3)),
        Head(2, "How it was made"),
        Para(prose(0, 6)),
    ),
)

SCANNED = Made(
    running_head="Letter 3",
    blocks=(
        Head(1, "Letter on an old form"),
        Para(prose(3, 6)),
        Scan(),
        Head(2, "After the form"),
        Para(prose(9, 6)),
    ),
)

OPEN_TABLES = Made(
    running_head="Fees",
    blocks=(
        Head(1, "Fees for copies"),
        Para(prose(6, 4)),
        Grid(
            (
                row("Kind of copy", "Fee", "Ready after"),
                row("Black and white", "$0.15 a page", "1 day"),
                row("Color", "$0.40 a page", "2 days"),
                row("Certified", "$4.00 a document", "5 days"),
                row("Large plans and maps", "$9.50 a sheet", "10 days"),
            ),
            ruled=False,
        ),
        Para(prose(13, 4)),
    ),
)
