"""The settings of the site, the texts of its fixed pages, its timeline, and who follows what."""

from datetime import date, timedelta
from itertools import starmap
from random import Random

from accounts.audit import AuditEntry
from accounts.consents import Consent
from communication import recipients_of_projects
from communication.by_hand import outreach_task
from communication.models import FacebookPost, MailTrouble, Notification, OutreachTask
from core.models import PageText, SiteSettings, TimelineMoment
from core.retention import RetentionRun
from groups.models import GroupFollow, Membership
from projects.models import Participation, Photo, ProjectEvent, ProjectFollow, Signpost
from themes.models import Facilitator, ThemeFollow
from wijkdeal.demo import content
from wijkdeal.retention import RULES

CALLS_SINCE, CALLED_WITHIN = 180, 31
LOGGED_DAYS = 2 * 365  # as long as the log is kept
FOLLOWED_THEMES = {
    "bewoner": ["groen", "cultureel"],
    "koploper": ["sociaal", "verkeersveilig"],
    "voorzitter": ["groen", "sociaal", "verkeersveilig", "duurzaam", "cultureel"],
    "corporatie": ["duurzaam"],
}
CAME_BACK = (
    (12, "eetcafe@voorbeeld.test", MailTrouble.Kind.BOUNCE, "smtp; 550 5.1.1 User unknown"),
    (40, "tom@voorbeeld.test", MailTrouble.Kind.COMPLAINT, "abuse, Provider-FBL/1.0"),
)


def load(world):
    film = content.read("film")[0]
    addresses = {"film_url": film["address"], "facebook_url": film["facebook"]}
    site = SiteSettings.objects.create(id=1, is_example=True, film_transcript=film.text("text"), **addresses)
    world.album.keep_film(site)
    FacebookPost.objects.bulk_create(
        post.checked(FacebookPost(text=post.text("text"), posted_on=world.days.day(post["at"]), link=post.get("link")))
        for post in content.read("post")
    )
    PageText.objects.bulk_create(
        entry.checked(PageText(slug=entry["slug"], title=entry["title"], text=entry.text("text"), order=order))
        for order, entry in enumerate(content.read("page"))
    )
    Signpost.objects.bulk_create(
        entry.checked(Signpost(order=order, **{name: entry[name] for name in ("title", "whose", "telephone", "url")}))
        for order, entry in enumerate(content.read("signpost"))
    )
    TimelineMoment.objects.bulk_create(
        entry.checked(
            TimelineMoment(when=entry["when"], sort=_sort(entry, order), title=entry["title"], text=entry.text("text"))
        )
        for order, entry in enumerate(content.read("moment"))
    )
    _follows(world)
    _calls(world)
    _consents(world)
    _log(world)
    _came_back(world)


def _log(world):
    """What the administrator finds in the log, and what the last night cleared away."""
    by = world.people["beheer"]
    kind, now = AuditEntry.Kind, world.days.now
    entries = [
        AuditEntry(
            kind=kind.SEAT,
            actor=by,
            person=seat.person,
            words=f"Kreeg de plek in het duo van {seat.theme} ({seat.get_voice_display()})",
            at=world.days.moment((seat.since - world.days.today).days, f"seat {seat.pk}"),
        )
        for seat in Facilitator.objects.current().select_related("person", "theme")
        if (world.days.today - seat.since).days < LOGGED_DAYS
    ]
    for days, what, person, words in (
        (211, kind.ROLES, "communicatie", "Erbij: communicatieteam."),
        (160, kind.ROLES, "balie", "Erbij: balie."),
        (34, kind.SECOND_FACTOR, "communicatie", "Weggehaald: telefoon kwijt, stond zelf aan de balie"),
        (9, kind.LOCKED, "koploper", "3 keer een verkeerde code uit de mail"),
        (3, kind.EXPORT, "bewoner", ""),
    ):
        someone = world.people[person]
        actor = {kind.LOCKED: None, kind.EXPORT: someone}.get(what, by)
        at = world.days.moment(-days, f"log {days}")
        entries.append(AuditEntry(kind=what, actor=actor, person=someone, words=words, at=at))
    AuditEntry.objects.bulk_create(entries)
    chance = Random("cleared away")  # noqa: S311 - the same each time
    runs = [(rule.key, chance.choice([0, 0, 1, 2, 5])) for rule in RULES if rule.needs_task]
    RetentionRun.objects.bulk_create(
        RetentionRun(key=key, rows=rows, total=rows * 40 + 3, at=now - timedelta(hours=9)) for key, rows in runs
    )


