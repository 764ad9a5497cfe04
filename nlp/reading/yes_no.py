"""Yes and no in their spoken forms: strong, weak, unsure, negated, corrected, or by the verb of the question."""

from collections.abc import Iterable
from typing import Final

from nlp.reading.echo import asked_verbs, echoed
from nlp.reading.heard import Heard, Mark, covered
from nlp.reading.lexicon import lexicon
from nlp.reading.spelling import nearest
from nlp.reading.values import Question, Reading

_SAID: Final = ("yes whole", "no whole", "unsure", "no", "yes", "no weak", "yes weak")
_SIDES: Final = {"yes": 0, "no": 1, "yes weak": 0, "no weak": 1}


def read_yes_no(question: Question, heard: Heard) -> Reading | None:
    """What the reply says to a question with two sides; None when it says nothing of either."""
    names = _names(question)
    if _wants_contact(question, heard):
        return _sure(names, 0, 0.75)
    whole = heard.whole("yes whole", "no whole", *_SAID[2:])
    if whole is not None and whole.section.endswith(" whole"):
        return _sure(names, 0 if whole.section == "yes whole" else 1, 0.9)
    if heard.whole("none") and not heard.whole(*_SAID):
        return _sure(names, 1, 0.7)
    marks = _marks(heard)
    by_kind = _by_condition(question, names, heard)
    if by_kind is not None and not any(mark.section in ("yes", "no") for mark in marks):
        return by_kind
    if not marks:
        return _misspelled(names, heard) or _by_position(names, heard) or _by_verb(question, names, heard)
    if any(mark.section == "unsure" for mark in marks):
        return _unsure(names, marks)
    sides = {_SIDES[mark.section] for mark in marks if mark.section in _SIDES}
    weak = all(mark.section.endswith("weak") for mark in marks)
    if sides == {1} and heard.has("before") and heard.turns("now"):
        return _sure(names, 1, 0.7)
    if len(sides) > 1:
        return (
            _own_side(names, heard, marks) or _corrected(names, heard, marks) or _leading(names, heard, marks)
        )
    side = next(iter(sides))
    if weak:
        return _weak(question, names, heard, marks, side)
    if side == 0 and _denied(heard, marks):
        return Reading(candidates=names[::-1])
    if heard.foreign and len(heard.rest(covered(marks))) > 1:
        return None
    if _someone_else(heard, marks):
        return Reading(candidates=names)
    first = marks[0].start == 0 or not heard.rest(set(range(marks[0].start, len(heard.tokens))))
    used = covered(marks) | covered(heard.numbers) | heard.places("year", "month", "months", "here")
    rest = len(heard.rest(used | echoed(question, heard)))
    if not first and rest > 2:
        return Reading(candidates=(names[side],))
    return _sure(names, side, 0.95 if not rest else 0.85)


def asks_to_contact(question: Question) -> bool:
    """Whether a question asks if the person may be called or written to."""
    return "contact" in question.name or "call" in question.name


def _wants_contact(question: Question, heard: Heard) -> bool:
    """Whether somebody who is asked if they may be called says to call."""
    if not asks_to_contact(question):
        return False
    return {mark.section for mark in heard.marks("call me", "unsure", "no")} == {"call me"}


def _names(question: Question) -> tuple[str, str]:
    names = [choice.name for choice in question.choices]
    if "yes" in names and "no" in names:
        return ("yes", "no")
    return (names[0], names[1]) if len(names) > 1 else ("yes", "no")


def _sure(names: tuple[str, str], side: int, confidence: float) -> Reading:
    return Reading(value=names[side], confidence=confidence)


def _marks(heard: Heard) -> list[Mark]:
    """What is said of yes and no, the weak words of a sentence that also holds strong ones left out."""
    marks = list(heard.marks(*_SAID[2:]))
    strong = [mark for mark in marks if not mark.section.endswith("weak")]
    if not strong:
        return marks
    if strong[0].section in _SIDES and all(mark.section != "unsure" for mark in strong):
        return strong
    # "oui un peu": a hesitation after an outright answer only softens it; "un peu oui" is a yes as well.
    outright = strong[0].section in _SIDES and strong[0].start == 0
    slight = heard.places("slightly")
    kept = [
        mark
        for mark in strong
        if mark.section != "unsure" or not (_softens(heard, mark) if outright else mark.start in slight)
    ]
    return kept if any(mark.section in _SIDES for mark in kept) else strong


