"""Where the name or the address of somebody was written out in words, by us: taken out when this person is removed."""

import json
import re

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
from projects.models.lifecycle import LEADS


def take_out(user, person, requests):
    """From the log of the back office, from sentences on timelines and lists, from files of requests, from mail."""
    requests = list(requests)
    _from_log(user, person)
    for name in {person.name, person.public_name}:
        for sentence in LEADS:
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
    """What stood there about this person, and the name, address and number in every other line."""
    _from_own_lines(user, person)
    # A first name alone is a word in too many lines. Django writes an é in `change_message` as \u00e9.
    name = person.name if " " in person.name else ""
    written = filter(None, [user.email, person.email, person.phone, name])
    spellings = {spelling for words in written for spelling in (words, json.dumps(words)[1:-1])}
    named = Q()
    for spelling in spellings:
        named |= Q(object_repr__icontains=spelling) | Q(change_message__icontains=spelling)
    whole_words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, spellings))})(?!\w)", re.IGNORECASE)
    for entry in LogEntry.objects.filter(named):
        entry.object_repr = whole_words.sub(NOBODY, entry.object_repr)
        entry.change_message = whole_words.sub(NOBODY, entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def _from_own_lines(user, person):
    """About the account, the person or what is theirs: called by the name, a first name alone too."""
    rows = {(User, user.pk), (Person, person.pk)}
    for model, pk in rows:
        _about(model, [pk]).update(change_message="[]")
    for model in (User, Person):
        whose = user if model is User else person
        for relation in model._meta.related_objects:
            if relation.related_model is not LogEntry:
                found = relation.related_model._base_manager.filter(**{relation.field.name: whose})
                rows |= {(relation.related_model, pk) for pk in found.values_list("pk", flat=True)}
    for model in {model for model, _ in rows}:
        named = Q(object_repr__contains=person.name) | Q(object_repr__icontains=user.email)
        keys = [pk for other, pk in rows if other is model]
        _about(model, keys).filter(named).update(object_repr=NOBODY)


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
