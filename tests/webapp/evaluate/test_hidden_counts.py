"""Whatever small towns are like, no count below five is read or subtracted on the page of a scope or in its files."""

import csv
import random
import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO

import pytest
from lxml import etree
from openpyxl import load_workbook

from nlp.codebook import Frame, Mode, Polarity, Theme
from survey.disclosure import INTERNAL, PUBLIC
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page
from tests.webapp.voices import Voice, coding, come, hear
from webapp.models import AgeBand, Residence, RoleName, Sex, WaveKind

Rows = list[list[str]]
HIDDEN = "masqué"
EXCLUSIVE = (
    "En bien ou en mal",
    "Le regard porté sur le quartier et ses habitants",
    "À quel titre on en parle",
)
WAVES = ("avant l'action", "après l'action")
SINGLE = (
    "use_choice",
    "use_way",
    "image_safe",
    "image_clean",
    "ties_favour",
    "visits_here",
    "met_new",
    "learned",
)
TREATED = ("no", "address", "origin", "sex", "age", "disability", "no_answer")


def uneven(chance: random.Random, members: Sequence[object], at_most: int) -> list[object]:
    """Returns people by what they are: a few large groups and many small ones, as small towns have."""
    weights = [chance.choice((0, 0, 1, 2, 8, 30)) for _ in members]
    return chance.choices(list(members), weights if any(weights) else None, k=at_most)


def voices(chance: random.Random, number: int, plan: dict[str, Sequence[str]]) -> list[Voice]:
    ages = uneven(chance, [*AgeBand, None], number)
    sexes = uneven(chance, [*Sex, None], number)
    places = uneven(chance, [*Residence, None], number)
    codes = zip(
        *(uneven(chance, list(kind), number) for kind in (Polarity, Frame, Mode)),
        uneven(chance, [theme for theme in Theme if theme is not Theme.GENERAL], number),
        uneven(chance, [theme for theme in Theme if theme not in (Theme.GENERAL, Theme.OFF_TOPIC)], number),
        strict=True,
    )
    words = uneven(chance, ["marché", "bruit", "parc", "amis", "béton", "fête", "école", ""], 3 * number)
    treated = uneven(chance, [*TREATED, "address origin", "sex age origin", ""], number)
    found = []
    for place, (polarity, frame, mode, theme, other) in enumerate(codes):
        themes = [theme] if theme in (other, Theme.OFF_TOPIC) or chance.random() < 0.5 else [theme, other]
        answers = {"represents": "Des mots.", "treated_worse": str(treated[place])}
        if place < 25:  # where words are only listed: drawing lots for their zones takes long
            answers |= {f"word_{rank + 1}": str(words[3 * place + rank]) for rank in range(3)}
        answers |= {
            name: chance.choice(list(choices)[: chance.choice((1, 2, len(choices)))])
            for name, choices in plan.items()
            if chance.random() < 0.8 and (not name.startswith("attach") or places[place] == "this_quartier")
        }
        found.append(
            Voice(
                answers={name: value for name, value in answers.items() if value},
                coded=coding(*map(str, themes), polarity=str(polarity), frame=str(frame), mode=str(mode)),
                age=ages[place],  # type: ignore[arg-type]
                sex=sexes[place],  # type: ignore[arg-type]
                residence=places[place],  # type: ignore[arg-type]
                complete=chance.random() < 0.8,
            )
        )
    return found


CHOICES: dict[str, Sequence[str]] = {
    **dict.fromkeys(("use_choice", "use_way", "attachment_home", "attachment_stay"), "12345"),
    **dict.fromkeys(("image_safe", "image_clean"), "1234567"),
    "ties_favour": ("none", "few", "some", "many"),
    "visits_here": ("never", "monthly", "weekly", "more"),
}


def small_action(town: build.SmallTown, code: str, seed: int) -> str:
    """Stores an action, those registered and what they said before and after; returns its code."""
    chance = random.Random(seed)
    action = build.action(town, code)
    size = chance.choice((3, 6, 12, 25, 40, 70))
    for age, sex, place in zip(
        uneven(chance, [*AgeBand, None], size),
        uneven(chance, [*Sex, None], size),
        uneven(chance, [*Residence, None], size),
        strict=True,
    ):
        places = chance.choice((1, 1, 1, 1, 2))
        come(action, 1, age=age, sex=sex, residence=place, places=places)  # type: ignore[arg-type]
    before = voices(chance, chance.choice((0, 4, 9, 20, 35, 60)), CHOICES)
    keys = hear(build.wave_of(action, WaveKind.BEFORE), before)
    after = voices(chance, chance.choice((0, 4, 9, 20, 35, 60)), CHOICES)
    kept = chance.sample(keys, min(len(keys), len(after), chance.choice((2, 20, 60))))
    again = [
        Voice(
            respondent=key,
            answers=voice.answers,
            coded=voice.coded,
            age=voice.age,
            sex=voice.sex,
            residence=voice.residence,
        )
        for key, voice in zip(kept, after, strict=False)
    ]
    hear(build.open_after(action), [*again, *after[len(kept) :]])
    return code


