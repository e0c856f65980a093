"""Codes that came by mail, as people paste them."""

import unicodedata

_AROUND = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}


def normalise_code(typed):
    """Without what mail programs add: spaces, dashes, unseen characters, wide digits. Nothing else is forgiven."""
    kept = (sign for sign in typed[:200] if unicodedata.category(sign) not in _AROUND)
    return "".join(kept).translate(_WIDE)
