"""Tables of the organisation."""

from sanbi.apps.orgs.models.attachments import Attachment, Blob
from sanbi.apps.orgs.models.calendars import Day
from sanbi.apps.orgs.models.messages import Message
from sanbi.apps.orgs.models.people import Appointment, Delegation, Token, User
from sanbi.apps.orgs.models.receipts import Receipt
from sanbi.apps.orgs.models.reviews import Review
from sanbi.apps.orgs.models.units import Group, GroupMember, Unit, UnitChange

__all__ = [
    "Appointment",
    "Attachment",
    "Blob",
    "Day",
    "Delegation",
    "Group",
    "GroupMember",
    "Message",
    "Receipt",
    "Review",
    "Token",
    "Unit",
    "UnitChange",
    "User",
]
