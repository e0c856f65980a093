from django.urls import path

from projects.views import help as helping
from projects.views import promises, splitting, support

urlpatterns = [
    path("hulp/", helping.project_help, name="help"),
    path("hulp/<int:wanted_id>/", helping.edit_help, name="help_edit"),
    path("hulp/<int:wanted_id>/gevonden/", helping.settle_help, name="help_settle"),
    path("hulp/<int:wanted_id>/aanbieden/", helping.offer_help, name="help_offer"),
    path("hulp/aanbod/<int:offer_id>/", helping.answer_offer, name="help_answer"),
    path("toezeggingen/", promises.project_pledges, name="pledges"),
    path("geld/", promises.project_money, name="money"),
    path("hulp/aanbod/<int:offer_id>/intrekken/", helping.withdraw_offer, name="help_withdraw"),
    path("splitsen/", splitting.split_project, name="split"),
    path("ondersteuning/vragen/", support.ask_support, name="support_ask"),
    path("ondersteuning/", support.answer_support, name="support_answer"),
]
