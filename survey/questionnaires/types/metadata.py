"""What a device notes by itself. The day is known; nothing else is collected about who answers."""

from survey.questionnaires.types.register import ItemType

TODAY = ItemType(("today", "get today"), asked=False, shown=False, calculation="today()")
UNCOLLECTED = ItemType(
    (
        *("start", "end", "deviceid", "device id", "subscriberid", "simserial", "phonenumber", "username"),
        *("email", "audit", "start time", "end time", "get start time", "get end time", "get device id"),
        *("get subscriber id", "get sim id", "get phone number", "imei", "sim id", "subscriber id"),
    ),
    asked=False,
    shown=False,
    collected=False,
)
"""Left empty: an answer says nothing of the telephone it came from."""
