"""One form for every move of a project: which fields count depends on the move that is chosen."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import LineField, ParagraphField
from core.forms import Form
from projects.models import Project, Status
from projects.models.lifecycle import HIDDEN_STAYS_APART, MERGE_TARGETS, Kind
from projects.moves import MOVES
from themes.models import Theme

MISSING = {
    "reason": "Schrijf in één zin waarom.",
    "until": "Kies een datum.",
    "result": "Schrijf in één zin wat het bracht.",
    "caretaker": "Vul in wie ervoor zorgt.",
    "other": "Vul de titel, de code of het adres van het andere project in.",
    "person": "Kies wie het gaat trekken.",
    "theme": "Kies bij welk thema het hoort.",
}
MOST_POSSIBLE = 6
EVERYBODY_READS = "Iedereen kan dit lezen op de pagina van het project."


class MoveForm(Form):
    move = forms.ChoiceField(label="Wat gaat er gebeuren?", widget=forms.RadioSelect)
    person = forms.ChoiceField(label="Wie trekt het?", required=False, widget=forms.RadioSelect)
    other = LineField(
        200, called="het andere project", label="Met welk project?", required=False, show_limit=False,
        help_text="Een stuk van de titel, de code van de poster, of het adres van de pagina.",
    )  # fmt: skip
    theme = forms.ChoiceField(label="Bij welk thema hoort het?", required=False, widget=forms.RadioSelect)
    until = forms.DateField(
        label="Tot wanneer ligt het stil?",
        required=False,
        help_text="Tot die dag vragen we niet hoe het gaat.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 1-3-2027."},
    )
    result = ParagraphField(
        500, called="het resultaat", label="Wat bracht het?", required=False, rows=3, help_text=EVERYBODY_READS,
    )  # fmt: skip
    caretaker = LineField(
        160, called="de naam", label="Wie zorgt ervoor?", required=False, show_limit=False,
        help_text="Bijvoorbeeld: ‘de bewoners van de Spieghelstraat’.",
    )  # fmt: skip
    reason = ParagraphField(
        1000, called="je reden", label="Waarom?", required=False, rows=3, help_text=EVERYBODY_READS,
    )  # fmt: skip

    def __init__(self, *args, project, user, moves, candidates, arrow, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.user, self.arrow = project, user, arrow
        self.possible = []  # what it may be merged with, as typed
        self.people = {str(role.person_id): role.person for role in candidates}
        self.themes = {theme.slug: theme for theme in Theme.objects.all()} if project.theme_id is None else {}
        self.fields["move"].choices = [(move.name, move.label) for move in moves]
        self.fields["person"].choices = [(pk, person.public_name) for pk, person in self.people.items()]
        self.fields["theme"].choices = [(theme.slug, theme.name) for theme in self.themes.values()]
        self._leave_out(moves)

    def _leave_out(self, moves):
        """Only what one of these moves asks for."""
        asked = {name for move in moves for name in self._shown(move)} | {"move"}
        empty = {name for name, found in (("person", self.people), ("theme", self.themes)) if not found}
        for name in set(self.fields) - asked | empty:
            del self.fields[name]

    def shown_with(self):
        """(field, the moves it belongs to, as classes), for the page."""
        for name in self.fields:
            if name != "move":
                uses = [move.name for move in MOVES.values() if name in self._shown(move)]
                yield self[name], " ".join(f"for-{use}" for use in uses)

    def _shown(self, move):
        """A pause belongs to turning back a resumption, and to stepping down from what is underway."""
        pauses = {
            "turn_back": self.arrow is not None and self.arrow.kind == Kind.RESUMED,
            "step_down": self.project.status == Status.UNDERWAY,
        }
        return [name for name in (*move.fields, *move.may) if name != "until" or pauses.get(move.name, True)]

    def clean_person(self):
        return self.people.get(self.cleaned_data["person"])

    def clean_theme(self):
        return self.themes.get(self.cleaned_data["theme"])

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise ValidationError("Kies een datum na vandaag.")
        if until and until > timezone.localdate() + timedelta(days=3 * 366):
            raise ValidationError("Kies een datum binnen drie jaar.")
        return until

    def clean_other(self):
        """The project of a code or an address, or the first that is called so: `possible` has them all."""
        typed = self.cleaned_data["other"]
        if not typed:
            return None
        found = Project.objects.visible_to(self.user).select_related("theme").of_address(typed)
        self.possible = [found] if found else self._called(typed)
        if not self.possible:
            raise ValidationError("We kunnen dat project niet vinden. Kijk de titel, de code of het adres nog eens na.")
        return self.possible[0]

    @property
    def is_clear(self):
        """Whether one other project is meant."""
        return len(self.possible) == 1

    def _called(self, words):
        """The projects it could be merged with whose title has these words, or looks like it."""
        others = Project.objects.published().filter(status__in=MERGE_TARGETS).exclude(pk=self.project.pk)
        others = others.select_related("theme").defer("search")
        found = others.filter(title__icontains=words).order_by("title")[: 4 * MOST_POSSIBLE]
        found = found or others.filter(pk__in=[project.pk for project in Project.objects.similar_to(words)])
        return [one for one in found if one.is_guided_by(self.user)][:MOST_POSSIBLE]

    def clean(self):
        cleaned = super().clean()
        if move := MOVES.get(cleaned.get("move")):
            for name in self._needed(move):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, MISSING[name])
            self._check(move, cleaned)
        return cleaned

    def _needed(self, move):
        extra = [
            ("theme", move.name == "reopen" and self.project.theme_id is None),
            ("until", move.name == "turn_back" and self.arrow and self.arrow.kind == Kind.RESUMED),
        ]
        return [*move.fields, *(name for name, holds in extra if holds)]

    def _check(self, move, cleaned):
        heir_or_pause = cleaned.get("person") or cleaned.get("until") or "until" in self.errors
        if move.name == "step_down" and self.project.status == Status.UNDERWAY and not heir_or_pause:
            self.add_error("until", "Kies wie het overneemt, of tot wanneer het project stil ligt.")
        other = cleaned.get("other")
        if move.name != "merge" or other is None:
            return
        if other.pk == self.project.pk:
            self.add_error("other", "Dat is dit project zelf.")
        elif other.status not in MERGE_TARGETS:
            self.add_error("other", f"Dat kan niet: ‘{other.title}’ is {other.get_status_display()}.")
        elif other.hidden_at:
            self.add_error("other", HIDDEN_STAYS_APART.format(other.title))
        elif not other.is_guided_by(self.user):
            self.add_error(
                "other", f"‘{other.title}’ hoort bij een ander duo. Vraag de beheerder om ze samen te voegen."
            )

    def carry_out(self, *, by):
        """Make the move; raises InvalidTransition when it can no longer be made."""
        project, cleaned = self.project, self.cleaned_data
        said = {"by": by, "reason": cleaned.get("reason", "")}
        calls = {
            "start": lambda: project.start(**said),
            "resume": lambda: project.resume(**said),
            "pause": lambda: project.pause(**said, until=cleaned["until"]),
            "complete": lambda: project.complete(by=by, result=cleaned["result"], caretaker=cleaned["caretaker"]),
            "continue": lambda: project.continue_for_good(**said, caretaker=cleaned["caretaker"]),
            "leader": lambda: project.appoint_leader(by=by, person=cleaned["person"]),
            "step_down": lambda: project.step_down(
                **said, heir=cleaned.get("person"), pause_until=cleaned.get("until")
            ),
            "turn_back": lambda: project.turn_back(**said, until=cleaned.get("until")),
            "merge": lambda: project.merge_into(cleaned["other"], **said),
            "stop": lambda: project.stop(**said),
            "reopen": lambda: project.reopen(**said, theme=cleaned.get("theme")),
        }
        calls[cleaned["move"]]()
