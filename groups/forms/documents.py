"""A document that is put with a group."""

from django import forms

from core.attachments import AttachmentField
from core.fields import LineField
from core.forms import Form, OneTimeKey


class DocumentForm(OneTimeKey, Form):
    makes_once = True

    title = LineField(120, called="de titel", label="Hoe heet het?", help_text="Bijvoorbeeld: ‘Plan voor het park’.")
    file = AttachmentField(label="Bestand")
    is_public = forms.BooleanField(
        label="Iedereen mag dit lezen",
        help_text="Zonder vinkje zien alleen de leden van de groep dat dit er is.",
        required=False,
    )

    def full_clean(self):
        """A browser does not send a chosen file again: say so when something else has to be mended first."""
        super().full_clean()
        if self.is_bound and self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", "Kies je bestand nog een keer. Je browser onthoudt het niet.")
