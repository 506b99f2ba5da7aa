"""Terms of the model's closed lists as the pages word them; listed here so that translators see them."""

from django.utils.translation import gettext


def gettext_noop(message: str) -> str:
    """Mark a word for translators: Django's own needs its settings, and this module is imported before."""
    return message


_TERMS = (
    # grading
    gettext_noop("confirmed"), gettext_noop("fair"), gettext_noop("weak"),
    gettext_noop("contested"), gettext_noop("discounted"), gettext_noop("ungraded"),
    # strike status
    gettext_noop("declared"), gettext_noop("likely"), gettext_noop("single source"), gettext_noop("unknown"),
    # position of a belligerent
    gettext_noop("accepted"), gettext_noop("denied"), gettext_noop("investigating"), gettext_noop("no information"),
    # stance of a speaker
    gettext_noop("asserted"), gettext_noop("alleged"), gettext_noop("estimated"), gettext_noop("retracted"),
    # kind of claim
    gettext_noop("harm"), gettext_noop("attack"), gettext_noop("control"), gettext_noop("displacement"),
    gettext_noop("response"), gettext_noop("aggregate"), gettext_noop("statement"),
    # harm and status
    gettext_noop("killed"), gettext_noop("injured"), gettext_noop("missing"), gettext_noop("detained"),
    gettext_noop("killed or injured"), gettext_noop("civilian"), gettext_noop("combatant"),
    # a victim
    gettext_noop("male"), gettext_noop("female"), gettext_noop("child"), gettext_noop("adult"),
    gettext_noop("age"), gettext_noop("sex"), gettext_noop("role"), gettext_noop("status"),
    # how the people of another incident lie to this one's
    gettext_noop("may overlap with"), gettext_noop("part of"), gettext_noop("has as its part"),
    # control
    gettext_noop("captured"), gettext_noop("recaptured"), gettext_noop("lost"), gettext_noop("held"),
    # parts and involvement
    gettext_noop("attacker"), gettext_noop("victim"), gettext_noop("target"), gettext_noop("holder"),
    gettext_noop("claimant"), gettext_noop("suspected"), gettext_noop("known"),
    gettext_noop("supports"), gettext_noop("maximum only"), gettext_noop("context"),
    # precision of a place
    gettext_noop("exact location"), gettext_noop("street"), gettext_noop("nearby landmark"),
    gettext_noop("neighbourhood"), gettext_noop("village"), gettext_noop("town"), gettext_noop("city"),
    gettext_noop("subdistrict"), gettext_noop("district"), gettext_noop("province"), gettext_noop("country"),
    # how coarsely a place is shown
    gettext_noop("as known"), gettext_noop("1km"), gettext_noop("5km"), gettext_noop("10km"),
    # people: roles, rights, what holds a compartment, what went wrong
    gettext_noop("reader"), gettext_noop("reviewer"), gettext_noop("assessor"), gettext_noop("publisher"),
    gettext_noop("administrator"), gettext_noop("look"), gettext_noop("add reports"), gettext_noop("review"),
    gettext_noop("assess"), gettext_noop("sign off"), gettext_noop("publish"), gettext_noop("see protected"),
    gettext_noop("source"), gettext_noop("report"), gettext_noop("login"), gettext_noop("second factor"),
    gettext_noop("invitation"),
    # jobs and their inputs
    gettext_noop("queued"), gettext_noop("running"), gettext_noop("done"), gettext_noop("failed"),
    gettext_noop("dead"), gettext_noop("cancelled"), gettext_noop("waiting"), gettext_noop("read"), gettext_noop("kept"),
    # ways in of a capture
    gettext_noop("pasted"), gettext_noop("upload"), gettext_noop("fetch"), gettext_noop("poll"),
    gettext_noop("watched folder"), gettext_noop("file"), gettext_noop("import"), gettext_noop("standard input"),
    # what leaves the team, what for, and what changed since the release before
    gettext_noop("release"), gettext_noop("evidence"), gettext_noop("request"), gettext_noop("monthly"),
    gettext_noop("court"), gettext_noop("advocacy"), gettext_noop("added"), gettext_noop("changed"),
    gettext_noop("merged"), gettext_noop("withdrawn"),
    # looks of the pages
    gettext_noop("as the device"), gettext_noop("bright"), gettext_noop("dark"),
    # what happened, and to whom
    gettext_noop("incident"), gettext_noop("airstrike"), gettext_noop("shelling"), gettext_noop("bombing"), gettext_noop("clash"),
    gettext_noop("raid"), gettext_noop("shooting"), gettext_noop("stabbing"), gettext_noop("execution"),
    gettext_noop("abduction"), gettext_noop("assault"), gettext_noop("children"), gettext_noop("women"),
    gettext_noop("men"), gettext_noop("place"), gettext_noop("time"), gettext_noop("number"),
    # kinds of speakers
    gettext_noop("government"), gettext_noop("military"), gettext_noop("armed group"), gettext_noop("casualty recorder"),
    gettext_noop("un agency"), gettext_noop("ngo"), gettext_noop("medical"), gettext_noop("rescue"), gettext_noop("media"),
    gettext_noop("local official"), gettext_noop("police"), gettext_noop("witness"), gettext_noop("relative"),
    gettext_noop("expert"), gettext_noop("anonymous"),
    # weapons
    gettext_noop("barrel bomb"), gettext_noop("vehicle bomb"), gettext_noop("landmine"), gettext_noop("explosive device"),
    gettext_noop("helicopter"), gettext_noop("small arms"), gettext_noop("drone"), gettext_noop("rocket"),
    gettext_noop("suicide vest"), gettext_noop("chemical weapon"), gettext_noop("mine explosion"),
    # people on the move
    gettext_noop("individuals"), gettext_noop("families"), gettext_noop("flow"), gettext_noop("stock"),
    gettext_noop("cumulative"),
    # stages in which an issue arises
    gettext_noop("inputs"), gettext_noop("render"), gettext_noop("claims"), gettext_noop("places"), gettext_noop("incidents"),
    gettext_noop("assessments"), gettext_noop("victims"),
    # what an issue is, by its code
    gettext_noop("date in future"), gettext_noop("date not used"), gettext_noop("unread date"),
    gettext_noop("contradictory years"), gettext_noop("no reader"), gettext_noop("unknown language"),
    gettext_noop("other script"), gettext_noop("wrong encoding"), gettext_noop("no words"), gettext_noop("no text"),
    gettext_noop("empty"), gettext_noop("not text"), gettext_noop("damaged word"), gettext_noop("unreadable number"),
    gettext_noop("number beyond sense"), gettext_noop("related report"), gettext_noop("repeated record"),
    gettext_noop("broken record"), gettext_noop("broken feed"), gettext_noop("empty feed"),
    gettext_noop("broken mail"), gettext_noop("broken archive"), gettext_noop("empty archive"),
    gettext_noop("archive bomb"), gettext_noop("empty export"), gettext_noop("silent posts"), gettext_noop("packed"),
    gettext_noop("too large"), gettext_noop("too deep"), gettext_noop("unreadable"), gettext_noop("pdf no text"),
    gettext_noop("pdf too slow"), gettext_noop("pdf unreadable"), gettext_noop("html too large"),
    gettext_noop("html too deep"), gettext_noop("hidden"), gettext_noop("empty folder"),
    gettext_noop("no such file"), gettext_noop("not a file"), gettext_noop("not fetched"), gettext_noop("robots"),
    gettext_noop("stage failed"), gettext_noop("machine disagrees"), gettext_noop("contradicting judgement"),
    gettext_noop("decision without words"), gettext_noop("evidence destroyed"), gettext_noop("second reader claim"),
    gettext_noop("second reader field"), gettext_noop("second reader answer"), gettext_noop("second reader silent"),
    gettext_noop("second reader not asked"),
    gettext_noop("adopted without claim"), gettext_noop("decision dated before"),
    gettext_noop("event of added claim"), gettext_noop("judgement without claims"),
    gettext_noop("judgement without mention"), gettext_noop("not anchored"), gettext_noop("proposal"),
    gettext_noop("relation without incidents"), gettext_noop("override incident merged"),
    gettext_noop("override incident gone"),
    # part of a day
    gettext_noop("around dawn"), gettext_noop("morning"), gettext_noop("around midday"), gettext_noop("afternoon"),
    gettext_noop("during the day"), gettext_noop("evening"), gettext_noop("around dusk"), gettext_noop("during the night"),
    gettext_noop("around midnight"), gettext_noop("after midnight"),
    # kinds of proposals and states
    gettext_noop("join"), gettext_noop("split"), gettext_noop("reassess"), gettext_noop("machine"), gettext_noop("internal"),
    gettext_noop("public"), gettext_noop("gazetteer"), gettext_noop("outside record"),
    # reasons of the codebook that one key gives
    gettext_noop("as the text has it"), gettext_noop("read in the original language"),
    gettext_noop("agrees with the other reports"), gettext_noop("not what the words say"),
    gettext_noop("another event than this report's"), gettext_noop("not about harm, attacks or control here"),
    gettext_noop("background, long before"), gettext_noop("the same claim twice"),
    gettext_noop("a threat, a plan or a drill, not an event"), gettext_noop("as the words say"),
    gettext_noop("as the whole report says"), gettext_noop("as another source shows"), gettext_noop("missed by the reader"),
    gettext_noop("taken back in review"),
    # precision of a time
    gettext_noop("exact"), gettext_noop("day"), gettext_noop("week"), gettext_noop("month"),
    gettext_noop("season"), gettext_noop("year"), gettext_noop("range"),
)  # fmt: skip


#: Kinds of attack whose key alone would say too little.
_EVENTS = {
    "car": gettext_noop("car bombing"),
    "chemical": gettext_noop("chemical attack"),
    "mine": gettext_noop("mine or unexploded ordnance"),
    "suicide": gettext_noop("suicide bombing"),
}


def event_words(event: str | None) -> str:
    """What happened, in words: `car` is a car bombing; None is unknown."""
    return gettext(_EVENTS[event]) if event in _EVENTS else term_words(event)


def event_title(event: str | None) -> str:
    """What happened, at the beginning of a title."""
    words = event_words(event or "incident")
    return f"{words[:1].upper()}{words[1:]}"


def term_words(value: str | None) -> str:
    """A term of a closed list as words: `single_source` is `single source`; None is `unknown`."""
    return gettext((value or "unknown").replace("_", " "))


def issue_words(code: str) -> str:
    """What an issue is: `date-in-future` is `date in future`."""
    return term_words(code.replace("-", " "))