def _consents(world):
    """What everybody agreed to: on the website with an account, at the counter without one; and with each photo."""
    about, counter = Consent.About, world.people["balie"]
    rows = []
    for person in world.people.values():
        how = {} if person.user_id else {"how": Consent.How.COUNTER, "written_by": counter}
        kinds = {
            about.NAME: person.show_name == person.ShowName.FULL,
            about.MAIL: bool(person.user_id),
            about.CALLS: bool(person.phone),
        }
        rows += [
            Consent(person=person, about=kind, given_at=person.created_at, **how)
            for kind, is_given in kinds.items()
            if is_given
        ]
    for photo in Photo.objects.exclude(added_by=None).select_related("project"):
        what = {"what": f"Foto bij ‘{photo.project.title}’"[:200], "ref": photo.consent_ref}
        rows.append(Consent(person_id=photo.added_by_id, about=about.PHOTO, given_at=photo.added_at, **what))
    Consent.objects.bulk_create(rows)


def _calls(world):
    """What those without an address were told of this half year's events, and are still to hear of this month's."""
    since = world.days.now - timedelta(days=CALLS_SINCE)
    lately = ProjectEvent.objects.filter(at__gte=since).select_related("project")
    told = [(event, letter, person) for event in lately for letter, person in recipients_of_projects.of_project(event)]
    tasks = list(filter(None, starmap(outreach_task, told)))
    for task in tasks:
        if task.created_at < world.days.now - timedelta(days=CALLED_WITHIN):
            task.done_at, task.done_by = task.created_at + timedelta(days=2), world.people["balie"].user
    OutreachTask.objects.bulk_create(tasks, ignore_conflicts=True)


def _came_back(world):
    """Two addresses that take no mail, and a mail that failed: for the administrator to look at."""
    for days, address, kind, detail in CAME_BACK:
        at = world.days.now - timedelta(days=days)
        MailTrouble.objects.create(address=address, kind=kind, detail=detail, since=at, last_at=at)
    answers = ProjectEvent.objects.filter(kind=ProjectEvent.Kind.TAKEN_UP)
    event = answers.filter(project__participations__role=Participation.Role.INITIATOR).order_by("-at", "-pk").first()
    Notification.objects.create(
        event_uuid=event.uuid,
        event_model=event._meta.label_lower,
        kind="project-answer",
        person=event.project.participations.filter(role=Participation.Role.INITIATOR).first().person,
        due_at=event.at + timedelta(days=2),
        failed_at=event.at + timedelta(days=2),
        attempts=8,
        last_error="SMTPRecipientsRefused: 452 4.2.2 De mailbox is vol",
    )


def _sort(entry, order):
    """Moments of one year keep the order of the file."""
    at = entry["at"]
    return at if isinstance(at, date) else date(at, 1, 1) + timedelta(days=order)


def _follows(world):
    """Two of three who take part also follow, some members follow their group, and a few people follow a theme."""
    ProjectFollow.objects.bulk_create(
        ProjectFollow(person_id=row.person_id, project_id=row.project_id, since=_noon(world, row.since))
        for row in Participation.objects.order_by("project_id", "person_id").distinct("project_id", "person_id")
        if _some(f"{row.project_id} {row.person_id}", 0.66)
    )
    GroupFollow.objects.bulk_create(
        GroupFollow(person_id=row.person_id, group_id=row.group_id, since=_noon(world, row.since))
        for row in Membership.objects.filter(role="member")
        if _some(f"{row.group_id} {row.person_id}", 0.3)
    )
    ThemeFollow.objects.bulk_create(
        ThemeFollow(person=world.people[key], theme=world.themes[slug])
        for key, slugs in FOLLOWED_THEMES.items()
        for slug in slugs
    )


def _some(seed, share):
    return Random(seed).random() < share  # noqa: S311


def _noon(world, day):
    return min(world.days.at(day, "12:00"), world.days.now)
