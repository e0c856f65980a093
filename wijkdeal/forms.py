"""What the counter writes down for somebody who stands there, calls, or said it at a meeting."""

from django import forms
from django.db import transaction
from django.utils import timezone

from accounts.models import Person, User
from core.fields import EmailField, LineField, PhoneField
from core.forms import Form, OneTimeKey
from projects.forms.propose import IdeaFields
from projects.models import Project

NOT_ONLINE = [
    (Project.Source.COUNTER, "Aan de balie of aan de telefoon"),
    (Project.Source.MEETING, "Op een bijeenkomst"),
]


class CounterForm(IdeaFields, OneTimeKey, Form):
    """An idea, whose it is, and that this person agreed."""

    source = forms.ChoiceField(
        label="Hoe kwam het binnen?", choices=NOT_ONLINE, initial=Project.Source.COUNTER, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    name = LineField(
        80, called="de naam", label="Van wie is het idee?", help_text="Voor- en achternaam.", show_limit=False
    )
    phone = PhoneField(required=False, help_text="Hierop bellen we als er iets verandert.")
    email = EmailField(required=False, help_text="Alleen als diegene liever mail krijgt.")
    consent = forms.BooleanField(
        label="Ik heb het voorgelezen. Naam en idee mogen op de site, en we mogen het nummer bewaren.",
        error_messages={"required": "Vraag of het goed is en zet dan een vinkje."},
    )

    def clean_source(self):
        return self.cleaned_data["source"] or Project.Source.COUNTER

    def propose(self, *, entered_by):
        """The proposal, public at once, in the name of the person."""
        cleaned = self.cleaned_data
        with transaction.atomic():
            person = self._person()
            project = Project.objects.draft(
                by=person,
                source=cleaned["source"],
                entered_by=entered_by,
                form_key=cleaned["form_key"],
                photos=cleaned["photos"],
                other_themes=cleaned["other_themes"],
                **self.idea,
            )
            project.propose(by=person)
        return project

    def _person(self):
        """Who has an account with that address, who was written down before, or somebody new."""
        name, phone, email = (self.cleaned_data[field] for field in ("name", "phone", "email"))
        if email and (user := User.objects.filter(email=email).select_related("person").first()):
            return user.person
        known = Person.objects.filter(user=None, name=name, phone=phone, email=email)
        return (known.first() if phone or email else None) or Person.objects.create(
            name=name, phone=phone, email=email, channel=self._channel(), consent_at=timezone.now()
        )

    def _channel(self):
        if self.cleaned_data["phone"]:
            return Person.Channel.PHONE
        return Person.Channel.EMAIL if self.cleaned_data["email"] else Person.Channel.NONE