def tables_of(rows: Rows) -> dict[str, Rows]:
    """Returns the tables of a CSV file by title: headers and rows."""
    found: dict[str, Rows] = {}
    block: Rows = []
    for row in rows:
        if row:
            block.append(row)
            continue
        found[block[0][0]] = block[1:]
        block = []
    return found


def read_csv(desk: Desk, path: str) -> dict[str, Rows]:
    body = desk.go(path).response.get_data().decode("utf-8-sig")
    return tables_of(list(csv.reader(StringIO(body, newline=""), delimiter=";")))


def read_xlsx(desk: Desk, path: str) -> dict[str, Rows]:
    book = load_workbook(BytesIO(desk.go(path).response.get_data()))
    found = {}
    for sheet in book.worksheets:
        title, headers, *rows = (list(row) for row in sheet.iter_rows(values_only=True))
        width = len([header for header in headers if header is not None])
        found[str(title[0])] = [
            ["" if cell is None else str(cell) for cell in row[:width]] for row in (headers, *rows)
        ]
    return found


def plain(rows: Rows) -> Rows:
    """Returns cells without what only one of the two kinds of files writes: 0.0 for 0."""
    return [[re.sub(r"^(-?\d+)\.0$", r"\1", cell) for cell in row] for row in rows]


def leaks_of(cells: Sequence[str], total: int, threshold: int = INTERNAL) -> list[str]:
    """Returns what gives a small count away among cells that add up to ``total``."""
    shown = [int(cell) for cell in cells if cell != HIDDEN]
    hidden = len(cells) - len(shown)
    rest = total - sum(shown)
    found = [f"shows {count}" for count in shown if 0 < count < threshold]
    if hidden == 1 and 0 < rest < threshold:
        found.append(f"leaves {rest} for one hidden cell")
    elif hidden and total >= threshold and rest < threshold:
        found.append(f"leaves {rest} for {hidden} hidden cells")
    return found


def profile_leaks(tables: dict[str, Rows], totals: dict[str, int]) -> Iterator[str]:
    headers, *rows = tables["Profil des personnes inscrites et de celles qui ont répondu"]
    for place, column in enumerate(headers[2:], start=2):
        cells: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            cells[row[0]].append(row[place])
        for dimension, found in cells.items():
            for leak in leaks_of(found, totals[column]):
                yield f"{column}, {dimension}: {leak} ({found}, {totals[column]})"


def residents(tables: dict[str, Rows], column: str) -> tuple[dict[str, str], str]:
    """Returns the cells of residence of one column of the profile, and that of those unknown."""
    headers, *rows = tables["Profil des personnes inscrites et de celles qui ont répondu"]
    place = headers.index(column)
    cells = {row[1]: row[place] for row in rows if row[0] == "Lieu de résidence"}
    return cells, cells.pop("non connu")


def attendance_leaks(tables: dict[str, Rows]) -> Iterator[str]:
    """One action alone: what the table of actions says is laid beside the profile of those registered."""
    headers, row = tables["Actions, comptages et mélange"]
    of = dict(zip(headers, row, strict=True))
    places, unknown = residents(tables, "Inscrits")
    registered, known, share = int(of["Inscrits"]), of["Résidence connue"], of["Côté le moins nombreux"]
    if known != HIDDEN:
        left = registered - int(known)
        if 0 < int(known) < INTERNAL or 0 < left < INTERNAL:
            yield f"known residence: {known} of {registered}"
        if unknown == HIDDEN:
            cells = list(places.values())
            yield from (f"with known {known}: {leak}" for leak in leaks_of(cells, int(known)))
    if share not in (HIDDEN, ""):
        if known == HIDDEN:
            yield "a share of a hidden number"
        else:
            smaller = round(float(share) * int(known))
            for side in (smaller, int(known) - smaller):
                if 0 < side < INTERNAL:
                    yield f"smaller side: {smaller} of {known}"
            if next(iter(places.values())) == HIDDEN:
                yield f"those who live here are {smaller} or the others"


def attachment_leaks(tables: dict[str, Rows]) -> Iterator[str]:
    """Only those who live here answer for their attachment: how many they are is hidden where the profile hides it."""
    for column in WAVES:
        places, _ = residents(tables, column)
        if next(iter(places.values())) != HIDDEN:
            continue
        for row in tables["Scores appariés, de 0 à 100"][1:]:
            if row[0].startswith("attachement") and row[2:6] != [HIDDEN, HIDDEN, "", ""]:
                yield f"attachment tells how many live here, {column}: {row}"
        for title in ("Réponses, en part des personnes",):
            for row in tables.get(title, [])[1:]:
                if row[0].startswith(("Je me sens chez moi", "J'ai envie de rester")):
                    yield f"attachment alone tells how many live here: {row}"


