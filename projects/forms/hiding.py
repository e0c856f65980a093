"""Why something is taken out of sight, or put back."""

from core.fields import ParagraphField
from core.forms import Form


class HideForm(Form):
    reason = ParagraphField(
        1000,
        called="de reden",
        label="Waarom verberg je het?",
        help_text="Wie het project voorstelde of trekt, krijgt deze reden per mail. Op de website staat hij niet.",
        rows=3,
    )


class ShowAgainForm(Form):
    reason = ParagraphField(
        1000,
        called="de reden",
        label="Waarom zet je het terug?",
        help_text="Wie het schreef en de mensen van het project krijgen deze reden per mail.",
        rows=3,
    )
