"""Pages in HTML: what a reader of the page sees of its main part."""

from bs4 import BeautifulSoup, Tag

from corpus.errors import GuideError
from corpus.incoming.html.blocks import Blocks, seen_text
from corpus.incoming.limits import DEPTH
from corpus.incoming.notes import settle
from corpus.incoming.reading import Understood, gathered


def read_html(data: bytes | str) -> Understood:
    """The pieces of a page's main part; all that stands around it is listed as left out."""
    soup = BeautifulSoup(data, "lxml")
    _not_too_deep(soup)
    body = soup.body or soup
    main = _main(body)
    blocks = Blocks(main)
    inside = {id(node) for node in main.descendants} | {id(main)}
    around = [text for text in seen_text(body) if id(text) not in inside]
    blocks.leave_out("outside the main part of the page", " ".join(around))
    pieces, doubts = settle(list(blocks.read()))
    return Understood(
        pieces=pieces, doubts=(*blocks.doubts, *doubts), removed=gathered(blocks.removed)
    )


def _not_too_deep(soup: BeautifulSoup) -> None:
    """The parser itself drops what nests deeper still, so such a page is refused as a whole."""
    level: list[Tag] = [soup]
    for _ in range(DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise GuideError(
        f"the page nests its elements more than {DEPTH} deep, which no document does: "
        "save its text from a browser"
    )


def _main(body: Tag) -> Tag:
    """The part of the page that is its document: what it says is main, its one article, or all."""
    for found in (body.find_all("main"), body.select("[role=main]"), body.find_all("article")):
        if len(found) == 1 and found[0].get_text(strip=True):
            return found[0]
    return body
