"""``python -m translations.update``: extracts the messages, derives French, and brings every catalogue up to date.

What a language lacks is left empty; the catalogue check names it until somebody translates it.
"""

import sys

from survey.languages import LANGUAGES
from translations.catalogues import TEMPLATE, extracted, faults, french, path_of, read, write


def main() -> int:
    """Writes the template and the catalogues; returns 1 when a language still lacks something."""
    messages = extracted()
    write(TEMPLATE, messages)
    lacking = 0
    for entry in LANGUAGES:
        if entry.code == "fr":
            write(path_of("fr"), french(messages))
            continue
        catalogue = read(entry.babel_locale)
        catalogue.update(messages, no_fuzzy_matching=True)
        write(path_of(entry.babel_locale), catalogue)
        left = faults(entry.babel_locale, messages)
        lacking += len(left)
        sys.stdout.write(f"{entry.code}: {len(left)} to do\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
