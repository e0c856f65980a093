"""Rows for tests. Everything is valid as it comes; a test names only what it is about."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import Organisation, Person, User
from communication.models import Enquiry, Request, Story
from groups.models import Group, Issue, Meeting, Membership
from projects.models import Participation, ProgressCheck, Project, Status, Update
from themes.models import Agenda, AgendaItem, Facilitator, Theme


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"mens{n}@voorbeeld.test")

    @classmethod
    def _create(cls, model_class, *args, name="Fenna Dijkema", **fields):
        return model_class.objects.create_user(name=name, **fields)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Bewoner {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Woningcorporatie {n}")
    slug = factory.Sequence(lambda n: f"woningcorporatie-{n}")
    kind = Organisation.Kind.WONINGCORPORATIE


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    slug = "groen"
    name = factory.LazyAttribute(lambda theme: {"groen": "Groen & Buitenzijn"}.get(theme.slug, theme.slug.title()))
    introduction = "Bomen, bankjes en schone straten."


class FacilitatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facilitator

    theme = factory.SubFactory(ThemeFactory)
    person = factory.SubFactory(PersonFactory)
    voice = "resident"


class AgendaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agenda
        django_get_or_create = ["year"]

    year = 2017
    title = "Uitvoeringsagenda 2017"
    adopted_on = "2017-12-14"


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    agenda = factory.SubFactory(AgendaFactory)
    theme = factory.SubFactory(ThemeFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    title = factory.Sequence(lambda n: f"Parken die verzorgd zijn {n}")
    goal = "Een park waar je graag komt."
    aim = "mooier"


class ProjectFactory(factory.django.DjangoModelFactory):
    """A proposal, unless `status` says otherwise; `initiator` and `leader` (a Person) take part when given."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Plukfruit aan de Van Lenneplaan {n}")
    summary = "Achttien fruitbomen waar iedereen van mag plukken."
    description = "Samen zorgen we ervoor."
    place = "Van Lenneplaan"
    theme = factory.SubFactory(ThemeFactory)
    status = Status.PROPOSED
    proposed_at = factory.LazyAttribute(lambda p: None if p.status == Status.DRAFT else timezone.now())
    answer_due = factory.LazyAttribute(
        lambda p: None if p.status == Status.DRAFT else timezone.localdate() + timedelta(days=14)
    )
    paused_until = factory.LazyAttribute(
        lambda p: timezone.localdate() + timedelta(days=30) if p.status == Status.PAUSED else None
    )
    result = factory.LazyAttribute(lambda p: "De bomen staan." if p.status == Status.COMPLETED else "")
    caretaker = factory.LazyAttribute(lambda p: "de buren" if p.status == Status.COMPLETED else "")

    @factory.post_generation
    def initiator(self, create, person, **kwargs):
        if person:
            self.participations.create(person=person, role=Participation.Role.INITIATOR)

    @factory.post_generation
    def leader(self, create, person, **kwargs):
        if person:
            self.participations.create(person=person, role=Participation.Role.LEADER)


class UpdateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Update

    project = factory.SubFactory(ProjectFactory, status=Status.UNDERWAY)
    author = factory.SubFactory(PersonFactory)
    title = "Twaalf bomen in de grond"
    text = "Met elf buren hebben we geplant tot het donker werd."


class ProgressCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgressCheck

    project = factory.SubFactory(ProjectFactory, status=Status.UNDERWAY)
    person = factory.SubFactory(PersonFactory)
    voice = "resident"
    signal = "on_track"
    note = "Het gaat goed."


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Werkgroep Julianapark {n}")
    slug = factory.Sequence(lambda n: f"werkgroep-julianapark-{n}")
    kind = Group.Kind.WERKGROEP
    purpose = "Het park levendiger maken."


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)
    voice = "resident"


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    group = factory.SubFactory(GroupFactory)
    title = "Groenoverleg"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    place = "Wijkdealwerkplaats"


class IssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issue

    title = "Wie ruimt de bladeren op?"


class RequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Request

    kind = Request.Kind.POSTER
    subject = "Poster voor de opschoondag"
    text = "Kunnen jullie een poster maken?"
    name = "Truus Wolters"
    email = "truus@voorbeeld.test"


class StoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Story

    slug = factory.Sequence(lambda n: f"soep-op-woensdag-{n}")
    title = "Soep op woensdag"
    lead = "Elke week schuiven dertig mensen aan."
    text = "Het begon met één pan."
    published_at = factory.LazyFunction(timezone.now)


class EnquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enquiry

    subject = "Mag ik meedoen?"
    text = "Ik woon hier pas."
    name = "Truus Wolters"
    email = "truus@voorbeeld.test"
