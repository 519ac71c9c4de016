"""Word files: made into a page by mammoth, read like one."""

import io

import mammoth

from corpus.incoming.accounting import unaccounted
from corpus.incoming.docx.parts import read_parts
from corpus.incoming.html.reader import read_html
from corpus.incoming.reading import Understood, doubt, gathered

_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(
            f"p[style-name='List {kind} {depth}'] => "
            f"{'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
            for kind, tag in (("Bullet", "ul"), ("Number", "ol"))
            for depth in (2, 3)
        ),
    ]
)


def read_docx(data: bytes) -> Understood:
    """The pieces of a Word file."""
    parts = read_parts(data)
    made = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
    )
    understood = read_html(f"<body>{made.value}</body>")
    lost = unaccounted(parts.words, understood)
    doubts = [*understood.doubts, *parts.doubts]
    doubts += [doubt(f"words of the file are not in the text ({lost} letters)")] if lost else []
    return understood.model_copy(
        update={
            "doubts": tuple(doubts),
            "removed": gathered((*understood.removed, *parts.removed)),
        }
    )
