"""The sentences behind codes: problems of answers and of questionnaires, in the reader's language."""

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l

from survey.dialogue import Said
from survey.importing import FaultCode
from survey.problems import Problem, ProblemCode
from webapp.models import (
    ActionStatus,
    AgeBand,
    Asker,
    RegistrationStatus,
    RequestSource,
    RequestStatus,
    Residence,
    RoleName,
    Sex,
    WaveKind,
)
from webapp.services.collections import Collection

ANSWER_SENTENCES = {
    ProblemCode.REQUIRED: _l("Cette réponse est nécessaire pour continuer."),
    ProblemCode.CONSTRAINT: _l("Cette réponse ne convient pas ici : relisez la question et corrigez."),
    ProblemCode.NOT_A_NUMBER: _l("Écrivez un nombre en chiffres, par exemple 3,5."),
    ProblemCode.OUT_OF_RANGE: _l("Écrivez un nombre entre %(least)s et %(most)s, de %(step)s en %(step)s."),
    ProblemCode.NOT_A_DATE: _l("Écrivez le jour, le mois et l'année, par exemple 23/11/2026."),
    ProblemCode.NOT_A_TIME: _l("Écrivez l'heure et les minutes, par exemple 14:30."),
    ProblemCode.NOT_AN_INTEGER: _l("Écrivez un nombre entier en chiffres, par exemple 3."),
    ProblemCode.NUMBER_TOO_LARGE: _l("Ce nombre est trop grand : vérifiez-le."),
    ProblemCode.TEXT_TOO_LONG: _l(
        "Ce texte est trop long : %(length)s caractères pour %(limit)s au plus. Raccourcissez-le."
    ),
    ProblemCode.UNKNOWN_CHOICE: _l("Choisissez une réponse de la liste."),
    ProblemCode.SEVERAL_CHOICES: _l("Choisissez une seule réponse."),
    ProblemCode.RANK_REPEATED: _l("La même réponse est à deux places : donnez une place à chacune."),
    ProblemCode.RANK_INCOMPLETE: _l("Donnez une place à chaque réponse, ou laissez tout vide."),
    ProblemCode.NOT_ACKNOWLEDGED: _l("Cochez la case, ou laissez-la vide."),
}
OTHER = _l("Vérifiez cette réponse.")


def word_problem(problem: Problem, *_shown: object) -> str:
    """Returns the sentence of ``problem``: the questionnaire author's own where there is one."""
    written = problem.value("message")
    if written:
        return written
    sentence = ANSWER_SENTENCES.get(problem.code, OTHER)
    values = dict(problem.values)
    if problem.code is ProblemCode.OUT_OF_RANGE:
        values |= {key: format_decimal(values[key]) for key in ("least", "most", "step")}
    return str(sentence) % values if values else str(sentence)


WAVE_KINDS = {
    WaveKind.BEFORE: _l("avant l'action"),
    WaveKind.AFTER: _l("après l'action"),
    WaveKind.FOLLOW_UP: _l("trois mois après"),
    WaveKind.YEARLY: _l("enquête du quartier"),
}
ACTION_STATES = {
    ActionStatus.DRAFT: _l("brouillon"),
    ActionStatus.OPEN: _l("ouverte"),
    ActionStatus.CLOSED: _l("fermée"),
    ActionStatus.CANCELLED: _l("annulée"),
}
REGISTRATION_STATES = {
    RegistrationStatus.CONFIRMED: _l("place gardée"),
    RegistrationStatus.WAITING: _l("en attente"),
    RegistrationStatus.CANCELLED: _l("annulée"),
    RegistrationStatus.PRESENT: _l("présente"),
}
REQUEST_STATES = {
    RequestStatus.RECEIVED: _l("en attente"),
    RequestStatus.TAKEN_UP: _l("reprise par une action"),
    RequestStatus.DECLINED: _l("sans suite"),
}
REQUEST_SOURCES = {
    RequestSource.ONLINE: _l("envoyée en ligne"),
    RequestSource.LOGGED: _l("notée par une équipe"),
}
ASKERS = {
    Asker.RESIDENT: _l("Une habitante ou un habitant"),
    Asker.PARTNER: _l("Une association ou un partenaire"),
    Asker.TOWN_SERVICE: _l("Un service de la ville"),
}
AUDIENCES = {
    "children": _l("enfants, moins de 11 ans"),
    "teenagers": _l("11 à 17 ans"),
    "young_adults": _l("18 à 24 ans"),
    "adults": _l("25 à 59 ans"),
    "seniors": _l("60 ans et plus"),
}
ROLES = {
    RoleName.ADMINISTRATOR: _l("gérer la ville et les comptes"),
    RoleName.COORDINATOR: _l("suivre toutes les actions"),
    RoleName.ORGANISER: _l("organiser les actions de son organisation"),
    RoleName.EVALUATOR: _l("lire les paroles et les chiffres"),
}
AGE_BANDS = {
    AgeBand.UNDER_11: _l("moins de 11 ans"),
    AgeBand.FROM_11: _l("11 à 14 ans"),
    AgeBand.FROM_15: _l("15 à 17 ans"),
    AgeBand.FROM_18: _l("18 à 24 ans"),
    AgeBand.FROM_25: _l("25 à 39 ans"),
    AgeBand.FROM_40: _l("40 à 59 ans"),
    AgeBand.FROM_60: _l("60 à 74 ans"),
    AgeBand.FROM_75: _l("75 ans et plus"),
}
SEXES = {
    Sex.WOMAN: _l("femmes"),
    Sex.MAN: _l("hommes"),
    Sex.OTHER: _l("autre"),
    Sex.NO_ANSWER: _l("sans réponse"),
}
RESIDENCES = {
    Residence.THIS_QUARTIER: _l("dans le quartier"),
    Residence.OTHER_QUARTIER: _l("dans un autre quartier de la liste"),
    Residence.COMMUNE: _l("ailleurs dans la commune"),
    Residence.ELSEWHERE: _l("dans une autre commune"),
    Residence.NO_ANSWER: _l("sans réponse"),
}

