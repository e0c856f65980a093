from django.urls import include, path

from groups.views import adopting, agreements, calendar, critical, groups, issues, meetings, membership, minutes, points

app_name = "groups"

_group = [
    path("", groups.group_detail, name="detail"),
    path("kritische-blik/", critical.critical, name="critical"),
    path("meedoen/", membership.join_group, name="join"),
    path("weggaan/", membership.leave_group, name="leave"),
    path("volgen/", membership.follow_group, name="follow"),
    path("niet-volgen/", membership.unfollow_group, name="unfollow"),
    path("aanmeldingen/<int:membership_id>/toelaten/", membership.admit_member, name="admit"),
    path("aanmeldingen/<int:membership_id>/afwijzen/", membership.refuse_member, name="refuse"),
    path("actiepunten/<int:action_id>/afvinken/", agreements.tick_action, name="tick"),
    path("actiepunten/<int:action_id>/verzetten/", agreements.put_off_action, name="put_off"),
    path("actiepunten/<int:action_id>/vervalt/", agreements.drop_action, name="drop"),
    path("bijeenkomsten/nieuw/", meetings.plan_meeting, name="plan"),
    path("bijeenkomsten/<int:meeting_id>.ics", meetings.meeting_file, name="meeting_file"),
]
_meeting = [
    path("", meetings.meeting_detail, name="meeting"),
    path("aanpassen/", meetings.edit_meeting, name="meeting_edit"),
    path("verplaatsen/", meetings.move_meeting, name="meeting_move"),
    path("afgelasten/", meetings.cancel_meeting, name="meeting_cancel"),
    path("agenda-openen/", meetings.open_agenda, name="meeting_open"),
    path("agenda-vastzetten/", meetings.freeze_agenda, name="meeting_freeze"),
    path("geweest/", meetings.hold_meeting, name="meeting_hold"),
    path("verslag/", minutes.write_minutes, name="minutes"),
    path("verslag-publiceren/", minutes.publish_minutes, name="meeting_publish"),
    path("verslag-vaststellen/", minutes.adopt_minutes, name="meeting_adopt"),
    path("agendapunten/nieuw/", points.add_point, name="point_add"),
    path("agendapunten/<int:point_id>/", points.edit_point, name="point_edit"),
    path("agendapunten/<int:point_id>/omhoog/", points.move_point_up, name="point_up"),
    path("agendapunten/<int:point_id>/weghalen/", points.remove_point, name="point_remove"),
    path("besluiten/nieuw/", agreements.add_decision, name="decision_add"),
    path("actiepunten/nieuw/", agreements.add_action, name="action_add"),
]
urlpatterns = [
    path("groepen/", groups.group_list, name="list"),
    path("groepen/beginnen/", groups.start_group, name="start"),
    path("groepen/<slug:slug>/", include(_group)),
    path("groepen/<slug:slug>/bijeenkomsten/<int:meeting_id>/", include(_meeting)),
    path("gedeelde-agenda/ronde/vaststellen/", adopting.adopt, name="adopt_agenda"),
    path("agenda/", calendar.calendar_page, name="calendar"),
    path("agenda.ics", calendar.calendar_file, name="calendar_file"),
    path("vraagstukken/", issues.issue_list, name="issues"),
    path("vraagstukken/nieuw/", issues.raise_issue, name="issue_new"),
    path("vraagstukken/<int:issue_id>/", issues.issue_detail, name="issue"),
    path("vraagstukken/<int:issue_id>/oppakken/", issues.take_up_issue, name="issue_take_up"),
    path("vraagstukken/<int:issue_id>/beantwoorden/", issues.settle_issue, name="issue_settle"),
    path("vraagstukken/<int:issue_id>/wens/", issues.wish_issue, name="issue_wish"),
    path("vraagstukken/<int:issue_id>/volgen/", issues.follow_issue, name="issue_follow"),
    path("vraagstukken/<int:issue_id>/niet-volgen/", issues.unfollow_issue, name="issue_unfollow"),
]
