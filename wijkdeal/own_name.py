"""Where the name or the address of somebody was written out in words, by us: taken out when this person is removed."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from accounts.audit import AuditEntry
from accounts.mail import SEND_AGAIN
from accounts.models import Person, User
from communication.forgetting import NOBODY, forget_request
from communication.models import Attachment, OutreachTask, Request
from projects.models import ProjectEvent

# What `Project.appoint_leader` says where nobody gave another reason.
_LEADS = ("{} trekt het project nu.", "{} gaat het project trekken.")


def take_out(user, person, requests):
    """From the log of the back office, from sentences on timelines and lists, from files of requests, from mail."""
    requests = list(requests)
    _from_log(user, person)
    for name in {person.name, person.public_name}:
        for sentence in _LEADS:
            said = ProjectEvent.objects.filter(kind=ProjectEvent.Kind.LEADER_CHANGED, reason=sentence.format(name))
            of_person = said.filter(project__participations__person=person)
            ProjectEvent.objects.filter(pk__in=list(of_person.values_list("pk", flat=True))).update(
                reason=sentence.format(NOBODY)
            )
    if " " in person.name:  # a first name alone is a word in too many sentences
        for field in ("what", "text"):
            told = OutreachTask.objects.filter(**{f"{field}__contains": person.name})
            told.update(**{field: Replace(F(field), Value(person.name), Value(NOBODY))})
    typed = (AuditEntry.Kind.SECOND_FACTOR, AuditEntry.Kind.EXPORT)  # with a reason in somebody's own words
    AuditEntry.objects.filter(person=person, kind__in=typed).update(words="")
    for asked in requests:
        if asked.status in Request.CLOSED:
            forget_request(asked)
    Attachment.objects.filter(request__in=requests).update(shown_name="bijlage")
    _from_mail_to(user.email)


def _from_log(user, person):
    """What stood there about this person, or about something of theirs that is called by the name."""
    rows = {(User, user.pk), (Person, person.pk)}
    for model in (User, Person):
        whose = user if model is User else person
        for relation in model._meta.related_objects:
            if relation.related_model is not LogEntry:
                found = relation.related_model._base_manager.filter(**{relation.field.name: whose})
                rows |= {(relation.related_model, pk) for pk in found.values_list("pk", flat=True)}
    for model in {model for model, _ in rows}:
        kind = ContentType.objects.get_for_model(model)
        keys = [str(pk) for other, pk in rows if other is model]
        about = LogEntry.objects.filter(content_type=kind, object_id__in=keys)
        named = Q(object_repr__contains=person.name) | Q(object_repr__icontains=user.email)
        about.filter(named).update(object_repr=NOBODY)


def _from_mail_to(email):
    """Mail that waits for a mail server that is away; what was sent goes by itself (`wijkdeal.retention`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status <> 'doing' AND args -> 'to' ? %s",
            [SEND_AGAIN, email],
        )
