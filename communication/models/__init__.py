from communication.models.boards import BoardVisit, PosterBoard
from communication.models.conversation import Attachment, Message, RequestEvent
from communication.models.enquiries import Enquiry, EnquiryEvent
from communication.models.facebook import FacebookPost
from communication.models.newsletter import (
    Newsletter,
    NewsletterDelivery,
    NewsletterItem,
    NewsletterSubscriber,
)
from communication.models.notifications import Notification
from communication.models.outreach import OutreachTask
from communication.models.placements import Placement
from communication.models.products import MADE, Product, ProductVersion
from communication.models.request_queue import the_week
from communication.models.requests import Request
from communication.models.saved_views import SavedView
from communication.models.spoken import Heard, How
from communication.models.stories import Story, StoryEvent, StoryFollow
from communication.models.story_parts import StoryPerson, StoryPhoto
from communication.models.templates import AnswerTemplate
from communication.models.transitions import InvalidTransition, NotAgreed, NothingSaid, NothingToApprove
from communication.models.trouble import MailTrouble
from communication.models.wandkrant import Wandkrant

__all__ = [
    "MADE",
    "AnswerTemplate",
    "Attachment",
    "BoardVisit",
    "Enquiry",
    "EnquiryEvent",
    "FacebookPost",
    "Heard",
    "How",
    "InvalidTransition",
    "MailTrouble",
    "Message",
    "Newsletter",
    "NewsletterDelivery",
    "NewsletterItem",
    "NewsletterSubscriber",
    "NotAgreed",
    "NothingSaid",
    "NothingToApprove",
    "Notification",
    "OutreachTask",
    "Placement",
    "PosterBoard",
    "Product",
    "ProductVersion",
    "Request",
    "RequestEvent",
    "SavedView",
    "Story",
    "StoryEvent",
    "StoryFollow",
    "StoryPerson",
    "StoryPhoto",
    "Wandkrant",
    "the_week",
]
