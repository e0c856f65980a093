"""What comes along when a project is merged into another: nobody is lost, and nobody is there twice."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from projects.models.taking_part import Participation

Role = Participation.Role
# What belongs to the project itself. Rows of apps further right keep pointing at the old one, which leads on.
BELONGINGS = (
    "updates", "photos", "pledges", "money_lines", "help_wanted", "support_requests", "milestones", "activities",
    "questions",
)  # fmt: skip
MERGED_MEANWHILE = "Het project is samengevoegd. Vraag het daar opnieuw als het nog nodig is."
REPORTED_THERE = "Dit project is samengevoegd met een project waarbij je al iets meldde. Dat antwoord geldt ook hier."


class LeadingOn(models.Model):
    class Meta:
        abstract = True

    @property
    def goes_on_as(self):
        """The project itself, or where the row of what was merged ends; there are no circles."""
        return self.merged_into.goes_on_as if self.merged_into_id else self

    @property
    def went_into(self):
        """What a merged project goes on as, while everybody may see that; else None."""
        return self.goes_on_as if self.merged_into_id and self.goes_on_as.is_public else None


def hand_over(old, new):
    """In the transaction of the merge, both rows locked. Old roles and follows stay: they hear where it went.

    Reports come before what they are about: who settles them locks in this order too.
    """
    _hand_over_reports(old, new)
    _hand_over_people(old, new)
    for follow in old.follows.all():
        new.follows.get_or_create(person_id=follow.person_id)
    old.support_requests.open().update(answered_at=timezone.now(), answer=MERGED_MEANWHILE)
    for name in BELONGINGS:
        getattr(old, name).update(project=new)
    new.agenda_items.add(*old.agenda_items.all())
    new.partners.add(*old.partners.all())
    type(old).objects.filter(pk=new.pk, cover=None).update(cover=old.cover_id)
    if old.heard_at:
        type(old).objects.filter(pk=new.pk).exclude(heard_at__gte=old.heard_at).update(heard_at=old.heard_at)
    # What led to the old one leads to the new one at once: there are no chains, so no circles either.
    old.merged_from.update(merged_into=new)


def _hand_over_reports(old, new):
    """Who reported a piece reported that; what waits about the old project waits at the new one, once a person."""
    reports = old.reports.model.objects
    list(reports.filter(project__in=[old, new]).order_by("pk").select_for_update(of=("self",)).values("pk"))
    old.reports.exclude(update_post=None, photo=None, question=None).update(project=new)
    known = reports.about(new).filter(project=new)
    twice = Q(reporter__in=known.exclude(reporter=None).values("reporter"))
    twice |= Q(email__in=known.exclude(email="").values("email"))
    reports.open().about(old).filter(twice).settle_all(by=None, outcome="left", reason=REPORTED_THERE)
    reports.open().about(old).update(project=new)


def _hand_over_people(old, new):
    """Initiators become initiators; whoever else took part comes along unless known there, a leader as helper."""
    known = set(new.participations.current().values_list("person", flat=True))
    for role in old.participations.current():
        if role.role == Role.INITIATOR:
            new.participations.get_or_create(person_id=role.person_id, role=Role.INITIATOR, until=None)
    known |= set(new.participations.initiators().values_list("person", flat=True))
    for role in old.participations.current().exclude(person__in=known).order_by("role"):
        wanted = Role.HELPER if role.role == Role.LEADER else role.role
        new.participations.get_or_create(person_id=role.person_id, role=wanted, until=None, defaults={"can": role.can})
