"""Which names each table of the content may have. Anything else is a slip of the pen, and stops the loading."""


def _names(words):
    return frozenset(words.split())


SHAPES = {
    "person": _names("key name kind organisation email phone show_name away_days"),
    "organisation": _names("slug name kind about website contacts"),
    "theme": _names("slug introduction professional resident since former"),
    "theme.former": _names("person voice since until note"),
    "item": _names("code theme title goal aim rank responsible others note state state_since reason"),
    "candidate": _names("theme title goal aim responsible carries share wishes"),
    "aside": _names("theme text reason"),
    "project": _names(
        "slug title summary description theme other_themes items place source status initiators leader supporter "
        "helpers check_in_days partners photo proposed caretaker result merged_into paused_until "
        "event update question check milestone help_wanted support activity pledge money"
    ),
    "project.helpers": _names("person can"),
    "project.photo": _names("scene alt caption"),
    "project.event": _names("at kind by reason still_good"),
    "project.update": _names("at by title text photo"),
    "project.question": _names("at by text answer answered_at answered_by waiting report hidden"),
    "project.question.report": _names("at by category text"),
    "project.update.photo": _names("scene alt caption"),
    "project.check": _names("at by signal note progress private_note"),
    "project.milestone": _names("title due reached"),
    "project.help_wanted": _names("what kind count by detail offer"),
    "project.help_wanted.offer": _names("person at text"),
    "project.support": _names("by at text"),
    "project.activity": _names("title at time until place text room coming happened"),
    "project.pledge": _names("organisation what due state at reason sentence amount"),
    "project.money": _names("kind amount at organisation what"),
    "group": _names(
        "slug name kind theme project purpose started ended open members meeting series document application"
    ),
    "group.members": _names("person role voice organisation since"),
    "group.meeting": _names(
        "title at time until place public state agenda_text minutes reason attendees line point decision action"
    ),
    "group.meeting.line": _names("kind title reason project issue stood"),
    "group.meeting.point": _names("kind title text minutes project issue"),
    "group.meeting.decision": _names("text votes"),
    "group.meeting.action": _names("text person due done dropped_reason"),
    "group.series": _names("title every first times time until place agenda_text left_out moved"),
    "group.series.moved": _names("turn days place"),
    "group.document": _names("title name public by added text poster"),
    "group.application": _names("person why asked"),
    "issue": _names("key title text theme raised_by raised_at state taken_up_by answer project group reason"),
    "request": _names(
        "kind subject text project by name email phone created wanted_by channels status assignee reason "
        "message product"
    ),
    "request.product": _names("kind title text approved heard placed before made"),
    "request.product.made": _names("title lead when where shape"),
    "request.product.before": _names("made text remark"),
    "request.product.placed": _names("channel planned placed link note"),
    "request.message": _names("at by person internal text"),
    "enquiry": _names(
        "theme group subject text by name email phone wants_call owner at answer answered_by answered_at"
    ),
    "film": _names("address facebook text"),
    "post": _names("at text link"),
    "board": _names("name place note"),
    "standard": _names("title text"),
    "story": _names(
        "slug title lead text theme project photo published planned ready featured changed portrayed author film"
    ),
    "story.photo": _names("scene alt caption"),
    "page": _names("slug title text"),
    "moment": _names("at when title text"),
    "signpost": _names("title whose telephone url"),
}
