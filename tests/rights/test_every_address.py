"""Every address the URL configuration knows × every role × GET and POST, against the table in this folder.

An address without a row fails. A row reads: `POST = "visitor login | duo administrator 200 | * 403"`: who gets what.
`login` is a visitor sent to sign in, `to` any other redirect (an action was done), a number is a status.
"""

import tomllib
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from communication.choices import choices_url
from tests.rights.world import ROLES, World
from wijkdeal import receipts

TABLE = tomllib.loads((Path(__file__).parent / "table.toml").read_text())


def addresses(patterns=None, prefix=""):
    """The names of every address, admin left out (test_admin_rights.py has its own matrix)."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or str(pattern.pattern))
        elif pattern.namespace != "admin":
            yield from addresses(pattern.url_patterns, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))


NAMES = sorted(set(addresses()))
PARTS = 8  # one world a part


def arguments(world, name):
    """What the address is about: an object in a state in which the right role may do it."""
    meeting = {"slug": world.group.slug, "meeting_id": world.meeting.pk}
    held = {"slug": world.group.slug, "meeting_id": world.held.pk}
    briefing = {"slug": world.koplopers.slug, "meeting_id": world.koplopers_meeting.pk}
    token = {"token": world.request.token}
    special = {
        "theme": {"slug": "groen"},
        "themes:follow": {"slug": "groen"},
        "themes:unfollow": {"slug": "groen"},
        "themes:round_poster": {"paper": "a4"},
        "themes:sort": {"slug": "groen"},
        "themes:candidate_new": {"slug": "groen"},
        "themes:wish_withdraw": {"wish_id": world.wish.pk},
        "themes:wish_hide": {"wish_id": world.wish.pk},
        "agenda_of_year": {"year": 2017},
        "agenda_round_of": {"year": 2017},
        "agenda_item": {"year": 2017, "code": "g1"},
        "party": {"slug": "corporatie"},
        "counter_receipt_of": {"token": receipts.address_of(world.question).split("/")[-2]},
        "counter_answer": {"pk": world.request_by_phone.pk},
        **dict.fromkeys(
            ("counter_approve", "counter_refuse", "counter_product", "counter_picture"),
            {"pk": world.request_by_phone.pk, "product_id": world.product_by_phone.pk},
        ),
        "counter_receipt": {"code": world.proposed.short_code},
        "outreach_tick_off": {"person_id": world.called.pk},
        "open_data_csv": {"name": "projecten"},
        "open_data_json": {"name": "projecten"},
        "open_data_schema": {"name": "projecten"},
        "consent": {"pk": world.consent.pk},
        "written_down": {"pk": world.called.pk},
        "mail": {"mail_id": "bestaat-niet"},
        "mail_with_layout": {"mail_id": "bestaat-niet"},
        "sitemap_section": {"section": "projecten"},
        "projects:proposed": {"slug": world.proposed.slug},
        "projects:edit": {"slug": world.proposed.slug},
        "projects:send": {"slug": world.draft.slug},
        "projects:discard": {"slug": world.draft.slug},
        "projects:go_on": {"form_key": world.draft.form_key},
        "projects:check_answers": {"form_key": world.draft.form_key},
        "projects:answer_question": {"form_key": world.draft.form_key, "question": "zin"},
        "projects:advise": {"slug": world.proposed.slug},
        "projects:answer": {"slug": world.proposed.slug},
        "projects:withdraw": {"slug": world.proposed.slug},
        "projects:look_back": {"slug": world.done.slug},
        "projects:clarify": {"slug": world.questioned.slug},
        "projects:explain": {"token": world.questioned.explain_address(world.person("initiator")).split("/")[2]},
        "projects:stay_away": {"token": world.activity.stay_away_address(world.person("member")).split("/")[2]},
        "projects:find_update": {"slug": world.underway.slug, "update_id": world.update.pk},
        "projects:find_question": {"slug": world.underway.slug, "question_id": world.question.pk},
        "projects:correct_update": {"slug": world.underway.slug, "update_id": world.update.pk},
        "projects:take_away_update": {"slug": world.underway.slug, "update_id": world.update.pk},
        "projects:hide_update": {"slug": world.underway.slug, "update_id": world.update.pk},
        "projects:hide_photo": {"slug": world.underway.slug, "photo_id": world.photo.pk},
        "projects:show_again": {"slug": world.underway.slug, "key": f"bericht-{world.hidden.pk}"},
        "projects:report_settle": {"report_id": world.report.pk},
        "projects:milestone": {"slug": world.underway.slug, "milestone_id": world.milestone.pk},
        "projects:help_answer": {"slug": world.underway.slug, "offer_id": world.offer.pk},
        "projects:help_withdraw": {"slug": world.underway.slug, "offer_id": world.offer.pk},
        "projects:question_correct": {"slug": world.underway.slug, "question_id": world.answered.pk},
        "projects:support_answer": {"slug": world.supported.slug},
        "projects:poster": {"slug": world.underway.slug, "paper": "a4"},
        "projects:party_pledges": {"slug": "corporatie"},
        "projects:pledge": {"slug": "corporatie", "pledge_id": world.pledge.pk},
        "projects:theme_feed": {"slug": "groen"},
        "projects:short": {"code": world.underway.short_code},
        "projects:photo": {"photo_id": world.photo.pk, "width": 480},
        "groups:apply": {"slug": world.koplopers.slug},
        "groups:apply_for_seat": {"slug": "groen", "half": "professional"},
        "groups:application": {"application_id": world.application.pk},
        "briefing_fill": briefing,
        "groups:unapply": {"application_id": world.application.pk},
        "groups:document": {"slug": world.group.slug, "document_id": world.document.pk},
        "groups:document_remove": {"slug": world.group.slug, "document_id": world.document.pk},
        "groups:critical": {"slug": world.koplopers.slug},
        "groups:join": {"slug": world.open_group.slug},
        "groups:member": {"slug": world.group.slug, "membership_id": world.seat.pk},
        "groups:member_remove": {"slug": world.group.slug, "membership_id": world.seat.pk},
        "groups:admit": {"slug": world.group.slug, "membership_id": world.asked.pk},
        "groups:refuse": {"slug": world.group.slug, "membership_id": world.asked.pk},
        "groups:minutes": held,
        "groups:minutes_correct": held,
        "groups:meeting_publish": held,
        "groups:meeting_adopt": held,
        "groups:meeting_hold": held,
        "groups:meeting_take_back": held | {"meeting_id": world.held_among_members.pk},
        "groups:decision_add": held,
        "groups:action_add": held,
        "groups:issue": {"issue_id": world.issue.pk},
        "groups:issue_take_up": {"issue_id": world.issue.pk},
        "groups:issue_give_back": {"issue_id": world.taken_up.pk},
        "groups:issue_pass_on": {"issue_id": world.issue.pk},
        "groups:issue_settle": {"issue_id": world.taken_up.pk},
        "groups:issue_wish": {"issue_id": world.issue.pk},
        "groups:issue_accept": {"issue_id": world.waiting.pk},
        "groups:issue_decline": {"issue_id": world.waiting.pk},
        "groups:issue_follow": {"issue_id": world.issue.pk},
        "groups:issue_unfollow": {"issue_id": world.issue.pk},
        "communication:story": {"slug": "verhaal"},
        "communication:story_follow": {"slug": "verhaal"},
        "communication:story_unfollow": {"slug": "verhaal"},
        "communication:newsletter": {"month": f"{world.newsletter.month:%Y-%m}"},
        "communication:newsletter_confirm": {"token": world.reader.confirm_url.split("/")[3]},
        "communication:newsletter_leave": {"key": world.reader.key},
        "communication:choices": {"token": choices_url(world.person("resident")).split("/")[2]},
        "communication:enquiry": {"pk": world.enquiry.pk},
        "communication:approve": token | {"product_id": world.product.pk},
        "communication:refuse": token | {"product_id": world.product.pk},
        "communication:product": token | {"product_id": world.product.pk},
        "communication:product_picture": token | {"product_id": world.product.pk},
        "communication:attachment": token | {"attachment_id": world.attachment.pk},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }
    for verb in ("take", "forward", "issue", "request"):
        special[f"communication:enquiry_{verb}"] = {"pk": world.enquiry.pk}
    special["communication:enquiry_idea"] = {"pk": world.asked_idea.pk}
    special["communication:enquiry_begin_idea"] = {"token": world.linked_idea.idea_address.split("/")[3]}
    special["groups:claim"] = {"slug": world.group.slug, "action_id": world.unclaimed.pk}
    for verb in ("edit", "remove"):
        special[f"groups:decision_{verb}"] = held | {"decision_id": world.decision.pk}
    special["groups:action_edit"] = held | {"action_id": world.action.pk}
    for verb in ("tick", "put_off", "drop", "give_on"):
        special[f"groups:{verb}"] = {"slug": world.group.slug, "action_id": world.action.pk}
    for verb in ("edit", "up", "remove"):
        special[f"groups:point_{verb}"] = meeting | {"point_id": world.point.pk}
    if name in ("groups:briefing", "groups:briefing_pdf", "groups:briefing_add"):
        return briefing
    if name.startswith("groups:briefing"):
        return briefing | {"line_id": world.briefing_line.pk}
    if name == "projects:activity_poster":
        return {"slug": world.underway.slug, "activity_id": world.activity.pk, "paper": "a4"}
    if name.startswith("projects:activity") and name != "projects:activity_plan":
        return {"slug": world.underway.slug, "activity_id": world.activity.pk}
    if name in ("projects:help_edit", "projects:help_settle", "projects:help_offer"):
        return {"slug": world.underway.slug, "wanted_id": world.wanted.pk}
    if name in special:
        return special[name]
    if name == "groups:attend":
        return {"token": world.meeting.answer_address(world.person("member")).split("/")[2]}
    if name == "groups:own_calendar_file":
        return {"token": world.own_calendar.get_absolute_url().split("/")[-1].removesuffix(".ics")}
    if name in ("groups:series", "groups:series_plan"):
        turn = {"turn": 1} if name == "groups:series_plan" else {}
        return {"slug": world.group.slug, "series_id": world.series.pk} | turn
    if name == "groups:theme_calendar_file":
        return {"slug": "groen"}
    if name == "groups:own_action":
        return {"token": world.action.own_address.strip("/").split("/")[-1]}
    if name.startswith("groups:year_account"):
        return {"year": 2020}
    if name.startswith("themes:candidate"):
        return {"candidate_id": world.candidate.pk}
    if name.startswith("projects:question_") and name != "projects:question_ask" or name == "projects:hide_question":
        return {"slug": world.underway.slug, "question_id": world.question.pk}
    if name.startswith("communication:") and name.split(":")[1] in (
        "request",
        "request_receipt",
        "request_qr",
        "approve_all",
        "refuse_all",
    ):
        return token
    if name == "groups:meeting_poster":
        return meeting | {"paper": "a4"}
    if name.startswith("groups:meeting_") or name in ("groups:meeting", "groups:point_add", "groups:point_back"):
        return meeting
    if name.startswith("groups:"):
        return {"slug": world.group.slug}
    return {"slug": world.underway.slug}


def address_of(world, name):
    without = {"projects:list", "projects:similar", "projects:propose", "projects:confirm", "projects:guidance"} | {
        "projects:reports",
        "projects:propose_whole", "projects:map", "projects:map_drawing", "projects:map_real",
        "themes:wish", "themes:wishes", "themes:sort_themes", "themes:ballot_code", "themes:vote",
        "themes:counter_ballot", "themes:print_ballots", "groups:adopt_agenda",
        "groups:list", "groups:start", "groups:applications", "groups:calendar", "groups:calendar_file",
        "groups:issues", "groups:issue_new", "groups:own_calendar", "groups:own_calendar_stop",
        "communication:ask", "communication:stories", "communication:feed", "communication:contact",
        "communication:contact_sent", "communication:mail_again", "communication:enquiries",
        "communication:newsletters", "communication:newsletter_subscribe",
    }  # fmt: skip
    if name in without:
        return reverse(name) + (f"?project={world.underway.slug}" if name == "groups:start" else "")
    takes_arguments = ":" in name or get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs=arguments(world, name) if takes_arguments else None)


def outcome(client, method, address):
    """What happens, tried and undone: in the database, and in the cookies (one of the addresses signs out)."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.post(address) if method == "POST" else client.get(address)
        found = str(response.status_code)
        if found in ("301", "302", "303"):
            found = "login" if response.url.startswith("/account/login/") else "to"
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return found


