"""What the duo asked about a proposal, answered without signing in: by the link in the mail, or at the counter."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Person
from core.secret_pages import keys_of, token_of
from projects.models.states import Status
from projects.models.taking_part import Participation

OWN_ROLES = (Participation.Role.INITIATOR, Participation.Role.LEADER)
_SALT = "projects.explaining"


class ExplainingQuerySet(models.QuerySet):
    def waiting_for_explanation(self):
        return self.filter(status=Status.PROPOSED, hidden_at=None).exclude(clarification_question="")

    def without_account(self):
        """Those of whose own people nobody can sign in."""
        own = Participation.objects.current().filter(project=OuterRef("pk"), role__in=OWN_ROLES)
        return self.filter(~Exists(own.filter(person__user__is_active=True)))


class Explaining(models.Model):
    class Meta:
        abstract = True

    @property
    def initiator_without_account(self):
        """For whom others write down what they say: who began it, where nobody of its own can sign in; or None."""
        if not type(self).objects.without_account().filter(pk=self.pk).exists():
            return None
        role = self.participations.initiators().select_related("person").order_by("pk").first()
        return role and role.person

    def explain_address(self, person):
        """Where one of its own people answers without signing in; made, not kept."""
        return reverse("projects:explain", args=[token_of(_SALT, self.pk, person.pk)])

    @classmethod
    def of_explain_token(cls, token):
        """(project, person) of an address that we gave out, while it is public and that person's own; or None."""
        pk, person = keys_of(_SALT, token) or (None, None)
        own = Participation.objects.current().filter(project=OuterRef("pk"), person=person, role__in=OWN_ROLES)
        project = cls.objects.published().select_related("theme").filter(Exists(own), pk=pk).first()
        person = Person.objects.filter(pk=person).exclude(user__is_active=False).first()
        return (project, person) if project and person else None
