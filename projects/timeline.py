"""What happened in a project, newest first: messages and facts. Its page has the newest; here are the older ones."""

from django.db.models import Value

from core.pagination import DEEPEST_ROW, page_of
from projects.models import Photo, ProjectEvent, Update
from projects.models.page_data import MOMENTS, SILENT_KINDS


def moments(posts, events, photos):
    """Of one instant the messages first. `photos` may hold those of other messages too."""
    told = [(post.at, True, post.pk, _message(post, photos)) for post in posts]
    told += [(event.at, False, event.pk, _fact(event)) for event in events]
    return [moment for *_, moment in sorted(told, key=lambda row: row[:3], reverse=True)]


def timeline_page(project, typed):
    """The page of that number; four queries, of which the first reads keys only."""
    page = page_of(_keys(project), typed, MOMENTS)
    posts, events = ([pk for _, is_post, pk in page if is_post is wanted] for wanted in (True, False))
    page.items = moments(
        Update.objects.filter(pk__in=posts).select_related("author").defer("search"),
        ProjectEvent.objects.filter(pk__in=events)
        .select_related("actor", "person", "project")
        .defer("project__search", "project__description"),
        Photo.objects.published().filter(update_post__in=posts),
    )
    return page


def page_number_of(project, update):
    """On which page a message stands; 1 too where it is older than anybody leafs."""
    keys = [(is_post, pk) for _, is_post, pk in _keys(project)]
    mine = (True, update.pk)
    return keys.index(mine) // MOMENTS + 1 if mine in keys else 1


def mark_changeable(moments, project, user):
    """Of the messages, those that this signed-in reader may correct or take away."""
    for moment in moments:
        moment["changeable"] = "id" in moment and project.lets_change(user, moment["author"])


def _keys(project):
    posts = project.updates.published().annotate(is_post=Value(True))
    events = project.events.exclude(kind__in=SILENT_KINDS).annotate(is_post=Value(False))
    came_in = ProjectEvent.objects.of_what_came_in(project).annotate(is_post=Value(False))
    first, *others = (rows.order_by().values_list("at", "is_post", "pk") for rows in (posts, events, came_in))
    return list(first.union(*others, all=True).order_by("-at", "-is_post", "-id")[:DEEPEST_ROW])


def _message(post, photos):
    own = [photo for photo in photos if photo.update_post_id == post.pk and photo.has_sizes]
    own.sort(key=lambda photo: photo.pk)  # as they were sent
    by = post.author.public_name if post.author else ""
    pair = post.is_before_and_after and len(own) == 2  # one may be hidden
    told = {"at": post.at, "title": post.title, "text": post.text, "photos": own, "pair": pair, "by": by}
    return told | {"id": post.pk, "author": post.author_id, "corrected": post.corrected_at}


def _fact(event):
    return {
        "at": event.at,
        "title": event.title,
        "text": event.reason,
        "by": event.by_words,
        "fact": True,
    }
