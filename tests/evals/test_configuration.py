"""The configuration page says what the settings are."""

import pytest

from bot.configuration import configuration_page
from bot.settings import BotSettings
from corpus.settings import PROJECT
from evals.judging.settings import JudgeSettings

PAGE = PROJECT / "docs" / "configuration.md"


def rows() -> dict[str, list[str]]:
    """Meaning and default of each variable on the page."""
    lines = configuration_page(JudgeSettings).splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    return {variable.strip("`"): rest for variable, *rest in cells}


def test_the_committed_page_is_the_one_made_from_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == configuration_page(JudgeSettings)


def test_every_setting_is_on_the_page() -> None:
    assert list(rows()) == [
        f"GUIDE_{name.upper()}"
        for name in {**BotSettings.model_fields, **JudgeSettings.model_fields}
    ]


def test_every_variable_has_a_meaning() -> None:
    assert all(meaning for meaning, _ in rows().values())


def test_folders_of_the_project_are_shown_relative_to_it() -> None:
    assert [rows()[name][1] for name in ("GUIDE_CORPUS", "GUIDE_DATA")] == ["`corpus/`", "`.data/`"]


def test_what_is_set_here_is_not_taken_for_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_ADDRESS_LIMIT", "7")
    assert rows()["GUIDE_ADDRESS_LIMIT"][1] == "`100`"