def _softens(heard: Heard, mark: Mark) -> bool:
    softening = heard.marks("softening")
    return any(mark.start >= each.start and mark.end <= each.end for each in softening)


def _unsure(names: tuple[str, str], marks: list[Mark]) -> Reading:
    sides = [_SIDES[mark.section] for mark in marks if mark.section in _SIDES]
    return Reading(candidates=(names[sides[0]],) if len(set(sides)) == 1 else names)


def _corrected(names: tuple[str, str], heard: Heard, marks: list[Mark]) -> Reading | None:
    """The last of two opposite answers when the reply takes the first one back; None when it does not."""
    strong = [mark for mark in marks if mark.section in _SIDES]
    for taken_back in heard.marks("instead"):
        before = {_SIDES[mark.section] for mark in strong if mark.start < taken_back.start}
        after = {_SIDES[mark.section] for mark in strong if mark.start >= taken_back.end}
        after |= {_SIDES[mark.section] for mark in strong if taken_back.start < mark.start < taken_back.end}
        after |= {
            _SIDES[mark.section]
            for mark in strong
            if mark.start == taken_back.start and mark.end > taken_back.end
        }
        if not before and taken_back.start == strong[0].start:
            before = {_SIDES[strong[0].section]}
        if len(before) == len(after) == 1 and before != after:
            return _sure(names, after.pop(), 0.7)
    return None


def _by_condition(question: Question, names: tuple[str, str], heard: Heard) -> Reading | None:
    """What a state says to the question's verb: somebody retired does not work, somebody at ease is not afraid."""
    if heard.foreign or heard.has("relation", "before"):
        return None
    asked = asked_verbs(question, heard)
    idle = heard.turns("not working")
    if "work" in asked and idle:
        return _sure(names, 1, 0.65) if _hardly_more(heard, idle) else None
    calm, scared = heard.turns("calm"), heard.turns("scared")
    felt = calm or scared
    if "fear" not in asked or bool(calm) == bool(scared) or heard.text.endswith("?"):
        return None
    starts = {mark.start for mark in felt}
    refused = any(0 <= place - mark.end <= 1 for mark in heard.marks("not") for place in starts)
    return _sure(names, int(bool(calm)) ^ refused, 0.65) if _hardly_more(heard, felt) else None


def _hardly_more(heard: Heard, said: Iterable[Mark]) -> bool:
    """Whether a reply holds at most two words beside these and those that only shade them."""
    shades = heard.places("slightly", "here", "me", "yes weak", "not", "unsure")
    return len(heard.rest(covered(said) | shades)) <= 2


def _leading(names: tuple[str, str], heard: Heard, marks: list[Mark]) -> Reading:
    """An outright answer with something of the other side after it: unclear, unless that is another matter."""
    first = marks[0]
    opened = first.start == 0 or not heard.rest(set(range(first.start, len(heard.tokens))))
    contrary = [mark for mark in marks if _SIDES[mark.section] != _SIDES[first.section]]
    if opened and not any(_answers(heard, mark) for mark in contrary):
        return _sure(names, _SIDES[first.section], 0.65)
    return Reading(candidates=names)


def _own_side(names: tuple[str, str], heard: Heard, marks: list[Mark]) -> Reading | None:
    """The speaker's side where somebody else has the other ("pas moi, mes parents oui"); None when nobody has."""
    others = heard.marks("relation")
    said = [mark for mark in marks if mark.section in ("yes", "no")]
    if len(others) != 1 or len(said) != 2 or heard.foreign:
        return None
    other = others[0].start
    selves = [mark.start for mark in heard.turns("speaker")]
    opened = said[0].start == 0 or (said[0].start == 1 and 0 in selves)
    if opened and said[0].end <= other < said[1].start:
        return _sure(names, _SIDES[said[0].section], 0.65)
    if other < said[0].start and any(said[0].end <= place <= said[1].end for place in selves):
        return _sure(names, _SIDES[said[1].section], 0.65)
    return None


