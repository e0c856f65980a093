"""Every kind of letter: what it is called, whether what it says still holds, and for whom."""

import re
from dataclasses import dataclass, field
from string import Formatter
from textwrap import wrap

from django.utils.text import capfirst

from communication import letter_conditions as when
from communication.models import RequestEvent, StoryEvent
from communication.models.notifications import WEEK_NEWS
from groups.models import (
    ActionEvent,
    ApplicationEvent,
    GroupEvent,
    IssueEvent,
    MeetingEvent,
)
from projects.models import HelpEvent, PledgeEvent, ProjectEvent, QuestionEvent, ReportEvent
from themes.models import RoundEvent

LONGEST = 60  # of a title in a subject, of which a telephone shows some forty signs


class CutAtWord(Formatter):
    """Fills in what is longer than `LONGEST` up to the last word that fits."""

    def format_field(self, value, format_spec):
        first, *more = wrap(super().format_field(value, format_spec), LONGEST, break_on_hyphens=False) or [""]
        return f"{first} …" if more else first


@dataclass(frozen=True)
class Letter:
    """How one kind of letter is made: its subject, whether it still holds, and for whom.

    In a subject `{news}` is what happened as the first word, `{what}` further on.
    """

    subject: str
    holds: callable = lambda event: True
    concerns: callable = lambda event, person: True  # whether it is (still) for that person
    subjects: dict = field(default_factory=dict)  # of some kinds of event, in place of `subject`

    def subject_of(self, event, *, is_whole=False):
        """On a telephone the end falls off: the news comes first, and titles are cut unless it `is_whole`."""
        into, what = Formatter() if is_whole else CutAtWord(), event.get_kind_display().lower()
        return into.format(self.subjects.get(event.kind, self.subject), event=event, what=what, news=capfirst(what))


