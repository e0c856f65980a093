"""What search engines may know."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from communication.models import Story
from groups.models import Group, Issue
from projects.models import Project
from themes.models import Theme

PAGES = (
    *("home", "about", "theme_list", "projects:list", "projects:propose", "shared_agenda", "agenda_round"),
    *("party_list", "open_data", "accessibility", "privacy", "english"),
)
CONTRACT_PAGES = (
    "/agenda/",
    "/groepen/",
    "/vraagstukken/",
    "/verhalen/",
    "/nieuwsbrief/",
    "/wandkrant/",
    "/contact/",
    "/communicatie/aanvragen/",
)


class Pages(Sitemap):
    def items(self):
        return [*map(reverse, PAGES), *CONTRACT_PAGES]

    def location(self, item):
        return item


class Rows(Sitemap):
    """The rows of a queryset, each with its own address."""

    limit = 10_000

    def __init__(self, rows, changed=None):
        self.rows = rows
        self.changed = changed

    def items(self):
        return self.rows()

    def lastmod(self, item):
        return getattr(item, self.changed) if self.changed else None

    def get_latest_lastmod(self):
        """Not in the index: it would read every row."""
        return


SITEMAPS = {
    "paginas": Pages(),
    "themas": Rows(Theme.objects.all),
    "projecten": Rows(lambda: Project.objects.published().only("slug", "status_since").order_by("pk"), "status_since"),
    "groepen": Rows(lambda: Group.objects.only("slug").order_by("pk")),
    "verhalen": Rows(lambda: Story.objects.published().only("slug", "published_at").order_by("pk"), "published_at"),
    "vraagstukken": Rows(lambda: Issue.objects.accepted().only("pk").order_by("pk")),
    "partijen": Rows(lambda: Organisation.objects.only("slug").order_by("pk")),
}

ROBOTS = """User-agent: *
Disallow: /beheer/
Disallow: /account/
Disallow: /mijn/
Disallow: /balie/
Disallow: /begeleiding/
Disallow: /zoeken/
Disallow: /ontwikkeling/
Disallow: /communicatie/aanvraag/
Disallow: /komst/
Disallow: /afmelden/
Disallow: /contact/idee/
Disallow: /uitleg/
Disallow: /nieuwsbrief/afmelden/
Disallow: /nieuwsbrief/bevestigen/
Disallow: /actiepunt/
Disallow: /agenda/van/
Disallow: /meldingen/

Sitemap: {address}
"""


@require_safe
def robots(request):
    address = settings.SITE_URL + reverse("sitemap")
    return HttpResponse(ROBOTS.format(address=address), content_type="text/plain; charset=utf-8")
