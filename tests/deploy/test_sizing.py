"""The arithmetic of how many processes are needed, and what is written down of it."""

import re
import sys
from dataclasses import astuple

import pytest

from corpus.settings import PROJECT

sys.path.append(str(PROJECT / "deploy"))

from sizing import Assumed, needed

ROW = re.compile(r"^\| ([\d,]+) \| (\d+) \| (.+) \|$", re.MULTILINE)
WRITTEN = ROW.findall((PROJECT / "deploy" / "README.md").read_text(encoding="utf-8"))


def test_there_are_figures_for_10_000_and_100_000_users() -> None:
    assert [users for users, _, _ in WRITTEN] == ["10,000", "100,000"]


@pytest.mark.parametrize(("users", "classes", "figures"), WRITTEN)
def test_what_is_written_down_is_what_the_arithmetic_gives(
    users: str, classes: str, figures: str
) -> None:
    found = needed(Assumed(users=int(users.replace(",", "")), classes=int(classes)))
    assert [float(figure) for figure in figures.split(" | ")] == list(astuple(found))


def test_one_process_is_always_spare() -> None:
    assert needed(Assumed(users=1, classes=0)).processes == 2
