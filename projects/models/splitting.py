"""Two ideas in one: the duo splits a part off, which goes its own way with the same people."""

from django.db import models, transaction

from projects.models.events import ProjectEvent
from projects.models.lifecycle import MERGE_SOURCES, InvalidTransition
from projects.models.taking_part import Participation

Kind = ProjectEvent.Kind
Role = Participation.Role
# Few projects are a part of another: a whole index would be made for nothing.
PARTS = models.Index(fields=["split_from"], name="project_parts", condition=models.Q(split_from__isnull=False))


class Splitting(models.Model):
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="split_off_parts", editable=False,
        verbose_name="afgesplitst van", db_index=False,
    )  # fmt: skip

    class Meta:
        abstract = True

    def split_off(self, *, by, reason, form_key=None, **idea):
        """A new proposal with the initiators and followers of this project; raises InvalidTransition.

        `idea`: title, summary, description and theme of the part. Its own duo answers it, with a date of its own.
        """
        with transaction.atomic():
            current = self._lock()
            if current.status not in MERGE_SOURCES or current.hidden_at:
                raise InvalidTransition(current)
            part = self._part(current, form_key=form_key, **idea)
            ProjectEvent.record(project_id=self.pk, kind=Kind.SPLIT_OFF, actor=by, reason=reason)
            part.propose(by=by)
        return part

    def _part(self, current, **idea):
        """Its initiators, or who leads where there is none, its supporters and followers come along.

        Whoever leads or helps the one, chooses for the other.
        """
        part = type(self).objects.draft(
            by=None, split_from=current, place=current.place, latitude=current.latitude,
            longitude=current.longitude, source=current.source, entered_by=current.entered_by, **idea,
        )  # fmt: skip
        roles = current.participations.current()
        own = roles.filter(role=Role.INITIATOR) or roles.filter(role=Role.LEADER)
        for person in own.values_list("person", flat=True):
            part.participations.create(person_id=person, role=Role.INITIATOR)
        for person in roles.filter(role=Role.SUPPORTER).values_list("person", flat=True):
            part.participations.create(person_id=person, role=Role.SUPPORTER)
        for follow in current.follows.all():
            part.follows.create(person_id=follow.person_id)
        return part
