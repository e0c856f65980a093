"""What goes on paper: typst sets a template of `templates/print/` with data.

The data go in as JSON and are never markup, so what people typed cannot be more than text.
"""

import io
import json
import re
from pathlib import Path

import segno
import typst
from django.conf import settings

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = settings.BASE_DIR / "templates" / "print"
PNG, PDF = "png", "pdf"
_NOT_DRAWN = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\u200d\u20e3\U000e0000-\U000e007f]"
)
# What Dutch hyphenation does not know how to break: signs of an address, or no vowel in a long row.
_ENDLESS = re.compile(r"(?=\S*[/:@._\d]|[^\saeiouyAEIOUY]{13})\S{20,}")
_PIECES = re.compile(r".{1,12}")


def typeset(template, data, *, output=PDF, ppi=96):
    """The bytes of a PDF or of a PNG of its first page.

    `data` is what JSON can hold; `ppi` is pixels an inch, for a PNG. A PDF is PDF/UA-1, checked by the compiler; one
    with a sign that our letters do not have cannot be, and is a plain PDF.
    """
    try:
        made = _compiled(template, data, output, ppi, ["ua-1"] if output == PDF else [])
    except typst.TypstError:
        if output == PNG:
            raise
        made = _compiled(template, data, output, ppi, [])
    return made[0] if isinstance(made, list) else made  # a PNG a page, where there are several


def _compiled(template, data, output, ppi, standards):
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format=output,
        ppi=ppi if output == PNG else None,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=standards,
    )


def printable(text):
    """The same, as our letters draw it and a line holds it: no emoji; an address or an endless word may break."""
    return _ENDLESS.sub(lambda run: "\u200b".join(_PIECES.findall(run[0])), _NOT_DRAWN.sub("", text)).strip()


def qr_svg(address):
    """The text of an SVG file: a QR code that survives a crease (level M), with its white border."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", xmldecl=False, border=4, light="#fff")
    return file.getvalue().decode()
