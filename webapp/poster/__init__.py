"""The A4 poster of an action: what, when, where, a QR code, and the short code for those who cannot scan."""

import json
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import segno
import typst

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class PosterText:
    """What the poster says in one language; ``direction`` is ltr or rtl, ``lang`` a language tag."""

    lang: str
    direction: str
    invitation: str
    scan: str
    or_type: str
    free: str


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything printed. ``address`` is in the QR code, ``short_address`` is what one can type."""

    title: str
    quartier: str
    dates: tuple[str, ...]
    place: str
    organiser: str
    code: str
    address: str
    short_address: str
    texts: tuple[PosterText, ...]
    demonstration: str = ""


def poster_pdf(poster: Poster) -> bytes:
    """Returns the poster as a tagged PDF (PDF/UA-1) of one A4 page."""
    qr = BytesIO()
    segno.make(poster.address, error="q").save(qr, kind="svg", scale=10, border=0, dark="#1F2430")
    values = asdict(poster) | {"qr": qr.getvalue().decode()}
    return bytes(
        typst.compile(
            str(FOLDER / "poster.typ"),
            format="pdf",
            font_paths=[str(FOLDER / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"poster": json.dumps(values, ensure_ascii=False)},
            pdf_standards="ua-1",
        )
    )
