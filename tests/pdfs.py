"""What a PDF is, read from its bytes."""

import contextlib
import re
import zlib

EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/MediaBox[0 0 72 72]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)  # one square page


def opened(pdf):
    """What is compressed in a PDF, with the rest, as one text."""
    unpacked = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            unpacked.append(zlib.decompress(packed))
    return pdf + b"".join(unpacked)


def sizes_of(pdf, box="Media"):
    """Width and height of each page, in millimetres: of the paper, or of what is left after cutting ("Trim")."""
    found = re.findall(rb"/%sBox ?\[([^]]+)\]" % box.encode(), opened(pdf))
    boxes = [[float(part) for part in one.split()] for one in found]
    return [
        (round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4)) for left, bottom, right, top in boxes
    ]
