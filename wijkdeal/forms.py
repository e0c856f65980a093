"""What the counter writes down for somebody who stands there, calls, or said it at a meeting."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.consents import Consent
from accounts.models import Person, User
from communication.forms.enquiries import EnquiryFields
from communication.models import Enquiry
from core.dates import day_time
from core.fields import EmailField, LineField, PhoneField
from core.forms import Form, OneTimeKey
from groups.forms.issues import RaiseForm
from groups.models import Conflict, Issue, Reply
from groups.models import InvalidTransition as MeetingPassed
from groups.models.issues import MOST_WAITING, TooManyIssues
from projects.forms.fields import ProjectField
from projects.forms.help import OfferForm
from projects.forms.propose import IdeaFields
from projects.forms.questions import QuestionForm
from projects.forms.taking_part import JoinForm
from projects.models import Activity, InvalidTransition, NoPlace, Project, Question
from projects.models.questions import TooManyQuestions
from themes.forms import WishFields
from themes.models import Wish
from wijkdeal import outreach

NOT_ONLINE = [
    (Project.Source.COUNTER, "Aan de balie of aan de telefoon"),
    (Project.Source.MEETING, "Op een bijeenkomst"),
]
PROJECT = {
    "label": "Welk project?",
    "required": True,
    "error_messages": {"required": "Vul in welk project het is."},
}
MOST_ACTIVITIES = 100  # to choose from, the first to come
QUESTION = ("subject", "text", "group", "theme", "to_administrator")  # of an enquiry; who asks is the person


class OnBehalf(forms.Form):
    """Whose it is, and that this person agreed."""

    name = LineField(80, called="de naam", label="Van wie is het?", help_text="Voor- en achternaam.", show_limit=False)
    phone = PhoneField(required=False, help_text="Hierop bellen we als er iets verandert.")
    email = EmailField(required=False, help_text="Alleen als diegene liever mail krijgt.")
    consent = forms.BooleanField(error_messages={"required": "Vraag of het goed is en zet dan een vinkje."})

    whose = agreed = ""  # the labels, in the words of each form
    name_is_shown = False  # on the website, to everybody

    def __init__(self, *args, by=None, **kwargs):
        """`by`: the Person who asks for it at the counter."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["name"].label, self.fields["consent"].label = self.whose, self.agreed

    def person(self):
        """Who has an account with that address, who was written down before, or somebody new."""
        name, phone, email = (self.cleaned_data[field] for field in ("name", "phone", "email"))
        if email and (user := User.objects.filter(email=email).select_related("person").first()):
            person = user.person
        else:
            person = Person.objects.written_down(name=name, phone=phone, email=email, by=self.by, how=self.how)
        if self.name_is_shown:
            Consent.give(Consent.About.NAME, person=person, how=self.how, written_by=self.by)
        return person

    @property
    def how(self):
        """On paper where it came from a meeting; at the counter otherwise."""
        at_meeting = self.cleaned_data.get("source") == Project.Source.MEETING
        return Consent.How.PAPER if at_meeting else Consent.How.COUNTER


