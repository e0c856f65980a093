from django import forms

from core.forms import Form
from projects.models import Family, Status
from projects.models.states import LISTED

STATES = [(status.value, status.label.capitalize()) for status in Status if status in LISTED]


class ProjectFilter(Form):
    """The GET form above the list. Whatever stands in the address is a valid filter: what nobody knows is left out."""

    q = forms.CharField(label="Zoek een woord", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    thema = forms.ChoiceField(label="Thema", required=False)
    status = forms.ChoiceField(label="Hoe ver", required=False)

    def __init__(self, data, *, themes):
        self.themes = {theme.slug: theme for theme in themes}
        theme_choices = [(theme.slug, theme.name) for theme in self.themes.values()]
        known = {"thema": dict(theme_choices), "status": dict(Family.choices) | dict(STATES)}
        typed = {"q": data.get("q", "").replace("\x00", "")[:200].strip()}
        typed |= {name: data[name] for name in known if data.get(name) in known[name]}
        super().__init__(typed)
        self.fields["thema"].choices = [("", "Alle thema’s"), *theme_choices]
        self.fields["status"].choices = [("", "Alles"), *Family.choices, ("Precies", STATES)]
        self.full_clean()

    def rows(self, projects):
        chosen = self.cleaned_data
        if chosen["thema"]:
            projects = projects.filter(theme=self.themes[chosen["thema"]])
        if chosen["status"] in Family.values:
            projects = projects.in_family(chosen["status"])
        elif chosen["status"]:
            projects = projects.filter(status=chosen["status"])
        return projects.search(chosen["q"])

    def heading(self, page):
        """8 projecten over ‘buiten’"""
        number = f"Meer dan {page.count}" if page.count_is_capped else page.count or "Geen"
        words = f"{number} {'project' if page.count == 1 and not page.count_is_capped else 'projecten'}"
        return f"{words} over ‘{self.cleaned_data['q']}’" if self.cleaned_data["q"] else words

    def on(self):
        """[(words, the filters without it), …] for the links that take one away."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return [(self._in_words(name), {n: v for n, v in chosen.items() if n != name}) for name in chosen]

    def _in_words(self, name):
        value = self.cleaned_data[name]
        if name == "q":
            return f"woord: {value}"
        labels = dict(self.fields["thema"].choices) if name == "thema" else dict(Family.choices) | dict(STATES)
        return f"{self.fields[name].label.lower()}: {labels[value]}"
