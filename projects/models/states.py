"""The states of a project and the families people see; the diagram stands in docs/glossary.md."""

from django.db import models
from django.db.models import Q


class Status(models.TextChoices):
    DRAFT = "draft", "concept"
    PROPOSED = "proposed", "voorgesteld"
    PREPARING = "preparing", "in voorbereiding"
    UNDERWAY = "underway", "in uitvoering"
    PAUSED = "paused", "gepauzeerd"
    COMPLETED = "completed", "afgerond"
    ONGOING = "ongoing", "blijvend"
    STOPPED = "stopped", "gestopt"
    DECLINED = "declined", "niet doorgegaan"
    WITHDRAWN = "withdrawn", "ingetrokken"
    MERGED = "merged", "samengevoegd"


class Family(models.TextChoices):
    IDEE = "idee", "Idee"
    BEZIG = "bezig", "Bezig"
    KLAAR = "klaar", "Klaar"
    GESTOPT = "gestopt", "Gestopt"


FAMILIES = {
    Family.IDEE: (Status.PROPOSED,),
    Family.BEZIG: (Status.PREPARING, Status.UNDERWAY, Status.PAUSED),
    Family.KLAAR: (Status.COMPLETED, Status.ONGOING),
    Family.GESTOPT: (Status.STOPPED, Status.DECLINED, Status.WITHDRAWN),
}
FAMILY_OF = {status: family for family, statuses in FAMILIES.items() for status in statuses}
LISTED = tuple(FAMILY_OF)  # in lists; a merged project is found by its address only
PUBLIC = (*LISTED, Status.MERGED)
IN_LISTED_PROJECT = Q(project__status__in=LISTED, project__hidden_at=None)  # of rows that belong to a project
WATCHED = (Status.PREPARING, Status.UNDERWAY, Status.ONGOING)  # somebody should be heard of it now and then
WAITS_FOR_LEADER = (Status.PREPARING, Status.PAUSED)  # it begins, or goes on, once somebody pulls it
LED = (Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING)  # somebody may pull it
TAKEN_UP = (*LED, Status.COMPLETED, Status.STOPPED)  # a duo said yes
OPEN_TO_HELP = (Status.PROPOSED, Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING)
ENDED = (Status.COMPLETED, *FAMILIES[Family.GESTOPT])  # nobody comes to anything of it any more
EDITABLE = (Status.DRAFT, *OPEN_TO_HELP, Status.COMPLETED)
