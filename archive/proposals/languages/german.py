"""German."""

from archive.proposals.languages.table import cues, kinds, numbered, phrases, relative_days, table, words

_CUES = (
    cues("said", "gesagt, mitgeteilt, geschrieben", weak=True),
    cues("told-reporters said", "sagte vor Journalisten, sagte Reportern"),
    cues("said", "sagte, sagt, sagten, sagen, erklärte, erklärt, erklärten, betonte, betont, äußerte, meinte, meint"),
    cues(
        "said", "erzählte, schrieb, schreibt, antwortete, ergänzte, fügte hinzu, unterstrich, bekräftigte, behauptete"
    ),
    cues("said", "teilte mit, teilten mit, teilte, teilten, bestätigte, räumte, hieß es, heißt es"),
    cues("said", "berichtete, berichtet, berichteten, meldete, meldet", weak=True),
    cues("announced said", "kündigte an, kündigte, gab bekannt, verkündete", weak=True),
    cues("denied", "bestritt, bestreitet, dementierte, dementiert, wies zurück, wies, leugnete", "denial", inner=True),
    cues("warned", "warnte, warnt, warnten, drohte, drohten, mahnte", "warning"),
    cues("demanded", "forderte, fordert, forderten, verlangte, verlangt", "demand", inner=True),
    cues("called-for", "rief auf, rief dazu, appellierte, appelliert", "call", inner=True),
    cues("offered", "bot an, bietet an, schlug vor", "offer", inner=True),
    cues("promised said", "versprach, verspricht, sicherte zu, versicherte, gelobte", "promise"),
    cues("called", "nannte, nennt, bezeichnete, bezeichnet", "assessment", needs_quote=True),
    cues("asked", "fragte, fragt", "question"),
)
GERMAN = table(
    "de",
    cue_lists=_CUES,
    before=phrases("laut, nach Angaben von, nach Angaben des, nach Angaben der, den Angaben von, nach Worten von, so"),
    after=phrases("zufolge"),
    citing=phrases("unter Berufung auf, mit Verweis auf"),
    skipped=words(
        "hat haben habe hatte auch dann zuvor erneut heute gestern am in aber jedoch zudem wiederum sich weiter"
    ),
    elided=words("und"),
    persons=words("er"),
    things=words("es"),
    several=words("sie"),
    determiners=words("der die das den dem des ein eine einer eines seine ihre"),
    roles=words(
        "Ministerium Minister Ministerin Sprecher Sprecherin Behörde Behörden Regierung Präsident Präsidentin Kanzler "
        "Kanzlerin Außenminister Außenministerin Verteidigungsminister Verteidigungsministerium Außenministerium "
        "Innenministerium Polizei Armee Rat Kommission Unternehmen Institut Agentur Sender Zeitung Bürgermeister "
        "Botschafter General Generalsekretär Staatsanwaltschaft Gericht Experte Experten Zeuge Zeugen Chef Chefin "
        "Ministerpräsident Bundeskanzler Bundeskanzlerin Bundespräsident Premierminister "
        "Regierungssprecher Nachrichtenagentur"
    ),
    spokespeople=words("Sprecher Sprecherin Regierungssprecher"),
    that=words("dass"),
    prepositions=words("von vom in im zu zum zur mit aus bei für an am auf gegen über zwischen durch"),
    subordinators=words("dass als während weil wenn obwohl nachdem bevor ob"),
    reporters=words("Journalisten Reportern"),
    kinds=kinds(
        promise="wir werden, ich werde",
        demand="muss, müssen",
        call="sollte, sollten, ich hoffe, wir hoffen, brauchen",
        offer="bereit",
        assessment="könnte, könnten, vermutlich, wahrscheinlich, offenbar",
        denial="nicht wahr, falsch, keinerlei",
    ),
    abbreviations=words(
        "dr prof hr fr nr bzw ca usw etc vgl bzw mio mrd st str jan feb aug sept okt nov dez gen z b d h u"
    ),
    openers=words("der die das ein eine er sie es in im am und aber wir ich"),
    ordinal_points=True,
    weekdays=numbered(
        "montag/montagabend/montagmorgen dienstag/dienstagabend/dienstagmorgen mittwoch/mittwochabend/mittwochmorgen "
        "donnerstag/donnerstagabend/donnerstagmorgen freitag/freitagabend/freitagmorgen samstag/sonnabend/samstagabend "
        "sonntag/sonntagabend"
    ),
    months=numbered("januar/jänner februar märz april mai juni juli august september oktober november dezember"),
    relative=relative_days(
        today="heute, heute Morgen, heute Abend",
        yesterday="gestern, gestern Abend",
        tomorrow="morgen",
        before_yesterday="vorgestern",
        last_week="vergangene Woche, letzte Woche, vergangener Woche, letzter Woche, vorige Woche, voriger Woche",
        this_week="diese Woche, dieser Woche",
        next_week="nächste Woche, kommende Woche, nächster Woche, kommender Woche",
        last_month="vergangenen Monat, letzten Monat, vorigen Monat, im Vormonat",
        this_month="diesen Monat, diesem Monat",
        next_month="nächsten Monat, kommenden Monat",
        last_year="vergangenen Jahr, letzten Jahr, vergangenes Jahr, letztes Jahr, vorigen Jahr, im Vorjahr",
        this_year="dieses Jahr, diesem Jahr",
        next_year="nächsten Jahr, kommenden Jahr, nächstes Jahr",
        last="vergangenen, letzten, vorigen",
        next="nächsten, kommenden",
    ),
    on=words("am"),
    since=words("seit"),
    until=words("bis"),
    coming=words("will wird werden soll sollen nächsten kommenden"),
    numbers=numbered("ein/eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    scales={
        "hundert": 100,
        "tausend": 1000,
        "million": 10**6,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "mio": 10**6,
        "mrd": 10**9,
    },
    at_most=phrases("bis zu, höchstens, weniger als, unter"),
    at_least=phrases("mindestens, mehr als, über, wenigstens"),
    ranges=words("bis und"),
    counted=words(
        "Menschen Soldaten Zivilisten Kinder Frauen Männer Polizisten Journalisten Raketen Drohnen Panzer Schiffe"
    ),
    units={"%": "percent", "prozent": "Prozent", "$": "USD", "€": "EUR", "£": "GBP", "euro": "EUR"},
    not_units=words(
        "der die das den dem des in im zu mit von vom für an am auf und oder aber wurden wurde sind "
        "waren ist als nach vor seit bis"
    ),
)