def code_leaks(tables: dict[str, Rows]) -> Iterator[str]:
    for title in ("De quoi on parle", *EXCLUSIVE):
        for start in (1, 5):
            rows = [row[start : start + 4] for row in tables.get(title, [])[1:] if len(row) >= start + 4]
            sizes = {row[2] for row in rows}
            if sizes <= {"", "0"}:
                assert all(row[0] in (HIDDEN, "") for row in rows)
                continue
            (n,) = (int(size) for size in sizes)
            cells = [HIDDEN if row[0] == HIDDEN else str(round(float(row[0]) * n)) for row in rows]
            assert all((row[0] == HIDDEN) == (row[1] == "") for row in rows)
            if title in EXCLUSIVE:
                yield from (f"{title}: {leak} ({cells}, {n})" for leak in leaks_of(cells, n))
            else:
                yield from (
                    f"{title}: {cell} of {n}"
                    for cell in cells
                    if cell != HIDDEN and (0 < int(cell) < INTERNAL or 0 < n - int(cell) < INTERNAL)
                )


def answer_leaks(tables: dict[str, Rows]) -> Iterator[str]:
    for question, _, share, _, n, _ in tables.get("Réponses, en part des personnes", [])[1:]:
        threshold = PUBLIC if "discrimin" in question or "moins bien" in question else INTERNAL
        chosen = round(float(share) * int(n))
        if 0 < chosen < threshold or 0 < int(n) - chosen < threshold:
            yield f"{question}: {chosen} of {n}"


def word_leaks(tables: dict[str, Rows]) -> Iterator[str]:
    for title, rows in tables.items():
        if title.startswith("Mots cités"):
            yield from (f"{row[0]}: {row[1]}" for row in rows[1:] if int(row[1]) < INTERNAL)


def drawn_leaks(page: Page) -> Iterator[str]:
    """The charts hold as many marks as their tables show shares."""
    for section in page.tree.xpath("//section[.//img[@class='picture']]"):
        svg = b64decode(section.xpath("string(.//img/@src)").partition(",")[2])
        bars = etree.fromstring(svg).xpath("count(//*[@aria-roledescription='bar'])")
        shares = [cell for cell in section.xpath(".//td/text()") if re.fullmatch(r"\d+\s%", cell)]
        if bars > len(shares):
            yield f"{section.get('id')}: {bars} bars for {len(shares)} shares"


def numbers(page: Page) -> list[tuple[str, ...]]:
    """Returns the cells of every table of the page."""
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in page.tree.xpath("//section[@class='finding']//tbody/tr")
    ]


def headline_leaks(page: Page) -> Iterator[str]:
    shown = {cell for row in numbers(page) for cell in row}
    yield from (
        f"the title says {share}"
        for share in re.findall(r"\d+ %", " ".join(page.heading.split()))
        if share not in shown
    )


@pytest.mark.parametrize("seed", range(2))
def test_no_small_count_is_read_or_subtracted_whatever_a_town_is_like(
    town: build.SmallTown, desk: Callable[..., Desk], seed: int
) -> None:
    reader = desk(RoleName.EVALUATOR)
    letters = "ACDEFG"
    found = []
    for place, letter in enumerate(letters):
        code = small_action(town, f"T{letter}{letters[seed]}ST", 100 * seed + place)
        page = reader.go(f"/lecture/action/{code}")
        tables = read_csv(reader, f"/lecture/action/{code}/tableaux.csv")
        attendance = tables["Actions, comptages et mélange"]
        totals = {"Inscrits": int(attendance[1][1])}
        for column, sentence in zip(
            WAVES, page.tree.xpath("//*[@id='profil']//p[contains(., 'répondu')]"), strict=False
        ):
            (number, *_) = re.findall(r"\d+", sentence.text_content())
            totals[column] = int(number)
        found += [
            f"{code}: {leak}"
            for leaks in (
                profile_leaks(tables, totals),
                attendance_leaks(tables),
                attachment_leaks(tables),
                code_leaks(tables),
                answer_leaks(tables),
                word_leaks(tables),
                drawn_leaks(page),
                headline_leaks(page),
            )
            for leak in leaks
        ]
        # The page and the workbook hide what the file hides: what is printed is what leaves.
        book = read_xlsx(reader, f"/lecture/action/{code}/tableaux.xlsx")
        assert {title: plain(rows) for title, rows in book.items()} == {
            title: plain(rows) for title, rows in tables.items()
        }
        printed = [[cell == HIDDEN for cell in row] for row in numbers(page)]
        assert printed == [[cell == HIDDEN for cell in row] for rows in tables.values() for row in rows[1:]]
    assert found == [], "\n".join(found)
