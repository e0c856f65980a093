"""The projects of the example: the projects themselves, who takes part, and what happened to them."""

from random import Random
from uuid import uuid4

from core.short_codes import ALPHABET
from projects.drawn_map import the_map
from projects.models import Participation, Project, ProjectEvent, Status
from wijkdeal.demo import content, progress, promises, questions
from wijkdeal.demo.history import History

Role = Participation.Role


def load(world):
    entries = content.read("project")
    histories = {}
    for entry in entries:
        if entry["slug"] in histories:
            entry.fail("dit adres bestaat al")
        histories[entry["slug"]] = History(world, entry)
        world.projects[entry["slug"]] = _project(world, entry, histories[entry["slug"]])
    _put_on_the_map(world.projects.values())
    _create(world, entries)
    _links(world, entries)
    _participations(world, entries, histories)
    _events(world, entries, histories)
    progress.load(world, entries)
    promises.load(world, entries)
    questions.load(world, entries)


def short_code(seed):
    """The same code for the same project every time it is loaded: posters and pictures of pages stay true."""
    rng = Random(f"short code of {seed}")  # noqa: S311
    return "".join(rng.choice(ALPHABET) for _ in range(5))


def _project(world, entry, history):
    _check(entry)
    project = Project(
        slug=entry["slug"],
        short_code=short_code(entry["slug"]),
        title=entry["title"],
        summary=entry.text("summary"),
        description=entry.text("description"),
        theme=world.theme(entry, entry.get("theme")),
        place=entry.get("place"),
        source=entry["source"],
        check_in_days=entry.get("check_in_days", 180 if entry["status"] == Status.ONGOING else 30),
        paused_until=world.days.day(entry["paused_until"]) if "paused_until" in entry else None,
        result=entry.text("result"),
        caretaker=entry.text("caretaker"),
        form_key=uuid4() if history.is_draft else None,
        **history.fields(),
    )
    project.heard_at = max(filter(None, [history.heard, *progress.moments(world, entry)]), default=None)
    return entry.checked(project)


def _check(entry):
    status = entry["status"]
    if status in (Status.UNDERWAY, Status.ONGOING) and "leader" not in entry:
        entry.fail("een project in uitvoering heeft een trekker")
    if status == Status.COMPLETED and not (entry.text("result") and entry.text("caretaker")):
        entry.fail("van een afgerond project staat er wat het bracht (result) en wie ervoor zorgt (caretaker)")
    if (status == Status.PAUSED) != ("paused_until" in entry):
        entry.fail("paused_until hoort bij een project dat nu gepauzeerd is, en alleen daarbij")
    if (status == Status.MERGED) != ("merged_into" in entry):
        entry.fail("merged_into hoort bij een samengevoegd project, en alleen daarbij")


def _put_on_the_map(projects):
    """Where the words for the place name a street that the map knows: those of one street beside each other."""
    drawn = the_map()
    by_place = {}
    for project in projects:
        if drawn and (place := drawn.place_in(project.place)[0]):
            by_place.setdefault(place, []).append(project)
    for place, there in by_place.items():
        for number, project in enumerate(there):
            project.latitude, project.longitude = place.point((number + 0.5) / len(there))


def _create(world, entries):
    """Those that lead on come last: the one they lead to has to be there."""
    later = [entry for entry in entries if "merged_into" in entry]
    first = [entry for entry in entries if "merged_into" not in entry]
    Project.objects.bulk_create(world.projects[entry["slug"]] for entry in first)
    for entry in later:
        world.projects[entry["slug"]].merged_into = world.project(entry, entry["merged_into"])
    Project.objects.bulk_create(world.projects[entry["slug"]] for entry in later)


def _links(world, entries):
    """Other themes, plans of the agenda and partners."""
    links = [
        (Project.other_themes.through, "theme_id", "other_themes", world.theme),
        (Project.agenda_items.through, "agendaitem_id", "items", world.item),
        (Project.partners.through, "organisation_id", "partners", world.organisation),
    ]
    for through, column, name, find in links:
        through.objects.bulk_create(
            through(project_id=world.projects[entry["slug"]].pk, **{column: find(entry, key).pk})
            for entry in entries
            for key in entry.get(name, [])
        )


def _participations(world, entries, histories):
    rows = {}
    for entry in entries:
        for row in _roles(world, entry, histories[entry["slug"]]):
            rows.setdefault((row.project_id, row.person_id, row.role), row)
    for entry in entries:
        if "merged_into" in entry:
            _bring_along(world, entry, histories[entry["slug"]], rows)
    Participation.objects.bulk_create(rows.values())


def _roles(world, entry, history):
    project, began = world.projects[entry["slug"]], world.days.day(history.began)
    taken_up = history.date_of(ProjectEvent.Kind.TAKEN_UP)

    def role(kind, key, since, can=""):
        return entry.checked(
            Participation(project=project, person=world.person(entry, key), role=kind, since=since, can=can)
        )

    yield from (role(Role.INITIATOR, key, began) for key in entry["initiators"])
    if "leader" in entry:
        yield role(Role.LEADER, entry["leader"], taken_up)
    if "supporter" in entry:
        yield role(Role.SUPPORTER, entry["supporter"], taken_up)
    for helper in entry.rows("helpers"):
        since = _some_day(world, history, f"{entry['slug']} {helper['person']}")
        yield role(Role.HELPER, helper["person"], since, helper.get("can"))


def _some_day(world, history, seed):
    """A day between the proposal and the end (or today), sooner rather than later: most people come at the start."""
    began, end = world.days.day(history.began), world.days.day(history.ended_at or world.days.now)
    share = Random(seed).random() ** 2.5  # noqa: S311
    return began + (end - began) * share


def _bring_along(world, entry, history, rows):
    """Who took part in a project that was merged, takes part in the one it leads to."""
    old, new = world.projects[entry["slug"]], world.projects[entry["merged_into"]]
    since = world.days.day(history.since)
    for row in [row for row in rows.values() if row.project_id == old.pk and row.role != Role.LEADER]:
        rows.setdefault(
            (new.pk, row.person_id, row.role),
            Participation(project=new, person_id=row.person_id, role=row.role, can=row.can, since=since),
        )


def _events(world, entries, histories):
    events = []
    for entry in entries:
        project, history = world.projects[entry["slug"]], histories[entry["slug"]]
        if history.is_draft:
            continue
        proposer = world.person(entry, entry["initiators"][0])
        proposed = {"project": project, "kind": ProjectEvent.Kind.PROPOSED, "actor": proposer}
        events.append(world.processed(ProjectEvent, entry, at=history.began, **proposed))
        for event, at in history.moments:
            is_ours = event["kind"] == ProjectEvent.Kind.ASKED_BACK  # the portal itself asks
            actor = None if is_ours else world.person(event, event["by"])
            reason = event.text("reason") or event.fail("de openbare zin (reason) ontbreekt")
            happened = {"project": project, "kind": event["kind"], "actor": actor, "reason": reason}
            events.append(world.processed(ProjectEvent, event, at=at, **happened))
    ProjectEvent.objects.bulk_create(events)
