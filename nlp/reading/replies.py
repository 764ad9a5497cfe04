"""One reply read against one question, in the conversation's language first and in another when that gives nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from nlp.cleaning import storable, visible
from nlp.reading.also import stated
from nlp.reading.counts import read_integer
from nlp.reading.echo import kin
from nlp.reading.emails import read_email
from nlp.reading.heard import Heard, covered
from nlp.reading.lexicon import DATA, LANGUAGES
from nlp.reading.phones import read_phone
from nlp.reading.scales import read_scale
from nlp.reading.selects import read_select_multiple, read_select_one
from nlp.reading.steering import command_within, whole_command
from nlp.reading.tokens import fold
from nlp.reading.values import Also, Command, Question, QuestionType, Reading
from nlp.reading.yes_no import asks_to_contact, read_yes_no

_LONGEST: Final = 2_000
"""Characters of a reply to anything but an open question; a longer one answers none."""
_MOST_WORDS: Final = 120
_LONGEST_COMMAND: Final = 400
_ASKS_A_WORD: Final = re.compile(r"(^|_)words?(_|$)")
"""The names of questions that one word answers: there "aide" may be a command, "contact" is none."""
_CONTACTS: Final = (QuestionType.EMAIL, QuestionType.PHONE)
_ANSWER_FIRST: Final = (
    QuestionType.YES_NO,
    QuestionType.SCALE,
    QuestionType.SELECT_MULTIPLE,
    QuestionType.INTEGER,
)
_ARABIC: Final = ("ar",)
_CYRILLIC: Final = ("ru", "uk")
_LATIN: Final = ("fr", "en", "es", "pt", "tr", "ar")


def read_reply(
    question: Question, reply: str, *, language: str, today: date, others: Sequence[Question] = ()
) -> Reading:
    """What the reply says to the question.

    `language` is that of the conversation; the reply may come in another. `today` dates birthdays and
    durations. `others` are questions still open: what the reply states of them outright is in `also`.
    Any string gives a reading, in time linear in its length.
    """
    seen = visible(reply).strip()
    if not seen:
        return Reading()
    if not seen.strip("?؟ !"):
        return Reading(command=Command.HELP, confidence=0.7)
    asked = language if language in LANGUAGES and (DATA / language).is_dir() else "fr"
    if question.type is QuestionType.TEXT:
        return _read_text(question, reply, seen, asked)
    if len(seen) > _LONGEST:
        return Reading()
    reading = _exact(question, seen) or _read(question, seen, asked, today)
    if reading.unclear or reading.command is not None or not others:
        return reading
    return replace(reading, also=read_also(others, reply, language=asked, today=today))


def read_also(questions: Sequence[Question], reply: str, *, language: str, today: date) -> tuple[Also, ...]:
    """What the reply states outright of any of these questions, in their order; empty when of none."""
    seen = visible(reply).strip()
    if not seen or len(seen) > _LONGEST:
        return ()
    heard = Heard.of(seen, language)
    found = ((each.name, stated(each, heard, asked=language, today=today)) for each in questions)
    return tuple(Also(name, reading) for name, reading in found if reading is not None)


def _exact(question: Question, seen: str) -> Reading | None:
    """The choice whose label is the whole reply, None when there is none or it is a figure of an age."""
    said = _plain(seen)
    named = [choice.name for choice in question.choices if _plain(choice.label) == said]
    if len(named) != 1 or not said:
        return None
    if question.type is QuestionType.SELECT_MULTIPLE:
        return Reading(values=(named[0],), confidence=1.0)
    return Reading(value=int(named[0]) if question.type is QuestionType.SCALE else named[0], confidence=1.0)


def _plain(text: str) -> str:
    return " ".join(fold(text).strip(" .!?…").split())


def _read_text(question: Question, reply: str, seen: str, asked: str) -> Reading:
    """The reply to the letter, unless the whole of it asks something of the conversation."""
    if len(seen) <= _LONGEST_COMMAND:
        heard = Heard.of(seen, asked)
        words = _ASKS_A_WORD.search(question.name) is not None
        command = whole_command(heard, words=words) or command_within(heard, text=True)
        if command is None:
            command = _foreign_command(seen, asked)
        if command is not None:
            return Reading(command=command, confidence=0.9)
    return Reading(value=storable(reply), confidence=1.0)


def _read(question: Question, seen: str, asked: str, today: date) -> Reading:
    heard = Heard.of(seen, asked)
    first = _one_language(question, heard, asked, today)
    if first is None and heard.tokens and not heard.rest(()):
        return Reading()
    if first is not None and not (first.unclear and not first.candidates):
        return first
    readings: list[Reading] = []
    for language in _other_languages(seen, asked):
        found = _one_language(question, Heard.of(seen, language, asked=asked), asked, today)
        if found is not None and not found.unclear:
            readings.append(found)
    said = {(each.value, each.values, each.command): each for each in readings}
    if first is None and len(said) == 1:
        found = max(readings, key=lambda each: each.confidence)
        return replace(found, confidence=round(found.confidence * 0.8, 3))
    return first or Reading()


def _one_language(question: Question, heard: Heard, asked: str, today: date) -> Reading | None:
    """The reading in one language; None when nothing was understood in it."""
    if not 0 < len(heard.tokens) <= _MOST_WORDS:
        return None
    answer: Reading | None = None
    if question.type in _ANSWER_FIRST:
        answer = _answer(question, heard, asked, today)
        if answer is not None and not answer.unclear and _spoken_for(question, heard):
            return answer
        if question.type is QuestionType.YES_NO and asks_to_contact(question):
            return answer or _refused(question, heard)
    if question.type in _CONTACTS:
        answer = _answer(question, heard, asked, today)
        if answer is not None and not answer.unclear:
            return answer
        if heard.whole("no contact") or _no_contact(heard):
            return Reading(command=Command.SKIP, confidence=0.85)
    command = whole_command(heard)
    if command is None:
        command = command_within(heard)
        answer = answer or _answer(question, heard, asked, today)
        if command is not None and answer is not None and answer.confidence >= 0.9 and not answer.unclear:
            return Reading(candidates=_values(answer)) if len(heard.tokens) < 4 else _command(command)
    if command is Command.SKIP:
        return _refusing_choice(question, heard, asked) or _command(command)
    return _command(command) if command is not None else answer


def _refused(question: Question, heard: Heard) -> Reading | None:
    """No to being contacted, where elsewhere the same words ask to skip ("je préfère pas"); other commands stay."""
    command = whole_command(heard) or command_within(heard)
    if command is Command.SKIP and heard.has("not", "no"):
        return Reading(value=question.choices[1].name if len(question.choices) > 1 else "no", confidence=0.7)
    return _command(command) if command is not None else None


def _refusing_choice(question: Question, heard: Heard, asked: str) -> Reading | None:
    """The choice "I prefer not to say", where the list has one and the reply says it in its words."""
    for choice in question.choices:
        label = Heard.of(choice.label, asked)
        if label.tokens and (choice.name == "no_answer" or whole_command(label) is Command.SKIP):
            words = [token.text for token in label.tokens if len(token.text) > 3]
            if any(kin(token.text, word) for token in heard.tokens for word in words):
                return _chosen(question, choice.name)
    return None


def _chosen(question: Question, name: str) -> Reading:
    if question.type is QuestionType.SELECT_MULTIPLE:
        return Reading(values=(name,), confidence=0.85)
    return Reading(value=int(name) if question.type is QuestionType.SCALE else name, confidence=0.85)


def _command(command: Command) -> Reading:
    return Reading(command=command, confidence=0.9)


def _values(answer: Reading) -> tuple[str | int, ...]:
    return (answer.value,) if answer.value is not None else tuple(answer.values or ())[:3]


def _spoken_for(question: Question, heard: Heard) -> bool:
    """Whether the whole reply is a number or in the lists of its question, where words of commands stand too."""
    if question.type is QuestionType.INTEGER:
        nobody = heard.turns("nobody")
        if heard.whole("zero") or (nobody and not heard.rest(covered(nobody))):
            return True
        return bool(heard.numbers) and not heard.rest(
            covered(heard.numbers) | heard.places("persons", "year")
        )
    if question.type is QuestionType.YES_NO:
        return heard.whole("yes whole", "no whole", "no", "yes", "no weak", "yes weak") is not None
    numbered = bool(heard.numbers) and not heard.rest(covered(heard.numbers))
    if question.type is QuestionType.SCALE and numbered:
        return True
    return heard.whole("level" if question.type is QuestionType.SCALE else "all") is not None


def _no_contact(heard: Heard) -> bool:
    if heard.foreign:
        return False
    return (
        heard.has("no contact")
        and len(heard.rest(heard.places("no contact", "contact words", "not", "no"))) <= 2
    )


def _answer(question: Question, heard: Heard, asked: str, today: date) -> Reading | None:
    match question.type:
        case QuestionType.YES_NO:
            return read_yes_no(question, heard)
        case QuestionType.SELECT_ONE:
            return read_select_one(question, heard, asked=asked, today=today)
        case QuestionType.SELECT_MULTIPLE:
            return read_select_multiple(question, heard, asked=asked)
        case QuestionType.INTEGER:
            return read_integer(question, heard, asked=asked, today=today)
        case QuestionType.SCALE:
            return read_scale(question, heard, asked=asked)
        case QuestionType.EMAIL:
            return read_email(heard)
        case QuestionType.PHONE:
            return read_phone(heard)
        case QuestionType.TEXT:
            return None


def _foreign_command(seen: str, asked: str) -> Command | None:
    """The command that the whole reply is in one other language, where the languages that know it agree."""
    found = {
        command
        for language in _other_languages(seen, asked)
        if (heard := Heard.of(seen, language, asked=asked)).tokens and len(heard.tokens) > 1
        if (command := whole_command(heard) or command_within(heard, text=True)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _other_languages(seen: str, asked: str) -> Iterator[str]:
    """The other languages that are written in the letters of the reply."""
    script: tuple[str, ...] = _LATIN
    for letter in seen:
        if "\u0600" <= letter <= "\u06ff":
            script = _ARABIC
            break
        if "\u0400" <= letter <= "\u04ff":
            script = _CYRILLIC
            break
    return (language for language in script if language != asked)
