from django.db import models

from accounts.models import Person
from core.models import Event, EventQuerySet


class ProjectEventQuerySet(EventQuerySet):
    def of_what_came_in(self, project):
        """That others were merged into this project; not of what is hidden."""
        kind = ProjectEvent.Kind.MERGED
        return self.filter(kind=kind, project__merged_into=project, project__hidden_at=None)


class ProjectEvent(Event):
    """What happened to a project: one row an arrow, with a sentence that everybody may read."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", "Idee voorgesteld"
        CLARIFICATION_ASKED = "clarification_asked", "Uitleg gevraagd"
        CLARIFIED = "clarified", "Uitleg gegeven"
        ADVISED = "advised", "Advies van een ander duo"
        TAKEN_UP = "taken_up", "Opgepakt"
        DECLINED = "declined", "Niet doorgegaan"
        REFERRED = "referred", "Doorverwezen"
        WITHDRAWN = "withdrawn", "Ingetrokken"
        STARTED = "started", "Begonnen"
        PAUSED = "paused", "Gepauzeerd"
        RESUMED = "resumed", "Weer verder"
        COMPLETED = "completed", "Afgerond"
        CONTINUED = "continued", "Blijft bestaan"
        STOPPED = "stopped", "Gestopt"
        REOPENED = "reopened", "Opnieuw opgepakt"
        MERGED = "merged", "Samengevoegd"
        SPLIT_OFF = "split_off", "Een deel gaat apart verder"
        TURNED_BACK = "turned_back", "Teruggedraaid"
        THEME_CHANGED = "theme_changed", "Ander thema"
        LEADER_CHANGED = "leader_changed", "Nieuwe trekker"
        LEADER_LEFT = "leader_left", "Trekker gestopt"
        SUPPORT_ASKED = "support_asked", "Ondersteuning gevraagd"
        SUPPORT_GIVEN = "support_given", "Krijgt ondersteuning"
        SUPPORT_DECLINED = "support_declined", "Antwoord op de vraag om ondersteuning"
        REMINDED = "reminded", "Hoe gaat het?"  # for who pulls it
        ASKED_BACK = "asked_back", "Is het nog goed?"  # for its own people
        LOOKED_BACK = "looked_back", "Nagekeken"
        UPDATE_POSTED = "update_posted", "Bericht"
        HIDDEN = "hidden", "Verborgen"
        UPDATE_HIDDEN = "update_hidden", "Bericht verborgen"
        PHOTO_HIDDEN = "photo_hidden", "Foto verborgen"
        SHOWN_AGAIN = "shown_again", "Weer te zien"
        ACTIVITY_PLANNED = "activity_planned", "Iets om naartoe te komen"
        ACTIVITY_MOVED = "activity_moved", "Verplaatst"
        ACTIVITY_CORRECTED = "activity_corrected", "Aangepast"  # told to who comes; its reason is the title it had
        ACTIVITY_CANCELLED = "activity_cancelled", "Gaat niet door"
        ACTIVITY_REMINDER = "activity_reminder", "Morgen is het zover"  # for who comes
        ACTIVITY_JOINED = "activity_joined", "Je komt"  # for who comes; the page says only how many
        HELPER_JOINED = "helper_joined", "Iemand doet mee"  # for its own people; the page says only how many

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="events", verbose_name="project")
    activity = models.ForeignKey(
        "projects.Activity", models.CASCADE, null=True, blank=True, related_name="events", verbose_name="activiteit"
    )
    update_post = models.ForeignKey(  # that was posted: what is hidden or taken away is not told of any more
        "projects.Update", models.CASCADE, null=True, blank=True, related_name="events", verbose_name="bericht",
        db_index=False,
    )  # fmt: skip
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="project_events", verbose_name="door"
    )
    person = models.ForeignKey(  # whose message or photo it was; for whom `actor` wrote down what they said
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="van wie het was", db_index=False
    )

    objects = ProjectEventQuerySet.as_manager()

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een project"
        verbose_name_plural = "gebeurtenissen van projecten"
        indexes = [
            *Event.Meta.indexes,
            models.Index(fields=["project", "-at"], name="project_event_timeline"),
            models.Index(fields=["person"], name="project_event_person", condition=models.Q(person__isnull=False)),
            models.Index(
                fields=["update_post"], name="project_event_update", condition=models.Q(update_post__isnull=False)
            ),
        ]

    @property
    def by_words(self):
        """Who did it, and for whom it was written down; empty when nobody did, or who it was is forgotten."""
        if self.actor is None:
            return ""
        is_for = self.kind == self.Kind.CLARIFIED and self.person
        return f"{self.actor.public_name}, namens {is_for.public_name}" if is_for else self.actor.public_name

    @property
    def title(self):
        """What it is called in the timeline; of a merge in that of where it went."""
        return f"‘{self.project.title}’ kwam hierbij" if self.kind == self.Kind.MERGED else self.get_kind_display()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.project}"
