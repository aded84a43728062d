"""English."""

from archive.proposals.languages.table import cues, kinds, numbered, phrases, relative_days, table, words

_CUES = (
    cues("told-reporters told said", "told reporters, told journalists, tells reporters, telling reporters"),
    cues("told said", "told, tells, tell, telling, has told"),
    cues("said", "said, says, say, saying"),
    cues("added said", "added, adds, adding, went on, goes on", weak=True),
    cues("wrote said", "wrote, writes, writing, tweeted, posted", weak=True),
    cues("announced said", "announced, announces, announcing"),
    cues("said", "stated, insisted, insists, insisting, explained, explains, argued, argues, arguing, claimed, claims"),
    cues("said", "claiming, declared, declares, remarked, replied, answered, acknowledged, acknowledges, admitted"),
    cues("said", "conceded, reiterated, reiterates, alleged, alleges, asserted, asserts, testified, recalled"),
    cues("said", "noted, notes, noting, stressed, stresses, confirmed, confirms, confirming, recounted", weak=True),
    cues("said", "reported, reports, reporting, maintained, maintains, responded, continued, commented", weak=True),
    cues("said", "emphasized, emphasised, emphasizes, emphasises, emphasizing, underlined, reaffirmed", weak=True),
    cues(
        "said",
        "reassured, revealed, disclosed, complained, complains, pointed out, points out, signaled, agreed that",
        weak=True,
    ),
    cues("said", "shouted, yelled, joked, quipped, whispered, exclaimed", weak=True),
    cues("denied", "denied, denies, deny, denying, rejected, rejects, rejecting, refuted", "denial", inner=True),
    cues("denied", "dismissed, dismisses, dismissing, disputed, disputes", "denial", inner=True, weak=True),
    cues("warned", "warned, warns, warn, warning, cautioned, cautions, threatened, threatens, threatening", "warning"),
    cues("demanded", "demanded, demands, demand, demanding", "demand", inner=True, weak=True),
    cues("demanded said", "insisted on, insists on", "demand", inner=True),
    cues("offered", "offered, offers, offering, proposed, proposes, proposing", "offer", inner=True, weak=True),
    cues("promised said", "promised, promises, promising, pledged, pledges, vowed, vows, vowing, swore", "promise"),
    cues(
        "predicted said",
        "predicted, predicts, predicting, forecast, forecasts, projected, projects",
        "forecast",
        weak=True,
    ),
    cues("predicted said", "expects, expected, anticipates", "forecast", weak=True),
    cues(
        "showed said",
        "showed, shows, show, showing, indicated, indicates, suggested, suggests, suggesting",
        "assessment",
        weak=True,
    ),
    cues("estimated said", "estimated, estimates, estimating, assessed, concluded, concludes", "assessment", weak=True),
    cues("said", "believes, believed, thinks, found, finds", "assessment", weak=True),
    cues(
        "called",
        "called, calls, calling, described, describes, labeled, labelled, branded",
        "assessment",
        needs_quote=True,
    ),
    cues(
        "criticized said",
        "criticized, criticised, criticizes, condemned, condemns, praised",
        "assessment",
        needs_quote=True,
    ),
    cues(
        "called-for",
        "called for, calls for, calling for, called on, calls on, calling on, called upon",
        "call",
        inner=True,
    ),
    cues("called-for", "appealed to, appealed for, urged, urges, urging, appeals to, appeals for", "call", inner=True),
    cues("asked", "asked whether, asked if, asked why, asked how, asked what, wondered whether, wondered", "question"),
    cues("asked", "asked, asks", "question", needs_quote=True),
    cues("said", "accused, accuses, accusing, blamed, blames, blaming, voiced, voices, voicing", inner=True, weak=True),
    cues("said", "expressed, expresses, expressing", inner=True, weak=True),
    cues("denied", "ruled out, rules out, ruling out", "denial", inner=True, weak=True),
    cues(
        "criticized said",
        "decried, decries, slammed, slams, blasted, denounced, denounces",
        "assessment",
        needs_quote=True,
    ),
    cues(
        "said",
        "welcomed, hailed, spoke of, speaks of, referred to, refers to, lamented",
        "assessment",
        needs_quote=True,
    ),
    cues("cited", "citing, cited, cites", "assertion", needs_quote=True),
)
_NOUNS = (
    *cues("demanded", "demand for, demands for, demand that, demand", "demand"),
    *cues("warned", "warning of, warning that, warning", "warning"),
    *cues("denied", "denial of, denial that, denial", "denial"),
    *cues("called-for", "call for, calls for, appeal for", "call"),
    *cues("promised said", "promise of, promise to, pledge to, promise, pledge", "promise"),
    *cues("offered", "offer of, offer to, proposal to, proposal for, offer", "offer"),
    *cues("said", "claim of, claim that, claim, claims, assertion that, statement that"),
)
_KINDS = kinds(
    denial="we did not, i did not, it did not, we didn't, i didn't, we have no, i have no, it has no, it had no, "
    "we never, i never, we have never, we are not, "
    "it was not, is not true, are not true, not true, no plans, no intention, "
    "nothing to do with, is false, are false",
    call="i hope, we hope, let us",
    offer="ready to, prepared to, willing to, open to, offered to",
    promise="we will, i will, we’ll, i’ll, do everything, will not rest",
    demand="must, have to, has to, insist on",
    call_="should, need to, needs to",
    forecast="will be, is going to, are going to, expect, expects, expected to, likely to",
    assessment="may, might, could, would be able, appear, appears, seems, unlikely, possibly, probably, likely",
)
ENGLISH = table(
    "en",
    cue_lists=_CUES,
    before=phrases("according to, in the words of, in the view of, as reported by"),
    citing=phrases("citing, quoting"),
    inverts=False,
    skipped=words(
        "has have had also then later again repeatedly once already now still just reportedly publicly flatly "
        "who which that is was be been being did do does earlier would could s ’s previously recently however "
        "himself herself itself both all firmly sharply strongly today yesterday bluntly simply jointly separately"
    ),
    elided=words("and but or then while"),
    passive=words("is are was were be been being"),
    persons=words("he she him"),
    things=words("it"),
    several=words("they them"),
    determiners=words("the a an its his her their two three four five several some many one another this these senior"),
    roles=words(
        "ministry minister spokesman spokeswoman spokesperson spokespeople official officials office government "
        "president premier chancellor ambassador agency council commission committee institute company firm operator "
        "police army military staff service services court prosecutor prosecutors mayor governor group organization "
        "organisation party union embassy envoy leader leaders lawmaker lawmakers senator analyst analysts expert "
        "experts witness witnesses resident residents source sources people chief commander general admiral secretary "
        "chairman chairwoman chair executive newspaper station channel report statement diplomat diplomats negotiator "
        "negotiators aide aides lawyer lawyers relatives survivor survivors doctor doctors parliament congress "
        "intelligence administration authorities authority department directorate headquarters delegation alliance "
        "bank broadcaster "
        "body team panel watchdog charity monitor monitors coalition movement investigators "
        "inspectors researchers scientists journalists activists director head "
        "commissioner judge king queen prince pope bishop rebels militants separatists forces man woman allies"
    ),
    bodies=words(
        "ministry office government agency council commission committee institute company firm operator police army "
        "service services court group organization organisation party union embassy newspaper station channel report "
        "statement parliament congress intelligence administration authority department directorate headquarters "
        "delegation alliance bank broadcaster "
        "body team panel watchdog charity coalition movement"
    ),
    spokespeople=words("spokesman spokeswoman spokesperson spokespeople"),
    that=words("that"),
    relatives=words("who"),
    had=words("had"),
    prepositions=words("of in to with from by for at on near under against about over into between among through"),
    subordinators=words("that as while because if when though although where after before since than"),
    reporters=words("reporters journalists parliament lawmakers"),
    kinds=_KINDS,
    nouns=_NOUNS,
    abbreviations=words(
        "mr mrs ms dr prof gen lt col sgt capt adm maj sen rep gov st jr sr no vs etc inc ltd co corp dept est fig "
        "jan feb mar apr jun jul aug sep sept oct nov dec rev hon pres cmdr brig"
    ),
    openers=words(
        "the a an it its he she they his her their this that these those in on at but and as if when while after "
        "before there we i you our my no some many most all both"
    ),
    weekdays=numbered(
        "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thurs friday/fri saturday/sat sunday/sun"
    ),
    months=numbered(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept "
        "october/oct november/nov december/dec"
    ),
    relative=relative_days(
        today="today, tonight, this morning, this afternoon, this evening",
        yesterday="yesterday, last night",
        tomorrow="tomorrow",
        before_yesterday="the day before yesterday",
        last_week="last week, the previous week",
        this_week="this week, earlier this week, later this week",
        next_week="next week, the coming week",
        last_month="last month, the previous month",
        earlier_month="earlier this month",
        this_month="this month, later this month",
        next_month="next month, the coming month",
        last_year="last year, the previous year",
        this_year="this year, earlier this year, later this year",
        next_year="next year",
        ago="ago",
        last="last, past",
        next="next, coming",
    ),
    on=words("on"),
    since=words("since"),
    until=words("until till by"),
    coming=words("will would next coming plans plan planned scheduled due expected going begin begins start starts"),
    day_first=False,
    numbers={
        **numbered("one two three four five six seven eight nine ten eleven twelve"),
        **{"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "forty": 40},
        **{"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    },
    scales={"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12},
    at_most=phrases(
        "as many as, up to, at most, no more than, not more than, fewer than, less than, under, as much as"
    ),
    at_least=phrases("at least, more than, over, no fewer than, no less than, above"),
    ranges=words("to and or"),
    counted=words(
        "people soldiers troops civilians children women men police officers journalists prisoners hostages missiles "
        "drones tanks ships aircraft vessels persons students workers victims survivors protesters migrants refugees"
    ),
    units={"%": "percent", "percent": "percent", "per": "percent", "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB"},
    not_units=words(
        "of in to with from by for at on near under within the a an and or but was were is are be been have has had "
        "that which who as than more less most other since after before during until between per into said says "
        "last next this will would could may might can not when where while if because percent"
    ),
    decimal_comma=False,
)
