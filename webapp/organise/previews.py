"""A questionnaire seen as people will see it: page by page or as a chat, in one of its languages."""

from flask import abort, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from survey.flow import Plan
from survey.flow.chat_preview import chat_preview
from survey.flow.preview import preview
from survey.languages import Language, language
from survey.questionnaires import Questionnaire
from survey.questionnaires.completeness import Completeness, completeness
from webapp.organise.rule_words import RuleWords


def preview_page(read: Questionnaire, plan: Plan, name: str, **of: int) -> str:
    """Returns the preview of a version or a draft (its id in ``of``) in a language, as a form or as a chat."""
    asked = request.args.get("langue", read.default_language)
    if asked not in read.languages:
        abort(404)
    shown, chat = language(asked), request.args.get("comme") == "chat"
    words = RuleWords(plan, shown)
    with force_locale(shown.babel_locale):
        body = render_template(
            "organise/preview_chat.html" if chat else "organise/preview_form.html",
            pages=chat_preview(plan, asked) if chat else preview(plan, asked),
            shown=shown,
            words=words,
        )
    return render_template(
        "organise/questionnaire_preview.html",
        of=of,
        back="organise.questionnaire_draft" if "draft_id" in of else "organise.questionnaire_version",
        here=request.endpoint,
        name=name,
        title=read.title.text(asked),
        shown=shown,
        chat=chat,
        body=Markup(body),  # noqa: S704 - a template of ours, escaped as any other
        languages_written=written_in(read),
    )


def written_in(read: Questionnaire) -> list[tuple[Language, Completeness]]:
    """Returns the languages of a form, each with how much of it is written."""
    return [(language(figure.language), figure) for figure in completeness(read)]
