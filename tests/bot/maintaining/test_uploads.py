"""Files of maintainers: a long or a hostile one is read beside the server, not in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.maintaining.folders import COMMON, Folder
from bot.maintaining.uploads import Uploads
from corpus.errors import GuideError
from corpus.incoming.limits import FILE_BYTES
from corpus.library import Corpus
from corpus.settings import PROJECT

if TYPE_CHECKING:
    from corpus.incoming.reading import Reading

LONG = b"Ask before you paste text into a tool.\n\n" * 6_000


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = PROJECT / "corpus"
    return Folder(COMMON, "Common documents", root, tmp_path, Corpus.open(root))


@pytest.fixture
def uploads(tmp_path: Path) -> Iterator[Uploads]:
    uploads = Uploads(tmp_path / "files", wait_s=60)
    yield uploads
    uploads.close()


def test_a_short_file_is_read_at_once_and_nothing_of_it_stays(
    uploads: Uploads, folder: Folder, tmp_path: Path
) -> None:
    read: list[Reading] = []
    uploads.take("mae", folder, "short.md", b"# T\n\nWords.\n", read.append)
    assert [one.text for one in read] == ["# T\n\nWords.\n"]
    assert not (tmp_path / "files").exists()


def test_a_long_file_is_read_in_a_process_of_its_own(
    uploads: Uploads, folder: Folder, tmp_path: Path
) -> None:
    read: list[Reading] = []
    uploads.take("mae", folder, "long.txt", LONG, read.append)
    assert [(one.file, len(one.text.split())) for one in read] == [("long.txt", 48_000)]
    assert uploads.progress("mae").state == "none"
    assert list((tmp_path / "files").iterdir()) == []


def test_what_is_wrong_with_a_file_is_told_by_the_name_it_had(
    uploads: Uploads, folder: Folder
) -> None:
    with pytest.raises(GuideError, match=r"^odd\.pdf is damaged or no PDF"):
        uploads.take("mae", folder, "odd.pdf", b"%PDF-1.7 nothing", lambda _: None)
    assert uploads.progress("mae").state == "none"


def test_what_takes_longer_goes_on_and_can_be_broken_off(folder: Folder, tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "files", wait_s=0)
    read: list[Reading] = []
    uploads.take("mae", folder, "long.txt", LONG, read.append)
    assert uploads.progress("mae").state == "running"
    assert uploads.progress("max").state == "none"
    uploads.forget("mae")
    assert (read, uploads.progress("mae").state) == ([], "none")
    assert list((tmp_path / "files").iterdir()) == []


def test_a_file_that_is_too_large_is_not_written(uploads: Uploads, folder: Folder) -> None:
    with pytest.raises(GuideError, match="over 50 MB"):
        uploads.take("mae", folder, "a.pdf", bytes(FILE_BYTES + 1), lambda _: None)
