"""Who says what, how sure they are, and the exact words: quotations, cues of speech, speakers."""
