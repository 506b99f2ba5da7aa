"""Lists of people: "a woman and her two sons", "five fighters, 15 rebels and a boy"."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.links import is_numbered
from civharm.claims.english.casualties.mislaid import mislaid_member, names_in_front
from civharm.claims.english.casualties.people import is_other_kin
from civharm.claims.english.casualties.sayers import is_sayer

_LONGEST_LIST = 8


def joined(head: Token, context: Context) -> Iterator[Token]:
    """The head and what is joined to it: "a woman and her two sons", a list of names."""
    last = head
    for token in _joined_by_parse(head, context):
        if is_sayer(token, context, of=head):
            continue
        last = max(last, token, key=lambda each: each.i)
        yield token
    yield from names_in_front(head)
    for _ in range(_LONGEST_LIST):
        mislaid = mislaid_member(last, context)
        if mislaid is None or is_sayer(mislaid, context, of=head):
            return
        last = mislaid
        yield last


def _joined_by_parse(head: Token, context: Context) -> Iterator[Token]:
    seen = {head.i}
    queue = [head]
    while queue:
        token = queue.pop(0)
        if not _bears(token.head, token):
            yield token
        for child in token.children:
            if child.i not in seen and (_is_member(child, token, context) or _bears(token, child)):
                seen.add(child.i)
                queue.append(child)


def _bears(person: Token, name: Token) -> bool:
    """ "His uncle Omar Adel and Faris Dalu": the uncle bears the first name; who is joined to it is joined to him."""
    is_one = person.tag_ == "NN" and name.dep_ == "appos" and is_full_name(name)
    return is_one and name.left_edge.i == person.i + 1


def _is_member(child: Token, token: Token, context: Context) -> bool:
    if child.dep_ == "conj":
        if _names_counted(token, child, context) or _is_parenthood(child, context):
            return False
        return child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
    if child.dep_ != "appos" or _is_in_brackets(child):
        return False
    return _is_added(child) or _opens_list(token, child, context)


def _is_in_brackets(child: Token) -> bool:
    """ "Omar Adel (Abu Basem)": another name for him."""
    return child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text == "("


def _names_counted(token: Token, child: Token, context: Context) -> bool:
    """ "Her two sons, Omar and Anas": the names of those who are counted already; not "two guards, and Omar Saleh"."""
    between = [word.lower_ for word in token.doc[token.i + 1 : child.left_edge.i]]
    is_name = token.pos_ == "NOUN" and child.pos_ == "PROPN" and between[:1] == [","]
    return is_name and between[1:2] != ["and"] and is_numbered(token, context)


def _is_parenthood(noun: Token, context: Context) -> bool:
    """ "A teacher and father of three" is one person."""
    is_bare = not any(child.dep_ in ("det", "poss") for child in noun.children)
    behind = context.doc[noun.i + 1 : noun.i + 3]
    of_so_many = len(behind) > 1 and behind[0].lower_ == "of" and behind[1].i in context.counts
    return is_bare and of_so_many and context.lexicon.has("parents", lemma(noun))


def _is_added(child: Token) -> bool:
    """ "Two brothers, Omar and Anas, as well as their cousin": whom the parse takes for the brothers."""
    before = child.doc[max(0, child.left_edge.i - 3) : child.left_edge.i]
    return before.text.lower() == "as well as"


def _opens_list(token: Token, child: Token, context: Context) -> bool:
    """ "five fighters, 15 rebels and a boy", "Ali Saad, his wife and their son"; but "Saad, a sheikh" is one man."""
    end = child.right_edge.i + 1
    if ends_list(child, context) and lemma(token) != lemma(child):
        return not context.lexicon.has("whole_people", lemma(token))
    if token.pos_ == "PROPN" and (is_other_kin(child) or _is_second_name(token, child)):
        return True
    if not any(word.lower_ == "and" for word in context.doc[child.i + 1 : end + 3]):
        return False
    if token.pos_ == "NOUN" and is_other_kin(child) and _may_own(token, child, context):
        return True
    if token.pos_ == "PROPN":
        return any(word.dep_ == "poss" for word in child.children) or _are_full_names(token, child)
    if context.lexicon.has("whole_people", lemma(token)):
        return False
    if (_is_owned(token) or token.i in context.counts) and _is_owned(child):
        return True
    return _is_introduced(token, context) and _is_introduced(child, context)


def ends_list(token: Token, context: Context) -> bool:
    """ "Two adults, six children dead"."""
    return token.dep_ == "appos" and is_numbered(token, context) and is_numbered(token.head, context)


def _is_second_name(token: Token, child: Token) -> bool:
    """ "Rana Adib, Salim Haddad, Noor Karam and Yusuf Barzani": four, where the parse sets the second beside the first."""
    is_list = any(
        word.dep_ == "conj" and word.pos_ == "PROPN" and word.i > child.i for word in token.children
    )
    return is_list and child.ent_type_ == "PERSON" and _are_full_names(token, child)


def _may_own(person: Token, kin: Token, context: Context) -> bool:
    """ "A boy, his sister and his mother" are three; in "a woman, his wife and …" she is another man's wife."""
    owner = next(child.lower_ for child in kin.children if child.dep_ == "poss")
    other_sex = {"his": "female_words", "her": "male_words"}.get(owner)
    is_person = person.tag_ == "NN" and lemma(person) in context.lexicon.person_words
    is_person = is_person and lemma(kin) in context.lexicon.person_words
    return other_sex is not None and is_person and not context.lexicon.has(other_sex, lemma(person))


def _are_full_names(token: Token, child: Token) -> bool:
    """ "Rami Saleh, Hala Odeh, and Sami Odeh" are three."""
    return is_full_name(token) and is_full_name(child)


def is_full_name(name: Token) -> bool:
    """ "Rami Saleh", not "Saleh"."""
    is_proper = name.pos_ == "PROPN"
    return is_proper and any(word.dep_ == "compound" and word.pos_ == "PROPN" for word in name.children)


def _is_owned(noun: Token) -> bool:
    """ "His daughter", "Hala's mother"."""
    return noun.pos_ == "NOUN" and any(word.dep_ == "poss" for word in noun.children)


def _is_introduced(noun: Token, context: Context) -> bool:
    """ "Two men", "a man", "30 year old man"."""
    if is_numbered(noun, context) or any(word.lower_ in ("a", "an") for word in noun.children):
        return True
    return noun.pos_ == "NOUN" and any(word.lower_ == "old" and word.dep_ == "amod" for word in noun.children)
