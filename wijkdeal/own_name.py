"""Where the name or the address of somebody was written out in words, by us: taken out when this person is removed."""

import json

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
    """What stood there about this person, about something of theirs, and where it says what was changed."""
    for model, row in ((User, user), (Person, person)):
        _about(model, [row.pk]).update(object_repr=NOBODY, change_message="[]")
        for relation in model._meta.related_objects:
            if relation.related_model is not LogEntry:
                found = relation.related_model._base_manager.filter(**{relation.field.name: row})
                named = Q(object_repr__contains=person.name) | Q(object_repr__icontains=user.email)
                _about(relation.related_model, found.values_list("pk", flat=True)).filter(named).update(
                    object_repr=NOBODY
                )
    for value in filter(None, [person.name if " " in person.name else "", user.email, person.email, person.phone]):
        for spelled in {value, json.dumps(value)[1:-1]}:  # as Django keeps it, with \u00eb for ë
            for field in ("object_repr", "change_message"):
                said = LogEntry.objects.filter(**{f"{field}__contains": spelled})
                said.update(**{field: Replace(F(field), Value(spelled), Value(NOBODY))})


def _about(model, keys):
    kind = ContentType.objects.get_for_model(model)
    return LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])


def _from_mail_to(email):
    """Mail that waits for a mail server that is away; what was sent goes by itself (`wijkdeal.retention`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status <> 'doing' AND args -> 'to' ? %s",
            [SEND_AGAIN, email],
        )
