from django.contrib import admin
from django.urls import include, path

from wijkdeal.views import agenda, fixed, health, home, parties, themes

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("over/", fixed.about, name="about"),
    path("themas/", themes.theme_list, name="theme_list"),
    path("themas/<slug:slug>/", themes.theme_detail, name="theme"),
    path("gedeelde-agenda/", agenda.shared_agenda, name="shared_agenda"),
    path("gedeelde-agenda/ronde/", agenda.agenda_round, name="agenda_round"),
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/<slug:slug>/", parties.party_detail, name="party"),
    path("toegankelijkheid/", fixed.accessibility, name="accessibility"),
    path("privacy/", fixed.privacy, name="privacy"),
    path("gezond/", health.health, name="health"),
    path("", include("themes.urls")),
    path("", include("projects.urls")),
    path("", include("groups.urls")),
    path("", include("communication.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
]
