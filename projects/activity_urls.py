"""What there is to come to. Included by `projects.urls`, below the address of a project."""

from django.urls import path

from projects.views import activities, sharing

urlpatterns = [
    path("nieuw/", activities.plan_activity, name="activity_plan"),
    path("<int:activity_id>/", activities.activity_detail, name="activity"),
    path("<int:activity_id>.ics", activities.activity_file, name="activity_file"),
    path("<int:activity_id>/aanpassen/", activities.edit_activity, name="activity_edit"),
    path("<int:activity_id>/poster-<str:paper>.pdf", sharing.activity_poster, name="activity_poster"),
    path("<int:activity_id>/afmelden/", activities.stay_away, name="activity_stay_away"),
    path("<int:activity_id>/verplaatsen/", activities.move_activity, name="activity_move"),
    path("<int:activity_id>/afgelasten/", activities.cancel_activity, name="activity_cancel"),
    path("<int:activity_id>/hoe-was-het/", activities.tell_activity, name="activity_tell"),
]
