"""Subscribing to the newsletter, and making one."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from communication.models import Newsletter, NewsletterItem
from core.editing import ReadBefore
from core.fields import EmailField, LineField, ParagraphField
from core.forms import Form, VisitorProtection
from core.own_address import own_address


class SubscribeForm(VisitorProtection, Form):
    email = EmailField(label="Je e-mailadres", help_text="Alleen voor de nieuwsbrief. Niemand anders ziet je adres.")


class NewsletterForm(ReadBefore):
    title = LineField(120, called="het onderwerp", label="Onderwerp")
    intro = ParagraphField(
        2000, called="het begin", label="Begin", required=False, rows=5, help_text="Een paar zinnen, boven alles."
    )

    class Meta:
        model = Newsletter
        fields = ["title", "intro"]

    def clean(self):
        cleaned = super().clean()  # holds the row from here on
        if Newsletter.objects.sent().filter(pk=self.instance.pk).exists():
            raise ValidationError("Deze nieuwsbrief is net verstuurd. Er verandert niets meer aan.")
        return cleaned


class ItemForm(forms.ModelForm):
    title = LineField(160, called="de kop", label="Kop", show_limit=False)
    text = ParagraphField(1000, called="de tekst", label="Tekst", required=False, rows=3, show_limit=False)
    link = LineField(
        300, called="de link", label="Link", required=False, show_limit=False,
        help_text="Een adres van deze website begint met /, een ander met https://.",
    )  # fmt: skip

    class Meta:
        model = NewsletterItem
        fields = ["order", "kind", "title", "text", "link"]

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not own_address(link):
            URLValidator(["http", "https"], message="Begin de link met / of met https://.")(link)
        return link
