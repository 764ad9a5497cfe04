"""The printed estimate of the coder: on a file of coded answers, or on author batches left out one by one."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

import numpy as np

from nlp.codebook import Frame, Polarity
from nlp.coding import baselines
from nlp.coding.corpus import FOLDER, CodedAnswer, CorpusRefused, read_coded, read_corpus
from nlp.coding.encoder import readable
from nlp.coding.labels import FRAME, NAMES, POLARITY, THEMES, Scores, truth
from nlp.coding.measures import Figure, Given, agreements, calibration_error, confusion, figures

DEVELOPMENT: Final = "dev_answers.jsonl"
_REVIEW_WORDS: Final = 15


@dataclass(frozen=True)
class Outcome:
    """Answers with what was given to them and with which probabilities."""

    answers: tuple[CodedAnswer, ...]
    shares: Scores
    given: Given

    @property
    def told(self) -> Given:
        """What a person said."""
        return truth(self.answers).astype(bool)

    def where(self, keep: Sequence[bool]) -> "Outcome":
        """The outcome of some answers."""
        rows = np.flatnonzero(np.array(keep, dtype=bool))
        return Outcome(tuple(self.answers[row] for row in rows), self.shares[rows], self.given[rows])


def evaluate(arguments: Sequence[str], out: TextIO) -> int:
    """Prints the tables; returns 0, or 2 when the lines to measure on cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m nlp evaluate")
    parser.add_argument(
        "file", nargs="?", type=Path, help="JSON lines of coded answers, as in nlp/coding/corpus"
    )
    parser.add_argument(
        "--cross-validate", action="store_true", help="leave out one author batch after another"
    )
    parser.add_argument(
        "--misses", type=int, nargs="?", const=50, default=0, metavar="N", help="print the worst errors"
    )
    options = parser.parse_args(arguments)
    if not options.file and not options.cross_validate:
        parser.error("name a file of coded answers, or ask for --cross-validate")
    try:
        if options.cross_validate:
            report(cross_validated(read_corpus(FOLDER)), "author batches left out", out, options.misses)
        if options.file:
            report(coded(read_coded(options.file)), options.file.name, out, options.misses)
    except (CorpusRefused, OSError) as problem:
        out.write(f"cannot be measured: {problem}\n")
        return 2
    return 0


def coded(answers: Sequence[CodedAnswer]) -> Outcome:
    """What the coder of this checkout says of coded answers."""
    from nlp.coding.coder import load_coder

    shares, given = load_coder().judged(
        [answer.text for answer in answers], [answer.language for answer in answers]
    )
    return Outcome(tuple(answers), shares, given)


def cross_validated(answers: Sequence[CodedAnswer]) -> Outcome:
    """What is said of each author batch by heads, curves and cuts that learnt from the other batches only.

    How alike answers are (terms, means of languages) is learnt once from all texts, without their labels.
    """
    from nlp.coding.coder import corpus_encoder
    from nlp.coding.training import by_batch, judged_without, kernel_of, lesson

    told = lesson(answers, corpus_encoder())
    kernel = kernel_of(told)
    shares = np.zeros((len(answers), len(NAMES)))
    given = np.zeros(shares.shape, dtype=bool)
    for kept, left in by_batch(answers):
        shares[left], given[left] = judged_without(told, kernel, kept, left)
    return Outcome(tuple(answers), shares, given)


