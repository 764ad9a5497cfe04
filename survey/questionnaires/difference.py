"""What changed from one version of a questionnaire to the next, as its readers would say it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.questionnaires.dependencies import CONDITIONS, condition
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Choice, Group, Item, Questionnaire

_WORDINGS = ("label", "hint", "guidance", "required_message", "constraint_message")
_PROPERTIES = ("kind", "role", "choice_list", "default", "appearance", "scoring", "read_only", "bounds")
"""What else makes a question, compared as it is written."""


class ChangeKind(StrEnum):
    """What happened; the comment says what `name`, `column`, `language`, `before` and `after` are then."""

    TITLE = "title"  # the form's title, by language
    LANGUAGE_ADDED = "language_added"  # `language`
    LANGUAGE_REMOVED = "language_removed"
    ADDED = "added"  # question `name`; `after` is its label
    REMOVED = "removed"  # question `name`; `before` is its label
    MOVED = "moved"  # question `name`; before and after are the questions it followed and follows, or ""
    WORDING = "wording"  # a text (`column`) of question or group `name`, in a language
    PROPERTY = "property"  # the type, role, list… (`column`) of question `name`
    CONDITION = "condition"  # an expression (`column`) of question or group `name`
    CHOICE_ADDED = "choice_added"  # choice `column` of list `name`; `after` is its label
    CHOICE_REMOVED = "choice_removed"  # choice `column` of list `name`; `before` is its label
    CHOICE_WORDING = "choice_wording"  # the label of choice `column` of list `name`, in a language
    CHOICE_PICTOGRAM = "choice_pictogram"  # the sign of choice `column` of list `name`
    CHOICES_MOVED = "choices_moved"  # the choices of list `name` stand in another order


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: see ChangeKind for what its texts are."""

    kind: ChangeKind
    name: str = ""
    column: str = ""
    language: str = ""
    before: str = ""
    after: str = ""


