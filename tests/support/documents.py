"""English documents with a parse and nothing else, for what goes by the parse alone."""

from collections.abc import Sequence

from spacy.tokens import Doc

from civharm.claims.english.document import EnglishDocument, PartyMention, readable_sentences


def parsed_alone(doc: Doc, text: str, parties: Sequence[PartyMention] = ()) -> EnglishDocument:
    """The document without times and places."""
    return EnglishDocument(
        doc=doc,
        text=text,
        anchor=None,
        sentences=readable_sentences(doc, text),
        times=(),
        places=(),
        parties=tuple(parties),
    )