def report(outcome: Outcome, title: str, out: TextIO, misses: int = 0) -> None:
    """Prints every table of an outcome."""
    french = outcome.where([answer.language == "fr" for answer in outcome.answers])
    others = outcome.where([answer.language != "fr" for answer in outcome.answers])
    out.write(f"# {title}: {len(french.answers)} French answers, {len(others.answers)} in other languages\n")
    for name, part in (("French", french), ("other languages", others)):
        if part.answers:
            out.writelines(_summary(name, part))
    reviews = french.where([_like_a_review(answer) for answer in french.answers])
    if reviews.answers:
        figure = figures(reviews.given, reviews.told, reviews.shares)["positive against negative"]
        out.write(
            f"\npositive against negative, {len(reviews.answers)} French review-like texts: {_shown(figure)}\n"
        )
    batches = sorted({answer.batch for answer in outcome.answers})
    if len(batches) > 1:
        out.write("\n## By author batch\n")
        for batch in batches:
            part = outcome.where([answer.batch == batch for answer in outcome.answers])
            found = figures(part.given, part.told, part.shares)
            some = (
                "themes micro-F1",
                "themes macro-F1",
                "polarity macro-F1",
                "positive against negative",
                "stigmatising F1",
            )
            out.write(
                f"{batch:<12}"
                + "".join(f"  {name} {found[name].value:.3f}" for name in some if name in found)
                + "\n"
            )
    if french.answers:
        out.writelines(_baselines(french))
    out.writelines(_worst(outcome, misses))


def _like_a_review(answer: CodedAnswer) -> bool:
    judged = answer.polarity in (Polarity.POSITIVE, Polarity.NEGATIVE)
    return judged and len(answer.text.split()) >= _REVIEW_WORDS


def _summary(name: str, part: Outcome) -> Iterator[str]:
    told = part.told
    yield f"\n## {name}, n = {len(part.answers)}\n"
    for title, figure in figures(part.given, told, part.shares).items():
        yield f"{title:<28} {_shown(figure)}\n"
    yield f"{'calibration error':<28} {calibration_error(part.shares, told):.3f}\n"
    yield f"\n{'label':<24} {'n':>5} precision recall    F1\n"
    for label, found in agreements(part.given, told).items():
        yield f"{label:<24} {found.support:>5} {found.precision:>9.3f} {found.recall:>6.3f} {found.f1:>5.3f}\n"
    for question, values, columns in (("polarity", Polarity, POLARITY), ("frame", Frame, FRAME)):
        yield f"\n{question}, a person's in rows: " + " ".join(values) + "\n"
        for value, row in zip(values, confusion(part.given, told, columns), strict=True):
            yield f"  {value:<14}" + "".join(f"{count:>6}" for count in row) + "\n"


def _baselines(french: Outcome) -> Iterator[str]:
    told = french.told
    yield "\n## Baselines, French\n"
    common = figures(baselines.majority(told, len(told)), told, french.shares)
    for name in ("themes micro-F1", "themes macro-F1", "polarity macro-F1"):
        yield f"commonest value: {name:<22} {_shown(common[name])}\n"
    values = baselines.sentiments([readable(answer.text) for answer in french.answers])
    given = french.given.copy()
    given[:, POLARITY] = baselines.by_sentiment(values)
    shares = french.shares.copy()
    shares[:, POLARITY.start], shares[:, POLARITY.start + 1] = values, [-value for value in values]
    found = figures(given, told, shares)
    for name in ("polarity macro-F1", "positive against negative"):
        yield f"textblob-fr:     {name:<28} {_shown(found[name])}\n"


def _worst(outcome: Outcome, most: int) -> Iterator[str]:
    """The errors that the model was surest of: a theme or a value given that a person did not say."""
    if not most:
        return
    wrong = np.where(outcome.given & ~outcome.told, outcome.shares, 0.0)
    wrong[:, FRAME.stop : -1] = 0
    yield f"\n## The {most} surest errors\n"
    for row in np.argsort(-wrong.max(axis=1), kind="stable")[:most]:
        answer = outcome.answers[row]
        column = int(wrong[row].argmax())
        question = THEMES if column < THEMES.stop else POLARITY if column < POLARITY.stop else FRAME
        said = ", ".join(
            NAMES[question.start + value] for value in np.flatnonzero(outcome.told[row, question])
        )
        yield f"{wrong[row, column]:.2f} {NAMES[column]}, a person: {said or 'false'} · {answer.identifier}\n"
        yield f"     {readable(answer.text)}\n"


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
