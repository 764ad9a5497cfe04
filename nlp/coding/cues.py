"""Small turns of phrase that tell a lack from a request, a rumour from a fact: words of eight languages as data."""

import re
from typing import Final

NEGATIONS: Final = frozenset(
    word
    for line in (
        "pas jamais aucun aucune ni sans rien plus nul nulle",
        "not no never without nothing none don't isn't doesn't",
        "não nao nunca sem nada ningun ninguna ningún sin",
        "değil degil yok hiç hic",
        "не нет нету ні немає без ничего нічого никогда ніколи",
        "ليس ما لا بدون مافي ماكاش مكاش machi ma walou",
    )
    for word in line.split()
)
"""Words after which a judgement is turned round."""

CUES: Final = {
    name: re.compile("|".join(patterns), re.IGNORECASE)
    for name, patterns in {
        "lack": (
            r"\bmanqu|\bpas assez|\binsuffisan|\bpeu de\b|\babsence|\bplus de\b",
            r"\black|\bnot enough|\bfalta|\beksik|не хват|нестач|ينقص|نقص",
        ),
        "excess": (r"\btrop\b|\btoo (?:much|many)|\bdemasiad|\bdemais", "слишком|занадто|çok fazla"),
        "but": (
            r"\bmais\b|\bpar contre\b|\ben revanche|\bcependant|\bpourtant|\bmalgré",
            r"\bbut\b|\bpero\b|\bmas\b|\bama\b|\bно\b|\bале\b|لكن|بصح|غير",
        ),
        "both": (r"points? (?:positif|negatif|négatif|fort|faible)|avantage|inconvénient|les \+|les -",),
        "only": (
            r"\bque d(?:es|e)\b|\btous\b.{0,12}\bd(?:es|e)\b|\bpartout\b|\bnothing but|\bsolo hay|\bsó tem",
        ),
        "wish": (
            r"\b(?:il )?faudrait|\bfaut\b|\bcréer|\bdévelopper|\bamélior|\brénov|\baménag|\binstall|\bmettre\b",
            r"\bpouvoir\b|\bplus d['’e]",
        ),
        "said": (
            r"\bon dit|\bil paraît|\bils disent|\bles gens disent|\bon m['’]a dit|\bmédia|\btélé\b|\bréputation",
            r"\bthey say|\bdizem|\bdicen|говорят|кажуть|قالوا|يقولون|diyorlar",
        ),
        "mine": (
            r"\bmon\b|\bma\b|\bmes\b|\bnotre\b|\bnos\b|\bmy\b|\bour\b|\bmeu\b|\bminha\b|\bmi\b|\bмой|\bнаш",
        ),
        "avoid": (
            r"\bévit|\bfuir|\bfuyez|\bn['’]y (?:allez|vais|va)|\bcontourn|\bdéconseill|\bavoid|\bstay away",
        ),
        "fine": (
            r"\bpas (?:de|eu de|d['’]) ?(?:problème|souci)|\bjamais (?:eu|été)|\bno problem|\bnever had",
        ),
    }.items()
}
"""Patterns by the name of what they hint at; a hint is a feature of the heads and decides nothing alone."""
