from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from communication.feeds import StoryFeed
from communication.views import choices, contact, newsletter, requests, stories

app_name = "communication"
urlpatterns = [
    path("communicatie/aanvragen/", requests.ask_for_help, name="ask"),
    path("communicatie/aanvraag/<str:token>/", requests.request_page, name="request"),
    path("communicatie/aanvraag/<str:token>/bonnetje/", requests.request_receipt, name="request_receipt"),
    path("communicatie/aanvraag/<str:token>/bonnetje/qr.svg", requests.request_qr, name="request_qr"),
    path("communicatie/aanvraag/<str:token>/akkoord/", requests.approve_product, name="approve_all"),
    path("communicatie/aanvraag/<str:token>/akkoord/<int:product_id>/", requests.approve_product, name="approve"),
    path("communicatie/aanvraag/<str:token>/niet-akkoord/", requests.refuse_product, name="refuse_all"),
    path("communicatie/aanvraag/<str:token>/niet-akkoord/<int:product_id>/", requests.refuse_product, name="refuse"),
    path("communicatie/aanvraag/<str:token>/bijlage/<int:attachment_id>/", requests.attachment_file, name="attachment"),
    path("communicatie/aanvraag/<str:token>/uiting/<int:product_id>/", requests.product_file, name="product"),
    path(
        "communicatie/aanvraag/<str:token>/uiting/<int:product_id>/beeld/",
        requests.product_picture,
        name="product_picture",
    ),
    path("verhalen/", stories.story_list, name="stories"),
    path("verhalen/feed/", require_safe(conditional_page(StoryFeed())), name="feed"),
    path("verhalen/<slug:slug>/", stories.story_detail, name="story"),
    path("verhalen/<slug:slug>/volgen/", stories.follow_story, name="story_follow"),
    path("verhalen/<slug:slug>/niet-volgen/", stories.unfollow_story, name="story_unfollow"),
    path("nieuwsbrief/", newsletter.newsletter_list, name="newsletters"),
    path("nieuwsbrief/aanmelden/", newsletter.newsletter_subscribe, name="newsletter_subscribe"),
    path("nieuwsbrief/bevestigen/<str:token>/", newsletter.newsletter_confirm, name="newsletter_confirm"),
    path("nieuwsbrief/afmelden/<slug:key>/", newsletter.newsletter_leave, name="newsletter_leave"),
    path("nieuwsbrief/<slug:month>/", newsletter.newsletter_detail, name="newsletter"),
    path("mijn/mail-opnieuw/", choices.mail_again, name="mail_again"),
    path("meldingen/<str:token>/", choices.mail_choices, name="choices"),
    path("contact/", contact.contact, name="contact"),
    path("contact/verstuurd/", contact.contact_sent, name="contact_sent"),
    path("contact/vragen/", contact.enquiry_list, name="enquiries"),
    path("contact/vragen/<int:pk>/", contact.enquiry_detail, name="enquiry"),
    path("contact/vragen/<int:pk>/oppakken/", contact.take_enquiry, name="enquiry_take"),
    path("contact/vragen/<int:pk>/doorsturen/", contact.forward_enquiry, name="enquiry_forward"),
    path("contact/vragen/<int:pk>/vraagstuk/", contact.become_issue, name="enquiry_issue"),
    path("contact/vragen/<int:pk>/aanvraag/", contact.become_request, name="enquiry_request"),
    path("contact/idee/<str:token>/", contact.begin_idea, name="enquiry_begin_idea"),
    path("contact/vragen/<int:pk>/idee/", contact.become_idea, name="enquiry_idea"),
]
