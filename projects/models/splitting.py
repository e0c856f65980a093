"""Two ideas in one: the duo splits a part off, which goes its own way with the same people."""

from django.db import models, transaction

from projects.models.events import ProjectEvent
from projects.models.lifecycle import MERGE_SOURCES, InvalidTransition

Kind = ProjectEvent.Kind
# Few projects are a part of another: a whole index would be made for nothing.
PARTS = models.Index(fields=["split_from"], name="project_parts", condition=models.Q(split_from__isnull=False))
COMES_ALONG = ("initiator", "supporter")  # whoever leads or helps the one, chooses for the other


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
            current = type(self).objects.select_for_update().get(pk=self.pk)
            if current.status not in MERGE_SOURCES or current.hidden_at:
                raise InvalidTransition(current)
            part = self._part(current, form_key=form_key, **idea)
            ProjectEvent.record(project_id=self.pk, kind=Kind.SPLIT_OFF, actor=by, reason=reason)
            part.propose(by=by)
        return part

    def _part(self, current, **idea):
        part = type(self).objects.draft(
            by=None, split_from=current, place=current.place, source=current.source,
            entered_by=current.entered_by, **idea,
        )  # fmt: skip
        roles = list(current.participations.current())
        for role in roles:
            if role.role in COMES_ALONG:
                part.participations.create(person_id=role.person_id, role=role.role)
        if "initiator" not in {role.role for role in roles}:
            for role in roles:
                if role.role == "leader":
                    part.participations.create(person_id=role.person_id, role="initiator")
        for follow in current.follows.all():
            part.follows.create(person_id=follow.person_id)
        return part
