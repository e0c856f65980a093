from django.urls import include, path, re_path
from django.views.decorators.http import conditional_page, require_safe

from projects.feeds import ProjectFeed, ThemeFeed
from projects.views import (
    detail,
    editing,
    listing,
    looking_back,
    photos,
    promises,
    propose,
    reports,
    sharing,
    steps,
    taking_part,
)
from projects.views.finding import leads_on

app_name = "projects"
urlpatterns = [
    path("projecten/", listing.project_list, name="list"),
    path("projecten/lijkt-op/", listing.similar_projects, name="similar"),
    path("projecten/voorstellen/", propose.propose_project, name="propose"),
    path("projecten/voorstellen/alles/", propose.propose_whole, name="propose_whole"),
    path("projecten/voorstellen/bevestigen/", propose.confirm_proposal, name="confirm"),
    path("projecten/voorstellen/<uuid:form_key>/", steps.go_on, name="go_on"),
    path("projecten/voorstellen/<uuid:form_key>/controleren/", steps.check_answers, name="check_answers"),
    path("projecten/voorstellen/<uuid:form_key>/<slug:question>/", steps.answer_question, name="answer_question"),
    path("projecten/<slug:slug>/voorgesteld/", propose.proposed_project, name="proposed"),
    path("projecten/<slug:slug>/aanpassen/", editing.edit_project, name="edit"),
    path("projecten/<slug:slug>/insturen/", editing.send_draft, name="send"),
    path("projecten/<slug:slug>/weggooien/", editing.discard_draft, name="discard"),
    path("projecten/<slug:slug>/meedoen/", taking_part.join_project, name="join"),
    path("projecten/<slug:slug>/afmelden/", taking_part.leave_project, name="leave"),
    path("projecten/<slug:slug>/deelnemers/", taking_part.project_helpers, name="helpers"),
    path("projecten/<slug:slug>/volgen/", taking_part.follow_project, name="follow"),
    path("projecten/<slug:slug>/niet-volgen/", taking_part.unfollow_project, name="unfollow"),
    path("projecten/<slug:slug>/nog-goed/", looking_back.look_back, name="look_back"),
    path("projecten/<slug:slug>/stemmen/", detail.project_voices, name="voices"),
    path("projecten/<slug:slug>/feed/", require_safe(leads_on(conditional_page(ProjectFeed()))), name="feed"),
    path("themas/<slug:slug>/feed/", require_safe(conditional_page(ThemeFeed())), name="theme_feed"),
    path("projecten/<slug:slug>/delen/", sharing.share_project, name="share"),
    path("projecten/<slug:slug>/poster-<str:paper>.pdf", sharing.project_poster, name="poster"),
    path("projecten/<slug:slug>/poster.png", sharing.poster_preview, name="poster_preview"),
    path("projecten/<slug:slug>/qr.svg", sharing.project_qr, name="qr"),
    path("projecten/<slug:slug>/beeld.png", sharing.social_image, name="social_image"),
    path("projecten/<slug:slug>/melden/", reports.report_thing, name="report"),
    path("projecten/<slug:slug>/vragen/", include("projects.question_urls")),
    path("projecten/<slug:slug>/activiteiten/", include("projects.activity_urls")),
    path("projecten/<slug:slug>/", include("projects.project_urls")),
    path("", include("projects.guidance_urls")),
    path("projecten/<slug:slug>/", detail.project_detail, name="detail"),
    re_path(r"^p/(?P<code>[^/]{1,40})/?$", detail.short_address, name="short"),
    path("partijen/<slug:slug>/toezeggingen/", promises.party_pledges, name="party_pledges"),
    path("partijen/<slug:slug>/toezeggingen/<int:pledge_id>/", promises.settle_pledge, name="pledge"),
    path("foto/<int:photo_id>/<int:width>.webp", photos.photo_file, name="photo"),
]