CHAT_SENTENCES = {
    Said.UNCLEAR: _l("Je n'ai pas compris. Dites-le autrement, ou touchez une réponse."),
    Said.OFFER: _l("Je ne suis pas sûr. Vouliez-vous dire :"),
    Said.LOST: _l(
        "Je n'y arrive pas, pardon. Touchez une réponse, passez la question, ou demandez à quelqu'un."
    ),
    Said.NEEDED: _l("Il me faut cette réponse pour continuer."),
    Said.REFUSED: _l("Cette réponse ne convient pas."),
    Said.HELP: _l(
        "Répondez avec vos mots ou touchez une réponse. Vous pouvez écrire « passer », « retour » ou « stop »."
    ),
    Said.HUMAN: _l("Vous pouvez parler à quelqu'un de l'équipe."),
    Said.RESTARTED: _l("On reprend au début. Vos réponses sont encore là."),
    Said.BACK: _l("D'accord, on revient à cette question."),
    Said.AT_START: _l("C'est la première question."),
    Said.SKIPPED: _l("D'accord, on passe."),
}

THEMES = {
    "facilities": _l("équipements et services"),
    "shops_economy": _l("commerces"),
    "social_ties": _l("liens entre les gens"),
    "mixing": _l("mélange des publics"),
    "attachment": _l("attachement"),
    "reputation": _l("image et réputation"),
    "safety": _l("sécurité"),
    "environment": _l("cadre de vie"),
    "housing": _l("logement"),
    "mobility": _l("déplacements"),
    "youth_school": _l("jeunes et école"),
    "hardship_jobs": _l("emploi et vie chère"),
    "discrimination": _l("discriminations, respect"),
    "institutions": _l("institutions, être écouté"),
    "atmosphere": _l("ambiance"),
    "general": _l("avis sans thème"),
    "off_topic": _l("hors sujet"),
}
POLARITIES = {
    "positive": _l("plutôt positif"),
    "negative": _l("plutôt négatif"),
    "neutral": _l("neutre"),
    "mixed": _l("du bon et du mauvais"),
}
FRAMES = {
    "stigmatising": _l("stigmatise"),
    "valorising": _l("valorise"),
    "none": _l("ni l'un ni l'autre"),
}
MODES = {
    "lived": _l("habite"),
    "used": _l("vient pour quelque chose"),
    "passed": _l("passe ou évite"),
    "none": _l("on ne sait pas"),
}
FAULTS = {
    FaultCode.EMPTY: _l("la ligne ne répond à aucune question"),
    FaultCode.REPEATED: _l("cet identifiant est déjà plus haut dans le fichier"),
    FaultCode.UNKNOWN_LANGUAGE: _l("cette langue n'est pas servie"),
    FaultCode.UNKNOWN_CHOICE: _l("cette valeur n'est aucun des choix : ajoutez-la dans « values »"),
    FaultCode.REFUSED_VALUE: _l("la question refuse cette valeur"),
}
FILE_REFUSALS = {
    "empty": _l("Le fichier est vide."),
    "format": _l("Ce fichier ne se lit pas : enregistrez-le en .csv, .xlsx ou .jsonl."),
    "encoding": _l("Les lettres de ce fichier ne se lisent pas : enregistrez-le en UTF-8."),
    "columns": _l("La première ligne doit nommer chaque colonne, une seule fois."),
    "rows": _l("Ce fichier a trop de lignes : coupez-le en plusieurs (ligne %(line)s)."),
    "large": _l("Ce fichier est trop grand : coupez-le en plusieurs de moins d'un mégaoctet."),
    "line": _l("La ligne %(line)s ne se lit pas : corrigez-la, ou retirez-la."),
}
MAPPING_REFUSALS = {
    "yaml": _l("La correspondance ne se lit pas : une ligne par question, « question: colonne »."),
    "key": _l("La correspondance ne connaît pas « %(name)s » : columns, values, id, language, heading."),
    "question": _l("Aucune question ne s'appelle « %(name)s » ni n'a ce rôle."),
    "column": _l("Le fichier n'a pas de colonne « %(name)s »."),
}

POOLED_KINDS = {
    WaveKind.BEFORE: _l("avant les actions"),
    WaveKind.AFTER: _l("après les actions"),
    WaveKind.FOLLOW_UP: _l("trois mois après les actions"),
}


def word_collection(collection: Collection) -> str:
    """Returns a collection in words: ``avant l'action``, ``enquête du quartier 2026``."""
    if collection.kind is WaveKind.YEARLY:
        return f"{WAVE_KINDS[collection.kind]} {collection.label or collection.year}"
    return str(POOLED_KINDS[collection.kind] if collection.pooled else WAVE_KINDS[collection.kind])
