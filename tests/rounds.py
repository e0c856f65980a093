"""When an agenda round is in which phase."""

from datetime import timedelta

from django.utils import timezone

from themes.models import Phase

LENGTHS = {Phase.COLLECT: 30, Phase.GROUP: 20, Phase.CHOOSE: 7}


def round_dates(phase):
    """Dates with which a round is in this phase today, since its first day; adopted is not one of them."""
    order = [*LENGTHS, Phase.ADOPT]
    before = order[: order.index(phase)] if phase in order else []
    begins = timezone.localdate() - timedelta(days=sum(LENGTHS[one] for one in before))
    if phase == Phase.PLANNED:
        begins += timedelta(days=10)
    group = begins + timedelta(days=30)
    choose = group + timedelta(days=20)
    return {
        "collect_from": begins,
        "group_from": group,
        "choose_from": choose,
        "choose_until": choose + timedelta(days=6),
    }
