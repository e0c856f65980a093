"""What is kept of one person, in all apps: to hand it out."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.models import Person, Seen, User
from communication.models import (
    Enquiry,
    MailTrouble,
    Message,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Product,
    ProductVersion,
    Request,
    SavedView,
    Story,
    StoryFollow,
    StoryPerson,
)
from groups.models import (
    ActionEvent,
    ActionPoint,
    Application,
    ApplicationEvent,
    Briefing,
    Correction,
    Document,
    GroupEvent,
    GroupFollow,
    Issue,
    IssueEvent,
    IssueFollow,
    Meeting,
    Membership,
    OwnCalendar,
    Reply,
    YearAccount,
)
from projects.models import (
    Attendance,
    HelpEvent,
    HelpOffer,
    MoneyLine,
    Participation,
    Photo,
    PledgeEvent,
    ProgressCheck,
    Project,
    ProjectEvent,
    ProjectFollow,
    Question,
    QuestionEvent,
    Report,
    ReportEvent,
    SupportRequest,
    Update,
)
from themes.models import Facilitator, RoundEvent, ThemeFollow, Wish

NO_ADDRESS = "niemand@verwijderd.invalid"

# Heading in the file → rows of a person → what stands in the file of each. Secrets are left out, and what others
# wrote about other people: of a request somebody handled, only that it was handled.
SECTIONS = {
    "rollen_in_projecten": (
        lambda p: Participation.objects.filter(person=p),
        ("project__title", "project__slug", "role", "can", "since", "until"),
    ),
    "concepten": (
        lambda p: Project.objects.open_to(p.user, held=[]),
        ("title", "summary", "description", "place", "created_at"),
    ),
    "berichten": (lambda p: Update.objects.filter(author=p), ("project__title", "title", "text", "at")),
    "fotos": (lambda p: Photo.objects.filter(added_by=p), ("project__title", "alt", "caption", "added_at")),
    "voortgang": (
        lambda p: ProgressCheck.objects.filter(person=p),
        ("project__title", "voice", "signal", "note", "progress", "private_note", "at"),
    ),
    "hulp_aangeboden": (
        lambda p: HelpOffer.objects.filter(person=p),
        ("wanted__project__title", "wanted__what", "text", "at", "state", "answer"),
    ),
    "gebeurtenissen_van_hulp": (lambda p: HelpEvent.objects.filter(actor=p), ("kind", "at", "reason")),
    "ondersteuning_gevraagd_of_gegeven": (
        lambda p: SupportRequest.objects.filter(Q(asked_by=p) | Q(supporter=p)),
        ("project__title", "text", "asked_at", "answer", "answered_at"),
    ),
    "gebeurtenissen_van_projecten": (
        lambda p: ProjectEvent.objects.filter(Q(actor=p) | Q(person=p)),
        ("project__title", "kind", "at", "reason"),
    ),
    "vragen_bij_projecten": (
        lambda p: Question.objects.filter(asker=p),
        (
            *("project__title", "text", "asked_at", "state", "refusal", "answer", "answered_at"),
            *("corrected_at", "hidden_at", "hidden_reason"),
        ),
    ),
    "antwoorden_bij_projecten": (
        lambda p: Question.objects.filter(answered_by=p),
        ("project__title", "answer", "answered_at", "corrected_at"),
    ),
    "gebeurtenissen_van_vragen": (
        lambda p: QuestionEvent.objects.filter(actor=p),
        ("question__project__title", "kind", "at", "reason"),
    ),
    "meldingen": (
        lambda p: reports_of(p),
        ("project__title", "category", "text", "email", "at", "outcome", "reason", "settled_at"),
    ),
    "gebeurtenissen_van_meldingen": (
        lambda p: ReportEvent.objects.filter(actor=p),
        ("report__project__title", "kind", "at", "reason"),
    ),
    "ik_kom": (lambda p: Attendance.objects.filter(person=p), ("activity__title", "activity__starts_at", "at")),
    "plekken_in_een_duo": (
        lambda p: Facilitator.objects.filter(person=p),
        ("theme__name", "voice", "since", "until", "handover_note"),
    ),
    "groepen": (
        lambda p: Membership.objects.filter(person=p),
        ("group__name", "role", "voice", "since", "until", "requested", "is_named"),
    ),
    "aangemeld": (
        lambda p: Application.objects.filter(person=p),
        ("group__name", "theme__name", "voice", "why", "is_named", "asked_at", "state", "answer", "answered_at"),
    ),
    "aanmeldingen_beantwoord": (lambda p: Application.objects.filter(answered_by=p), ("answer", "answered_at")),
    "gebeurtenissen_van_aanmeldingen": (lambda p: ApplicationEvent.objects.filter(actor=p), ("kind", "at", "reason")),
    "documenten_van_groepen": (
        lambda p: Document.objects.filter(added_by=p),
        ("group__name", "title", "shown_name", "is_public", "added_at"),
    ),
    "gebeurtenissen_van_groepen": (
        lambda p: GroupEvent.objects.filter(Q(person=p) | Q(actor=p)),
        ("group__name", "kind", "at", "reason"),
    ),
    "bijeenkomsten": (lambda p: Meeting.objects.filter(attendees=p), ("group__name", "title", "starts_at")),
    "ik_kom_naar_bijeenkomsten": (
        lambda p: Reply.objects.filter(person=p),
        ("meeting__title", "meeting__starts_at", "answer", "at"),
    ),
    "bewaarde_lijsten": (lambda p: SavedView.objects.filter(person=p), ("name", "query", "since")),
    "eigen_kalender": (lambda p: OwnCalendar.objects.filter(person=p), ("since",)),
    "actiepunten": (
        lambda p: ActionPoint.objects.filter(person=p),
        ("text", "due", "done_on", "dropped_reason", "meeting__title"),
    ),
    "gebeurtenissen_van_actiepunten": (
        lambda p: ActionEvent.objects.filter(actor=p),
        ("action__text", "kind", "at", "reason"),
    ),
    "verbeteringen_van_verslagen": (lambda p: Correction.objects.filter(by=p), ("meeting__title", "text", "on")),
    "vraagstukken_ingebracht": (
        lambda p: Issue.objects.filter(raised_by=p),
        ("title", "text", "raised_on", "state", "decline_reason", "answer"),
    ),
    "gebeurtenissen_van_vraagstukken": (
        lambda p: IssueEvent.objects.filter(actor=p),
        ("issue__title", "kind", "at", "reason"),
    ),
    "vraagstukken_opgepakt": (lambda p: Issue.objects.filter(taken_up_by=p), ("title", "taken_up_on")),
    "aanvragen": (
        lambda p: requests_of(p),
        ("kind", "subject", "text", "status", "name", "email", "phone", "created_at", "due"),
    ),
    "berichten_bij_aanvragen": (lambda p: Message.objects.filter(author=p), ("request__subject", "text", "at")),
    "aanvragen_behandeld": (lambda p: Request.objects.filter(assignee=p), ("kind", "status", "created_at")),
    "uitingen_gemaakt": (
        lambda p: Product.objects.filter(made_by=p),
        ("request__subject", "kind", "title", "text", "number", "made_at"),
    ),
    "eerdere_versies_van_uitingen": (
        lambda p: ProductVersion.objects.filter(made_by=p),
        ("product__request__subject", "title", "text", "number", "made_at"),
    ),
    "akkoord_gehoord": (
        lambda p: Product.objects.filter(heard_by=p),
        ("request__subject", "title", "heard_how", "heard_on"),
    ),
    "eerder_akkoord_gehoord": (
        lambda p: ProductVersion.objects.filter(heard_by=p),
        ("product__request__subject", "title", "heard_how", "heard_on"),
    ),
    "opgeschreven_wat_er_anders_moet": (
        lambda p: Message.objects.filter(heard_by=p),
        ("request__subject", "text", "heard_how", "heard_on"),
    ),
    "vragen": (
        lambda p: enquiries_of(p),
        ("subject", "text", "name", "email", "phone", "answer", "answered_at", "created_at"),
    ),
    "vragen_opgepakt": (lambda p: Enquiry.objects.filter(owner=p), ("created_at", "answered_at")),
    "vragen_beantwoord": (lambda p: Enquiry.objects.filter(answered_by=p), ("answer", "answered_at")),
    "verhalen": (lambda p: Story.objects.filter(author=p), ("title", "lead", "text", "published_at")),
    "verhalen_waar_ik_in_sta": (lambda p: StoryPerson.objects.filter(person=p), ("story__title", "agreed_on")),
    "gebeurtenissen_van_toezeggingen": (
        lambda p: PledgeEvent.objects.filter(actor=p),
        ("pledge__what", "kind", "at", "reason"),
    ),
    "geld_genoteerd": (
        lambda p: MoneyLine.objects.filter(entered_by=p),
        ("project__title", "kind", "amount", "what", "on"),
    ),
    "wensen_voor_de_wijk": (
        lambda p: Wish.objects.filter(person=p),
        ("round__title", "text", "theme__name", "at", "candidate__title", "set_aside", "withdrawn_at"),
    ),
    "gebeurtenissen_van_agendarondes": (
        lambda p: RoundEvent.objects.filter(actor=p),
        ("round__title", "kind", "at", "reason"),
    ),
    "verantwoordingen_vastgesteld": (lambda p: YearAccount.objects.filter(adopted_by=p), ("year", "adopted_on")),
    "briefings_vastgezet": (lambda p: Briefing.objects.filter(frozen_by=p), ("meeting__title", "frozen_at")),
    "logboek": (
        lambda p: AuditEntry.objects.filter(Q(person=p) | Q(actor=p)),
        ("at", "kind", "words"),
    ),
    "toestemmingen": (
        lambda p: Consent.objects.of(p.user),
        ("about", "what", "how", "given_at", "withdrawn_at"),
    ),
    "toestemmingen_opgeschreven": (
        lambda p: Consent.objects.filter(written_by=p),
        ("about", "how", "given_at"),
    ),
    "ik_volg_themas": (lambda p: ThemeFollow.objects.filter(person=p), ("theme__name", "since")),
    "ik_volg_projecten": (lambda p: ProjectFollow.objects.filter(person=p), ("project__title", "since")),
    "ik_volg_groepen": (lambda p: GroupFollow.objects.filter(person=p), ("group__name", "since")),
    "ik_volg_vraagstukken": (lambda p: IssueFollow.objects.filter(person=p), ("issue__title", "since")),
    "ik_volg_verhalen": (lambda p: StoryFollow.objects.filter(person=p), ("story__title", "since")),
    "bekeken_van_wat_ik_volg": (lambda p: Seen.objects.filter(person=p), ("page", "at")),
    "bellijst": (lambda p: OutreachTask.objects.filter(person=p), ("what", "text", "created_at", "done_at")),
    "mail_van_ons": (lambda p: Notification.objects.filter(person=p), ("kind", "due_at", "sent_at")),
    "mail_kwam_niet_aan": (
        lambda p: MailTrouble.of(p.user.email),
        ("address", "kind", "since", "last_at", "count", "detail"),
    ),
    "nieuwsbrief": (
        lambda p: NewsletterSubscriber.objects.filter(email__iexact=p.user.email),
        ("email", "confirmed_at"),
    ),
    "apparaten": (
        lambda p: UserSession.objects.filter(user=p.user),
        ("created_at", "last_seen_at", "ip", "user_agent"),
    ),
    "tweede_stap_bij_inloggen": (
        lambda p: Authenticator.objects.filter(user=p.user),
        ("type", "created_at", "last_used_at"),
    ),
    "werk_in_het_beheer": (
        lambda p: LogEntry.objects.filter(user=p.user),
        ("action_time", "object_repr", "action_flag"),
    ),
}
# What points to a person or an account and is not in the file, and why.
LEFT_OUT = {
    "account.EmailAddress.user": "is the address of the account",
    "accounts.Organisation.contacts": "stands under the account",
    "accounts.Person.user": "is the person",
    "communication.BoardVisit.by": "that a poster was hung",
    "communication.EnquiryEvent.actor": "the same as the question and its answer",
    "communication.Newsletter.sent_by": "that a newsletter was sent",
    "communication.OutreachTask.done_by": "what was told to somebody else",
    "communication.Placement.placed_by": "that a poster was hung",
    "communication.RequestEvent.actor": "the same as the messages and the state of the request",
    "communication.RequestEvent.assignee": "the same as the requests that were handled",
    "communication.Story.ready_by": "the same as the story",
    "communication.StoryEvent.actor": "the same as the story",
    "groups.ActionEvent.was_of": "that somebody else does what this person first did",
    "groups.Issue.entered_by": "of somebody else's vraagstuk",
    "groups.MeetingEvent.actor": "that a meeting was planned or held",
    "groups.Reply.noted_by": "of somebody else's answer",
    "projects.Photo.hidden_by": "of what somebody else made",
    "projects.Project.entered_by": "of somebody else's proposal",
    "projects.Project.hidden_by": "of what somebody else made",
    "projects.Question.hidden_by": "of what somebody else made",
    "projects.Report.settled_by": "of what somebody else reported; the event of it is in the file",
    "projects.Update.hidden_by": "of what somebody else made",
    "themes.Theme.fallback": "stands on the page of the theme",
}
_PERSON = (
    *("name", "kind", "organisation__name", "phone", "channel", "consent_at", "show_name"),
    *("mail_frequency", "away_until", "created_at"),
)


def collect(user):
    """Everything that is kept of this user, as plain values under Dutch headings."""
    person = user.person
    account = {
        "email": user.email,
        "sinds": user.date_joined,
        "laatst_ingelogd": user.last_login,
        "rollen": sorted(user.roles),
        "spreekt_voor": list(user.organisations.values_list("name", flat=True)),
    }
    rows = {heading: list(find(person).order_by("pk").values(*fields)) for heading, (find, fields) in SECTIONS.items()}
    return {"account": account, "persoon": Person.objects.filter(pk=person.pk).values(*_PERSON).get()} | rows


def stand_in(person):
    """An account that is nowhere, for somebody without one: what is looked for by account then finds nothing."""
    person.user = User(pk=-1, email=person.email or NO_ADDRESS, date_joined=person.created_at)
    return person.user


def requests_of(person):
    return Request.objects.asked_by(person, person.user.email)


def enquiries_of(person):
    return Enquiry.objects.asked_by(person, person.user.email)


def reports_of(person):
    return Report.objects.filter(Q(reporter=person) | Q(reporter=None, email__iexact=person.user.email))
