from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.http import require_safe

from communication.admin.desk import desk
from communication.admin.post_room import post_room
from wijkdeal.sitemaps import SITEMAPS, robots
from wijkdeal.views import (
    administrator,
    agenda,
    briefing,
    counter,
    counter_requests,
    english,
    fixed,
    health,
    home,
    mailbox,
    mine,
    open_data,
    parties,
    search,
    themes,
    wandkrant,
)

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("over/", fixed.about, name="about"),
    path("over/facebook/", fixed.facebook, name="facebook"),
    path("over/film/", fixed.film, name="film"),
    path("over/film/ondertitels.vtt", fixed.subtitles, name="film_subtitles"),
    path("themas/", themes.theme_list, name="theme_list"),
    path("themas/<slug:slug>/", themes.theme_detail, name="theme"),
    path("gedeelde-agenda/", agenda.shared_agenda, name="shared_agenda"),
    path("gedeelde-agenda/ronde/", agenda.agenda_round, name="agenda_round"),
    path("gedeelde-agenda/ronde/<int:year>/", agenda.agenda_round, name="agenda_round_of"),
    path("gedeelde-agenda/<int:year>/", agenda.shared_agenda, name="agenda_of_year"),
    path("gedeelde-agenda/<int:year>/<slug:code>/", agenda.agenda_item, name="agenda_item"),
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/<slug:slug>/", parties.party_detail, name="party"),
    path("zoeken/", search.search, name="search"),
    path("balie/", counter.counter, name="counter"),
    path("balie/meedoen/", counter.counter_join, name="counter_join"),
    path("balie/hulp/", counter.counter_help, name="counter_help"),
    path("balie/vraag/", counter.counter_question, name="counter_question"),
    path("balie/wens/", counter.counter_wish, name="counter_wish"),
    path("balie/wensen/", counter.counter_cards, name="counter_cards"),
    path("balie/vraagstuk/", counter.counter_issue, name="counter_issue"),
    path("balie/komst/", counter.counter_coming, name="counter_coming"),
    path("balie/antwoord/", counter_requests.counter_requests, name="counter_requests"),
    path("balie/antwoord/<int:pk>/", counter_requests.counter_answer, name="counter_answer"),
    path("balie/antwoord/<int:pk>/akkoord/<int:product_id>/", counter_requests.counter_approve, name="counter_approve"),
    path(
        "balie/antwoord/<int:pk>/niet-akkoord/<int:product_id>/", counter_requests.counter_refuse, name="counter_refuse"
    ),
    path("balie/antwoord/<int:pk>/uiting/<int:product_id>/", counter_requests.counter_product, name="counter_product"),
    path(
        "balie/antwoord/<int:pk>/uiting/<int:product_id>/beeld/",
        counter_requests.counter_picture,
        name="counter_picture",
    ),
    path("balie/activiteit/", counter.counter_activity, name="counter_activity"),
    path("balie/projectvraag/", counter.counter_project_question, name="counter_project_question"),
    path("balie/gebeld/<int:person_id>/", counter.tick_off, name="outreach_tick_off"),
    path("balie/bonnetje/<slug:code>/", counter.counter_receipt, name="counter_receipt"),
    path("balie/bonnetje/van/<str:token>/", counter.counter_receipt_of, name="counter_receipt_of"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/<slug:name>.csv", open_data.data_csv, name="open_data_csv"),
    path("open-data/<slug:name>.json", open_data.data_json, name="open_data_json"),
    path("open-data/<slug:name>.schema.json", open_data.data_schema, name="open_data_schema"),
    path("wandkrant/", wandkrant.wandkrant_page, name="wandkrant"),
    path("wandkrant/a3.pdf", wandkrant.wandkrant_pdf, name="wandkrant_pdf"),
    path("wandkrant/voorbeeld.png", wandkrant.wandkrant_preview, name="wandkrant_preview"),
    path("toegankelijkheid/", fixed.accessibility, name="accessibility"),
    path("privacy/", fixed.privacy, name="privacy"),
    path("en/", english.english, name="english"),
    path("gezond/", health.health, name="health"),
    path("mijn/", mine.mine, name="mine"),
    path("mijn/instellingen/", mine.my_settings, name="my_settings"),
    path("mijn/toestemming/<int:pk>/", mine.consent, name="consent"),
    path("mijn/gegevens/", mine.my_data, name="my_data"),
    path("mijn/verwijderen/", mine.remove_me, name="remove_me"),
    path("mijn/verwijderd/", mine.removed, name="removed"),
    path("ontwikkeling/post/", mailbox.mail_list, name="mailbox"),
    path("ontwikkeling/post/<str:mail_id>/", mailbox.mail_detail, name="mail"),
    path("ontwikkeling/post/<str:mail_id>/opgemaakt/", mailbox.mail_with_layout, name="mail_with_layout"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(sitemaps.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", require_safe(sitemaps.sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path(
        "groepen/<slug:slug>/bijeenkomsten/<int:meeting_id>/agenda-vullen/", briefing.fill_agenda, name="briefing_fill"
    ),
    path("", include("themes.urls")),
    path("", include("projects.urls")),
    path("", include("groups.urls")),
    path("", include("communication.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/logboek/", admin.site.admin_view(administrator.audit_log), name="audit_log"),
    path("beheer/personen/<int:pk>/", admin.site.admin_view(administrator.written_down), name="written_down"),
    path("beheer/bewaren/", admin.site.admin_view(administrator.retention), name="retention"),
    path("beheer/", admin.site.admin_view(desk), name="desk"),
    path("beheer/post-en-werker/", admin.site.admin_view(post_room), name="post_room"),
    path("beheer/", admin.site.urls),
]
