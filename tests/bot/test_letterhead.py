"""What a letter only names answers nothing, unless it is asked for."""

import pytest

from bot.letterhead import is_letterhead


@pytest.mark.parametrize(
    ("line", "question", "told"),
    [
        ("Subject: Lamps for Night Work", "What counts as night work?", "left out"),
        ("Subject: Lamps for Night Work", "What is the subject of the memo?", "kept"),
        ("Attachment: List of Lamps", "Which lamps are there?", "left out"),
        ("Office of the Lamp Keeper", "Who keeps the lamps?", "left out"),
        ("From: Dana Reed Director", "Which lamps are there?", "left out"),
        ("From: Dana Reed Director", "Who signed the letter?", "kept"),
        ("From: Dana Reed Director", "Which official signed it?", "kept"),
        ("Lamps are kept by the harbor office", "Who keeps the lamps?", "kept"),
        ("Dana Reed Keeps the Lamps.", "Who keeps the lamps?", "kept"),
    ],
)
def test_a_line_that_only_names_is_left_out(line: str, question: str, told: str) -> None:
    assert is_letterhead(line, question) == (told == "left out")
