"""Personal data in what people write: what is masked, and the look-alikes that stay."""

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.cleaning import LIMIT
from nlp.reading import Label, mask
from nlp.reading.lexicon import LANGUAGES
from nlp.reading.mask_filter import run
from nlp.reading.view import View

FOUND = {
    "fr": [
        "je m'appelle ⟦karim benali|PERSON⟧ et j'habite ici",
        "moi c'est ⟦Léa|PERSON⟧, 12 ans",
        "la directrice Mme ⟦Lefèvre|PERSON⟧ est super",
        "Mr ⟦Da Silva|PERSON⟧ et ⟦Kadiatou Diallo|PERSON⟧",
        "⟦Rose|PERSON⟧ m'a aidée, chez ⟦Rose|PERSON⟧ on mange bien",
        "mes enfants ⟦Adam|PERSON⟧, ⟦Inaya|PERSON⟧ et ⟦Younes|PERSON⟧ jouent dehors",
        "Cordialement, ⟦Hervé Le Goff|PERSON⟧",
        "JE M'APPELLE ⟦FATIMA|PERSON⟧ ET J'EN PEUX PLUS",
        "nom : ⟦Koffi Amoah|PERSON⟧ prénom : ⟦Grâce|PERSON⟧",
        "l'animateur ⟦Kévin|PERSON⟧ est top",
        "appelez-moi au ⟦06.39.98.12.34|PHONE⟧ ou ⟦+33 (0)6 39 98 22 33|PHONE⟧",
        "tel⟦0639984567|PHONE⟧merci",
        "⟦+33639981234|PHONE⟧,⟦06 39 98 12 35|PHONE⟧;⟦0639981236|PHONE⟧",
        "⟦06 39 98 12 34|PHONE⟧/⟦06 39 98 12 35|PHONE⟧-⟦06 39 98 12 36|PHONE⟧ / ⟦06 39 98 12 37|PHONE⟧",
        "⟦06.39.98.12.34|PHONE⟧.⟦06.39.98.12.35|PHONE⟧",
        "mon fixe ⟦0261910012|PHONE⟧, le portable ⟦06/39/98/12/34|PHONE⟧",
        "numéro de sécu ⟦1 92 07 99 350 123 45|ID⟧",
        "je suis à la caf de tours, numéro ⟦4561237|ID⟧",
        "compte ⟦FR14 2004 1010 0505 0001 3M02 606|ID⟧ merci",
        "ma plaque c'est ⟦AB-123-CD|ID⟧, mon dossier mdph ⟦3712345|ID⟧",
        "⟦bat B2, 4 rue Jules Guesde, 37000 Tours|ADDRESS⟧ l'ascenseur est cassé",
        "j'habite ⟦5 allée de luynes apt 45|ADDRESS⟧",
        "je vis au ⟦7 ter boulevard de Lattre de Tassigny|ADDRESS⟧",
        "né à Alger le ⟦05/07/1962|DATE_OF_BIRTH⟧",
        "⟦17.10.1961|DATE_OF_BIRTH⟧, c'est ma date de naissance",
        "mon mail ⟦Lea.Martin @ example.com|EMAIL⟧ et ⟦fatou at example point fr|EMAIL⟧",
        "voir ⟦http://example.org/a?b=c|URL⟧, mon insta ⟦@lea_du_37|URL⟧",
        "⟦Nadège|PERSON⟧ au ⟦٠٦٣٩٩٨١٢٣٤|PHONE⟧",
    ],
    "en": [
        "My name is ⟦Grace Okafor|PERSON⟧ and I live at ⟦14 Elm Street, Flat 3|ADDRESS⟧",
        "Mrs ⟦Patel|PERSON⟧ next door, call ⟦07700 900123|PHONE⟧, born on ⟦3 May 1990|DATE_OF_BIRTH⟧",
        "my passport number is ⟦533380006|ID⟧",
    ],
    "es": [
        "me llamo ⟦Lucía Fernández|PERSON⟧, vivo en ⟦calle Mayor 15, 3º B|ADDRESS⟧",
        "mi NIE es ⟦X1234567L|ID⟧ y mi teléfono ⟦612 345 678|PHONE⟧, nací el ⟦4 de junio de 1975|DATE_OF_BIRTH⟧",
    ],
    "pt": [
        "chamo-me ⟦João Pereira|PERSON⟧, moro na ⟦rua das Flores, 23, 2º esq|ADDRESS⟧",
        "falem com a ⟦Conceição|PERSON⟧, o meu telemóvel é ⟦912 345 678|PHONE⟧",
    ],
    "tr": [
        "benim adım ⟦Ayşe Yılmaz|PERSON⟧, ⟦Gül Sokak No: 12 Daire 5|ADDRESS⟧",
        "⟦Fatma|PERSON⟧ Hanım'a sorun, ⟦3 Mayıs 1985|DATE_OF_BIRTH⟧ doğumluyum",
    ],
    "ru": [
        "меня зовут ⟦Ольга Петровна|PERSON⟧, живу на ⟦ул. Ленина, д. 5, кв. 12|ADDRESS⟧",
        "спросите ⟦Ивана|PERSON⟧, ⟦+7 912 345-67-89|PHONE⟧, паспорт ⟦45 08 123456|ID⟧",
    ],
    "uk": [
        "мене звати ⟦Оксана Шевченко|PERSON⟧, дякую ⟦Марії|PERSON⟧, народилася ⟦12.05.1980|DATE_OF_BIRTH⟧"
    ],
    "ar": [
        "اسمي ⟦محمد العلوي|PERSON⟧ وأسكن في ⟦12 شارع النصر|ADDRESS⟧",
        "جارتي ⟦فاطمة|PERSON⟧ وابني ⟦يوسف|PERSON⟧، ولدت في ⟦3 مايو 1970|DATE_OF_BIRTH⟧، هاتفي ⟦0639981234|PHONE⟧",
    ],
}
STAYS = {
    "fr": [
        "J'habite à Maryse Bastié, l'école Marcel Pagnol est à côté de Jean Jaurès",
        "rue nationale, place de la République, entre la rue Edouard Vaillant et la place Neuve",
        "le rosier, l'iris, les marguerites et l'olivier, une pierre claire",
        "appelez le 15, le 17 ou le 3949",
        "bus 2 à 8h42, 1 200 € de loyer pour 65 m2, 37000 37200 37700",
        "Depuis le 14/07/2023 et le 3 septembre 2018",
        "10 place de parking, 12 cours de français, 4 rues plus loin",
        "les habitant.es et les voisin.e.s du quartier.de plus",
        "Merci à tous, bravo, vive la France, vivement Noël",
        "M. le maire, Bonjour Madame, ça me manque, je me plains",
        "Ici c'est Paris, la loi et les lois, on sait",
        "@tous venez",
        "le gymnase Gilbert Navarro, la salle Pauline, rue Karim Benzar, sainte Odile",
        "je descends à Lucette Dupré et j'habite à Suzanne Marly",
    ],
    "en": ["Grace and hope, will they mark it? King George street, rent is 950, until 9pm"],
    "es": ["las rosas, la esperanza y la luz en la plaza Miguel de Cervantes"],
    "pt": ["a esperança, a luz e a paz"],
    "tr": ["barış ve umut istiyoruz, deniz yok"],
    "ru": ["вера, надежда, любовь и мир на улице Юрия Гагарина"],
    "uk": ["віра, надія, любов, люди золоті, вулиця Тараса Шевченка"],
    "ar": ["الأمل والسلام والحياة جميلة في شارع محمد الخامس"],
}
_MARK = re.compile(r"⟦([^|⟧]*)\|([A-Z_]+)⟧")


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and where they stood."""
    text, spans, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], spans


@pytest.mark.parametrize(
    ("language", "marked"), [(language, text) for language, texts in FOUND.items() for text in texts]
)
def test_personal_data_is_found_to_the_letter(language: str, marked: str) -> None:
    text, spans = unmarked(marked)
    found = [(span.start, span.end, span.label.value) for span in mask(text, language=language).spans]
    assert [(text[start:end], label) for start, end, label in found] == [
        (text[start:end], label) for start, end, label in spans
    ]
    assert found == spans


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in STAYS.items() for text in texts]
)
def test_what_only_looks_like_personal_data_stays(language: str, text: str) -> None:
    assert mask(text, language=language).masked == text


def test_the_mask_is_a_word_of_the_language() -> None:
    assert mask("Je m'appelle Karim, 0639981234", language="fr").masked == "Je m'appelle [nom], [téléphone]"
    assert mask("My name is Karim, 07700 900123", language="en").masked == "My name is [name], [phone]"
    assert mask("اسمي محمد", language="ar").masked == "اسمي [اسم]"
    assert mask("je m'appelle Karim", language="br").masked == "je m'appelle [nom]"
    assert mask("My name is Karim", language="en-GB").masked == "My name is [name]"


def test_offsets_count_the_characters_as_typed() -> None:
    text = "👩‍👧 e\u0301 mon mail : a\u200bnna@exam\u00adple.org, N\u0301ade\u0300ge"
    spans = mask(text, language="fr").spans
    assert text[spans[0].start : spans[0].end] == "a\u200bnna@exam\u00adple.org"
    decomposed = "je m'appelle Nade\u0300ge"
    (span,) = mask(decomposed, language="fr").spans
    assert decomposed[span.start : span.end] == "Nade\u0300ge"


def test_lone_surrogates_and_control_characters_do_no_harm() -> None:
    text = "\ud83d je m'appelle \udc00Karim\x00 0639981234 \ud83d"
    masked = mask(text, language="fr")
    assert masked.masked == " je m'appelle [nom] [téléphone] "
    masked.masked.encode("utf-8")


def test_what_comes_after_the_limit_is_dropped_and_not_let_through() -> None:
    text = "béton " * (LIMIT // 6) + "je m'appelle Karim Benali, 0639981234 " * 3
    masked = mask(text, language="fr").masked
    assert "Karim Benali" not in masked
    assert "0639981234" not in masked


_PIECES = st.sampled_from(
    [
        "je m'appelle Karim Benali ", "Mme Lopez ", "06 39 98 12 34 ", "+33639981234,", "lea@example.org ",
        "a.b-c @ example.com ", "12 rue des Lilas 37000 Tours ", "né le 3 mai 1962 ", "caf 7734512 K ",
        "www.example.com/x ", "Rose et Karim ", "chez ", "le ", "à ", ", ", ". ", "\n", "[nom] ", "اسمي محمد ",
        "меня зовут Ольга ", "FR76 3000 6000 0112 3456 7890 189 ", "@", "(", "1", "’", "\u0301", "\u200d", "\ud800",
    ]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=3), max_size=12).map("".join), st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_spans_are_in_order_in_the_text_and_leave_no_address_or_number(text: str, language: str) -> None:
    masked = mask(text, language=language)
    last = 0
    for span in masked.spans:
        assert last <= span.start < span.end <= len(text)
        last = span.end
    read = View(masked.masked).folded  # a number under an accent or beside an unseen character is a number
    assert not re.search(r"[a-z]@[a-z]+\.[a-z]", read)
    assert not re.search(r"(?<![\w+])0[1-9](?: ?\d\d){4}(?!\w)", read)


_SENTENCES = st.sampled_from(
    [
        "je m'appelle Karim Benali et j'habite 12 rue des Lilas 37000 Tours. ",
        "La voisine, Mme Odile Cantrel, m'aide. ",
        "Contact : Souad Belhadj 06 39 98 00 00 souad@example.org\n",
        "mon fils Ilyès, né le 3 mai 2012, joue au foot. ",
        "num allocataire 7734512 K, la caf répond pas. ",
        "Rien à dire, le tram passe à 8h42. ",
        "Merci Fatoumata et Lili ! ",
    ]
)


@given(st.lists(_SENTENCES, max_size=6).map("".join))
@settings(max_examples=60, deadline=None)
def test_a_masked_text_holds_nothing_more_to_mask(text: str) -> None:
    once = mask(text, language="fr").masked
    assert mask(once, language="fr").masked == once


def test_a_text_of_names_only_is_read_in_a_few_passes() -> None:
    assert len(mask("Karim et Rose, " * 6_000, language="fr").spans) == 12_000


def test_the_filter_adds_spans_and_the_masked_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "c\'est Karim", "lang": "fr"}\n{"lang": "fr"}\n'))
    assert run([]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "text": "c'est Karim",
        "lang": "fr",
        "spans": [{"start": 6, "end": 11, "label": Label.PERSON.value}],
        "masked": "c'est [nom]",
    }
    assert printed.err == "line 2: 'text' must be a text\n"


def test_the_filter_takes_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--what"]) == 2
    assert "usage" in capsys.readouterr().err
