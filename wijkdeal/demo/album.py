"""The pictures of the example as photos: drawn once each, in two processes, kept like photos that people send."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage

from core.film import clean_film, clean_subtitles
from core.photos import store
from projects.models import Photo
from wijkdeal.demo import content
from wijkdeal.demo.painting import HEIGHT, WIDTH, paint_all
from wijkdeal.demo.pictures import SCENES

FILM = Path(__file__).parent / "film"


class Album:
    """Photos by scene and seed. Files are written at once; `throw_away()` takes them back when the loading fails."""

    def __init__(self, drawn=None):
        self.drawn = drawn
        self.names = []

    def photo(self, entry, *, project, by, at, update_post=None):
        """The row of the picture an entry asks for, or None when this album has no pictures at all."""
        if entry["scene"] not in SCENES:
            entry.fail(f"onbekende tekening ‘{entry['scene']}’")
        if self.drawn is None:
            return None
        painted = self.drawn[key_of(entry)]
        return entry.checked(
            Photo(
                project=project,
                update_post=update_post,
                file=self._store(painted.master),
                sizes={width: self._store(picture) for width, picture in painted.sizes.items()},
                width=WIDTH,
                height=HEIGHT,
                alt=painted.alt,
                caption=entry.get("caption"),
                consent_at=at,
                added_by=by,
                added_at=at,
            )
        )

    def keep_film(self, site):
        """The film beside this module (scripts/make_film.py) and its subtitles, where there are pictures at all."""
        if self.drawn is None:
            return
        with (FILM / "wijkdealfilm.webm").open("rb") as film, (FILM / "wijkdealfilm.vtt").open("rb") as words:
            site.keep_film(film=clean_film(File(film)), subtitles=clean_subtitles(File(words)))
        self.names += [site.film_file.name, site.film_subtitles.name]

    def throw_away(self):
        for name in self.names:
            default_storage.delete(name)

    def _store(self, picture):
        self.names.append(store(picture))
        return self.names[-1]


def fill(tell):
    """The album of everything the content asks for; `tell(number, total)` now and then."""
    keys = sorted({key_of(entry) for entry in _asked_for() if entry["scene"] in SCENES})
    drawn = {}
    for key, pictures in zip(keys, paint_all(keys), strict=True):
        drawn[key] = pictures
        if len(drawn) % 10 == 0 or len(drawn) == len(keys):
            tell(len(drawn), len(keys))
    return Album(drawn)


def key_of(entry):
    """The words of an entry steer what is drawn; what is told to who cannot see it, is what was drawn."""
    return entry["scene"], entry["alt"]


def _asked_for():
    """Every table `photo` of the content."""
    for project in content.read("project"):
        yield from filter(None, [project.one("photo"), *(update.one("photo") for update in project.rows("update"))])
    for story in content.read("story"):
        yield from filter(None, [story.one("photo")])
