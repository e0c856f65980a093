"""To say where something is: a click on the drawing, which a browser sends without script, or a street."""

from django import forms
from django.urls import reverse

from core.forms import Form
from projects.drawn_map import the_map

WIDTHS = {"small": 288, "large": 504}  # how wide the drawing stands there; which one was clicked is in the names sent


class PointFields(forms.Form):
    """Mix in before `Form`, about `self.project`. `pointed`: (latitude, longitude), or None where nobody pointed."""

    street = forms.ChoiceField(label="Zet het op de kaart bij", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.drawn = the_map()
        if not self.drawn:
            del self.fields["street"]
            return
        places = [(str(number), str(place)) for number, place in enumerate(self.drawn.places)]
        self.fields["street"].choices = [("", "Kies een straat of plek"), *places]

    @property
    def drawings(self):
        """[(name, width, height), …] of the pictures to click on, the small one first; none without a map."""
        if not self.drawn:
            return []
        return [(name, wide, round(wide / self.drawn.width * self.drawn.height)) for name, wide in WIDTHS.items()]

    @property
    def picture(self):
        """The address of the drawing, with a mark where the project is now."""
        address = reverse("projects:map_drawing")
        if not self.drawn.holds(self.project.latitude, self.project.longitude):
            return address
        x, y = self.drawn.xy(self.project.latitude, self.project.longitude)
        return f"{address}?plek={x:.0f},{y:.0f}"

    @property
    def pointed(self):
        street = self.cleaned_data.get("street")
        return self._clicked() or (self.drawn.places[int(street)].point() if street else None)

    @property
    def is_pressed_by_key(self):
        """Whoever presses such a picture with a key sends 0,0: that is no place."""
        return any(self.data.get(f"{name}.x") == self.data.get(f"{name}.y") == "0" for name, _, _ in self.drawings)

    def _clicked(self):
        for name, width, _ in self.drawings:
            x, y = (_number(self.data.get(f"{name}.{axis}")) for axis in "xy")
            if x or y:
                return self.drawn.point_at(x * self.drawn.width / width, y * self.drawn.width / width)
        return None


class PointForm(PointFields, Form):
    """`read` is where it stood when the page was opened."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, initial={"read": project.point_in_words}, **kwargs)

    @property
    def was_read(self):
        """None where it was not sent along, by a script."""
        return self.data.get("read")

    def clean(self):
        if not self.pointed:
            self.add_error("street", "Klik op de kaart waar het is, of kies een straat.")
        return super().clean()


def _number(text):
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