def difference(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    """Everything that changed, questions in the order of the newer version; () when nothing did.

    A language that only one version has is said once, not of every text.
    """
    languages = _shared(before, after)
    old, new = ({item.name: item for item in _written(each)} for each in (before, after))
    return (
        *(Change(ChangeKind.LANGUAGE_ADDED, language=code) for code in _less(after, before)),
        *(Change(ChangeKind.LANGUAGE_REMOVED, language=code) for code in _less(before, after)),
        *_texts(ChangeKind.TITLE, "", "", before.title, after.title, languages),
        *(_alone(ChangeKind.REMOVED, item) for item in _written(before) if item.name not in new),
        *_groups(before, after, languages),
        *_questions(old, new, languages),
        *_lists(before, after, languages),
    )


def _written(questionnaire: Questionnaire) -> list[Item]:
    """The items as the sheet has them: one turn of each repeat."""
    return [item for item in questionnaire.items if item.turn == 1]


def _shared(before: Questionnaire, after: Questionnaire) -> tuple[str, ...]:
    """The languages of both; texts without a common one are compared as their readers see them, by default."""
    shared = tuple(code for code in after.languages if code in before.languages)
    return shared or (after.default_language,)


def _less(one: Questionnaire, other: Questionnaire) -> list[str]:
    return [code for code in one.languages if code not in other.languages]


def _alone(kind: ChangeKind, item: Item) -> Change:
    label = item.label.text(item.label.default_language)
    if kind is ChangeKind.ADDED:
        return Change(kind, item.name, after=label)
    return Change(kind, item.name, before=label)


def _questions(
    old: Mapping[str, Item], new: Mapping[str, Item], languages: Sequence[str]
) -> Iterator[Change]:
    moved = _moved(list(old), list(new))
    followed, follows = _preceding(list(old)), _preceding(list(new))
    for name, item in new.items():
        if name not in old:
            yield _alone(ChangeKind.ADDED, item)
            continue
        if name in moved:
            yield Change(ChangeKind.MOVED, name, before=followed[name], after=follows[name])
        former = old[name]
        for column in _PROPERTIES:
            was, now = _property(former, column), _property(item, column)
            if was != now:
                yield Change(ChangeKind.PROPERTY, name, column, before=was, after=now)
        for column in _WORDINGS:
            written = getattr(former, column), getattr(item, column)
            yield from _texts(ChangeKind.WORDING, name, column, *written, languages)
        yield from _conditions(former, item)


def _property(item: Item, column: str) -> str:
    value = getattr(item, column)
    if column == "bounds" and value is not None:
        return f"{value.least} – {value.most} / {value.step}"
    return "" if value in (None, False) else str(value)


def _groups(before: Questionnaire, after: Questionnaire, languages: Sequence[str]) -> Iterator[Change]:
    former = {group.name: group for group in before.groups}
    for group in after.groups:
        if group.name in former and group.turn == 1:
            was = former[group.name]
            yield from _texts(ChangeKind.WORDING, group.name, "label", was.label, group.label, languages)
            yield from _conditions(was, group)
            if was.page != group.page:
                pages = was.appearance, group.appearance
                yield Change(ChangeKind.PROPERTY, group.name, "appearance", "", *pages)


def _conditions(was: Item | Group, now: Item | Group) -> Iterator[Change]:
    for column in CONDITIONS:
        before, after = condition(was, column), condition(now, column)
        if before != after:
            yield Change(ChangeKind.CONDITION, now.name, column, before=before, after=after)


def _texts(
    kind: ChangeKind, name: str, column: str, was: Texts, now: Texts, languages: Sequence[str]
) -> Iterator[Change]:
    for code in languages:
        before, after = (dict(each.by_language).get(code, "") for each in (was, now))
        if before != after:
            yield Change(kind, name, column, code, before, after)


def _lists(before: Questionnaire, after: Questionnaire, languages: Sequence[str]) -> Iterator[Change]:
    former, current = _choices(before), _choices(after)
    for name, choices in current.items():
        if name not in former:
            continue  # the question that names it says so
        was = former[name]
        for gone in [each for each in was if each not in choices]:
            label = was[gone].label
            yield Change(ChangeKind.CHOICE_REMOVED, name, gone, before=label.text(label.default_language))
        for choice in choices.values():
            if choice.name not in was:
                label = choice.label
                yield Change(
                    ChangeKind.CHOICE_ADDED, name, choice.name, after=label.text(label.default_language)
                )
            else:
                labels = was[choice.name].label, choice.label
                yield from _texts(ChangeKind.CHOICE_WORDING, name, choice.name, *labels, languages)
                signs = was[choice.name].pictogram, choice.pictogram
                if signs[0] != signs[1]:
                    yield Change(ChangeKind.CHOICE_PICTOGRAM, name, choice.name, "", *signs)
        if [each for each in was if each in choices] != [each for each in choices if each in was]:
            yield Change(ChangeKind.CHOICES_MOVED, name, before=" ".join(was), after=" ".join(choices))


def _choices(questionnaire: Questionnaire) -> dict[str, dict[str, Choice]]:
    return {
        item.choice_list: {choice.name: choice for choice in item.choices}
        for item in questionnaire.items
        if item.choices
    }


def _preceding(names: Sequence[str]) -> dict[str, str]:
    return dict(zip(names, ["", *names], strict=False))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest names to move so that the common ones stand in the order of `after`: those outside a longest
    increasing run."""
    places = {name: place for place, name in enumerate(before)}
    common = [name for name in after if name in places]
    ends: list[int] = []
    runs: list[list[str]] = []
    for name in common:
        at = bisect_left(ends, places[name])
        run = [*(runs[at - 1] if at else []), name]
        ends[at : at + 1] = [places[name]]
        runs[at : at + 1] = [run]
    return set(common) - set(runs[-1] if runs else [])
