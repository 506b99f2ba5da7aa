"""Numbers in Arabic with the digits 0–9, as Unicode's CLDR writes them: Django's comma for decimals reads as thousands."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
