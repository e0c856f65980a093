"""Atom feeds for who follows with a reader of news: one project, or all of a theme."""

from django.shortcuts import get_object_or_404

from core.feeds import SiteFeed, absolute
from core.models import SiteSettings
from core.text import plain
from projects.models import Project, Update
from projects.models.states import LISTED
from projects.project_page import ProjectPage
from themes.models import Theme

NEWEST = 20


class NewsFeed(SiteFeed):
    """Items are dictionaries with `id`, `title`, `text`, `at`, `by` and the `project` they are about."""

    def subtitle(self):
        return str(SiteSettings.load())

    def link(self, about):
        return absolute(about.get_absolute_url())

    def feed_url(self, about):
        return f"{self.link(about)}feed/"

    def item_title(self, item):
        return item["title"]

    def item_description(self, item):
        return plain(item["text"])

    def item_link(self, item):
        return absolute(item["project"].get_absolute_url())

    def item_guid(self, item):
        return f"{self.item_link(item)}#{item['id']}"

    def item_pubdate(self, item):
        return item["at"]

    item_updateddate = item_pubdate

    def item_author_name(self, item):
        return item["by"]


class ProjectFeed(NewsFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Project.with_page_data().published(), slug=slug)

    def title(self, project):
        return project.title

    def items(self, project):
        told = ProjectPage(project).moments[:NEWEST]
        return [moment | {"id": _told_id(moment), "project": project} for moment in told]


class ThemeFeed(NewsFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Theme, slug=slug)

    def title(self, theme):
        return f"Projecten van {theme.name}"

    def items(self, theme):
        """The newest messages and proposals of the theme, together."""
        told = [_message(update) for update in self._updates(theme)]
        newest = Project.objects.published().filter(theme=theme).defer("search")[:NEWEST]
        told += [_proposal(project) for project in newest]
        return sorted(told, key=lambda item: item["at"], reverse=True)[:NEWEST]

    def _updates(self, theme):
        listed = {"project__status__in": LISTED, "project__hidden_at": None}
        updates = Update.objects.published().filter(project__theme=theme, **listed)
        return updates.select_related("project", "author").defer("search", "project__search")[:NEWEST]


def _message(update):
    by = update.author.public_name if update.author else ""
    title = f"{update.project.title}: {update.title}" if update.title else update.project.title
    told_id, project = f"bericht-{update.pk}", update.project
    return {"id": told_id, "title": title, "text": update.text, "at": update.at, "by": by, "project": project}


def _proposal(project):
    title, at = f"Nieuw idee: {project.title}", project.proposed_at
    return {"id": "voorgesteld", "title": title, "text": project.summary, "at": at, "by": "", "project": project}


def _told_id(moment):
    """An update keeps its number; a fact is known by its moment."""
    return f"bericht-{moment['id']}" if "id" in moment else f"{moment['at']:%Y%m%d%H%M%S%f}"
