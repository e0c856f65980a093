"""The groups of the generated projects: members, meetings, what was said and agreed in them."""

from datetime import timedelta

from django.utils.text import slugify

from groups.models import ActionPoint, AgendaPoint, Decision, Group, Meeting, MeetingEvent, Membership
from wijkdeal.demo.bulk import Table, random_uuid

HELD = 9  # meetings a group had, of which some agreed on something
AGREED = 0.4
POINTS = 3  # on an agenda, at the most


class GeneratedGroups:
    def __init__(self, days, crowd):
        """`crowd`: ids of the people who can be members."""
        self.now, self.crowd = days.now, crowd
        self.groups = Table(
            Group, "name", "slug", "kind", "theme_id", "project_id", "purpose", "started_on", "form_key"
        )
        self.members = Table(Membership, "group_id", "person_id", "role", "voice", "since")
        self.meetings = Table(
            Meeting, "group_id", "title", "starts_at", "ends_at", "place", "agenda_text", "minutes", "state", "uid",
            "form_key",
        )  # fmt: skip
        self.points = Table(AgendaPoint, "meeting_id", "title", "text", "order", "minutes", "form_key")
        self.events = Table(MeetingEvent, "uuid", "meeting_id", "kind", "actor_id", "at", "processed_at")
        self.decisions = Table(Decision, "meeting_id", "text", "how", "form_key")
        self.actions = Table(ActionPoint, "meeting_id", "person_id", "text", "due", "done_on", "form_key")
        self.tables = [table for table in vars(self).values() if isinstance(table, Table)]

    def add(self, rng, writer, life, theme, project_id):
        name = f"Projectgroep {writer.street} {project_id}"
        purpose, started = writer.summary(), life.began.date()
        group = self.groups.add(name, slugify(name), "projectgroep", theme.pk, project_id, purpose, started, None)
        members = rng.sample(self.crowd, rng.randint(5, 10))
        for number, person in enumerate(members):
            voice = "professional" if number > 2 and rng.random() < 0.3 else "resident"
            role = "chair" if number == 0 else "secretary" if number == 1 else "member"
            self.members.add(group, person, role, voice, started)
        moments = [life.began + (self.now - life.began) * rng.random() for _ in range(HELD)]
        for at in [*moments, self.now + timedelta(days=rng.randint(2, 40))]:
            self._meeting(rng, writer, group, members, at.replace(minute=30, second=0, microsecond=0))

    def _meeting(self, rng, writer, group, members, starts):
        ahead = starts > self.now
        meeting = self.meetings.add(
            group,
            writer.line("update_titles"),
            starts,
            starts + timedelta(minutes=90),
            "Wijkdealwerkplaats",
            writer.lines("agenda", 1, 4),
            "" if ahead else writer.lines("minutes", 3, 7),
            "planned" if ahead else "minutes_published",
            random_uuid(rng),
            None,
        )
        planned = min(starts, self.now) - timedelta(days=21)
        self.events.add(random_uuid(rng), meeting, "planned", members[0], planned, planned)
        for order in range(rng.randint(1, POINTS)):
            said = "" if ahead else writer.lines("minutes", 1, 3)
            self.points.add(meeting, writer.line("update_titles"), writer.lines("agenda", 0, 1), order, said, None)
        if not ahead and rng.random() < AGREED:
            self._agreed(rng, writer, meeting, members, starts.date())

    def _agreed(self, rng, writer, meeting, members, day):
        self.decisions.add(meeting, writer.line("minutes"), rng.choice(["", Decision.How.CONSENT.value]), None)
        due = day + timedelta(days=rng.randint(7, 40))
        done = due if due < self.now.date() and rng.random() < 0.8 else None
        self.actions.add(meeting, rng.choice(members), writer.line("minutes")[:300], due, done, None)
