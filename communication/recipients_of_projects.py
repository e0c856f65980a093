"""Who is told of what happens to a project and to what belongs to it; as `recipients` does for the rest."""

from django.db.models import Q

from accounts.models import Person
from communication.telling import present_team, to_each, to_first, to_followers, without_actor
from projects.models import HelpEvent, Participation, PledgeEvent, ProjectEvent, QuestionEvent, ReportEvent, Status
from projects.models.looking_back import StillGood

Kind = ProjectEvent.Kind
# What a leader or an initiator may do: the duo is told, and can turn it back. What one half does, for the other.
TO_DUO = {
    Kind.TAKEN_UP, Kind.CLARIFICATION_ASKED, Kind.DECLINED, Kind.REFERRED, Kind.STOPPED, Kind.REOPENED, Kind.WITHDRAWN,
    Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.COMPLETED, Kind.CONTINUED, Kind.LEADER_CHANGED, Kind.LEADER_LEFT,
    Kind.ADVISED, Kind.MERGED, Kind.SPLIT_OFF, Kind.TURNED_BACK,
}  # fmt: skip
TO_EVERYONE_INVOLVED = {
    Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.COMPLETED, Kind.CONTINUED, Kind.STOPPED, Kind.REOPENED,
    Kind.TURNED_BACK, Kind.LEADER_CHANGED, Kind.LEADER_LEFT, Kind.MERGED, Kind.SPLIT_OFF,
}  # fmt: skip
TO_FOLLOWERS = TO_EVERYONE_INVOLVED | {
    Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED, Kind.WITHDRAWN, Kind.UPDATE_POSTED, Kind.ACTIVITY_PLANNED,
    Kind.ACTIVITY_MOVED, Kind.ACTIVITY_CANCELLED,
}  # fmt: skip
TO_WHO_PULLS = {HelpEvent.Kind.OFFERED: "help-offered", HelpEvent.Kind.WITHDRAWN: "help-withdrawn"}
TO_WHO_COMES = {Kind.ACTIVITY_MOVED, Kind.ACTIVITY_CORRECTED, Kind.ACTIVITY_CANCELLED, Kind.ACTIVITY_REMINDER}
# What those who follow its theme hear of a project: where a new one comes up, and how it ends.
TO_FOLLOWERS_OF_THEME = {
    Kind.PROPOSED, Kind.TAKEN_UP, Kind.STARTED, Kind.COMPLETED, Kind.CONTINUED, Kind.STOPPED,
}  # fmt: skip
OWN_ROLES = (Participation.Role.INITIATOR, Participation.Role.LEADER)


def of_project(event):
    if _is_told_with_its_leader_leaving(event):
        return []
    told = [
        pair for kinds, letter, circle in OF_PROJECT if event.kind in kinds for pair in to_each(letter, circle(event))
    ]
    if event.kind in TO_FOLLOWERS and not _is_told_with_its_end(event):
        letter = "followed-activity" if event.activity_id else "followed-project"
        told += to_followers(letter, Q(projectfollows__project=event.project))
    if event.kind in TO_FOLLOWERS_OF_THEME and event.project.theme_id:
        told += to_followers("followed-project", Q(themefollows__theme=event.project.theme_id))
    return without_actor(told, event)


def _is_told_with_its_leader_leaving(event):
    """A leader who stops and leaves it paused: the word of that says until when it lies still."""
    left = event.project.events.filter(kind=Kind.LEADER_LEFT, actor=event.actor, reason=event.reason, at__gte=event.at)
    return event.kind == Kind.PAUSED and left.exists()


def _is_told_with_its_end(event):
    """What does not go on because the project ended; who said to come hears it of the activity itself."""
    return event.kind == Kind.ACTIVITY_CANCELLED and event.project.called_off.filter(pk=event.activity_id).exists()


def of_help(event):
    """Who pulls it hears what is offered, and what was taken back; who offered hears what they think of it."""
    offer, letter = event.offer, TO_WHO_PULLS.get(event.kind)
    if letter is None:
        return without_actor(to_each("help-answer", [offer.person]), event)
    project = offer.wanted.project
    leaders = _who_can_answer(_taking_part(project, [Participation.Role.LEADER]))
    return to_first(letter, event, (leaders, *_circles_of(project)))


def of_question(event):
    """The project's people hear that something is asked; who asked hears what becomes of it."""
    project, asker = event.question.project, event.question.asker
    if event.kind != QuestionEvent.Kind.ASKED:
        return without_actor(to_each("question-news", [asker]), event)
    return to_first("question-new", event, _circles_of(project), but=[asker])


def of_report(event):
    """Who may hide hears of it; who reported it, with an account or an address, hears what was decided."""
    report = event.report
    if event.kind == ReportEvent.Kind.SETTLED:
        return without_actor(to_each("report-outcome", [report.reporter or report.email]), event)
    circles = ([*report.project.responsible_people(), *present_team()], Person.objects.administrators())
    return to_first("report-new", event, circles, but=report.makers)