def roles_to_try(row):
    """All of them where somebody is refused; fewer for what all may do, and for a method that an address lacks."""
    *_, rest = row.split("|")
    what = rest.split()
    if what == ["*", "405"]:
        return "visitor", "resident"
    if row == rest or row.startswith("visitor login |") and row.count("|") == 1:
        refused = {"403", "404"} & set(what)
        return ROLES if refused else ("visitor", "resident", "duo", "team", "administrator")
    return ROLES


def observed(world, name, method, roles=ROLES):
    address = address_of(world, name)
    return {role: outcome(world.clients[role], method, address) for role in roles}


def expected(row):
    """{role: outcome} of a row; `*` is who is not named."""
    told = {}
    rest = None
    for part in row.split("|"):
        *roles, what = part.split()
        if roles == ["*"]:
            rest = what
        told |= dict.fromkeys(roles, what)
    return {role: told.get(role, rest) for role in ROLES}


def written(found):
    """The row for what was found, the most common outcome last."""
    groups = {}
    for role, what in found.items():
        groups.setdefault(what, []).append(role)
    *few, most = sorted(groups.items(), key=lambda item: len(item[1]))
    return " | ".join([" ".join([*roles, what]) for what, roles in few] + [f"* {most[0]}"])


@pytest.fixture
def world(db):
    world = World()
    world.clients = {role: Client() for role in ROLES}
    for role, client in world.clients.items():
        if role != "visitor":
            client.force_login(world.people[role])
    return world


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(TABLE) == NAMES


@pytest.mark.parametrize("part", range(PARTS))
def test_addresses_answer_each_role_as_the_table_says(world, part):
    wrong = {}

    for name in NAMES[part::PARTS]:
        for method in ("GET", "POST"):
            found = observed(world, name, method, roles_to_try(TABLE[name][method]))
            wanted = expected(TABLE[name][method])
            if found != {role: wanted[role] for role in found}:
                wrong[f"{name} {method}"] = written(found)

    assert wrong == {}
