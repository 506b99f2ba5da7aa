"""The pages' words in other languages: gettext catalogues in `web/locale`, found, brought up to date and compiled here."""
