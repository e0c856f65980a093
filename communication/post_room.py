"""How the post and the worker are doing: for the administrator, who is the only one that can do something about it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Max
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from communication import outbox
from communication.job_names import name_of
from communication.letter_kinds import words_of
from communication.models import NewsletterDelivery, Notification

LATE = timedelta(minutes=10)
SHOWN = 200
MODELS = {"melding": Notification, "nieuwsbrief": NewsletterDelivery}


@dataclass
class Kind:
    """One kind of mail: the word for it in the form, and how much of it there is."""

    word: str
    model: type

    @property
    def name(self):
        return "nieuwsbrieven" if self.model is NewsletterDelivery else "meldingen"

    @cached_property
    def waiting(self):
        return self.model.objects.waiting().count()

    @cached_property
    def late(self):
        return self.model.objects.due().filter(due_at__lt=timezone.now() - LATE).count()

    @cached_property
    def failed(self):
        return self.model.objects.failed().count()

    def failed_rows(self):
        rows = self.model.objects.failed().order_by("-failed_at", "-pk")
        return rows.select_related("person" if self.model is Notification else "newsletter")[:SHOWN]


class PostRoom:
    def __init__(self):
        self.kinds = [Kind(word, model) for word, model in MODELS.items()]
        self.waits_since = outbox.oldest_waiting()
        self.heartbeat = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
        counts = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("pk")))
        self.jobs_waiting, self.jobs_doing = counts.get("todo", 0), counts.get("doing", 0)
        failed = ProcrastinateJob.objects.filter(status="failed").order_by("-pk")[:SHOWN]
        self.failed_jobs = [(job, name_of(job.task_name)) for job in failed]

    @property
    def worker_is_away(self):
        return self.heartbeat is None or self.heartbeat < timezone.now() - LATE

    @property
    def failed(self):
        """[(the word for it in the form, the row, what it is, why it failed)]"""
        return [
            (kind.word, row, what_it_is(row), why_not(row.last_error))
            for kind in self.kinds
            for row in kind.failed_rows()
        ]


def what_it_is(row):
    if isinstance(row, NewsletterDelivery):
        return f"{row.newsletter.title}, aan een lezer"
    return f"{words_of(row.kind)}, aan {row.person or 'een bezoeker'}"


def why_not(error):
    """In words, and then as the program says it: for whoever looks at the mail server."""
    words = _WHY.get(error.partition(":")[0])
    return f"{words} ({error})" if words else error


_WHY = {
    "ConnectionRefusedError": "De mailserver is er niet.",
    "ConnectionResetError": "De mailserver verbrak de verbinding.",
    "SMTPAuthenticationError": "De mailserver laat ons niet binnen.",
    "SMTPConnectError": "De mailserver is er niet.",
    "SMTPDataError": "De mailserver nam de mail niet aan.",
    "SMTPRecipientsRefused": "De mailserver weigert dit adres.",
    "SMTPSenderRefused": "De mailserver weigert ons als afzender.",
    "SMTPServerDisconnected": "De mailserver verbrak de verbinding.",
    "TimeoutError": "De mailserver gaf geen antwoord.",
    "gaierror": "De mailserver is niet te vinden.",
}


def waits_too_long():
    """Since when an event waits for the worker, where that is longer than it should; else None."""
    since = outbox.oldest_waiting()
    return since if since and since < timezone.now() - LATE else None


def retry_job(pk):
    """Whether it had failed, and is tried again now."""
    if not ProcrastinateJob.objects.filter(pk=pk, status="failed").exists():
        return False
    jobs.job_manager.retry_job_by_id(pk, retry_at=timezone.now())
    return True
