"""`python -m civharm.web.languages [compile]`: bring the catalogues up to date, or write the form that Django reads."""

import sys

from civharm.web.languages.catalogues import (
    bring_up_to_date,
    compile_catalogue,
    language_of,
    po_files,
    untranslated,
)
from civharm.web.setup import ready


def main(arguments: list[str]) -> None:
    ready()
    for po in po_files():
        if "compile" not in arguments:
            lacking = untranslated(bring_up_to_date(po))
            sys.stdout.write(f"{language_of(po)}: {len(lacking)} words without a translation\n")
        compile_catalogue(po)


if __name__ == "__main__":
    main(sys.argv[1:])
