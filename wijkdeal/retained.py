"""What the rules of `wijkdeal.retention` need that is no queryset of one app."""

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django import app as jobs

from accounts.consents import Consent
from accounts.models import Person
from communication.models import Enquiry, OutreachTask, Request
from core.models import Event
from groups.models import ActionPoint, Application, Issue, Membership
from projects.models import HelpOffer, Participation, Question
from projects.models.states import ENDED
from themes.models import Facilitator, Wish

_FINISHED = ["succeeded", "failed", "cancelled", "aborted"]


def forget_counts(before, size):
    """What the shared cache still holds and answers no more: of each row it says itself until when it is good."""
    with connection.cursor() as cursor:  # Django has no model of it; the table is `settings.CACHES`
        cursor.execute(
            "DELETE FROM cache WHERE cache_key IN (SELECT cache_key FROM cache WHERE expires < %s LIMIT %s)",
            [timezone.now(), size],
        )
        return cursor.rowcount


def forget_jobs(before, size):
    """All at once, as procrastinate does it: three days of jobs are few."""
    hours = round((timezone.now() - before).total_seconds() / 3600)
    jobs.connector.execute_query(sql.queries["delete_old_jobs"], nb_hours=hours, queue=None, statuses=_FINISHED)
    return 0


def forget_actors(before, size):
    """Of every kind of event."""
    return sum(_forget_actors_of(model, before, size) for model in apps.get_models() if issubclass(model, Event))


def devices_that_left(before):
    return UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key"))))


def people_of_before(before):
    """Without an account, and with nothing of theirs that is going on or was since that moment."""
    day = timezone.localdate(before)
    own, since = {"person": OuterRef("pk")}, {"created_at__gte": before}
    reasons = [
        Participation.objects.filter(until=None, **own).exclude(project__status__in=ENDED),
        Participation.objects.filter(project__ended_at__gte=before, **own),
        Participation.objects.filter(until__gte=day, **own),
        Membership.objects.filter(until=None, group__ended_on=None, **own),
        Membership.objects.filter(until__gte=day, **own),
        Facilitator.objects.current().filter(**own),
        ActionPoint.objects.open().filter(**own),
        OutreachTask.objects.open().filter(**own),
        Application.objects.filter(asked_at__gte=before, **own),
        HelpOffer.objects.filter(at__gte=before, **own),
        Wish.objects.filter(at__gte=before, **own),
        Wish.objects.filter(round__adopted_on=None, **own),
        Question.objects.filter(asker=OuterRef("pk"), asked_at__gte=before),
        Issue.objects.filter(raised_by=OuterRef("pk"), raised_on__gte=day),
        Enquiry.objects.filter(**since, **own),
        Enquiry.objects.open().filter(**own),
        Request.objects.filter(requester=OuterRef("pk"), **since),
        Request.objects.open().filter(requester=OuterRef("pk")),
    ]
    people = Person.objects.filter(user=None, created_at__lt=before).exclude(email="", phone="")
    return people.filter(*(~Exists(rows) for rows in reasons))


def forget_contact(people):
    """How they are reached, and with it that they agreed to be."""
    agreed = Consent.objects.filter(person__in=people, about__in=[Consent.About.CALLS, Consent.About.MAIL])
    agreed.withdraw()
    people.update(email="", phone="", channel=Person.Channel.NONE, consent_at=None)


def nothing_since(before, events, name):
    """That no event of a row, which they call `name`, is of after that moment."""
    return ~Exists(events.objects.filter(**{name: OuterRef("pk")}, at__gte=before))


def _forget_actors_of(model, before, size):
    rows = model.objects.filter(at__lt=before, processed_at__isnull=False, actor__isnull=False)
    return model.objects.filter(pk__in=rows.order_by("pk").values("pk")[:size]).update(actor=None)
