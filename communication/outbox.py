"""From event rows to mail: nothing is lost, nothing goes out for what was rolled back, nobody is told twice."""

import logging
import smtplib
from datetime import datetime, time, timedelta
from itertools import starmap

from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.db.models import Q, Value
from django.utils import timezone

from accounts.models import Person
from communication import by_hand, recipients, recipients_of_projects
from communication.digest import write_week
from communication.letter_kinds import TYPED_FOR
from communication.letters import write
from communication.models import EnquiryEvent, MailTrouble, Notification, OutreachTask, RequestEvent, StoryEvent
from communication.models.notifications import WEEK_NEWS
from communication.models.trouble import is_refused_for_good
from core.mailer import mail_connection
from groups.models import ActionEvent, ApplicationEvent, GroupEvent, IssueEvent, MeetingEvent
from projects.models import HelpEvent, PledgeEvent, ProjectEvent, QuestionEvent, ReportEvent
from themes.models import RoundEvent

logger = logging.getLogger(__name__)

RULES = {
    ProjectEvent: recipients_of_projects.of_project,
    HelpEvent: recipients_of_projects.of_help,
    QuestionEvent: recipients_of_projects.of_question,
    ReportEvent: recipients_of_projects.of_report,
    PledgeEvent: recipients_of_projects.of_pledge,
    MeetingEvent: recipients.of_meeting,
    GroupEvent: recipients.of_group,
    ActionEvent: recipients.of_action,
    IssueEvent: recipients.of_issue,
    ApplicationEvent: recipients.of_application,
    RoundEvent: recipients.of_round,
    RequestEvent: recipients.of_request,
    EnquiryEvent: recipients.of_enquiry,
    StoryEvent: recipients.of_story,
}
BATCH = 100
BACKOFF = [timedelta(minutes=minutes) for minutes in (1 / 3, 2, 10, 60, 240, 720, 1440)]
RECEIPTS_A_DAY_TO_A_TYPED_ADDRESS = 10
WEEK_NEWS_AT = time(8)  # on Monday


def process_events():
    """Make notifications of all events that no worker has looked at yet. Returns how many events there were."""
    return sum(_process(model, RULES[model]) for model in _oldest_of_each())


def oldest_waiting():
    """When the event was that waits longest to be looked at; None when there is none."""
    return min(_oldest_of_each().values(), default=None)


def _oldest_of_each():
    """{model: when} of the models with an event that waits, in one query: mostly there is none."""
    models = list(RULES)
    first, *rest = (
        model.objects.unprocessed().order_by("at").annotate(number=Value(number)).values_list("number", "at")[:1]
        for number, model in enumerate(models)
    )
    return {models[number]: at for number, at in first.union(*rest, all=True).order_by()}


def _process(model, rule):
    """What cannot be told is logged and tried again with the next call; it holds up nothing else."""
    count, failed = 0, []
    while True:
        with transaction.atomic():
            events = list(model.objects.exclude(pk__in=failed).claim(BATCH))
            failed += [event.pk for event in events if not _is_told(event, rule)]
            done = [event.pk for event in events if event.pk not in failed]
            model.objects.filter(pk__in=done).update(processed_at=timezone.now())
        count += len(done)
        if len(events) < BATCH:
            return count


def _is_told(event, rule):
    try:
        with transaction.atomic():
            told = [(event, letter, one) for one, letter in _one_each(rule(event)).items()]
            letters = _not_too_many(filter(None, starmap(_notification, told)))
            Notification.objects.bulk_create(letters, ignore_conflicts=True)
            OutreachTask.objects.bulk_create(filter(None, starmap(by_hand.outreach_task, told)), ignore_conflicts=True)
            by_hand.call_off(event)
    except Exception:
        logger.exception("Nobody could be told of event %s", event.uuid)
        return False
    return True


def _notification(event, letter, recipient):
    """For whoever has an address, unsaved; None for others."""
    typed = "" if isinstance(recipient, Person) else recipient
    if by_hand.is_reached_by_hand(recipient):
        return None
    return Notification(
        event_uuid=event.uuid,
        event_model=event._meta.label_lower,
        kind=letter,
        person=None if typed else recipient,
        email=typed,
        due_at=_due(letter),
    )


def _due(letter):
    if letter == recipients.DRAFT:
        return timezone.now() + timedelta(days=1)
    return next_monday() if letter == WEEK_NEWS else timezone.now()


def next_monday():
    today = timezone.localdate()
    return timezone.make_aware(datetime.combine(today + timedelta(days=7 - today.weekday()), WEEK_NEWS_AT))


