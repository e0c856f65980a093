from core.fields import EmailField, LineField, NameField
from core.forms import Form, VisitorProtection


class JoinForm(Form):
    can = LineField(
        200, called="je aanbod", label="Wat kun je doen?", required=False,
        help_text="Bijvoorbeeld: ‘op zaterdag een uurtje helpen’ of ‘ik heb een boormachine’.", show_limit=False,
    )  # fmt: skip


class VisitorJoinForm(VisitorProtection, JoinForm):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe.")

    field_order = ["name", "email", "can"]
