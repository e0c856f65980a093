"""What somebody takes home from the counter: what was written down, who answers and when, and how that comes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import Person
from communication.models import Enquiry
from core.dates import day_time
from projects.models import Attendance, HelpOffer, Project, Question, Status

KEPT = timedelta(days=1)  # so long its address opens it: who wrote something down may print it again that day
_SALT = "wijkdeal.receipts"


@dataclass
class Receipt:
    title: str
    what: str  # "Idee van": before the name of whoever it is of
    person: Person | None
    at: object
    text: str = ""
    due: date | None = None
    answering: list = field(default_factory=list)
    now: str = ""  # instead of an answer that is to come
    project: Project | None = None
    href: str = ""

    @property
    def code(self):
        return self.project.short_code if self.project else ""

    @property
    def address(self):
        return settings.SITE_URL + self.project.short_url


def of_project(project):
    initiator = project.participations.initiators().select_related("person").first()
    waits = project.status == Status.PROPOSED
    return Receipt(
        project.title, "Idee van", initiator and initiator.person, project.created_at, project.summary,
        due=project.answer_due if waits else None, answering=_names(project.responsible_people()) if waits else [],
        now=_now(project), project=project, href=project.get_absolute_url(),
    )  # fmt: skip


def of_offer(offer):
    project = offer.wanted.project
    return Receipt(
        offer.wanted.what, "Hulp van", offer.person, offer.at, offer.text,
        answering=_answering(project), project=project, href=project.get_absolute_url(),
    )  # fmt: skip


def of_question(question):
    project = question.project
    return Receipt(
        f"Een vraag bij ‘{project}’", "Vraag van", question.asker, question.asked_at, question.text,
        answering=_answering(project), project=project, href=project.get_absolute_url(),
    )  # fmt: skip


def of_enquiry(enquiry):
    return Receipt(
        enquiry.subject, "Vraag van", enquiry.person, enquiry.created_at, enquiry.text, due=enquiry.answer_due,
        answering=[enquiry.recipient],
    )  # fmt: skip


def of_attendance(attendance):
    activity = attendance.activity
    when = f"{day_time(activity.starts_at).capitalize()}, {activity.place}"
    return Receipt(
        activity.title, "Voor", attendance.person, attendance.at, when, now="je staat op de lijst",
        project=activity.project, href=activity.get_absolute_url(),
    )  # fmt: skip


_OF = {
    "hulp": (HelpOffer, of_offer),
    "vraag": (Question, of_question),
    "contact": (Enquiry, of_enquiry),
    "komst": (Attendance, of_attendance),
}
_KIND_OF = {model: kind for kind, (model, _) in _OF.items()}


def address_of(thing):
    """Of its receipt: nobody else at the counter can think it up, and it does not stay open."""
    token = signing.dumps([_KIND_OF[type(thing)], thing.pk], salt=_SALT)
    return reverse("counter_receipt_of", args=[token])


def find(token):
    """The `Receipt`, or None."""
    try:
        kind, pk = signing.loads(token, salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    model, receipt_of = _OF[kind]
    thing = model.objects.filter(pk=pk).first()
    return thing and receipt_of(thing)


def _now(project):
    """Its state, and of what was merged with what."""
    into = project.went_into
    return f"{project.get_status_display()} met ‘{into}’" if into else project.get_status_display()


def _answering(project):
    """Its own people, else its duo."""
    own = project.participations.current().filter(role__in=["initiator", "leader"]).select_related("person")
    return _names(dict.fromkeys(role.person for role in own)) or _names(project.responsible_people())


def _names(people):
    return [person.public_name for person in people]
