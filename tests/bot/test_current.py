"""Another version of the documents takes the place of one while questions are answered."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.current import Current
from bot.generating.opening import newest
from bot.settings import BotSettings
from bot.store.database import Database
from corpus.edit import replace
from corpus.errors import GuideError
from index.build import build

QUESTION = "What do the keepers say about lanterns?"


@pytest.fixture
def settings(hostile_corpus: Path, tmp_path: Path) -> BotSettings:
    """A corpus of its own, with its index."""
    root = shutil.copytree(hostile_corpus, tmp_path / "corpus")
    made = BotSettings(corpus=root, data=tmp_path / "data")
    build(made, lambda _done, _all: None)
    return made


@pytest.fixture
def current(settings: BotSettings) -> Iterator[Current]:
    with closing(Database(None, settings.data)) as database:
        current = Current(partial(newest, settings, database))
        yield current
        current.close()


def changed(settings: BotSettings) -> None:
    """Put one more sentence into the document and build."""
    text = (settings.corpus / "documents" / "lanterns.md").read_text(encoding="utf-8")
    replace(settings.corpus, "lanterns", f"{text}\nThe keepers say that lanterns are green.\n")
    build(settings, lambda _done, _all: None)


def test_answers_come_from_the_new_documents_once_told(
    settings: BotSettings, current: Current
) -> None:
    before = current.ask(QUESTION).corpus.version
    changed(settings)
    assert current.ask(QUESTION).corpus.version == before
    after = current.renew()
    answer = current.ask(QUESTION)
    assert after != before
    assert answer.corpus.version == after


def test_a_question_that_is_being_answered_keeps_its_documents(
    settings: BotSettings, current: Current
) -> None:
    with current.held() as assistant:
        before = assistant.corpus.version
        changed(settings)
        current.renew()
        assert assistant.ask(QUESTION).corpus.version == before
        assert assistant.index.is_whole()
    assert not assistant.index.is_whole()


def test_a_conversation_goes_on(settings: BotSettings, current: Current) -> None:
    first = current.ask(QUESTION)
    changed(settings)
    current.renew()
    assert current.ask("And what about their colour?", first.conversation).understood_as


def test_the_earlier_documents_can_still_be_read(settings: BotSettings, current: Current) -> None:
    before = current.corpus
    changed(settings)
    current.renew()
    assert current.corpus_of(before.version) is before
    assert current.corpus_of("another") is None


def test_without_an_index_of_the_new_documents_the_old_ones_answer(
    settings: BotSettings, current: Current
) -> None:
    before = current.corpus.version
    replace(settings.corpus, "lanterns", "# Lanterns\n\nAll of it is new.\n")
    with pytest.raises(GuideError, match="python -m index build"):
        current.renew()
    assert current.ask(QUESTION).corpus.version == before
