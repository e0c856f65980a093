"""How long everything is kept: the table that /privacy/ shows is the table that the nightly task runs on."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.models import SEEN_FOR, Seen
from communication.forgetting import forget_request, forgettable_requests
from communication.models import (
    Enquiry,
    MailTrouble,
    NewsletterDelivery,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Wandkrant,
)
from communication.models.newsletter import CONFIRM_WITHIN
from core.retention import Rule, clearing, deleting, in_batches, one_by_one
from groups.models import Application, Reply
from projects.models import (
    Attendance,
    HelpEvent,
    HelpOffer,
    InvalidTransition,
    Participation,
    Photo,
    Project,
    Question,
    QuestionEvent,
    Report,
)
from projects.models.drafts import KEPT
from themes.models import Wish
from wijkdeal import retained

FIVE_YEARS, TWO_YEARS, YEAR = relativedelta(years=5), relativedelta(years=2), relativedelta(years=1)
HALF_YEAR, QUARTER = relativedelta(months=6), relativedelta(months=3)
SESSION = timedelta(seconds=settings.SESSION_COOKIE_AGE)
COMPLAINT = MailTrouble.Kind.COMPLAINT
BACKUPS_KEPT = timedelta(days=30)  # `make backup` throws away what is older: so much longer it can be put back
GONE = "We gooien het weg."


def _as_date(before):
    return timezone.localdate(before)


RULES = (
    Rule(
        "idea",
        "Een idee van iemand zonder account die de code uit de mail niet intypte",
        KEPT,
        "nadat je begon",
        "We gooien het weg, ook de foto’s en je naam.",
        "Zonder code weten we niet of het adres van jou is.",
        one_by_one(
            lambda before: Project.objects.unconfirmed(),
            lambda project: project.discard(among=Project.objects.unconfirmed()),
            unless=(InvalidTransition,),
        ),
        is_hourly=True,
    ),
    Rule(
        "subscriber",
        "Een adres voor de nieuwsbrief dat niemand bevestigde",
        CONFIRM_WITHIN,
        "na onze mail",
        GONE,
        "Zonder bevestiging sturen we niets.",
        deleting(lambda before: NewsletterSubscriber.objects.unconfirmed()),
        is_hourly=True,
    ),
    Rule(
        "limits",
        "Hoe vaak iemand een formulier stuurde of een code vroeg (alleen een controlegetal)",
        timedelta(days=1),
        "nadat je het stuurde",
        GONE,
        "Zo houden we robots tegen.",
        retained.forget_counts,
    ),
    Rule(
        "jobs",
        "Werk dat de computer deed, zoals een mail versturen",
        timedelta(days=3),
        "nadat het klaar is",
        GONE,
        "Zo vinden we een fout terug.",
        retained.forget_jobs,
    ),
    Rule(
        "sessions",
        "Dat je bent ingelogd. Wat je als bezoeker half invulde: 1 dag",
        SESSION,
        "nadat je er was",
        GONE,
        "Zo hoef je niet steeds opnieuw in te loggen.",
        deleting(lambda before: Session.objects.filter(expire_date__lt=before + SESSION)),
        is_hourly=True,  # a visitor's ends after a day (core.sessions)
    ),
    Rule(
        "devices",
        "Op welk apparaat je inlogde, met het internetadres",
        SESSION,
        "nadat je er was, of tot je daar uitlogt",
        GONE,
        "Jij ziet zo of iemand anders met jouw account bezig was.",
        deleting(retained.devices_that_left),
    ),
    Rule(
        "votes",
        "Welke code bij welk stembiljet hoort",
        timedelta(0),
        "tot de stemmen geteld zijn",
        "De sleutel gaat weg. Niemand kan nog zien bij wie een biljet hoort.",
        "Zo stemt iedereen één keer, in het geheim.",
        None,  # the database holds it: `counted_round_has_no_key`
    ),
    Rule(
        "report-address",
        "Het e-mailadres bij een melding over iets op de site",
        timedelta(0),
        "tot je hoort wat we ermee deden",
        "Je adres gaat eraf.",
        "Zo kunnen we je antwoord geven.",
        clearing(lambda before: Report.objects.told(), email=""),
    ),
    Rule(
        "report",
        "Een melding over iets op de site",
        YEAR,
        "nadat we ernaar keken",
        GONE,
        "Zo zien we of iets vaker gebeurt.",
        deleting(lambda before: Report.objects.filter(settled_at__lt=before)),
    ),
    Rule(
        "mail",
        "Welke mail we je stuurden",
        QUARTER,
        "na het versturen",
        GONE,
        "Zo sturen we niets dubbel en vinden we een fout terug.",
        deleting(
            lambda before: Notification.objects.filter(
                Q(sent_at__lt=before) | Q(dropped_at__lt=before) | Q(failed_at__lt=before)
            )
        ),
    ),
    Rule(
        "newsletter",
        "Welke nieuwsbrief je kreeg",
        QUARTER,
        "na het versturen",
        "Je adres gaat eraf. We weten nog hoeveel mensen hem kregen.",
        "Zo krijgt iedereen hem één keer.",
        clearing(
            lambda before: NewsletterDelivery.objects.filter(
                Q(sent_at__lt=before) | Q(dropped_at__lt=before) | Q(failed_at__lt=before), subscriber__isnull=False
            ),
            subscriber=None,
        ),
    ),
    Rule(
        "seen",
        "Welke pagina je bekeek van wat je volgt",
        SEEN_FOR,
        "nadat je die bekeek",
        GONE,
        "Zo staat in de mail van de week niets wat je al las.",
        deleting(lambda before: Seen.objects.filter(at__lt=before)),
    ),
    Rule(
        "trouble",
        "Een e-mailadres dat geen mail van ons aanneemt, met wat de mailserver zei",
        YEAR,
        "nadat dat voor het laatst bleek",
        GONE,
        "Zo mailen we niet steeds naar een adres dat niet werkt.",
        deleting(lambda before: MailTrouble.objects.exclude(kind=COMPLAINT).filter(last_at__lt=before)),
    ),
    Rule(
        "complaint",
        "Het e-mailadres van wie onze mail ongewenst noemde",
        timedelta(0),
        "tot je zelf weer mail wilt",
        GONE,
        "Zo mailen we je nooit meer, ook niet na een jaar. Verwijder je je account? Dan bewaren we hiervoor alleen je "
        "e-mailadres.",
        None,  # whose address it is ends it, or the administrator for who asks
    ),
    Rule(
        "calls",
        "Waarover we je belden",
        QUARTER,
        "nadat het verteld is",
        GONE,
        "Zo bellen we je niet twee keer.",
        deleting(lambda before: OutreachTask.objects.filter(done_at__lt=before)),
    ),
    Rule(
        "enquiry",
        "Een vraag via Contact, met het antwoord",
        HALF_YEAR,
        "nadat je antwoord kreeg",
        GONE,
        "Misschien wil je nog iets weten.",
        deleting(lambda before: Enquiry.objects.filter(answered_at__lt=before)),
    ),
    Rule(
        "offer",
        "Hulp die je aanbood en die niet nodig was, of die je introk",
        HALF_YEAR,
        "na het antwoord, of nadat je die introk",
        GONE,
        "Zo lees je na wat ervan kwam.",
        deleting(
            lambda before: HelpOffer.objects.filter(
                Q(state=HelpOffer.State.DECLINED, answered_at__lt=before)
                | Q(retained.nothing_since(before, HelpEvent, "offer"), state=HelpOffer.State.WITHDRAWN, at__lt=before)
            )
        ),
    ),
    Rule(
        "question",
        "Een vraag bij een project die niet geplaatst is, of die je introk",
        HALF_YEAR,
        "nadat we dat besloten, of nadat je die introk",
        GONE,
        "Zo lees je na waarom.",
        deleting(
            lambda before: Question.objects.filter(
                retained.nothing_since(before, QuestionEvent, "question"),
                state__in=[Question.State.REFUSED, Question.State.WITHDRAWN],
                asked_at__lt=before,
            )
        ),
    ),
    Rule(
        "can",
        "Wat je voor een project kon doen",
        HALF_YEAR,
        "nadat je stopte",
        "Dat gaat weg. Dat je meedeed, blijft.",
        "Misschien begin je opnieuw.",
        clearing(lambda before: Participation.objects.filter(until__lt=_as_date(before)).exclude(can=""), can=""),
    ),
    Rule(
        "photo",
        "Een foto die verborgen is",
        HALF_YEAR,
        "nadat hij verborgen werd",
        GONE,
        "Wie de foto maakte, kan zeggen dat het niet klopt.",
        one_by_one(lambda before: Photo.objects.filter(hidden_at__lt=before), lambda photo: photo.remove()),
    ),
    Rule(
        "application",
        "Je aanmelding voor een groep of een duo",
        YEAR,
        "na het antwoord, of nadat je die introk",
        GONE,
        "Zo weet de groep wie er eerder bij wilde.",
        deleting(
            lambda before: Application.objects.filter(
                Q(answered_at__lt=before)
                | Q(state=Application.State.WITHDRAWN, answered_at=None, asked_at__lt=before)  # from before it was kept
            )
        ),
    ),
    Rule(
        "coming",
        "Dat je zei of je naar een bijeenkomst kwam",
        YEAR,
        "na de bijeenkomst",
        GONE,
        "Zo zie je terug waar je was.",
        deleting(lambda before: Reply.objects.filter(meeting__ends_at__lt=before)),
    ),
    Rule(
        "attendance",
        "Dat je zei dat je naar een activiteit kwam",
        YEAR,
        "na de activiteit",
        GONE,
        "Zo zie je terug waar je was.",
        deleting(lambda before: Attendance.objects.filter(activity__ends_at__lt=before)),
    ),
    Rule(
        "wish",
        "Je naam bij een wens voor de gedeelde agenda",
        YEAR,
        "nadat de agenda vaststaat",
        "Je naam gaat eraf. De wens blijft.",
        "Zo kunnen we je vertellen wat ervan komt.",
        clearing(
            lambda before: Wish.objects.filter(round__adopted_on__lt=_as_date(before), person__isnull=False),
            person=None,
        ),
    ),
    Rule(
        "consent",
        "Dat je ergens ja op zei, en later weer nee",
        YEAR,
        "nadat je nee zei",
        GONE,
        "Zo kunnen we laten zien dat je het goedvond.",
        deleting(lambda before: Consent.objects.filter(withdrawn_at__lt=before)),
    ),
    Rule(
        "request",
        "Een aanvraag bij het communicatieteam, met berichten en bestanden",
        TWO_YEARS,
        "nadat hij klaar is",
        "We gooien tekst, bestanden en namen weg. We weten nog wat voor soort aanvraag het was en hoelang het duurde.",
        "Zo kunnen we een poster van vorig jaar opnieuw maken.",
        one_by_one(forgettable_requests, forget_request),
    ),
    Rule(
        "wandkrant",
        "De wandkrant van een maand, zoals die toen was",
        YEAR,
        "nadat hij gemaakt is",
        GONE,
        "Zo kan het communicatieteam hem nog eens printen.",
        one_by_one(lambda before: Wandkrant.objects.filter(made_at__lt=before), lambda sheet: sheet.remove()),
    ),
    Rule(
        "contact",
        "Het telefoonnummer of e-mailadres van iemand zonder account, opgeschreven aan de balie",
        TWO_YEARS,
        "nadat het laatste klaar is waar je bij hoort",
        "Nummer en adres gaan weg. Dat je goedvond dat we bellen of mailen, geldt dan niet meer.",
        "Zolang je meedoet, bellen we je als er iets verandert.",
        in_batches(retained.people_of_before, retained.forget_contact),
    ),
    Rule(
        "work",
        "Wie wat deed in het beheer",
        TWO_YEARS,
        "nadat het gebeurde",
        GONE,
        "Zo is te zien wie wat veranderde.",
        deleting(lambda before: LogEntry.objects.filter(action_time__lt=before)),
    ),
    Rule(
        "log",
        "Wie inlogde met een verkeerde code, een rol kreeg of zijn gegevens ophaalde",
        TWO_YEARS,
        "nadat het gebeurde",
        GONE,
        "Zo zien we misbruik.",
        deleting(lambda before: AuditEntry.objects.filter(at__lt=before)),
    ),
    Rule(
        "events",
        "Wie iets deed bij een project, groep, vraagstuk of aanvraag",
        FIVE_YEARS,
        "nadat het gebeurde",
        "De naam gaat eraf. Wat er gebeurde, blijft.",
        "Dat is de geschiedenis van de wijk.",
        retained.forget_actors,
    ),
)