# What the letter about an event shows of it.
TOLD_WITH = {
    ProjectEvent: ["project", "activity__project", "update_post"],
    HelpEvent: ["offer__wanted__project", "offer__person", "actor"],
    QuestionEvent: ["question__project", "question__asker"],
    ReportEvent: ["report__project", "report__update_post", "report__photo", "report__question"],
    MeetingEvent: ["meeting__group", "series"],
    GroupEvent: ["group", "person", "actor"],
    ApplicationEvent: ["application__group", "application__theme", "application__person"],
    IssueEvent: ["issue__project", "issue__group", "issue__raised_by", "actor", "meeting__group"],
    ActionEvent: ["action__meeting__group", "action__passed_to", "action__person", "actor"],
    PledgeEvent: ["actor", "pledge__organisation", "pledge__project", "pledge__agenda_item__agenda"],
    RoundEvent: ["round__agenda", "wish__candidate"],
    StoryEvent: ["story__project", "story__theme"],
}
HOLDS_AS_NEWS = {
    ProjectEvent: when.is_news_of_project, MeetingEvent: when.is_news_of_meeting, GroupEvent: when.group_stands,
    IssueEvent: when.issue_stands, StoryEvent: when.is_published,
}  # fmt: skip
LETTERS = {
    "project-receipt": Letter("We hebben je idee: {event.project.title}", when.is_public),
    "project-new": Letter(
        "Nieuw idee: {event.project.title}",
        when.waits_for_answer,
        subjects={ProjectEvent.Kind.THEME_CHANGED: "Dit idee is nu voor jullie: {event.project.title}"},
    ),
    "project-explained": Letter("Uitleg bij {event.project.title}", when.waits_for_answer),
    "project-beside": Letter("Nieuw idee dat ook jullie thema raakt: {event.project.title}", when.waits_for_answer),
    "project-question": Letter("Een vraag over je idee: {event.project.title}", when.question_stands),
    "project-answer": Letter("Antwoord op je idee: {event.project.title}", when.is_public),
    "project-duo": Letter("{news}: {event.project.title}", when.is_public),
    "project-news": Letter("{news}: {event.project.title}", when.is_public),
    "project-helper": Letter("Iemand doet mee: {event.project.title}", when.is_public),
    "project-leader": Letter("Jij trekt nu {event.project.title}", when.is_public),
    "project-reminder": Letter("Hoe gaat het met {event.project.title}?", when.is_still_quiet),
    "project-pause-over": Letter("De pauze van {event.project.title} is voorbij", when.has_its_pause_behind_it),
    "project-not-good": Letter("Niet goed meer: {event.project.title}", when.is_public),
    "project-asked-back": Letter("Is het nog goed? {event.project.title}", when.asks_back),
    "project-hidden": Letter("Je project staat niet meer op de website", when.is_hidden),
    "update-hidden": Letter("Een bericht staat niet meer op de website: {event.project.title}", when.is_public),
    "photo-hidden": Letter("Een foto staat niet meer op de website: {event.project.title}", when.is_public),
    "shown-again": Letter("Weer te zien op de website: {event.project.title}", when.is_public),
    "help-offered": Letter("Hulp aangeboden bij {event.offer.wanted.project.title}", when.is_so_of_help),
    "help-withdrawn": Letter("Toch geen hulp: {event.offer.wanted.what}", when.is_so_of_help),
    "help-answer": Letter("Antwoord op wat je aanbood: {event.offer.wanted.what}", when.is_so_of_help),
    "support-asked": Letter("Ondersteuning gevraagd: {event.project.title}", when.asks_support),
    "support-given": Letter("Jij ondersteunt nu {event.project.title}", when.is_public),
    "question-new": Letter("Een vraag bij {event.question.project.title}", when.is_to_answer),
    "question-news": Letter("{news}: je vraag bij {event.question.project.title}", when.is_so_of_question),
    "report-new": Letter("Er is iets gemeld bij {event.report.project.title}", lambda event: event.report.is_open),
    "report-outcome": Letter("Je melding over {event.report.about} is bekeken"),
    "activity-receipt": Letter("Je komt: {event.activity.title}", when.is_latest_word_on_activity),
    "activity-news": Letter("{news}: {event.activity.title}", when.is_latest_word_on_activity),
    "activity-hidden": Letter("Waar je zou komen, gaat voorlopig niet door", when.is_hidden, when.still_comes),
    "activity-shown": Letter("Waar je zou komen, gaat weer door", when.is_public, when.heard_it_was_off),
    "meeting-minutes": Letter("{news}: {event.meeting.title}", concerns=when.may_see_meeting),
    "meeting-draft": Letter("Concept van het verslag: {event.meeting.title}", when.is_draft, when.is_in_its_group),
    "meeting-corrected": Letter("{news}: {event.meeting.title}", concerns=when.wants_news_of_its_group),
    "meeting-news": Letter("{news}: {event.meeting.title}", when.is_latest_word, when.may_see_meeting),
    "meeting-closed": Letter("Alleen nog voor leden: {event.meeting.group}", when.is_closed, when.is_outside),
    "meeting-reminder": Letter("Kom je ook? {event.meeting.title}", when.is_latest_word, when.is_silent),
    "meeting-briefing": Letter("Briefing: {event.meeting.title}", when.is_read_before, when.is_in_its_group),
    "group-news": Letter("{news}: {event.meeting.title}", when.is_public_news, when.follows_group),
    "group-asked": Letter(
        "{news}: {event.group.name}",
        when.still_asked,
        subjects={GroupEvent.Kind.LEFT: "Iemand stopt als lid: {event.group.name}"},
    ),
    "group-membership": Letter("{news}: {event.group.name}", when.membership_stands),
    "group-without-chair": Letter("{news}: {event.group.name}", when.has_no_chair),
    "group-work": Letter(
        "Werk van een groep die stopt, voor {event.group.name}", when.has_work_passed_on, when.is_in_group
    ),
    "group-members": Letter("{news}: {event.group.name}", when.group_stands),
    "group-ended": Letter("{news}: {event.group.name}", when.group_stands),
    "application-receipt": Letter("Je aanmelding: {event.application.what}"),
    "application-new": Letter("Aanmelding: {event.application.what}", lambda event: event.application.is_open),
    "application-answer": Letter("Antwoord op je aanmelding: {event.application.what}"),
    "issue-receipt": Letter("We hebben je vraagstuk: {event.issue.title}", when.issue_stands),
    "issue-asked": Letter("Een vraagstuk wacht op jou: {event.issue.title}", when.issue_stands),
    "issue-passed": Letter(
        "Een vraagstuk voor {event.issue.group}: {event.issue.title}", when.issue_stands, when.is_passed_on_to
    ),
    "issue-elsewhere": Letter("Niet meer voor {event.group_before}: {event.issue.title}", when.lies_elsewhere),
    "action-given": Letter("Actiepunt voor jou: {event.action.told}", when.is_to_do, when.is_for_its_doer),
    "action-passed": Letter("Niet meer voor jou: {event.action.told}", when.is_given_on, when.is_not_its_doer),
    "action-due": Letter("Is het klaar? {event.action.told}", when.is_due, when.is_for_its_doer),
    "action-news": Letter("Je actiepunt is {what}: {event.action.told}", when.is_so_of_action, when.is_for_its_doer),
    "issue-own": Letter("Vraagstuk {what}: {event.issue.title}", when.issue_stands),
    "issue-news": Letter("Vraagstuk {what}: {event.issue.title}", when.issue_stands, when.follows_issue),
    "followed-project": Letter(
        "{news}: {event.project.title}",
        when.is_public,
        when.follows_project,
        subjects={ProjectEvent.Kind.UPDATE_POSTED: "Nieuw bericht: {event.project.title}"},
    ),
    "followed-activity": Letter("{news}: {event.activity.title}", when.is_news_of_project, when.follows_project),
    "followed-group": Letter("{news}: {event.group.name}", when.group_stands, when.follows_group),
    "followed-story": Letter("Een verhaal: {event.story.title}", when.is_published, when.follows_story),
    "story-news": Letter("Bijgewerkt: {event.story.title}", when.is_published, when.follows_story_itself),
    "pledge-asked": Letter("Over jullie toezegging: {event.pledge.what}", when.asks_of_party),
    "pledge-news": Letter("{news}: {event.pledge.what} van {event.pledge.organisation}", when.is_so_of_pledge),
    "wish-news": Letter("Je wens: {event.wish}", when.is_so_of_wish),
    "round-news": Letter("{news}: {event.round.title}", when.is_phase),
    "request-receipt": Letter("We hebben je aanvraag"),
    "request-new": Letter("Nieuwe aanvraag: {event.request.subject}", when.is_new),
    "request-news": Letter(
        "Bericht over je aanvraag: {event.request.subject}",
        when.is_asked_still,
        subjects={
            RequestEvent.Kind.APPROVAL_ASKED: "Kijk of het goed is: {event.request.subject}",
            RequestEvent.Kind.FINISHED: "Klaar: {event.request.subject}",
        },
    ),
    "request-heard-receipt": Letter("Wat je zei over je aanvraag: {event.request.subject}"),
    "request-answer": Letter("Antwoord op een aanvraag: {event.request.subject}"),
    "request-assigned": Letter("Deze aanvraag is voor jou: {event.request.subject}"),
    "enquiry-receipt": Letter("We hebben je vraag"),
    "enquiry-forwarded": Letter("Je vraag is doorgestuurd", lambda event: not event.enquiry.is_answered),
    "enquiry-new": Letter("Nieuwe vraag: {event.enquiry.subject}", when.is_unanswered),
    "enquiry-answer": Letter("Antwoord op je vraag: {event.enquiry.subject}"),
}
# What comes by itself when somebody types an address, whose ever it is; what the team heard by telephone does not.
_BY_TYPING = ("group-", "meeting-")  # to who was added by a chair, who typed an address as well
TYPED_FOR = tuple(
    kind
    for kind in LETTERS
    if kind.startswith(_BY_TYPING) or (kind.endswith("-receipt") and kind != "request-heard-receipt")
)
# What comes because somebody follows something.
FOLLOWED = (
    WEEK_NEWS, "group-news", "issue-news", "followed-project", "followed-activity", "followed-group",
    "followed-story", "story-news",
)  # fmt: skip
CHOSEN = (*FOLLOWED, "meeting-corrected")  # comes as its reader chose, and ends with one press


