"""What narrows the registers of a group: its decisions, and who does what."""

from django import forms
from django.utils import timezone


class DecisionFilter(forms.Form):
    q = forms.CharField(label="Zoek een woord", required=False, max_length=100)
    stand = forms.ChoiceField(
        label="Welke", required=False,
        choices=[("", "Die nu gelden"), ("bekijken", "Om weer te bekijken"), ("vervangen", "Vervangen"),
                 ("alle", "Alle")],
    )  # fmt: skip

    def narrow(self, decisions):
        stand = self.cleaned_data.get("stand", "")
        if word := self.cleaned_data.get("q"):
            decisions = decisions.filter(text__icontains=word)
        if stand == "bekijken":
            return decisions.to_look_at_again(timezone.localdate())
        if stand == "vervangen":
            return decisions.exclude(replaced_by=None).distinct()
        return decisions if stand == "alle" else decisions.in_force()


class ActionFilter(forms.Form):
    q = forms.CharField(label="Zoek een woord", required=False, max_length=100)
    stand = forms.ChoiceField(
        label="Welke", required=False,
        choices=[("", "Nog te doen"), ("laat", "Te laat"), ("gedaan", "Gedaan"), ("vervallen", "Vervallen"),
                 ("alle", "Alle")],
    )  # fmt: skip

    def narrow(self, actions):
        stand = self.cleaned_data.get("stand", "")
        if word := self.cleaned_data.get("q"):
            actions = actions.filter(text__icontains=word)
        if stand == "laat":
            return actions.late(timezone.localdate())
        if stand == "gedaan":
            return actions.exclude(done_on=None).order_by("-done_on", "-pk")
        if stand == "vervallen":
            return actions.exclude(dropped_reason="")
        return actions if stand == "alle" else actions.open()
