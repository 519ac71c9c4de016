"""Questions beside the rules of an agency: the example agency is answered as they demand."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.library import Corpus
from corpus.overlay import Overlaid, open_own
from corpus.settings import PROJECT
from evals.overlay_command import EXAMPLE, overlay
from evals.overlaying import read_cases


def test_there_are_twenty_of_each_kind_and_what_they_demand_stands_in_the_documents() -> None:
    cases = read_cases()
    assert Counter(c.kind for c in cases) == {"differs": 20, "adds": 20, "silent": 20}
    whole = Overlaid(Corpus.open(PROJECT / "corpus"), open_own(EXAMPLE))
    for case in cases:
        for sought in filter(None, (case.agency, case.beside)):
            texts = [whole.text(d.id) for d in whole.documents if sought.document in {None, d.id}]
            assert any((sought.quote or "") in text for text in texts), case.id


def test_95_of_100_are_answered_in_the_right_order_under_the_right_labels(
    built_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(built_data))
    done = CliRunner().invoke(overlay, standalone_mode=False)
    assert done.return_value == 0, done.output
