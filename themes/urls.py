from django.urls import path

from themes.views import following, voting, wishes

ROUND = "gedeelde-agenda/ronde/"

app_name = "themes"
urlpatterns = [
    path("themas/<slug:slug>/volgen/", following.follow_theme, name="follow"),
    path("themas/<slug:slug>/niet-volgen/", following.unfollow_theme, name="unfollow"),
    path(f"{ROUND}wens/", wishes.give_wish, name="wish"),
    path(f"{ROUND}wensen/", wishes.wish_list, name="wishes"),
    path(f"{ROUND}wensen/<int:wish_id>/terugnemen/", wishes.withdraw_wish, name="wish_withdraw"),
    path(f"{ROUND}wensen/<int:wish_id>/verbergen/", wishes.hide_wish, name="wish_hide"),
    path(f"{ROUND}bundelen/", wishes.sort_themes, name="sort_themes"),
    path(f"{ROUND}bundelen/<slug:slug>/", wishes.sort_wishes, name="sort"),
    path(f"{ROUND}bundelen/<slug:slug>/plan/", wishes.make_candidate, name="candidate_new"),
    path(f"{ROUND}plannen/<int:candidate_id>/", wishes.candidate_detail, name="candidate"),
    path(f"{ROUND}plannen/<int:candidate_id>/wijzigen/", wishes.edit_candidate, name="candidate_edit"),
    path(f"{ROUND}plannen/<int:candidate_id>/weghalen/", wishes.remove_candidate, name="candidate_remove"),
    path(f"{ROUND}stemcode/", voting.ask_code, name="ballot_code"),
    path(f"{ROUND}stemmen/", voting.vote, name="vote"),
    path(f"{ROUND}affiche-<str:paper>.pdf", voting.poster, name="round_poster"),
    path("balie/stembriefje/", voting.counter_ballot, name="counter_ballot"),
    path("balie/stembriefjes-drukken/", voting.print_ballots, name="print_ballots"),
]
