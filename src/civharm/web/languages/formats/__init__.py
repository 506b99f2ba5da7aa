"""How numbers are written where Django's own form of a language could be misread."""
