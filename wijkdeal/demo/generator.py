"""N more projects with all that belongs to them, the same for the same seed: for measuring with many rows."""

import json
from collections import Counter
from datetime import timedelta
from random import Random

from django.utils.text import slugify

from accounts.models import Person
from communication.models import Message, Request, RequestEvent
from communication.models.request_queue import hash_of
from communication.models.requests import working_days_after
from core.short_codes import ALPHABET
from projects.drawn_map import the_map
from projects.models import (
    Activity,
    HelpWanted,
    Milestone,
    Participation,
    Photo,
    ProgressCheck,
    Project,
    ProjectEvent,
    ProjectFollow,
    Signal,
    Status,
    Update,
)
from themes.models import AgendaItem, Facilitator, Theme
from wijkdeal.demo import writing
from wijkdeal.demo.album import HEIGHT, WIDTH
from wijkdeal.demo.bulk import Table, analyze, check_constraints, random_uuid
from wijkdeal.demo.generated_groups import GeneratedGroups
from wijkdeal.demo.lives import LIVE, Life
from wijkdeal.demo.writing import Writer

BATCH = 2000
PROJECTS_A_PERSON = 8
PROJECTS_A_GROUP = 50
PROJECTS_A_REQUEST = 25
PROJECTS_A_PLAN = 40
SIGNALS = ([*Signal.values], [80, 15, 5])
Role = Participation.Role


