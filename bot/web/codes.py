"""QR codes as inline SVG. The only file that imports segno."""

import segno
from markupsafe import Markup

# Modules of white around a code without which readers may not find it.
QUIET_ZONE = 4
# A quarter more modules than the least: a wall is read from afar and from the side.
_ERROR_CORRECTION = "m"
# Readers expect dark on white, so these stay whatever colours the page has.
_DARK, _LIGHT = "#000", "#fff"


def qr_svg(text: str, title: str = "") -> Markup:
    """A picture of a QR code that holds ``text``; its size is the business of the class ``qr``.

    ``title`` is what a screen reader says of it; by default, what the code holds.
    """
    code = segno.make_qr(text, error=_ERROR_CORRECTION)
    drawn = code.svg_inline(
        border=QUIET_ZONE,
        dark=_DARK,
        light=_LIGHT,
        title=title or f"QR code for {text}",
        svgclass="qr",
        lineclass=None,
        omitsize=True,
    )
    # Modules must meet without a seam at any size.
    shown = drawn.replace("<svg ", '<svg role="img" shape-rendering="crispEdges" ', 1)
    return Markup(shown)  # noqa: S704  numbers of the code, and the title, which segno escapes