def of_pledge(event):
    """A party's contacts hear what is asked of it and what is due; who works on the thing hears what the party says."""
    pledge, kinds = event.pledge, PledgeEvent.Kind
    contacts = Person.objects.filter(user__organisations=pledge.organisation, user__is_active=True)
    if event.kind in (kinds.ASKED, kinds.DUE, kinds.LATE):
        return to_first("pledge-asked", event, (contacts, Person.objects.administrators()))
    if pledge.project is None:
        return []
    if event.reason == pledge.project.ended_so:  # its own people hear that of the project
        return without_actor(to_each("pledge-asked", contacts), event)
    own = _who_can_answer(_taking_part(pledge.project, OWN_ROLES))
    return without_actor(to_each("pledge-news", own or pledge.project.responsible_people()), event)


def _circles_of(project):
    """Who answers for a project: its own people, else the duo of its theme, else the administrators."""
    own = _who_can_answer(_taking_part(project, OWN_ROLES))
    return own, project.responsible_people(), Person.objects.administrators()


def _taking_part(project, roles):
    current = Q(participations__project=project, participations__until=None, participations__role__in=roles)
    return list(Person.objects.filter(current).select_related("user").distinct())


def _who_can_answer(people):
    return [person for person in people if person.can_sign_in]


def _own(event):
    return _taking_part(event.project, OWN_ROLES)


def _own_of_new(event):
    """Who proposed it; of a part that was split off they hear that with the whole."""
    return [] if event.project.split_from_id else _own(event)


def _leaders(event):
    return _taking_part(event.project, [Participation.Role.LEADER])


def _leaders_or_own(event):
    return _leaders(event) or _own(event)


def _everyone_involved(event):
    return _taking_part(event.project, Participation.Role.values)


def _makers(event):
    """Whose it is that was hidden, or is to be seen again."""
    return [*_own(event), event.person]


def _duo(event):
    return event.project.responsible_people()


def _duos_beside(event):
    """Who may advise: the duos of the other themes that it touches, each person once."""
    return dict.fromkeys(one for theme in event.project.other_themes.all() for one in theme.responsible_people())


def _leaders_who_can_answer(event):
    return _who_can_answer(_leaders(event)) or _duo(event)


def _leaders_of_quiet(event):
    return [] if event.project.status == Status.PAUSED else _leaders_who_can_answer(event)


def _leaders_of_paused(event):
    return _leaders_who_can_answer(event) if event.project.status == Status.PAUSED else []


def _own_who_can_answer(event):
    return _who_can_answer(_own(event)) or _duo(event)


def _duo_when_not_good(event):
    return _duo(event) if event.project.still_good == StillGood.NO else []


def _supporter(event):
    return [event.person]


def _actor(event):
    return [event.actor]


def _coming_to_any(event):
    """To what the project still has planned: its pages are gone, and nobody reminds them."""
    awaited = event.project.activities.planned()
    return list(Person.objects.filter(attendances__activity__in=awaited).select_related("user").distinct())


def _told_it_was_off(event):
    """Those of `_coming_to_any()`, where what is to be seen again is the project itself and not a piece of it."""
    return _coming_to_any(event) if event.person is None else []


def _coming(event):
    return list(Person.objects.filter(attendances__activity=event.activity).select_related("user"))


# (kinds, letter, to whom): of two letters to one person the first that stands here goes out.
OF_PROJECT = (
    ({Kind.LEADER_CHANGED}, "project-leader", _leaders),
    ({Kind.PROPOSED}, "project-receipt", _own_of_new),
    ({Kind.CLARIFICATION_ASKED}, "project-question", _own),
    ({Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED}, "project-answer", _own),
    ({Kind.SUPPORT_GIVEN}, "support-given", _supporter),
    ({Kind.ACTIVITY_JOINED}, "activity-receipt", _actor),
    ({Kind.HELPER_JOINED}, "project-helper", _leaders_or_own),
    ({Kind.REMINDED}, "project-reminder", _leaders_of_quiet),
    ({Kind.REMINDED}, "project-pause-over", _leaders_of_paused),
    ({Kind.ASKED_BACK}, "project-asked-back", _own_who_can_answer),
    ({Kind.HIDDEN}, "project-hidden", _makers),
    ({Kind.HIDDEN}, "activity-hidden", _coming_to_any),
    ({Kind.UPDATE_HIDDEN}, "update-hidden", _makers),
    ({Kind.PHOTO_HIDDEN}, "photo-hidden", _makers),
    ({Kind.SHOWN_AGAIN}, "shown-again", _makers),
    ({Kind.SHOWN_AGAIN}, "activity-shown", _told_it_was_off),
    ({Kind.THEME_CHANGED}, "project-news", _own),
    ({Kind.PROPOSED, Kind.THEME_CHANGED}, "project-new", _duo),
    ({Kind.PROPOSED}, "project-beside", _duos_beside),
    ({Kind.CLARIFIED}, "project-explained", _duo),
    ({Kind.SUPPORT_ASKED}, "support-asked", _duo),
    ({Kind.LOOKED_BACK}, "project-not-good", _duo_when_not_good),
    (TO_DUO, "project-duo", _duo),
    ({Kind.ADVISED, Kind.SUPPORT_GIVEN, Kind.SUPPORT_DECLINED}, "project-news", _own),
    (TO_EVERYONE_INVOLVED, "project-news", _everyone_involved),
    (TO_WHO_COMES, "activity-news", _coming),
)
