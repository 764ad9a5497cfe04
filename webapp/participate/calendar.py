"""Sessions as an iCalendar file (RFC 5545), small enough to be written by hand."""

from datetime import UTC, datetime

from webapp.models import Action, now

STAMP = "%Y%m%dT%H%M%SZ"


def calendar_of(action: Action, address: str) -> str:
    """Returns one event a session; lines end as the standard wants and are folded at 75 bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Croisements//FR"]
    for session in action.sessions:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{action.code}-{session.id}@croisements",
            f"DTSTAMP:{_stamp(now())}",
            f"DTSTART:{_stamp(session.starts_at)}",
            f"DTEND:{_stamp(session.ends_at)}",
            f"SUMMARY:{_escape(action.title)}",
            f"LOCATION:{_escape(action.venue or (action.facility.name if action.facility else ''))}",
            f"URL:{address}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) + "\r\n" for line in lines)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(STAMP)


def _escape(text: str) -> str:
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    return flat.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    parts, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            parts.append(current)
            current, size = " ", 1
        current += character
        size += width
    return "\r\n".join([*parts, current])
