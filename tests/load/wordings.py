"""What a class asks: mostly what was suggested to it, else its own words, of which none repeats."""

import json
import random
from collections.abc import Iterator
from itertools import cycle, product

from servers import PROJECT

SUGGESTED = (
    "What counts as AI work?",
    "How does OPM define artificial intelligence?",
    "Is the April 2024 memo still in force?",
    "What does the memo say about general competencies?",
    "Which technical competencies are listed for AI work?",
    "What are the risks of generative AI according to OPM?",
    "May I enter personal data into a public chatbot?",
    "What is Executive Order 14110?",
    "What did OPM's fact sheet of November 2024 announce?",
    "What should I check before I use generative AI at work?",
)
_OPENINGS = ("", "Please tell me: ", "For our class: ", "I would like to know: ", "A question: ")
_CLOSINGS = ("", " Thank you.", " I am new to this.", " Please quote the source.")


def wishes(people: int, rounds: int, seed: int) -> list[list[str]]:
    """For each round what each attendee asks: two thirds suggested, one third in own words."""
    chance = random.Random(seed)  # noqa: S311  the same class every time, not a secret
    own = _own_words(chance)
    return [
        [next(own) if place % 3 == 0 else chance.choice(SUGGESTED) for place in range(people)]
        for _ in range(rounds)
    ]


def _own_words(chance: random.Random) -> Iterator[str]:
    """Questions that people wrote down, each once and a little changed."""
    written = sorted(
        {
            question
            for path in (PROJECT / "corpus" / "questions").glob("*.jsonl")
            for line in path.read_text(encoding="utf-8").splitlines()
            for question in json.loads(line).get("questions", ())
        }
    )
    chance.shuffle(written)
    ways = cycle(product(_OPENINGS, _CLOSINGS))
    for question, (opening, closing) in zip(written, ways, strict=False):
        yield f"{opening}{question}{closing}"
