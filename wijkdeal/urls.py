from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("themes.urls")),
    path("", include("projects.urls")),
    path("", include("groups.urls")),
    path("", include("communication.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
]