class CounterForm(OnBehalf, IdeaFields, OneTimeKey, Form):
    """An idea."""

    makes_once = True
    whose = "Van wie is het idee?"
    agreed = "Ik heb het voorgelezen. Naam en idee mogen op de site, en we mogen het nummer bewaren."
    name_is_shown = True

    source = forms.ChoiceField(
        label="Hoe kwam het binnen?", choices=NOT_ONLINE, initial=Project.Source.COUNTER, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean_source(self):
        return self.cleaned_data["source"] or Project.Source.COUNTER

    def propose(self, *, entered_by):
        """The proposal, public at once, in the name of the person."""
        cleaned = self.cleaned_data
        with transaction.atomic():
            person = self.person()
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


class Reachable(OnBehalf):
    """On behalf of somebody with whom an appointment is made."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["phone"] or cleaned["email"]):
            self.add_error("phone", "Vul een telefoonnummer of e-mailadres in: anders kan niemand iets afspreken.")
        return cleaned


class CounterJoinForm(Reachable, JoinForm):
    """“Ik doe mee”, with a project."""

    whose = "Wie doet er mee?"
    agreed = "Ik heb het voorgelezen. Wie het project trekt mag de naam zien, en we mogen het nummer bewaren."

    project = ProjectField(**PROJECT)

    field_order = ["project", "name", "phone", "email", "can", "consent"]

    def clean_project(self):
        project = self.cleaned_data["project"]
        if not project.joinable():
            raise ValidationError(self._closed(project), code="closed")
        return project

    def join(self):
        """Take part; whether it still could, and else an error. Of two identical sends the second finds the person."""
        with transaction.atomic():
            project = Project.objects.select_for_update().get(pk=self.cleaned_data["project"].pk)
            if not project.joinable():
                self.add_error("project", self._closed(project))
                return False
            project.join(self.person(), can=self.cleaned_data["can"])
        return True

    @staticmethod
    def _closed(project):
        return f"‘{project}’ zoekt nu niemand meer."


class CounterWishForm(OnBehalf, WishFields, OneTimeKey, Form):
    """A wish for the next shared agenda."""

    makes_once = True
    whose = "Van wie is de wens?"
    agreed = "Ik heb het voorgelezen. De wens mag op de site, zonder naam, en we mogen het nummer bewaren."

    field_order = ["text", "theme", "name", "phone", "email", "consent"]

    def give(self, agenda_round):
        with transaction.atomic():
            key = self.cleaned_data["form_key"]
            source = Wish.Source.COUNTER
            return Wish.make(agenda_round, person=self.person(), source=source, form_key=key, **self.wish)


class CounterProjectForm(Form):
    """For which project; what it needs is asked then."""

    project = ProjectField(**PROJECT)


class CounterFindForm(Form):
    """Whose request, or which."""

    q = LineField(80, called="de zoekterm", label="Naam, nummer of telefoon", required=False, show_limit=False)


class CounterHelpForm(Reachable, OfferForm):
    """What somebody offers of what `project` asked for."""

    whose = "Wie biedt het aan?"
    agreed = "Ik heb het voorgelezen. Wie het project trekt mag de naam zien, en we mogen het nummer bewaren."

    wanted = forms.ChoiceField(
        label="Wat biedt diegene aan?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat diegene aanbiedt.", "invalid_choice": "Kies iets uit de lijst."},
    )

    field_order = ["wanted", "name", "phone", "email", "text", "consent"]

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        self.asked = {str(one.pk): one for one in project.help_wanted.open()}
        self.fields["wanted"].choices = [(key, str(one)) for key, one in self.asked.items()]

    def clean_wanted(self):
        return self.asked[self.cleaned_data["wanted"]]

    def offer(self):
        """The offer; None where it is too late, with an error. Of two identical sends the second finds the person."""
        try:
            with transaction.atomic():
                Project.objects.select_for_update().get(pk=self.project.pk)
                return self.cleaned_data["wanted"].offer(self.person(), text=self.cleaned_data["text"])
        except InvalidTransition as late:
            self.add_error("wanted", str(late))
        return None


class CounterActivityForm(OnBehalf, Form):
    """“Ik kom”, to an activity that is to come."""

    whose = "Wie komt er?"
    agreed = "Ik heb het voorgelezen. Wie het organiseert mag de naam zien, en we mogen het nummer bewaren."

    asked = forms.ChoiceField(
        label="Welke activiteit?",
        error_messages={
            "required": "Kies een activiteit.",
            "invalid_choice": "Deze activiteit is geweest of gaat niet door. Kies opnieuw.",
        },
    )

    field_order = ["asked", "name", "phone", "email", "consent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Activity.objects.published().upcoming().filter(cancelled_at=None).select_related("project")
        self.activities = {str(one.pk): one for one in rows.defer("search", "project__search")[:MOST_ACTIVITIES]}
        choices = [(key, f"{one.title}, {day_time(one.starts_at)}") for key, one in self.activities.items()]
        self.fields["asked"].choices = [("", "Kies…"), *choices]

    def clean_asked(self):
        return self.activities[self.cleaned_data["asked"]]

    def come(self):
        """The `Attendance`; None where there is no place, and then an error."""
        activity = self.cleaned_data["asked"]
        try:
            with transaction.atomic():
                Activity.objects.select_for_update().get(pk=activity.pk)  # of two identical sends the second waits
                person = self.person()
                activity.come(person)
        except NoPlace as full:
            self.add_error("asked", str(full))
            return None
        return activity.attendances.get(person=person)


class CounterProjectQuestionForm(OnBehalf, QuestionForm):
    """What somebody asks under a project."""

    whose = "Van wie is de vraag?"
    agreed = "Ik heb het voorgelezen. De naam en de vraag mogen op de site, en we mogen het nummer bewaren."
    name_is_shown = True

    project = ProjectField(**PROJECT)

    field_order = ["project", "text", "name", "phone", "email", "consent"]

    def ask(self):
        """The question; None where it cannot be asked now, and then an error."""
        said = {"text": self.cleaned_data["text"], "form_key": self.cleaned_data["form_key"]}
        try:
            with transaction.atomic():
                return Question.ask(self.cleaned_data["project"], by=self.person(), **said)
        except InvalidTransition as late:
            self.add_error("project", str(late))
        except TooManyQuestions as enough:
            self.add_error(None, f"Voor wie het vraagt geldt: {enough}")
        return None


class CounterIssueForm(OnBehalf, RaiseForm):
    """A vraagstuk. It waits for the chair of the koplopers, whoever it is of: nobody signed in to say that."""

    whose = "Van wie is het vraagstuk?"
    agreed = "Ik heb het voorgelezen. De naam en het vraagstuk mogen op de site, en we mogen het nummer bewaren."
    name_is_shown = True

    field_order = ["title", "text", "theme", "name", "phone", "email", "consent"]

    def bring_in(self):
        """The vraagstuk; None where enough of that person wait, and then an error."""
        try:
            with transaction.atomic():
                return Issue.bring_in(by=self.person(), at_once=False, entered_by=self.by, **self.issue)
        except TooManyIssues:
            who = self.cleaned_data["name"]
            self.add_error(None, f"Er wachten al {MOST_WAITING} vraagstukken van {who} op de voorzitter.")
        return None


class CounterComingForm(Form):
    """What a member whom no mail reaches says about coming to a meeting.

    No consent is asked: who was written down as a member gave that, and nothing is kept that the group does not ask.
    """

    asked = forms.ChoiceField(
        label="Wie, en welke bijeenkomst?",
        help_text="Hier staan de leden die geen mail krijgen.",
        error_messages={
            "required": "Kies van wie het antwoord is.",
            "invalid_choice": "Dit kan niet meer: de bijeenkomst is net verplaatst of gaat niet door. Kies opnieuw.",
        },
    )
    answer = forms.ChoiceField(
        label="Komt diegene?",
        choices=[(Reply.Answer.YES, "Ja"), (Reply.Answer.NO, "Nee"), (Reply.Answer.MAYBE, "Weet het nog niet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat diegene zei.", "invalid_choice": "Kies wat diegene zei."},
    )

    def __init__(self, *args, by, whom="", **kwargs):
        """`by`: the Person who writes it down; `whom`: the key of who is chosen already."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.known = {one.key: one for one in outreach.invitations()}
        self.fields["asked"].choices = [("", "Kies…"), *self._of_each()]
        self.initial["asked"] = next((key for key in self.known if key.startswith(f"{whom}-")), "")

    def _of_each(self):
        """By the name of each, the meetings."""
        for who, rows in groupby(self.known.values(), key=lambda one: one.person):
            yield who.name, [(one.key, one.in_words) for one in rows]

    def clean_asked(self):
        return self.known[self.cleaned_data["asked"]]

    def note(self):
        """Whether it could be written down, and else an error."""
        asked = self.cleaned_data["asked"]
        try:
            asked.meeting.take_answer(
                asked.person, self.cleaned_data["answer"], seen=asked.meeting.asked_since, noted_by=self.by
            )
        except (Conflict, MeetingPassed):
            self.add_error("asked", self.fields["asked"].error_messages["invalid_choice"])
            return False
        return True


class CounterQuestionForm(OnBehalf, EnquiryFields, OneTimeKey, Form):
    """A question to a group, a duo or the team."""

    wants_call = None
    whose = "Van wie is de vraag?"
    agreed = "Ik heb het voorgelezen. Wie antwoord geeft mag de naam zien, en we mogen het nummer bewaren."

    field_order = ["to", "subject", "text", "name", "phone", "email", "consent"]

    def ask(self):
        with transaction.atomic():
            fields = {name: value for name, value in self.enquiry_fields.items() if name in QUESTION}
            return Enquiry.ask(by=self.person(), form_key=self.cleaned_data["form_key"], **fields)
