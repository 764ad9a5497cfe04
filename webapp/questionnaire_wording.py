"""The sentences behind what is wrong with a questionnaire, each with its remedy, and behind what changed in one."""

from flask_babel import lazy_gettext as _l

from survey.problems import Problem, ProblemCode
from survey.questionnaires.difference import Change, ChangeKind
from survey.questionnaires.editing import Operator
from survey.questionnaires.types.elsewhere import Elsewhere

FAULT_SENTENCES = {
    ProblemCode.EMPTY_FILE: _l("Le fichier est vide : choisissez-en un autre."),
    ProblemCode.ENCRYPTED_FILE: _l(
        "Le fichier demande un mot de passe : enregistrez-le sans, puis renvoyez-le."
    ),
    ProblemCode.MACROS: _l("Le fichier contient des macros : enregistrez-le en .xlsx, sans macros."),
    ProblemCode.UNKNOWN_FORMAT: _l(
        "Ce format ne se lit pas : enregistrez le fichier avec une de ces fins : %(known)s."
    ),
    ProblemCode.UNREADABLE_LETTERS: _l(
        "La ligne %(line)s n'est pas en UTF-8 : enregistrez tout le fichier en UTF-8."
    ),
    ProblemCode.UNREADABLE_FILE: _l(
        "Ce fichier ne se lit pas : ouvrez-le dans un tableur et enregistrez-le en .xlsx."
    ),
    ProblemCode.FILE_TOO_LARGE: _l(
        "Le fichier est trop lourd (%(limit)s octets au plus) : retirez les images et les vieilles feuilles."
    ),
    ProblemCode.TOO_MANY_ROWS: _l(
        "La feuille a plus de %(limit)s lignes : retirez celles qui ne servent pas."
    ),
    ProblemCode.TOO_MANY_COLUMNS: _l(
        "La feuille a plus de %(limit)s colonnes : retirez celles qui ne servent pas."
    ),
    ProblemCode.CELL_TOO_LONG: _l("La cellule a plus de %(limit)s caractères : raccourcissez-la."),
    ProblemCode.FORMULA_WITHOUT_VALUE: _l(
        "La formule n'a jamais été calculée : enregistrez le fichier dans un tableur, ou écrivez sa valeur."
    ),
    ProblemCode.MISSING_SHEET: _l(
        "Il n'y a pas de feuille « %(sheet)s » : donnez ce nom à celle des questions (trouvées : %(found)s)."
    ),
    ProblemCode.EMPTY_SHEET: _l("La feuille n'a aucune ligne sous ses titres : écrivez-y les questions."),
    ProblemCode.MISSING_COLUMN: _l(
        "La feuille n'a pas de colonne « %(column)s » : ajoutez-la à la première ligne."
    ),
    ProblemCode.DUPLICATE_COLUMN: _l(
        "« %(column)s » veut dire la même chose que « %(first)s » : renommez ou retirez une des deux colonnes."
    ),
    ProblemCode.UNNAMED_COLUMN: _l(
        "La colonne n° %(column)s est remplie sans avoir de titre : nommez-la ou videz-la."
    ),
    ProblemCode.UNSUPPORTED_COLUMN: _l(
        "La colonne « %(column)s » demande ce que nous ne faisons pas : videz la cellule."
    ),
    ProblemCode.UNKNOWN_LANGUAGE: _l(
        "« %(language)s » n'est pas une langue servie : les textes sont gardés, et montrés s'il n'y en a pas d'autres."
    ),
    ProblemCode.MISSING_TYPE: _l("La ligne n'a pas de type : écrivez-en un (text, integer, select_one…)."),
    ProblemCode.UNSUPPORTED_TYPE: _l(
        "« %(type)s » n'est pas un type de question. Le plus proche : %(suggestion)s."
    ),
    ProblemCode.REPEAT_BOUNDED: _l("« %(name)s » se répète %(limit)s fois au plus."),
    ProblemCode.NOT_COLLECTED: _l("« %(type)s » reste vide : rien n'est noté du téléphone de la personne."),
    ProblemCode.INVALID_PARAMETERS: _l(
        "« %(parameters)s » ne borne rien : écrivez par exemple start=0 end=10 step=1."
    ),
    ProblemCode.OTHER_WITH_FILTER: _l(
        "or_other et choice_filter ne vont pas ensemble : ajoutez le choix « autre » à la liste."
    ),
    ProblemCode.UNSUPPORTED_APPEARANCE: _l(
        "L'apparence « %(appearance)s » est laissée de côté, la question est posée quand même."
    ),
    ProblemCode.EXTERNAL_APPEARANCE: _l(
        "« %(appearance)s » appelle une autre application ou un autre fichier : videz la cellule."
    ),
    ProblemCode.MISSING_NAME: _l("La ligne n'a pas de nom : donnez-lui-en un, sans espace."),
    ProblemCode.INVALID_NAME: _l(
        "« %(name)s » ne peut pas être un nom : commencez par une lettre, puis lettres, chiffres et _."
    ),
    ProblemCode.SPACED_REFERENCE: _l(
        "« %(reference)s » : retirez les espaces entre les accolades, les autres outils ne les lisent pas."
    ),
    ProblemCode.DUPLICATE_NAME: _l(
        "« %(name)s » est déjà le nom de la ligne %(first)s : changez l'un des deux."
    ),
    ProblemCode.MISSING_LABEL: _l("Rien n'est écrit pour les gens : remplissez la colonne label."),
    ProblemCode.MISSING_CALCULATION: _l("Rien n'est à calculer : remplissez la colonne calculation."),
    ProblemCode.INVALID_DEFAULT: _l(
        "« %(default)s » n'est pas une réponse de cette question : changez ou videz."
    ),
    ProblemCode.MISSING_CHOICE_LIST: _l(
        "La feuille choices n'a pas de liste « %(list)s ». La plus proche : %(suggestion)s."
    ),
    ProblemCode.INVALID_CHOICE_NAME: _l(
        "« %(name)s » : le nom d'un choix n'a pas d'espace et n'est pas vide."
    ),
    ProblemCode.DUPLICATE_CHOICE: _l(
        "« %(name)s » est déjà dans la liste « %(list)s », ligne %(first)s : changez l'un des deux."
    ),
    ProblemCode.UNBALANCED_GROUP: _l(
        "Un groupe s'ouvre ou se ferme seul : mettez begin_group et end_group par paires."
    ),
    ProblemCode.NESTED_PAGE: _l(
        "Une page (field-list) est dans une autre : retirez l'apparence de celle du dedans."
    ),
    ProblemCode.UNKNOWN_ROLE: _l("« %(role)s » n'est pas un rôle. Le plus proche : %(suggestion)s."),
    ProblemCode.DUPLICATE_ROLE: _l(
        "Le rôle « %(role)s » est déjà à la ligne %(first)s et ne se donne qu'une fois : retirez-en un."
    ),
    ProblemCode.ROLE_OF_OTHER_TYPE: _l(
        "Le rôle « %(role)s » veut une question de type %(known)s, et non %(type)s."
    ),
    ProblemCode.ROLE_CHOICES: _l(
        "Le rôle « %(role)s » veut des choix parmi %(known)s : « %(name)s » n'en est pas."
    ),
    ProblemCode.UNKNOWN_SCORING: _l("« %(scoring)s » ne se lit pas : laissez vide, ou écrivez reversed."),
    ProblemCode.UNKNOWN_PICTOGRAM: _l(
        "« %(name)s » n'est pas un pictogramme. Le plus proche : %(suggestion)s. Videz la cellule, ou écrivez un de "
        "ces noms : %(known)s."
    ),
    ProblemCode.UNREADABLE_EXPRESSION: _l(
        "L'expression ne se lit pas à partir du caractère %(position)s : %(expression)s. Vérifiez guillemets, "
        "parenthèses et ${noms}."
    ),
    ProblemCode.UNKNOWN_FUNCTION: _l(
        "La fonction %(function)s() n'existe pas. La plus proche : %(suggestion)s."
    ),
    ProblemCode.UNSUPPORTED_FUNCTION: _l(
        "La fonction %(function)s() ne se calcule pas ici : elle veut un autre fichier, un lieu ou le hasard. "
        "Écrivez la règle autrement."
    ),
    ProblemCode.ONLINE_ONLY: _l(
        "%(function)s() se calcule sur le serveur : ce questionnaire demande le réseau. Pour qu'un appareil puisse le "
        "poser seul, retirez cette fonction."
    ),
    ProblemCode.WRONG_ARGUMENTS: _l("%(function)s() veut %(expected)s valeurs et en reçoit %(given)s."),
    ProblemCode.UNKNOWN_REFERENCE: _l(
        "Aucune question ne s'appelle « %(name)s ». La plus proche : %(suggestion)s."
    ),
    ProblemCode.LATER_REFERENCE: _l(
        "« %(name)s » dépend d'une question posée plus bas (ligne %(later)s) : déplacez-la plus haut."
    ),
    ProblemCode.CIRCULAR_REFERENCE: _l(
        "Ces lignes dépendent l'une de l'autre : %(cycle)s. Retirez une condition."
    ),
    ProblemCode.UNKNOWN_FILTER_COLUMN: _l(
        "La feuille choices n'a pas de colonne « %(column)s ». La plus proche : %(suggestion)s. Un mot s'écrit "
        "entre guillemets : '%(column)s'."
    ),
    ProblemCode.NAME_TAKEN: _l(
        "« %(name)s » est un questionnaire de la maison, ou un nom trop long : écrivez un autre form_id."
    ),
    ProblemCode.VERSION_TAKEN: _l(
        "La version « %(version)s » est déjà publiée avec d'autres lignes, ou trop longue : écrivez-en une autre."
    ),
    ProblemCode.REFUSED_BY_PYXFORM: _l("Les autres outils refuseraient ce questionnaire : %(message)s"),
    ProblemCode.NO_SUCH_QUESTION: _l("« %(name)s » n'est plus dans le questionnaire : rouvrez le brouillon."),
    ProblemCode.AT_THE_EDGE: _l("« %(name)s » ne peut pas aller plus loin de ce côté."),
    ProblemCode.MOVE_BREAKS: _l(
        "« %(name)s » se sert de la réponse à « %(needed)s », qui doit être posée avant : déplacez-les dans cet ordre."
    ),
    ProblemCode.STILL_USED: _l(
        "« %(name)s » sert encore à : %(users)s. Changez d'abord leur texte ou leur condition."
    ),
    ProblemCode.GROUP_NOT_EMPTY: _l("« %(name)s » contient encore des questions : sortez-les d'abord."),
    ProblemCode.LAST_CHOICE: _l(
        "« %(name)s » est la seule réponse de la liste : ajoutez-en une autre d'abord."
    ),
    ProblemCode.KEPT_FOR_SHEET: _l(
        "Ce qui est écrit dans la colonne « %(column)s » se modifie dans le tableur."
    ),
    ProblemCode.MISSING_TRANSLATION: _l(
        "Il manque le texte en « %(language)s » : la première langue est montrée."
    ),
}
ELSEWHERE_SENTENCES = {
    Elsewhere.PLACE: _l(
        "« %(type)s » situe les gens, ce que nous ne faisons pas : demandez le lieu en mots ou par une liste."
    ),
    Elsewhere.MEDIA: _l(
        "« %(type)s » enregistre ou photographie, ce que nous ne faisons pas : demandez des mots."
    ),
    Elsewhere.FILE: _l(
        "« %(type)s » lit ses choix dans un autre fichier : copiez-les dans la feuille choices."
    ),
    Elsewhere.NESTED: _l(
        "« %(type)s » boucle sur une liste, ou se répète dans plus de trois répétitions : écrivez le groupe autant de "
        "fois qu'il le faut."
    ),
    Elsewhere.MOMENT: _l(
        "« %(type)s » demande un jour et une heure à la fois : posez deux questions, date et time."
    ),
}
OTHER_FAULT = _l("Cette cellule est à revoir.")

