"""What goes wrong, one after another, and what came of the mail. The truth is in the database: what was committed."""

import os
import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils import timezone

from accounts.models import User
from communication.models import MailTrouble, Newsletter, NewsletterDelivery, NewsletterSubscriber, OutreachTask
from projects.models import Project, Status, Update
from scripts.faults.mail_server import MailServer
from scripts.faults.worker import Worker
from themes.models import Theme

PATIENCE = 60  # seconds within which everything is out, after the fault
OF_KILLED_JOB = 360  # the rest of a newsletter waits for the job of the worker that was killed: five minutes
LONGEST = 400  # to wait for it all the same
ROLLED_BACK = 10  # one of so many changes is rolled back
HEADINGS = ("fout", "meldingen", "kwijt", "teruggedraaid", "dubbel", "mag dubbel", "andere id", "leeg na s")
LINE = "{:34} {:>9} {:>6} {:>14} {:>7} {:>11} {:>10} {:>10}  {}"


@dataclass
class Stage:
    """Everything a scene needs: it makes events and breaks things."""

    cluster: object
    server: MailServer
    worker: Worker
    project: Project
    author: object
    wanted: object
    made: int = 0

    def post(self, number):
        """So many messages, of which one in ten is rolled back; the database may be away meanwhile."""
        for _ in range(number):
            self.made += 1
            self._post(f"bericht-{self.made}", is_kept=self.made % ROLLED_BACK != 0)

    def post_beside(self, number):
        thread = threading.Thread(target=self._post_and_leave, args=[number])
        thread.start()
        return thread

    def _post_and_leave(self, number):
        self.post(number)
        connection.close()

    def _post(self, title, *, is_kept):
        try:
            with transaction.atomic():
                Update.post(self.project, by=self.author, title=title, text="Lees meer.")
                if not is_kept:
                    transaction.set_rollback(True)
        except (DatabaseError, InterfaceError):
            close_old_connections()
            time.sleep(0.2)

    def committed(self):
        """What has to go out: a title of a message, or the key of a reader of a newsletter that was sent."""
        for _ in range(100):
            try:
                readers = NewsletterDelivery.objects.values_list("subscriber__key", flat=True)
                return {*Update.objects.values_list("title", flat=True), *readers}
            except (DatabaseError, InterfaceError):
                close_old_connections()
                time.sleep(0.2)
        raise SystemExit("De database kwam niet terug.")

    def send_newsletter(self, readers):
        """Each reader gets the own key in the mail, in the link to unsubscribe: by that it is known."""
        numbers = range(self.made + 1, self.made + readers + 1)
        self.made += readers
        now = timezone.now()
        NewsletterSubscriber.objects.bulk_create(
            NewsletterSubscriber(email=f"{key}@voorbeeld.test", key=key, mailed_at=now, confirmed_at=now)
            for key in (f"bericht-{number}" for number in numbers)
        )
        newsletter = Newsletter.objects.create(month=date(2000 + Newsletter.objects.count(), 1, 1), title="Nieuws")
        newsletter.items.create(title="Soep", text="Schuif aan.")
        newsletter.send(by=self.author, seen=newsletter.seen)

    def taken(self):
        with self.server.lock:
            return list(self.server.taken)