def words_of(kind):
    """What a kind of letter is called where many stand together: its subject, without what it is about."""
    if kind in _WORDS:
        return _WORDS[kind]
    return re.sub(r"\{[^}]*\}", "…", LETTERS[kind].subject) if kind in LETTERS else kind


# Of those whose subject is hardly more than what they are about.
_WORDS = {
    WEEK_NEWS: "Nieuws van de week",
    "work-week": "Wat er deze week op je wacht",
    "project-duo": "Nieuws van een project, voor het duo",
    "project-news": "Nieuws van een project",
    "question-news": "Nieuws van een vraag bij een project",
    "activity-news": "Nieuws van een activiteit",
    "meeting-minutes": "Verslag van een bijeenkomst",
    "meeting-corrected": "Verbetering van een verslag",
    "meeting-news": "Nieuws van een bijeenkomst",
    "group-news": "Bijeenkomst van een groep",
    "group-asked": "Iemand wil bij een groep",
    "group-membership": "Lid van een groep",
    "group-without-chair": "Groep zonder voorzitter",
    "group-work": "Werk dat bij een groep kwam",
    "group-members": "Nieuws voor leden van een groep",
    "group-ended": "Een groep is gestopt",
    "followed-project": "Nieuws van een project dat iemand volgt",
    "followed-activity": "Nieuws van een activiteit van een project dat iemand volgt",
    "followed-group": "Nieuws van een groep die iemand volgt",
    "pledge-news": "Nieuws van een toezegging",
    "round-news": "Nieuws van de gedeelde agenda",
}
