from django import forms

from core.fields import EmailField, LineField
from core.forms import Form, VisitorProtection


class JoinForm(Form):
    can = LineField(
        200, called="wat je kunt doen", label="Wat kun je doen?", required=False,
        help_text="Bijvoorbeeld: ‘op zaterdag een uurtje helpen’ of ‘ik heb een boormachine’.", show_limit=False,
    )  # fmt: skip


class VisitorJoinForm(VisitorProtection, JoinForm):
    name = LineField(
        80, called="je naam", label="Je naam", show_limit=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = EmailField(help_text="Hier sturen we een code naartoe.")

    field_order = ["name", "email", "can"]
