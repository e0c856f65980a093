"""Where to go with what is no project; the communicatieteam keeps it."""

from django.contrib import admin

from core.admin import OwnFieldsAdmin
from core.editing import ReadBefore
from core.fields import LineField, PhoneField
from projects.models import Signpost


class SignpostForm(ReadBefore):
    title = LineField(
        80, called="het probleem", label="Wat is er aan de hand?", help_text="Bijvoorbeeld: ‘Een losse stoeptegel’."
    )
    whose = LineField(
        120, called="de naam", label="Wie doet dit?", help_text="Bijvoorbeeld: ‘Het meldpunt van de gemeente’."
    )
    telephone = PhoneField(label="Telefoon", required=False)

    class Meta:
        model = Signpost
        fields = ["title", "whose", "telephone", "url", "order"]


@admin.register(Signpost)
class SignpostAdmin(OwnFieldsAdmin):
    form = SignpostForm
    list_display = ["title", "whose", "telephone", "order"]