class Generator:
    """Writes `number` projects and the people around them, batch by batch, each project from a chance of its own."""

    def __init__(self, days, number, seed):
        self.now, self.today = days.now, days.today
        self.number, self.seed = number, seed
        self.slugs = set(Project.objects.values_list("slug", flat=True))
        self.codes = set(Project.objects.values_list("short_code", flat=True))
        self.leading_on = {}
        self._read_example()
        self._open_tables(days)

    def run(self, tell):
        self._people()
        for n in range(1, self.number + 1):
            self._project(n)
            if n % BATCH == 0 or n == self.number:
                self._write()
                tell("Gemaakte projecten", f"{n} van {self.number}")
        for table in self.tables:
            table.close()

    def analyze(self):
        analyze(self.tables)

    def totals(self):
        """(what, number) of every table."""
        return [(str(table.model._meta.verbose_name_plural).capitalize(), table.total) for table in self.tables]

    # -- what there is -------------------------------------------------------------------------------------------------
    def _read_example(self):
        self.themes = list(Theme.objects.all())
        self.items, self.duos, self.photos = {}, {}, {}
        for item in AgendaItem.objects.filter(own_state=""):
            self.items.setdefault(item.theme_id, []).append(item.pk)
        for seat in Facilitator.objects.current():
            self.duos.setdefault(seat.theme_id, []).append((seat.voice, seat.person_id))
        for photo in Photo.objects.select_related("project"):
            self.photos.setdefault(photo.project.theme_id, []).append(photo)
        team = Person.objects.filter(user__groups__name="communicatieteam")
        self.team = list(team.values_list("pk", flat=True))

    def _open_tables(self, days):
        self.crowd = []
        self.groups = GeneratedGroups(days, self.crowd)
        self.people = Table(Person, "name", "kind", "channel", "created_at", "consent_at")
        self.projects = Table(
            Project, "title", "slug", "short_code", "summary", "description", "theme_id", "place", "cover_id", "status",
            "status_since", "answer_due", "answered_at", "check_in_days", "paused_until", "paused_from",
            "merged_into_id", "result", "caretaker", "source", "created_at", "proposed_at", "heard_at", "ended_at",
            "form_key", "latitude", "longitude",
        )  # fmt: skip
        self.other_themes = Table(Project.other_themes.through, "project_id", "theme_id")
        self.of_item = Counter()
        self.agenda_items = Table(Project.agenda_items.through, "project_id", "agendaitem_id")
        self.participations = Table(Participation, "person_id", "project_id", "role", "since")
        self.follows = Table(ProjectFollow, "person_id", "project_id", "since")
        self.events = Table(ProjectEvent, "uuid", "project_id", "kind", "actor_id", "reason", "at", "processed_at")
        self.updates = Table(Update, "project_id", "author_id", "title", "text", "at", "form_key")
        self.checks = Table(
            ProgressCheck, "project_id", "person_id", "voice", "signal", "note", "progress", "at", "form_key"
        )
        self.milestones = Table(Milestone, "project_id", "title", "due", "reached_on")
        self.activities = Table(Activity, "project_id", "title", "starts_at", "ends_at", "place", "happened")
        self.help_wanted = Table(HelpWanted, "project_id", "kind", "what", "form_key")
        self.pictures = Table(
            Photo, "project_id", "update_post_id", "file", "sizes", "width", "height", "alt", "consent_at",
            "added_by_id", "added_at",
        )  # fmt: skip
        self.requests = Table(
            Request, "uuid", "token_hash", "kind", "subject", "text", "project_id", "requester_id", "status",
            "assignee_id", "due", "created_at", "closed_at", "form_key",
        )  # fmt: skip
        self.request_events = Table(RequestEvent, "uuid", "request_id", "kind", "actor_id", "at", "processed_at")
        self.messages = Table(Message, "request_id", "kind", "author_id", "text", "at", "form_key")
        own = [table for table in vars(self).values() if isinstance(table, Table)]
        self.tables = [*own, *self.groups.tables]

    def _write(self):
        for table in self.tables:
            table.write()
        check_constraints()

    # -- people --------------------------------------------------------------------------------------------------------
    def _people(self):
        rng = Random(f"{self.seed} people")  # noqa: S311
        kinds = (Person.Kind.values, [85, 5, 10])
        for _ in range(max(self.number // PROJECTS_A_PERSON, 30)):
            since = self.now - timedelta(days=rng.randrange(1, 3000))
            kind = rng.choices(*kinds)[0]
            self.crowd.append(self.people.add(writing.name(rng), kind, rng.choice(["phone", "post"]), since, since))

    # -- one project ---------------------------------------------------------------------------------------------------
    def _project(self, n):
        rng = Random(f"{self.seed} {n}")  # noqa: S311
        theme = rng.choice(self.themes)
        writer = Writer(rng, theme.slug)
        life = Life(rng, self.now, may_merge=theme.pk in self.leading_on)
        people = rng.sample(self.crowd, rng.randint(2, 9))
        project_id = self.projects.next_id
        cover = self._photo(rng, theme, project_id, None, people[0], life.began) if rng.random() < 0.4 else None
        told = self._told(rng, writer, life, theme, project_id, people)
        self._add_project(rng, writer, life, theme, cover, told)
        self._taking_part(rng, life, project_id, people)
        self._happened(rng, writer, life, theme, project_id, people)
        self._planned(rng, writer, life, project_id)
        if rng.random() < 0.5:
            self._links(rng, theme, project_id)
        if life.status in (Status.UNDERWAY, Status.ONGOING):
            self.leading_on[theme.pk] = project_id
        if n % PROJECTS_A_GROUP == 0:
            self.groups.add(rng, writer, life, theme, project_id)
        if n % PROJECTS_A_REQUEST == 0:
            self._request(rng, writer, project_id, people)

    def _add_project(self, rng, writer, life, theme, cover, told):
        code, title, status = self._code(rng), writer.title(), life.status
        is_paused = status == Status.PAUSED
        is_kept = status in (Status.COMPLETED, Status.ONGOING)
        self.projects.add(
            title,
            self._slug(title, code),
            code,
            writer.summary(),
            writer.description(),
            theme.pk,
            _start_with_capital(writer.place),
            cover,
            status.value,
            life.since,
            life.answer_due,
            life.answered,
            180 if status == Status.ONGOING else 30,
            self.today + timedelta(days=rng.randint(5, 120)) if is_paused else None,
            Status.UNDERWAY.value if is_paused else "",
            self.leading_on[theme.pk] if status == Status.MERGED else None,
            writer.line("reason", "completed") if status == Status.COMPLETED else "",
            "de bewoners van de " + writer.street if is_kept else "",
            rng.choices(Project.Source.values, [70, 20, 10])[0],
            life.began,
            None if life.is_draft else life.began,
            told,
            life.ended,
            None,
            *self._point(rng),
        )

    def _point(self, rng):
        """Somewhere on the map; three in ten have no point, as in a portal where nobody has to give one."""
        drawn, where = the_map(), (rng.random(), rng.random(), rng.random())
        if not drawn or where[0] < 0.3:
            return None, None
        return drawn.point_at(where[1] * drawn.width, where[2] * drawn.height)

    def _code(self, rng):
        while (code := "".join(rng.choices(ALPHABET, k=6))) in self.codes:
            pass
        self.codes.add(code)
        return code

    def _slug(self, title, code):
        slug = slugify(title)[:60].strip("-")
        if slug in self.slugs:
            slug = f"{slug}-{code.lower()}"
        self.slugs.add(slug)
        return slug

    def _links(self, rng, theme, project_id):
        other = rng.choice(self.themes)
        if other != theme:
            self.other_themes.add(project_id, other.pk)
        item = rng.choice(self.items.get(theme.pk, [None]))
        if item and self.of_item[item] < PROJECTS_A_PLAN:
            self.of_item[item] += 1
            self.agenda_items.add(project_id, item)

    def _taking_part(self, rng, life, project_id, people):
        since = life.began.date()
        self.participations.add(people[0], project_id, Role.INITIATOR.value, since)
        if life.status not in (Status.DRAFT, Status.PROPOSED, Status.DECLINED, Status.WITHDRAWN):
            self.participations.add(people[1], project_id, Role.LEADER.value, life.events[0][1].date())
        for person in people[2:]:
            day = (life.began + (life.until - life.began) * rng.random()).date()
            self.participations.add(person, project_id, Role.HELPER.value, day)
            if rng.random() < 0.4:
                self.follows.add(person, project_id, life.began)

    def _happened(self, rng, writer, life, theme, project_id, people):
        if life.is_draft:
            return
        duo = self.duos[theme.pk]
        self._event(rng, project_id, "proposed", people[0], "", life.began)
        for kind, at in life.events:
            actor = people[0] if kind == "withdrawn" else rng.choice(duo)[1]
            self._event(rng, project_id, kind.value, actor, writer.line("reason", kind.value), at)

    def _event(self, rng, project_id, kind, actor, reason, at):
        self.events.add(random_uuid(rng), project_id, kind, actor, reason, at, at)

    # -- what people tell of it ----------------------------------------------------------------------------------------
    def _told(self, rng, writer, life, theme, project_id, people):
        """Writes updates and checks; returns when the project was last heard of, or None."""
        if not life.events or life.events[0][0] != "taken_up":
            return None
        moments = life.heard(min(int(rng.gammavariate(2.2, 2.3)), 25))
        for at in moments:
            self._update(rng, writer, theme, project_id, rng.choice(people), at)
        checks = life.heard(min(int(rng.gammavariate(2.5, 3.2)), 30))
        for number, at in enumerate(checks, 1):
            self._check(rng, writer, theme, project_id, people[1], at, 100 * number // (len(checks) + 1))
        return max([*moments, *checks], default=None)

    def _update(self, rng, writer, theme, project_id, author, at):
        title, text = writer.update()
        update = self.updates.add(project_id, author, title, text, at, None)
        self._event(rng, project_id, "update_posted", author, title, at)
        if rng.random() < 0.15:
            self._photo(rng, theme, project_id, update, author, at)

    def _check(self, rng, writer, theme, project_id, leader, at, progress):
        voice, person = rng.choice([*self.duos[theme.pk], ("leader", leader)])
        signal = rng.choices(*SIGNALS)[0]
        note = writer.line("note", signal)
        self.checks.add(project_id, person, voice, signal, note, progress if rng.random() < 0.6 else None, at, None)

    def _photo(self, rng, theme, project_id, update, by, at):
        """The record of a photo with the file of one of the example, or with none when those were not drawn."""
        example = rng.choice(self.photos[theme.pk]) if self.photos.get(theme.pk) else None
        name = example.file.name if example else f"photos/gemaakt/{theme.slug}.webp"
        sizes = example.sizes if example else {"480": name, "960": name}
        alt = example.alt if example else f"Foto bij een project van {theme.name}"
        return self.pictures.add(project_id, update, name, json.dumps(sizes), WIDTH, HEIGHT, alt, at, by, at)

    def _planned(self, rng, writer, life, project_id):
        if life.status not in LIVE and life.status != Status.COMPLETED:
            return
        for _ in range(rng.randint(0, 2)):
            due = (life.began + (self.now - life.began) * rng.uniform(0.2, 1.3)).date()
            reached = due if due <= self.today else None
            self.milestones.add(project_id, writer.line("update_titles"), due, reached)
        if rng.random() < 0.15:
            ahead = life.status in LIVE and rng.random() < 0.2
            starts = self.now + timedelta(days=rng.randint(1, 60)) if ahead else life.heard(1)[0]
            starts = starts.replace(minute=0, second=0, microsecond=0)
            title = _start_with_capital(writer.thing)
            happened = "" if starts > self.now else writer.lines("news", 1, 3)
            place = _start_with_capital(writer.place)
            self.activities.add(project_id, title, starts, starts + timedelta(hours=2), place, happened)
        if life.status in LIVE and rng.random() < 0.1:
            self.help_wanted.add(
                project_id, rng.choice(HelpWanted.Kind.values), f"Iemand voor {writer.thing}"[:120], None
            )

    # -- requests ------------------------------------------------------------------------------------------------------
    def _request(self, rng, writer, project_id, people):
        created = self.now - timedelta(days=rng.expovariate(1 / 300))
        is_open = created > self.now - timedelta(days=30)
        status = rng.choice([value for value in Request.Status if (value not in Request.CLOSED) == is_open])
        unique, kind = random_uuid(rng), rng.choice(Request.Kind.values)
        request = Request(uuid=unique, kind=kind)
        due = working_days_after(created.date(), request.lead_time)
        assignee = None if status == Request.Status.NEW else rng.choice(self.team)
        closed = None if is_open else min(created + timedelta(days=rng.uniform(1, 20)), self.now)
        row = self.requests.add(
            unique,
            hash_of(request.token),
            kind,
            _start_with_capital(f"{writer.thing} {writer.place}")[:120],
            writer.lines("ask", 1, 3),
            project_id,
            people[0],
            status.value,
            assignee,
            due,
            created,
            closed,
            None,
        )
        self.request_events.add(random_uuid(rng), row, "submitted", people[0], created, created)
        if assignee:
            later = created + (min(self.now, closed or self.now) - created) * 0.5
            self.messages.add(row, "to_requester", assignee, writer.lines("agenda", 1, 2), later, None)


def _start_with_capital(text):
    return text[:1].upper() + text[1:]
