"""A document compared with its official page: differences shown, hostile pages refused."""

from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from made_html import html_of
from made_reportlab import reportlab_pdf
from made_site import Site, made_site
from made_texts import MEMO, prose

from corpus.document import Rights, Source
from corpus.library import Corpus

Command = Callable[..., CompletedProcess[str]]
GENAI = "opm-genai-guidance"
HTML = "text/html; charset=utf-8"
PAGE = f"""<main><h1>Rules</h1><h2>Use</h2><p>Ask first. {prose(0, 3)}</p><p>{prose(5, 2)}</p>
<h2>Levels</h2><table><tr><th>Tool<th>Level<tr><td>Chat<td>1<tr><td>Draw<td>2</table>
<h2>Ends</h2><p>{prose(9, 2)}</p></main>"""
CHANGES = {
    "added": (f"<h2>Ends</h2><p>{prose(9, 2)}</p>",
              f"<h2>Ends</h2><p>{prose(9, 2)}</p><p>One thing more.</p>",
              "added in Rules > Ends: “One thing more.”"),
    "removed": (f"<p>{prose(5, 2)}</p>", "", f"removed in Rules > Use: “{prose(5, 2)[:80]}"),
    "changed": ("Ask first.", "Ask last.", "changed in Rules > Use: “Ask first. Every office"),
    "cell": ("<td>Draw<td>2", "<td>Draw<td>3",
             "cell changed in Rules > Levels: “Draw, Level: 2” → “Draw, Level: 3”"),
    "moved": (f"<p>{prose(5, 2)}</p>", "", f"moved in Rules > Ends: “{prose(5, 2)[:80]}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with made_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(running: Site, root: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with an allowed host, on which the GenAI guidance has its official page."""
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    monkeypatch.setenv("GUIDE_OFFICIAL_HOSTS", running.host)
    running.pages.clear()
    running.redirects.clear()
    running.pages["/page"] = (HTML, PAGE.encode())
    point(root, f"{running.address}/page")
    return running


def point(root: Path, url: str) -> None:
    """Give the GenAI guidance another address."""
    manifest = root / "manifest.toml"
    lines = manifest.read_text(encoding="utf-8").split("\n")
    at = lines.index(f'id = "{GENAI}"')
    at += next(n for n, line in enumerate(lines[at:]) if line.startswith("url = "))
    lines[at] = f'url = "{url}"'
    manifest.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def held(site: Site, root: Path, command: Command) -> Site:
    """The page taken in as the full text of the guidance."""
    assert take(command).returncode == 0
    assert root.exists()
    return site


def take(command: Command) -> CompletedProcess[str]:
    return command("refresh", GENAI, "--yes", "--rights", "public_domain_us_gov")


def texts(root: Path) -> dict[str, bytes]:
    kept = (p for p in root.rglob("*") if p.is_file() and ".history" not in p.parts)
    return {str(p.relative_to(root)): p.read_bytes() for p in kept}


def test_notes_give_way_to_the_text_of_the_page_with_its_origin(
    site: Site, root: Path, command: Command
) -> None:
    assert take(command).returncode == 0
    document = Corpus.open(root).document(GENAI)
    assert (document.source, document.rights) == (Source.FULL_TEXT, Rights.PUBLIC_DOMAIN)
    assert not document.title.startswith("Notes on ")
    assert "Ask first." in Corpus.open(root).text(GENAI)
    record = (root / "readings" / f"{GENAI}.toml").read_text(encoding="utf-8")
    assert f'url = "{site.address}/page"' in record


@pytest.mark.usefixtures("site")
def test_the_text_that_was_held_is_kept_and_comes_back(root: Path, command: Command) -> None:
    before, text = texts(root), Corpus.open(root).text(GENAI)
    take(command)
    (kept,) = (root / "versions" / GENAI).iterdir()
    assert kept.read_text(encoding="utf-8") == text
    command("undo")
    assert texts(root) == before


@pytest.mark.usefixtures("site")
def test_notes_do_not_give_way_without_the_right_to_hold_the_text(
    root: Path, command: Command
) -> None:
    before = texts(root)
    ended = command("refresh", GENAI, "--yes")
    assert (ended.returncode, "--rights public_domain_us_gov" in ended.stderr) == (2, True)
    assert texts(root) == before


@pytest.mark.usefixtures("held")
def test_a_page_that_says_the_same_is_unchanged(command: Command) -> None:
    ended = command("refresh", GENAI)
    assert (ended.returncode, ended.stdout) == (0, f"{GENAI}: unchanged\n")


@pytest.mark.parametrize("change", CHANGES)
def test_each_kind_of_change_is_shown_in_one_line(
    held: Site, command: Command, change: str
) -> None:
    before, after, line = CHANGES[change]
    page = PAGE.replace(before, after, 1)
    if change == "moved":
        page = page.replace("</main>", f"{before}</main>")
    held.pages["/page"] = (HTML, page.encode())
    ended = command("refresh", GENAI)
    assert ended.stdout.startswith(f"{GENAI}: 1 differences\n  {line}"), ended.stdout


def test_a_difference_that_is_not_accepted_changes_nothing(
    held: Site, root: Path, command: Command
) -> None:
    before = texts(root)
    held.pages["/page"] = (HTML, PAGE.replace("first", "last").encode())
    ended = command("refresh", GENAI)
    assert (ended.returncode, "Nothing was changed" in ended.stdout) == (1, True)
    assert texts(root) == before


@pytest.mark.usefixtures("site")
def test_what_rested_on_the_old_text_is_named(command: Command) -> None:
    assert "look at: " in take(command).stdout


def test_a_pdf_on_an_official_page_is_read_as_one(site: Site, root: Path, command: Command) -> None:
    site.pages["/page"] = ("application/pdf", reportlab_pdf(MEMO))
    assert take(command).returncode == 0
    assert "## Steps before a tool is used" in Corpus.open(root).text(GENAI)


@pytest.mark.usefixtures("site")
def test_a_saved_page_is_compared_without_the_network(
    root: Path, command: Command, tmp_path: Path
) -> None:
    point(root, "https://localhost:1/nobody")
    path = tmp_path / "saved.html"
    path.write_text(html_of(MEMO), encoding="utf-8")
    ended = command("refresh", GENAI, "--file", str(path), "--yes",
                    "--rights", "public_domain_us_gov")  # fmt: skip
    assert ended.returncode == 0
    assert "Exceptions" in Corpus.open(root).text(GENAI)


def test_a_page_may_send_on_to_the_same_host(site: Site, root: Path, command: Command) -> None:
    site.redirects["/old"] = "/page"
    point(root, f"{site.address}/old")
    assert take(command).returncode == 0


HOSTILE = {
    "other host": (("302", "https://example.org/page"), "sends us on to another host"),
    "down to http": (("302", "http://localhost/page"), "sends us on to another host"),
    "round and round": (("302", "/page"), "more than 3 times"),
    "wrong type": (("application/zip", b"PK"), "sends application/zip"),
    "no type": (("", b"x"), "sends no type"),
    "other content than its type": ((HTML, b"%PDF-1.7"), "is a PDF file by its content"),
    "script alone": ((HTML, b"<body><div id=a></div><script>fill()</script><p>Wait</p></body>"),
                     "without running scripts"),
    "empty": ((HTML, b""), "empty"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_page_is_refused_in_one_line(
    site: Site, root: Path, command: Command, what: str
) -> None:
    (kind, body), words = HOSTILE[what]
    if kind == "302":
        site.redirects["/page"] = str(body)
    else:
        site.pages["/page"] = (kind, body if isinstance(body, bytes) else b"")
    before = texts(root)
    ended = take(command)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert words in ended.stderr
    assert texts(root) == before


@pytest.mark.parametrize(
    ("path", "bound", "value", "words"),
    [
        ("/endless", "FILE_BYTES", 200_000, "does not end within"),
        ("/drip", "SECONDS", 0.3, "took longer than"),
        ("/none", "SECONDS", 30.0, "answers 404"),
    ],
)
def test_a_page_that_does_not_end_or_is_not_there_is_refused(  # noqa: PLR0913  the bounds
    site: Site,
    root: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    bound: str,
    value: float,
    words: str,
) -> None:
    monkeypatch.setattr(f"corpus.fetching.{bound}", value)
    point(root, f"{site.address}{path}")
    ended = take(command)
    assert (ended.returncode, ended.stderr.count("\n"), words in ended.stderr) == (2, 1, True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://www.opm.gov/ai", "no plain https address"),
        ("https://user@www.opm.gov/ai", "no plain https address"),
        ("https://www.opm.gov.example.org/ai", "another host"),
        ("https://notopm.gov/ai", "another host"),
        ("https://www.opm.gov:8443/ai", "another host"),
    ],
)
def test_an_address_that_is_not_official_is_never_asked(
    root: Path, command: Command, url: str, words: str
) -> None:
    point(root, url)
    ended = command("refresh", GENAI)
    assert (ended.returncode, words in ended.stderr) == (2, True)


def test_a_server_with_an_unknown_certificate_is_refused(
    site: Site, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert site.address in take(command).stderr


def test_a_document_comes_in_from_an_official_address(
    site: Site, root: Path, command: Command
) -> None:
    url = f"{site.address}/page"
    ended = command("add", url, "--id", "agency-rules", "--title", "Rules", "--publisher", "Agency",
                    "--published", "2026-01-02", "--standing", "in_force")  # fmt: skip
    assert ended.returncode == 0
    assert Corpus.open(root).document("agency-rules").url == url
    assert command("verify").returncode == 0


def test_a_document_does_not_come_in_from_elsewhere(command: Command) -> None:
    assert "another host" in command("preview", "https://example.org/rules").stderr


def test_a_saved_page_is_that_of_one_document(command: Command, policy: Path) -> None:
    assert "name its ID" in command("refresh", "--file", str(policy)).stderr
