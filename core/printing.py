"""What goes on paper: typst sets a template of `templates/print/` with data.

The data go in as JSON and are never markup, so what people typed cannot be more than text.
"""

import base64
import io
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
import typst
from django.conf import settings

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = settings.BASE_DIR / "templates" / "print"
PNG, PDF = "png", "pdf"
_NOT_DRAWN = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\u200d\u20e3\U000e0000-\U000e007f]"
)
# What Dutch hyphenation does not know how to break: signs of an address, no vowel in a long row or nothing else, or a
# word that is no word.
_ENDLESS = re.compile(r"(?=\S*[/:@._\d]|[^\saeiouyAEIOUY]{13}|\S*[aeiouyAEIOUY]{8}|\S{46})\S{20,}")
_PIECES = re.compile(r".{1,12}")
_FIRST_PAGE = b'#set page(width: 360pt, height: auto, margin: 0pt)\n#image("/one.pdf", width: 100%)'
_NO_LETTER = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


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


def too_long(template, data):
    """{field: number of signs} of what does not fit at the smallest letters, as the template says it (`over`)."""
    found = json.loads(typst.query(TEMPLATES / f"{template}.typ", "<over>", field="value", **_surroundings(data)))
    return {one["field"]: one["over"] for one in found}


def without_letters(template, data):
    """The signs that our letters cannot draw, as a set of texts."""
    try:
        _compiled(template, data, PDF, 0, ["ua-1"])
    except typst.TypstError as lacking:
        found = _NO_LETTER.findall(lacking.diagnostic)
        return {_ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) for text in found}
    return set()


def not_drawn(text):
    """The emoji in it: `printable` leaves them out."""
    return set(_NOT_DRAWN.findall(text))


def first_page(pdf, *, ppi=144):
    """The bytes of a PNG of it, 360 points wide; None of what is no PDF that can be drawn."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "one.pdf").write_bytes(pdf)
        try:
            made = typst.compile(_FIRST_PAGE, root=folder, ignore_system_fonts=True, format=PNG, ppi=ppi)
        except typst.TypstError:
            return None
    return made


def _compiled(template, data, output, ppi, standards):
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        format=output,
        ppi=ppi if output == PNG else None,
        pdf_standards=standards,
        **_surroundings(data),
    )


def _surroundings(data):
    return {
        "root": TEMPLATES,
        "font_paths": [FONTS],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data)},
    }


def printable(text):
    """The same, as our letters draw it and a line holds it: no emoji; an address or an endless word may break."""
    return _ENDLESS.sub(lambda run: "\u200b".join(_PIECES.findall(run[0])), _NOT_DRAWN.sub("", text)).strip()


def photo_svg(picture, width, height):
    """The text of an SVG file around a JPEG: so a picture goes in with the data, and into a PDF as it is."""
    shown = base64.b64encode(picture).decode()
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{shown}"/></svg>'
    )


def qr_svg(address):
    """The text of an SVG file: a QR code that survives a crease (level M), with its white border."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", xmldecl=False, border=4, light="#fff")
    return file.getvalue().decode()
