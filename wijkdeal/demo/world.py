"""What has been loaded so far, found by the names the content uses."""

from wijkdeal.demo.days import Days


class World:
    """`world.people["bewoner"]` and the like, filled as the loading goes on."""

    def __init__(self, album, days=None):
        self.days = days or Days()
        self.album = album
        self.people, self.organisations, self.themes, self.items = {}, {}, {}, {}
        self.projects, self.groups, self.issues = {}, {}, {}

    def person(self, entry, key):
        return self._find(self.people, entry, key, "persoon")

    def organisation(self, entry, key):
        return self._find(self.organisations, entry, key, "organisatie")

    def theme(self, entry, key):
        return self._find(self.themes, entry, key, "thema")

    def item(self, entry, key):
        return self._find(self.items, entry, key, "plan")

    def project(self, entry, key):
        return self._find(self.projects, entry, key, "project")

    def group(self, entry, key):
        return self._find(self.groups, entry, key, "groep")

    def issue(self, entry, key):
        return self._find(self.issues, entry, key, "vraagstuk")

    def _find(self, known, entry, key, what):
        """None for an empty key; a mistake in the content for an unknown one."""
        if not key:
            return None
        if key not in known:
            entry.fail(f"onbekende {what} ‘{key}’")
        return known[key]

    def processed(self, model, entry, *, at, **fields):
        """An event that people were told of long ago: the worker finds nothing to do."""
        return entry.checked(model(at=at, processed_at=at, **fields))
