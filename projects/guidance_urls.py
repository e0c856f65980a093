"""What the duo, the initiators and the leader do: answer, move on, update, check, hide. Included by `projects.urls`."""

from django.urls import path

from projects.views import answering, guidance, hiding, moving, progress, reports, updates

urlpatterns = [
    path("begeleiding/", guidance.work_list, name="guidance"),
    path("begeleiding/meldingen/", reports.report_list, name="reports"),
    path("begeleiding/meldingen/<int:report_id>/", reports.settle_report, name="report_settle"),
    path("projecten/<slug:slug>/antwoord/", answering.answer_proposal, name="answer"),
    path("projecten/<slug:slug>/advies/", answering.advise_on_proposal, name="advise"),
    path("projecten/<slug:slug>/uitleg/", answering.clarify_proposal, name="clarify"),
    path("uitleg/<str:token>/", answering.explain_proposal, name="explain"),
    path("projecten/<slug:slug>/intrekken/", answering.withdraw_proposal, name="withdraw"),
    path("projecten/<slug:slug>/verder/", moving.move_project, name="move"),
    path("projecten/<slug:slug>/bijwerken/", progress.post_update, name="update"),
    path("projecten/<slug:slug>/voortgang/", progress.check_project, name="check"),
    path("projecten/<slug:slug>/hoe-gaat-het/", progress.press_signal, name="signal"),
    path("projecten/<slug:slug>/verbergen/", hiding.hide_project, name="hide"),
    path("projecten/<slug:slug>/berichten/<int:update_id>/", updates.find_update, name="find_update"),
    path("projecten/<slug:slug>/berichten/<int:update_id>/aanpassen/", updates.correct_update, name="correct_update"),
    path("projecten/<slug:slug>/berichten/<int:update_id>/weghalen/", updates.take_away, name="take_away_update"),
    path("projecten/<slug:slug>/berichten/<int:update_id>/verbergen/", hiding.hide_update, name="hide_update"),
    path("projecten/<slug:slug>/fotos/<int:photo_id>/verbergen/", hiding.hide_photo, name="hide_photo"),
    path("projecten/<slug:slug>/verborgen/", hiding.hidden_things, name="hidden"),
    path("projecten/<slug:slug>/terugzetten/<slug:key>/", hiding.show_again, name="show_again"),
    path("projecten/<slug:slug>/mijlpalen/", progress.milestones, name="milestones"),
    path("projecten/<slug:slug>/mijlpalen/<int:milestone_id>/", progress.reach_milestone, name="milestone"),
]