COLUMNS = {
    "title": _l("titre"),
    "label": _l("question"),
    "hint": _l("aide"),
    "guidance": _l("aide longue"),
    "required_message": _l("message si vide"),
    "constraint_message": _l("message si refusée"),
    "kind": _l("type"),
    "role": _l("rôle"),
    "choice_list": _l("liste de choix"),
    "default": _l("réponse par défaut"),
    "appearance": _l("apparence"),
    "scoring": _l("sens du score"),
    "read_only": _l("lecture seule"),
    "bounds": _l("bornes"),
    "relevant": _l("condition pour être posée"),
    "required": _l("obligatoire"),
    "constraint": _l("règle de la réponse"),
    "calculation": _l("calcul"),
    "choice_filter": _l("filtre des choix"),
}
CHANGE_SENTENCES = {
    ChangeKind.TITLE: _l("Titre (%(language)s)"),
    ChangeKind.LANGUAGE_ADDED: _l("Nouvelle langue : %(language)s"),
    ChangeKind.LANGUAGE_REMOVED: _l("Langue retirée : %(language)s"),
    ChangeKind.ADDED: _l("Question ajoutée"),
    ChangeKind.REMOVED: _l("Question retirée"),
    ChangeKind.MOVED: _l("Question déplacée : elle suivait et suit maintenant"),
    ChangeKind.WORDING: _l("%(column)s (%(language)s)"),
    ChangeKind.PROPERTY: _l("%(column)s"),
    ChangeKind.CONDITION: _l("%(column)s"),
    ChangeKind.CHOICE_ADDED: _l("Choix ajouté : %(column)s"),
    ChangeKind.CHOICE_REMOVED: _l("Choix retiré : %(column)s"),
    ChangeKind.CHOICE_WORDING: _l("Choix %(column)s (%(language)s)"),
    ChangeKind.CHOICE_PICTOGRAM: _l("Pictogramme du choix %(column)s"),
    ChangeKind.CHOICES_MOVED: _l("Ordre des choix"),
}