# -- the scenes: each breaks something and mends it; returns how many mails may come twice -----------------------------
def nothing(stage):
    stage.post(stage.wanted.events // 10)
    return 0


def refuses(stage):
    return _while_it("refuse", stage, stage.wanted.events // 20, seconds=3)


def hangs(stage):
    return _while_it("hang", stage, stage.wanted.events // 20, seconds=25)


def is_slow(stage):
    """Each answer within the time that we wait for one, all of them longer than a transaction may rest."""
    return _while_it("slow", stage, 3, seconds=45)


def takes_half(stage):
    before = stage.server.unheard
    _while_it("half", stage, stage.wanted.events // 5, seconds=5)
    return stage.server.unheard - before


def _while_it(mode, stage, number, *, seconds):
    """So many messages to a mail server that does this, and for so long after; none of them may come twice."""
    stage.server.mode = mode
    stage.post(number)
    time.sleep(seconds)
    stage.server.mode = "take"
    return 0


def is_down(stage):
    stage.server.stop()
    until = time.monotonic() + stage.wanted.down
    stage.post(stage.wanted.events)
    time.sleep(max(0, until - time.monotonic()))
    stage.server.start()
    return 0


def worker_killed(stage):
    posting = stage.post_beside(stage.wanted.events)
    each = stage.wanted.events / (stage.wanted.kills + 1)
    start, kills = len(stage.taken()), 0
    while kills < stage.wanted.kills:
        if len(stage.taken()) - start >= each * (kills + 1) * 0.85:
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 - anywhere between two mails
            stage.worker.kill()
            kills += 1
        time.sleep(0.01)
    posting.join()
    return kills


def database_restarted(stage):
    posting = stage.post_beside(stage.wanted.events // 5)
    for _ in range(3):
        time.sleep(2)
        stage.cluster.process.kill()
        stage.cluster.process.wait()
        stage.cluster.launch()
    posting.join()
    return 3


def two_workers(stage):
    """Neither is killed: nothing may come twice."""
    with _second_worker(stage) as second:
        stage.post(stage.wanted.events // 5)
        stage.send_newsletter(stage.wanted.events // 10)
        _wait_until_out(stage, second)
    return 0


def newsletter_and_worker_killed(stage):
    """One of two, in the middle of a newsletter."""
    readers = stage.wanted.events // 10
    start = len(stage.taken())
    with _second_worker(stage) as second:
        stage.send_newsletter(readers)
        until = time.monotonic() + PATIENCE
        while len(stage.taken()) - start < readers // 2 and time.monotonic() < until:
            time.sleep(0.01)
        stage.worker.kill()
        _wait_until_out(stage, second)
    return 1


@contextmanager
def _second_worker(stage):
    second = Worker(stage.server.port)
    second.start()
    try:
        yield second
    finally:
        second.stop()


def _wait_until_out(stage, second):
    """Before the second worker is stopped: it may not be in the middle of a mail."""
    until = time.monotonic() + OF_KILLED_JOB
    while stage.committed() - {title for title, _ in stage.taken()} and time.monotonic() < until:
        stage.worker.keep()
        second.keep()
        time.sleep(0.1)
    time.sleep(1)


SCENES = {
    "er gaat niets fout": nothing,
    "mailserver weigert": refuses,
    "mailserver hangt": hangs,
    "mailserver is traag": is_slow,
    "mailserver breekt af": takes_half,
    "mailserver is weg": is_down,
    "werker gedood": worker_killed,
    "database gedood": database_restarted,
    "twee werkers": two_workers,
    "nieuwsbrief, werker gedood": newsletter_and_worker_killed,
}


def play(cluster, wanted):
    call_command("migrate", verbosity=0)
    server = MailServer()
    stage = build_stage(cluster, server, wanted)
    server.start()
    stage.worker.start()
    try:
        print(LINE.format(*HEADINGS, ""))
        missed = sum(_play(name, scene, stage) for name, scene in SCENES.items() if (wanted.only or "") in name)
        print(f"\nwerker: {stage.worker.kills} keer gedood, {stage.worker.deaths} keer vanzelf gestopt")
        print(f"de machine: {os.cpu_count()} kernen, {os.getloadavg()[1]:.1f} processen die willen rekenen")
        missed += _unknown_address(stage)
    finally:
        stage.worker.stop()
        server.stop()
    return 1 if missed else 0


def build_stage(cluster, server, wanted):
    author, follower = (User.objects.create_user(email=f"{name}@voorbeeld.test") for name in ("schrijver", "volger"))
    follower.person.choose_mail("at_once")
    theme = Theme.objects.create(slug="groen", name="Groen", introduction="Groen.")
    now = timezone.now()
    underway = {"status": Status.UNDERWAY, "proposed_at": now}
    with transaction.atomic():  # at its end a project that is underway has a leader
        project = Project.objects.create(title="Bank", summary="Een bank.", theme=theme, slug="bank", **underway)
        project.participations.create(person=author.person, role="leader")
    project.follows.create(person=follower.person)
    return Stage(cluster, server, Worker(server.port), project, author.person, wanted)


def _play(name, scene, stage):
    """Play it and print what came of it; the number of goals missed."""
    before, sent_before = stage.committed(), len(stage.taken())
    may_double = scene(stage)
    after_fault = time.monotonic()
    new = stage.committed() - before
    while new - {title for title, _ in stage.taken()} and time.monotonic() - after_fault < LONGEST:
        stage.worker.keep()
        time.sleep(0.1)
    drained = time.monotonic() - after_fault
    time.sleep(1)  # for what would come too often
    return _judge(name, new, stage.taken()[sent_before:], before, may_double, drained)


def _judge(name, new, taken, before, may_double, drained):
    times = Counter(title for title, _ in taken)
    lost, ghosts = new - set(times), set(times) - new - before
    doubles = sum(times.values()) - len(times)
    other_ids = len(set(taken)) - len(times)
    missed = [
        "kwijt" if lost else "",
        "verstuurd wat teruggedraaid was" if ghosts else "",
        "te vaak dubbel" if doubles > may_double else "",
        "dubbel onder een andere id" if other_ids else "",
        "te laat" if drained > PATIENCE else "",
    ]
    said = ", ".join(filter(None, missed))
    row = (name, len(new), len(lost), len(ghosts), doubles, may_double, other_ids, f"{drained:.1f}", said)
    print(LINE.format(*row), flush=True)
    return sum(map(bool, missed))


def _unknown_address(stage):
    """An address that does not exist is asked once; who has it is called instead."""
    stranger = User.objects.create_user(email="onbekend@voorbeeld.test", name="Onbekend")
    stage.project.participations.create(person=stranger.person, role="initiator")
    stage.project.complete(by=stage.author, result="Er staat een bank.", caretaker="de buren")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not OutreachTask.objects.filter(person=stranger.person).exists():
        time.sleep(0.2)
    found = MailTrouble.of(stranger.email).count(), OutreachTask.objects.filter(person=stranger.person).count()
    print(f"adres dat niet bestaat: {found[0]} keer opgeschreven, {found[1]} keer op de bellijst (doel: 1 en 1)")
    return found != (1, 1)
