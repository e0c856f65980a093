"""The minutes of a meeting as they are read elsewhere than on its page: in the mail."""

from dataclasses import dataclass, field

from groups.models import ActionPoint, Decision


@dataclass
class Part:
    """What was said and agreed at one point, or at none of them (no title)."""

    title: str = ""
    text: str = ""
    among_members: str = ""
    decisions: list = field(default_factory=list)
    actions: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.text or self.among_members or self.decisions or self.actions)


def minutes_of(meeting, *, reader, is_member):
    """The parts that say something, as its members read them or as everybody does once they are out, to this person."""
    parts = {point.pk: _part(point, is_member) for point in meeting.points.all()}
    whole = Part(text=meeting.minutes)
    for name, rows in (
        ("decisions", Decision.objects.filter(meeting=meeting)),
        ("actions", ActionPoint.objects.filter(meeting=meeting).named_to(reader).select_related("person")),
    ):
        for row in rows if is_member else rows.public():
            getattr(parts.get(row.point_id, whole), name).append(row)
    return [part for part in [*parts.values(), whole] if not part.is_empty]


def _part(point, is_member):
    return Part(point.title, point.minutes, point.members_minutes if is_member else "")