def _answers(heard: Heard, mark: Mark) -> bool:
    """Whether a word of yes or no is an answer by itself, and not part of a sentence ("j'amène juste ma fille")."""
    if mark.start <= 1 or mark.end == len(heard.tokens) or heard.tokens[mark.start].gap.strip(" '’"):
        return True
    turning = heard.marks("but", "instead", "or", "and")
    return any(each.end == mark.start or each.start <= mark.start < each.end for each in turning)


def _weak(
    question: Question, names: tuple[str, str], heard: Heard, marks: list[Mark], side: int
) -> Reading | None:
    """ "Souvent", "depuis dix ans": yes when nothing else is said; a weak no stays unclear."""
    if side == 1 or heard.foreign:
        return None if heard.foreign else Reading(candidates=names[::-1])
    used = covered(marks) | covered(heard.numbers) | heard.places("year", "since", "here", "month")
    used |= echoed(question, heard)
    if _denied(heard, marks) or _negations(heard):
        return Reading(candidates=names[::-1])
    lost = heard.rest(used)
    if lost and not (len(lost) == 1 and any(mark.end - mark.start > 1 for mark in marks)):
        return Reading(candidates=(names[0],))
    return _sure(names, 0, 0.75 if not lost else 0.6)


def _denied(heard: Heard, marks: list[Mark]) -> bool:
    """Whether a negation stands right before a word of yes, or none right after ("absolument aucune")."""
    starts, ends = {mark.start for mark in marks}, {mark.end for mark in marks}
    before = any(mark.end in starts for mark in heard.marks("not"))
    return before or any(
        mark.start in ends and mark.end == len(heard.tokens) for mark in heard.marks("not", "none")
    )


def _negations(heard: Heard) -> set[int]:
    """The tokens that negate: words, and the verbs of languages that negate within them."""
    found = heard.places("not", "no", "none")
    endings = tuple(lexicon(heard.language).words("not ending"))
    for place, token in enumerate(heard.tokens):
        if endings and token.text.endswith(endings):
            found.add(place)
        if (
            heard.language == "ar"
            and token.text.startswith("م")
            and token.text.endswith("ش")
            and len(token.text) > 4
        ):
            found.add(place)
    return found


def _someone_else(heard: Heard, marks: list[Mark]) -> bool:
    """Whether the answer is somebody else's: "ma fille oui"."""
    others = heard.marks("relation")
    return bool(others) and others[0].start < marks[0].start and not heard.has("me")


def _misspelled(names: tuple[str, str], heard: Heard) -> Reading | None:
    """A single long word one letter away from a word of yes or no."""
    if len(heard.tokens) != 1 or len(heard.tokens[0].text) < 4 or heard.foreign:
        return None
    word = heard.tokens[0].text
    for side, section in enumerate(("yes", "no")):
        known = [each for each in lexicon(heard.language).words(section) if len(each) > 3 and " " not in each]
        if nearest(word, known, limit=1):
            return _sure(names, side, 0.6)
    return None


def _by_position(names: tuple[str, str], heard: Heard) -> Reading | None:
    """ "1" for the first choice, "2" for the second."""
    found = heard.figures
    if len(found) == 1 and found[0].value in (1, 2) and not heard.foreign and not found[0].ordinal:
        if heard.has("year", "month", "week", "day") or heard.rest(covered(found) | heard.places("position")):
            return None
        return _sure(names, found[0].value - 1, 0.7)
    return None


def _by_verb(question: Question, names: tuple[str, str], heard: Heard) -> Reading | None:
    """The question's own verb said back, as it is or negated ("j'y travaille", "j'habite pas ici")."""
    if heard.foreign or not heard.tokens:
        return None
    negations = _negations(heard)
    said = echoed(question, heard)
    if heard.has("asking"):
        return None
    if said and heard.has("before") and not heard.has("instead"):
        return _sure(names, 1, 0.65)
    used = said | negations | heard.places("here", "year", "since", "instead") | covered(heard.numbers)
    if said == {0} and len(heard.tokens) > 1 and "," in heard.tokens[1].gap and not negations:
        return _sure(names, 0, 0.65)
    if heard.rest(used) or heard.has("near", "or", "between", "relation") or heard.text.endswith("?"):
        return None
    if heard.has("other") and not negations:
        return None
    if negations and (said or heard.has("here")):
        return _sure(names, 1, 0.7)
    if said and not negations and (len(heard.tokens) > 1 or heard.has("verbs")):
        return _sure(names, 0, 0.65)
    return None
