from django.urls import include, path, re_path

from projects.views import detail, editing, listing, photos, propose, taking_part

app_name = "projects"
urlpatterns = [
    path("projecten/", listing.project_list, name="list"),
    path("projecten/lijkt-op/", listing.similar_projects, name="similar"),
    path("projecten/voorstellen/", propose.propose_project, name="propose"),
    path("projecten/voorstellen/bevestigen/", propose.confirm_proposal, name="confirm"),
    path("projecten/<slug:slug>/voorgesteld/", propose.proposed_project, name="proposed"),
    path("projecten/<slug:slug>/aanpassen/", editing.edit_project, name="edit"),
    path("projecten/<slug:slug>/insturen/", editing.send_draft, name="send"),
    path("projecten/<slug:slug>/weggooien/", editing.discard_draft, name="discard"),
    path("projecten/<slug:slug>/meedoen/", taking_part.join_project, name="join"),
    path("projecten/<slug:slug>/afmelden/", taking_part.leave_project, name="leave"),
    path("projecten/<slug:slug>/deelnemers/", taking_part.project_helpers, name="helpers"),
    path("projecten/<slug:slug>/volgen/", taking_part.follow_project, name="follow"),
    path("projecten/<slug:slug>/niet-volgen/", taking_part.unfollow_project, name="unfollow"),
    path("projecten/<slug:slug>/activiteiten/", include("projects.activity_urls")),
    path("", include("projects.guidance_urls")),
    path("projecten/<slug:slug>/", detail.project_detail, name="detail"),
    re_path(r"^p/(?P<code>[^/]{1,40})/?$", detail.short_address, name="short"),
    path("foto/<int:photo_id>/<int:width>.webp", photos.photo_file, name="photo"),
]
