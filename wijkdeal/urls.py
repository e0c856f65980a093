from django.contrib import admin
from django.urls import include, path

from wijkdeal.views import home

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("themes.urls")),
    path("", include("projects.urls")),
    path("", include("groups.urls")),
    path("", include("communication.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
]
