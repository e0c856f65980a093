from django import forms

from core.forms import Form
from core.pagination import COUNT_KEYS_TO
from core.searching import LONGEST, words_of
from projects.models import Family, Status
from projects.models.finding import best_first
from projects.models.searching import Asked
from projects.models.states import LISTED

STATES = [(status.value, status.label.capitalize()) for status in Status if status in LISTED]
NEWEST, BEST, HEARD = ("nieuw", "Nieuwste eerst"), ("", "Wat het best past"), ("gehoord", "Laatst van gehoord")
YES = "ja"
FEW_OF_MANY = 100  # to count further takes longer the more words there are
MORE = ("hulp", "partij", "straat", "volgorde")


class ProjectFilter(Form):
    """The GET form above the list. Whatever stands in the address is a valid filter: what nobody knows is left out."""

    q = forms.CharField(label="Zoek een woord", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    thema = forms.ChoiceField(label="Thema", required=False)
    status = forms.ChoiceField(label="Hoe ver", required=False)
    straat = forms.CharField(label="Straat of plek", required=False)
    partij = forms.ChoiceField(label="Partij die meedoet", required=False)
    volgorde = forms.ChoiceField(label="Volgorde", required=False)
    hulp = forms.BooleanField(
        label="Kan hulp gebruiken", required=False, widget=forms.CheckboxInput(attrs={"value": YES})
    )

    def __init__(self, data, *, themes, partners):
        self.themes = {theme.slug: theme for theme in themes}
        self.partners = {partner.slug: partner for partner in partners}
        self.asked = Asked(_typed(data, "q"))
        self.choices = {
            "thema": [(slug, theme.name) for slug, theme in self.themes.items()],
            "status": [*Family.choices, *STATES],
            "partij": [(slug, partner.name) for slug, partner in self.partners.items()],
            "volgorde": [NEWEST, HEARD] if self.asked else [HEARD],
            "hulp": [(YES, "")],
        }
        super().__init__(self._known(data))
        self.fields["thema"].choices = [("", "Alle thema’s"), *self.choices["thema"]]
        self.fields["status"].choices = [("", "Alles"), *Family.choices, ("Precies", STATES)]
        self.fields["partij"].choices = [("", "Alle partijen"), *self.choices["partij"]]
        self.fields["volgorde"].choices = [BEST if self.asked else ("", NEWEST[1]), *self.choices["volgorde"]]
        self.full_clean()

    def rows(self, projects):
        chosen = self.cleaned_data
        if chosen["thema"]:
            projects = projects.filter(theme=self.themes[chosen["thema"]])
        if chosen["status"] in Family.values:
            projects = projects.in_family(chosen["status"])
        elif chosen["status"]:
            projects = projects.filter(status=chosen["status"])
        return self._more(projects).search(self.asked)

    @property
    def best_first(self):
        """The order of few that were found, where nobody asked for another one."""
        return None if self.cleaned_data["volgorde"] else best_first(self.asked)

    @property
    def expects_few(self):
        """Whether what is found is sorted, instead of walked to in the order of the list."""
        return self.asked.expects_few or self.cleaned_data["hulp"]

    @property
    def by_key(self):
        """How many are fetched by their keys (core.pagination); where nothing is on, that is no use."""
        if not any(self.cleaned_data.values()):
            return 0
        return COUNT_KEYS_TO if self.expects_few or not self.asked else FEW_OF_MANY

    @property
    def main_fields(self):
        return [field for field in self if field.name not in MORE]

    @property
    def more_fields(self):
        return [field for field in self if field.name in MORE]

    @property
    def uses_more(self):
        return any(self.cleaned_data[name] for name in MORE)

    def heading(self, page):
        """8 projecten over ‘buiten’"""
        number = f"Meer dan {page.count}" if page.count_is_capped else page.count or "Geen"
        words = f"{number} {'project' if page.count == 1 and not page.count_is_capped else 'projecten'}"
        return f"{words} over ‘{self.cleaned_data['q']}’" if self.cleaned_data["q"] else words

    def on(self):
        """[(words, the filters without it), …] for the links that take one away."""
        chosen = self.chosen()
        return [(self._in_words(name), {n: v for n, v in chosen.items() if n != name}) for name in chosen]

    def chosen(self, **others):
        """{name: value} of what is on, with other values for some."""
        chosen = self.cleaned_data | others
        return {name: YES if value is True else value for name, value in chosen.items() if value}

    def _more(self, projects):
        chosen = self.cleaned_data
        if chosen["hulp"]:
            projects = projects.open_to_help()
        if chosen["partij"]:
            projects = projects.filter(partners=self.partners[chosen["partij"]])
        if chosen["straat"]:
            projects = projects.in_street(chosen["straat"])
        column = "heard_at" if chosen["volgorde"] == HEARD[0] else "proposed_at"
        return projects.latest_first(column, sorted_anew=self.expects_few)

    def _known(self, data):
        street = _typed(data, "straat")
        typed = {"q": self.asked.typed, "straat": street if words_of(street) else ""}
        known = {name: dict(choices) for name, choices in self.choices.items()}
        return typed | {name: data[name] for name in known if data.get(name) in known[name]}

    def _in_words(self, name):
        value = self.cleaned_data[name]
        if name == "hulp":
            return self.fields[name].label.lower()
        label = {"q": "woord", "straat": "straat", "partij": "partij"}.get(name, self.fields[name].label.lower())
        return f"{label}: {dict(self.choices.get(name, ())).get(value, value)}"


def _typed(data, name):
    return data.get(name, "").replace("\x00", "")[:LONGEST].strip()
