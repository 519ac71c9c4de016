"""Building in the background: one at a time, with progress, and without harm to the server."""

import sys
from pathlib import Path

import pytest

from bot.maintaining.building import Builder
from bot.settings import BotSettings
from corpus.errors import GuideError

PROGRESS = "print('1/4', flush=True); print('4/4', flush=True); print('Index one: 4 chunks.')"


def builder(data: Path, program: str) -> Builder:
    return Builder(BotSettings(data=data), (sys.executable, "-c", program))


def test_progress_and_the_end_are_told(tmp_path: Path) -> None:
    building = builder(tmp_path, PROGRESS)
    assert building.progress.state == "none"
    building.start()
    ended = building.wait()
    assert (ended.state, ended.done, ended.all) == ("done", 4, 4)
    assert ended.said == "Index one: 4 chunks."


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    building = builder(tmp_path, "import sys; sys.exit('error: another build is writing')")
    building.start()
    ended = building.wait()
    assert (ended.state, ended.said) == ("failed", "error: another build is writing")


def test_there_is_one_build_at_a_time_and_it_ends_with_the_server(tmp_path: Path) -> None:
    waiting = builder(tmp_path, "import time; time.sleep(60)")
    waiting.start()
    with pytest.raises(GuideError, match="already"):
        waiting.start()
    waiting.close()
    assert waiting.progress.state == "failed"


def test_it_builds_what_this_server_was_told_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_DATA", "elsewhere")
    monkeypatch.setenv("GUIDE_CHROMA_URL", "http://elsewhere.invalid")
    program = "import os; print(os.environ['GUIDE_DATA'], repr(os.environ['GUIDE_CHROMA_URL']))"
    settings = BotSettings(data=tmp_path, chroma_url=None)
    building = Builder(settings, (sys.executable, "-c", program))
    building.start()
    assert building.wait().said == f"{tmp_path} ''"
