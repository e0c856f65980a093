"""What the chair puts on the briefing by hand."""

from django import forms

from core.fields import LineField
from core.forms import Form, OneTimeKey
from groups.models import BriefingLine
from projects.forms.fields import ProjectField


class LineForm(OneTimeKey, Form):
    makes_once = True

    kind = forms.ChoiceField(
        label="Bij welk deel hoort het?", choices=BriefingLine.Kind.choices, initial=BriefingLine.Kind.OVERIG
    )
    title = LineField(160, called="het onderwerp", label="Onderwerp")
    reason = LineField(300, called="de reden", label="Waarom staat het erop?", help_text="In één zin.", required=False)
    project = ProjectField(label="Over welk project gaat het?")