def word_fault(fault: Problem) -> str:
    """Returns what is wrong with a questionnaire and what mends it."""
    if fault.code is ProblemCode.TYPE_ELSEWHERE:
        sentence = ELSEWHERE_SENTENCES[Elsewhere(fault.value("reason"))]
    else:
        sentence = FAULT_SENTENCES.get(fault.code, OTHER_FAULT)
    values = {key: value or "–" for key, value in fault.values}
    return str(sentence) % values if values else str(sentence)


def word_change(change: Change) -> str:
    """Returns what kind of change it is; the texts before and after stand beside it."""
    column = str(COLUMNS.get(change.column, change.column))
    return str(CHANGE_SENTENCES[change.kind]) % {"column": column, "language": change.language}


KINDS = {
    "text": _l("réponse écrite"),
    "integer": _l("nombre entier"),
    "decimal": _l("nombre"),
    "range": _l("curseur"),
    "date": _l("jour"),
    "time": _l("heure"),
    "select_one": _l("une réponse au choix"),
    "select_multiple": _l("plusieurs réponses au choix"),
    "rank": _l("classement"),
    "acknowledge": _l("case à cocher"),
    "note": _l("texte à lire"),
    "group": _l("page"),
    "repeat": _l("questions répétées"),
}
"""Types of questions in plain words."""
NOT_ASKED = _l("rempli sans rien demander")

OPERATORS = {
    Operator.IS: _l("est"),
    Operator.IS_NOT: _l("n'est pas"),
    Operator.INCLUDES: _l("comprend"),
    Operator.EXCLUDES: _l("ne comprend pas"),
    Operator.LESS: _l("moins de"),
    Operator.AT_MOST: _l("au plus"),
    Operator.MORE: _l("plus de"),
    Operator.AT_LEAST: _l("au moins"),
}
ANSWERED = {Operator.IS: _l("n'a pas de réponse"), Operator.IS_NOT: _l("a une réponse")}
"""Operators against no answer at all."""


def word_kind(kind: str) -> str:
    """Returns a type of question in plain words."""
    return str(KINDS.get(kind, NOT_ASKED))
