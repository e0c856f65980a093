"""What something is made of: a project, an activity, a meeting, a story, or just what was asked for."""

import re
from dataclasses import dataclass, field

from django.conf import settings

from communication.models import Story
from core import dates
from core.models import SiteSettings
from core.printing import printable
from groups.models import Meeting
from projects.models import Activity, Photo, Project
from themes.stamps import phase_of

PHOTOS = 24  # that one chooses from, the newest
LONGEST_LEAD = 300
COMING = 8  # of each kind, to choose what it is about
_KEY = re.compile(r"(project|activiteit|bijeenkomst|verhaal)-(\d{1,12})")


@dataclass
class Thing:
    """`key` finds it again; empty for what only its request tells of."""

    key: str = ""
    label: str = ""
    project: Project | None = None
    group: object = None
    theme: str = ""
    path: str = "/"
    words: dict = field(default_factory=dict)  # what stands in the form at the start
    row: dict = field(default_factory=dict)  # of a NewsletterItem: what it is about
    caution: str = ""  # why it may be no good to make something of it now
    is_off: bool = False  # cancelled: nobody is to be called to it

    @property
    def address(self):
        return settings.SITE_URL + self.path

    @property
    def code(self):
        """The short code that stands beside the QR code of a project."""
        return self.project.short_code if self.project and self.project.is_public else ""

    @property
    def stamp(self):
        """(code, phase) of its stamp."""
        if self.project:
            return self.project.short_code, phase_of(self.project.status, self.project.is_checked)
        return self.label, 5

    @property
    def photos(self):
        """Those that everybody may see."""
        if not self.project or not self.project.is_public:
            return Photo.objects.none()
        newest = Photo.objects.published().filter(project=self.project).order_by("-added_at", "-id")
        return newest.filter(pk__in=list(newest.values_list("pk", flat=True)[:PHOTOS]))


def thing_of(key, user):
    """The thing with that key that this user may see, or None."""
    found = _KEY.fullmatch(key or "")
    return _FINDERS[found[1]](int(found[2]), user) if found else None


def thing_of_request(asked):
    """What the request says itself, and its project where it names one."""
    said = {"title": asked.subject, "text": asked.text}
    if asked.project_id:
        about = _of_project(asked.project)
        about.words |= said if not asked.project.is_public else {"text": asked.text}
        about.group = asked.group
        return about
    path = asked.group.get_absolute_url() if asked.group_id else "/"
    return Thing(label=asked.subject, group=asked.group, path=path, words=said)


def choices_for(asked, user):
    """[(key, words)] of what something for this request can be about: its project, and what is coming of it."""
    found = []
    if asked.project_id and asked.project.is_public:
        found.append((f"project-{asked.project_id}", f"Het project: {asked.project.title}"))
        coming = Activity.objects.published().upcoming().filter(project=asked.project, cancelled_at=None)[:COMING]
        found += [(f"activiteit-{row.pk}", _on(row)) for row in coming]
    meetings = Meeting.objects.visible_to(user).filter(is_public=True).to_come().order_by("starts_at")
    groups = [asked.group_id] if asked.group_id else []
    if asked.project_id:
        groups += asked.project.groups.values_list("pk", flat=True)
    found += [(f"bijeenkomst-{row.pk}", _on(row)) for row in meetings.filter(group__in=groups)[:COMING]]
    if asked.project_id:
        found += [(f"verhaal-{row.pk}", f"Het verhaal: {row.title}") for row in asked.project.stories.all()[:COMING]]
    return found


def _on(row):
    return f"{row.title}, {dates.day_time(row.starts_at)}"


def _project(pk, user):
    project = Project.objects.visible_to(user).select_related("theme").filter(pk=pk).first()
    return project and _of_project(project)


def _of_project(project):
    return Thing(
        key=f"project-{project.pk}",
        label=project.title,
        project=project,
        theme=_theme(project),
        path=project.short_url if project.is_public else "/",
        words={
            "title": project.title,
            "lead": project.summary,
            "where": project.place,
            "text": project.description,
            "call": "Doe je mee?" if project.joinable() else "Lees hoe het ging",
        },
        row={"project": project},
    )


def _activity(pk, user):
    row = Activity.objects.published().select_related("project__theme").filter(pk=pk).first()
    return row and Thing(
        key=f"activiteit-{row.pk}",
        label=row.title,
        project=row.project,
        theme=_theme(row.project),
        path=row.get_absolute_url(),
        words=_words_of(row, row.text),
        row={"activity": row},
        **_caution_about(row, is_off=row.cancelled_at is not None),
    )


def _meeting(pk, user):
    rows = Meeting.objects.visible_to(user).filter(is_public=True)
    row = rows.select_related("group__project__theme", "group__theme").filter(pk=pk).first()
    if row is None:
        return None
    project = row.group.project if row.group.project_id and row.group.project.is_public else None
    return Thing(
        key=f"bijeenkomst-{row.pk}",
        label=row.title,
        project=project,
        group=row.group,
        theme=row.group.theme.slug if row.group.theme_id else _theme(project),
        path=row.get_absolute_url(),
        words=_words_of(row, row.agenda_text),
        row={"meeting": row},
        **_caution_about(row, is_off=row.is_cancelled),
    )


def _story(pk, user):
    row = Story.objects.visible_to(user).select_related("theme", "project__theme").filter(pk=pk).first()
    return row and Thing(
        key=f"verhaal-{row.pk}",
        label=row.title,
        project=row.project,
        theme=row.theme.slug if row.theme_id else _theme(row.project),
        path=row.get_absolute_url(),
        words={"title": row.title, "lead": row.lead, "text": row.text, "call": "Lees het verhaal"},
        row={"story": row},
        caution="" if row.is_published else _NOT_OUT[row.state],
    )


_NOT_OUT = {
    Story.State.DRAFT: "Dit verhaal is nog een concept. Wie de QR-code of de link volgt, vindt niets.",
    Story.State.READY: "Dit verhaal staat nog niet op de website. Wie de QR-code of de link volgt, vindt niets.",
    Story.State.PLANNED: "Dit verhaal komt later op de website. Tot dan vindt wie de QR-code of de link volgt niets.",
}


def _caution_about(row, *, is_off):
    """Of what has a day."""
    if is_off:
        return {"caution": f"Dit gaat niet door: {dates.day_time(row.starts_at)} is afgezegd.", "is_off": True}
    return {"caution": f"Dit is al geweest: {dates.day_time(row.starts_at)}." if row.is_over else ""}


def _words_of(row, text):
    """Of what has a day and a place."""
    day, hours = dates.day_and_hours(row.starts_at, row.ends_at)
    return {
        "title": row.title,
        "lead": " ".join(text.split()),
        "text": text,
        "when": f"{day.capitalize()}, {hours}",
        "where": row.place,
        "call": "Kom je ook?",
    }


def begin(thing):
    """What stands in every form before somebody typed."""
    words = {name: printable(said) if name != "text" else said for name, said in thing.words.items()}
    if len(words.get("lead", "")) > LONGEST_LEAD:
        words["lead"] = ""  # it stands beside the form, to choose from
    return {"theme": thing.theme, "contact": SiteSettings.load().telephone, "address": thing.address} | words


def _theme(project):
    return project.theme.slug if project and project.theme_id else ""


_FINDERS = {"project": _project, "activiteit": _activity, "bijeenkomst": _meeting, "verhaal": _story}
