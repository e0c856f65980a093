"""Taking a person out of everything, in all apps: what others build on stays, without a name."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.access import end_sessions
from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.models import Person, Role, Seen, User
from communication.forgetting import NOBODY
from communication.making.keeping import OWN
from communication.models import (
    Enquiry,
    MailTrouble,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Request,
    SavedView,
    StoryFollow,
)
from groups.models import (
    ActionPoint,
    Application,
    GroupEvent,
    GroupFollow,
    Issue,
    IssueFollow,
    Membership,
    OwnCalendar,
    Reply,
)
from projects.models import (
    Attendance,
    HelpOffer,
    InvalidTransition,
    Participation,
    Project,
    ProjectFollow,
    Question,
    Status,
)
from projects.models.states import LED
from themes.models import Facilitator, Theme, ThemeFollow, Wish
from wijkdeal import own_name
from wijkdeal.own_data import enquiries_of, reports_of, requests_of, stand_in

LEFT = "Wie dit project trok, is weggegaan. Het zoekt iemand die het overneemt."
PAUSE = timedelta(days=30)  # of what was underway, for finding somebody else


def is_last_administrator(user):
    others = User.objects.filter(is_active=True).filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR))
    return user.is_administrator and not others.exclude(pk=user.pk).exists()


def erase(user):
    """Close the account and take the person out of everything. What others build on stays, without a name."""
    with transaction.atomic():
        # No key: who is about to give this person a role holds the project, and would wait for us as we for it.
        person = Person.objects.select_for_update(no_key=True).filter(user=user).first()
        if person is None:  # pressed twice
            return
        _erase(person, user, by=person)
        _forget_account(user)


def erase_written_down(person, *, by):
    """The same of somebody without an account, who asked for it; whether there was still something to take out."""
    with transaction.atomic():
        current = Person.objects.select_for_update(no_key=True).filter(pk=person.pk, user=None).first()
        if current is None or current.name == NOBODY:
            return False
        _erase(current, stand_in(current), by=by)
    return True


def _erase(person, user, *, by):
    """From everything; inside a transaction that holds the person."""
    for draft in Project.objects.of_initiator(person).filter(status=Status.DRAFT):
        if not draft.participations.initiators().exclude(person=person).exists():
            draft.discard()
    for draft in Project.objects.typed_with(user.email):
        draft.discard()
    called = _written_down_to_call(person)
    requests_of(person).exclude(text=OWN).close_for_nobody()
    own_name.take_out(user, person, requests_of(person))
    _forget_what_was_asked(person, user, called)
    _step_back(person)
    Person.objects.filter(pk=person.pk).update(
        user=None,
        name=NOBODY,
        organisation=None,
        email="",
        phone="",
        channel=Person.Channel.NONE,
        consent_at=None,
        show_name=Person.ShowName.FULL,
        mail_frequency=Person.MailFrequency.NEVER,
        away_until=None,
    )
    AuditEntry.record(AuditEntry.Kind.REMOVED, actor=by, person=person)


def _forget_what_was_asked(person, user, called):
    Question.objects.filter(asker=person).exclude(state=Question.State.PLACED).delete()
    Issue.objects.filter(raised_by=person, state__in=Issue.NOT_PUBLIC).delete()
    reports_of(person).update(reporter=None, email="")
    requests_of(person).update(requester=None, name=NOBODY, email="", phone="")
    enquiries_of(person).update(person=None, name=NOBODY, email="", phone="")
    for model in (
        Seen,
        ThemeFollow,
        ProjectFollow,
        GroupFollow,
        IssueFollow,
        StoryFollow,
        Attendance,
        Reply,
        OwnCalendar,
        SavedView,
        HelpOffer,
        Notification,
        OutreachTask,
        Application,
    ):
        model.objects.filter(person=person).delete()
    Consent.objects.of(user).delete()
    Enquiry.objects.open().filter(owner=person).update(owner=None)
    Request.objects.in_hands_of(person).hand_back()
    OutreachTask.objects.filter(person__in=called).delete()
    Consent.objects.filter(person__in=called).delete()
    written_down = Q(user=None, email__iexact=user.email) | Q(pk__in=called)
    whose = Person.objects.filter(Q(pk=person.pk) | written_down)
    ActionPoint.objects.open().filter(person__in=whose).update(person=None)
    Wish.objects.filter(person=person).update(person=None)
    GroupEvent.objects.filter(person=person).update(reason="")  # why somebody was not let in
    _forget_mail_trouble(user.email)
    for model in (Notification, NewsletterSubscriber):
        model.objects.filter(email__iexact=user.email).delete()
    Person.objects.filter(written_down).update(
        name=NOBODY, email="", phone="", channel=Person.Channel.NONE, consent_at=None
    )


def _written_down_to_call(person):
    """Who is this person too: written down because mail about what was asked with this address did not arrive."""
    found = set()
    for asked in (requests_of(person), enquiries_of(person)):
        who = asked.model.ASKER
        called = asked.filter(**{f"{who}__user": None, f"{who}__created_at__gte": F("created_at")})
        found.update(called.values_list(who, flat=True))
    return found


def _forget_mail_trouble(address):
    """Who called our mail unwanted is never mailed again: of that the address alone is kept."""
    trouble = MailTrouble.of(address)
    trouble.exclude(kind=MailTrouble.Kind.COMPLAINT).delete()
    trouble.update(detail="", count=1, last_at=F("since"))


def _step_back(person):
    """Out of projects, groups and seats from today; that somebody did it stays."""
    today = timezone.localdate()
    for role in Participation.objects.leaders().filter(person=person, project__status__in=LED).order_by("project"):
        _stop_leading(role.project, person, today + PAUSE)
    Participation.objects.filter(person=person).update(can="")
    for seat in Membership.objects.steering().filter(person=person).select_related("group").order_by("group_id"):
        seat.group.lose_chair(person)
    for issue in Issue.objects.filter(state=Issue.State.TAKEN_UP, taken_up_by=person):
        issue.give_back(by=person)
    Theme.objects.filter(fallback=person).update(fallback=None)
    for model in (Participation, Membership, Facilitator):
        model.objects.filter(person=person, until=None).update(until=today)


def _stop_leading(project, person, pause_until):
    """Said on the project's page and to its duo, as by anybody who stops leading."""
    try:
        project.step_down(by=person, reason=LEFT, pause_until=pause_until)
    except InvalidTransition:  # somebody else leads it since a moment
        return


def _forget_account(user):
    end_sessions(user)
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.organisations.clear()
    user.set_unusable_password()
    user.email = f"verwijderd-{user.pk}@verwijderd.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.save(update_fields=["email", "password", "is_active", "is_staff", "is_superuser"])
