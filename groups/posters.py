"""What stands on the poster of a meeting: set as that of a project."""

from django.conf import settings

from core.printing import printable, typeset
from projects.posters import printable_facts, short_enough, when_and_where
from themes.printed import foot, looks


def meeting_poster(meeting, paper="a4", **options):
    """A PDF, with a code that leads to the meeting."""
    group = meeting.group
    facts = [*when_and_where(meeting), ("Van", group.name, "Iedereen mag komen luisteren.")]
    said = {
        "paper": paper,
        "title": printable(meeting.title) or "Bijeenkomst",
        "stamp_words": "De stempel van deze groep",
        "summary": short_enough(meeting.agenda_text),
        "facts": printable_facts(facts),
        "call": "Kom je ook?",
    }
    address = foot(settings.SITE_URL + meeting.get_absolute_url())
    return typeset("poster", looks(group.main_theme, group.slug) | address | said, **options)