def _one_each(letters):
    """{recipient: letter}; somebody with two roles gets the letter that comes first."""
    chosen = {}
    for letter, recipient in letters:
        chosen.setdefault(recipient, letter)
    return chosen


def _not_too_many(notifications):
    """Without receipts and news of groups to an address that somebody keeps typing: a visitor, or a chair who adds.

    It may not be theirs. What people write to it goes out, however many were typed.
    """
    counts = {}
    for notification in notifications:
        if typed := _typed_address(notification):
            counts[typed] = counts[typed] + 1 if typed in counts else _count_today(typed)
            if counts[typed] >= RECEIPTS_A_DAY_TO_A_TYPED_ADDRESS:
                continue
        yield notification


def _typed_address(notification):
    """Of what comes by typing an address; not one that an account confirmed."""
    person = notification.person
    if notification.kind not in TYPED_FOR or (person and person.user_id):
        return ""
    return (person.email if person else notification.email).lower()


def _count_today(address):
    since = timezone.now() - timedelta(days=1)
    to_it = Q(email__iexact=address) | Q(person__user=None, person__email__iexact=address)
    return Notification.objects.filter(to_it, kind__in=TYPED_FOR, due_at__gte=since).count()


def send_due():
    """Send what is due, one at a time, each in a transaction that holds its row. Returns how many were sent.

    A mail server that is down ends the round; what was not tried keeps its place.
    """
    sent = 0
    connection = mail_connection()
    try:
        while (outcome := _send_next(connection)) not in (None, "down"):
            sent += outcome == "sent"
    finally:
        connection.close()
    return sent


def _send_next(connection):
    with transaction.atomic():
        notification = Notification.objects.one_a_mail().select_related("person__user").claim(1).first()
        if notification is None:
            return None
        together = _of_one_mail(notification)
        try:
            with transaction.atomic():
                message = write_week(together) if notification.kind == WEEK_NEWS else write(notification)
        except Exception as mistake:
            logger.exception("Letter %s could not be written", notification.pk)
            for row in together:
                row.postpone(mistake, BACKOFF)
            return "refused"
        if message is None:
            for row in together:
                row.drop()
            return "dropped"
        if MailTrouble.of(message.to[0]).exists():
            outcome = _refuse(together)
        else:
            outcome = deliver(message, together, connection)
        if outcome == "unreachable":
            by_hand.leave_to_counter(together)
        return outcome


def deliver(message, rows, connection):
    """Hand a mail to the server, and write down on its rows what came of it.

    "sent", "unreachable" (this address takes no mail), "refused" (this mail, for now) or "down".
    """
    _take_time()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as mistake:  # it says nothing about this mail, which keeps its place
        logger.warning("The mail server does not answer (%s)", type(mistake).__name__)
        for row in rows:
            row.keep(mistake)
        return "down"
    try:
        connection.send_messages([message])
    except (OSError, smtplib.SMTPException) as mistake:
        if is_refused_for_good(mistake):
            MailTrouble.note(message.to[0], MailTrouble.Kind.REFUSED, str(mistake))
            return _refuse(rows)
        connection.close()  # what is left of it may be broken
        for row in rows:
            row.postpone(mistake, BACKOFF)
        return _outcome(mistake)
    except Exception as mistake:  # no mail can be made of it, to this address for one: it must not hold up the others
        logger.error("A mail cannot be made: %s", type(mistake).__name__)
        for row in rows:
            row.postpone(mistake, BACKOFF)
        return "refused"
    for row in rows:
        row.mark_sent()
    return "sent"


def _take_time():
    """A server may take `MAIL_TIMEOUT` for each answer: the transaction rests longer then than others may."""
    with database.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{12 * settings.MAIL_TIMEOUT}s'")


def _refuse(rows):
    for row in rows:
        row.refuse()
    return "unreachable"


def _of_one_mail(notification):
    if notification.kind != WEEK_NEWS:
        return [notification]
    return list(Notification.objects.filter(kind=notification.kind, person=notification.person_id).claim(None))


def _outcome(mistake):
    """A refusal, or breaking off at this mail, holds up no other; a server that is silent would at each of them."""
    logger.warning("Mail could not be sent: %s", type(mistake).__name__)
    is_silent = isinstance(mistake.__context__, TimeoutError)
    its_own = smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | smtplib.SMTPServerDisconnected
    return "refused" if isinstance(mistake, its_own) and not is_silent else "down"
