"""Who was killed, injured, missing or detained, and how many: the counts of a sentence, and the roll of a text."""
