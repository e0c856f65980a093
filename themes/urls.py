from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("themas/<slug:slug>/volgen/", views.follow_theme, name="follow"),
    path("themas/<slug:slug>/niet-volgen/", views.unfollow_theme, name="unfollow"),
]
