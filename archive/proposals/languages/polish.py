"""Polish."""

from archive.proposals.languages.table import cues, kinds, numbered, phrases, relative_days, table, words

_CUES = (
    cues(
        "said",
        "powiedział, powiedziała, powiedzieli, mówi, mówił, mówiła, oświadczył, oświadczyła, oświadczyło, stwierdził",
    ),
    cues(
        "said",
        "stwierdziła, dodał, dodała, podkreślił, podkreśliła, zaznaczył, zaznaczyła, wyjaśnił, wyjaśniła, napisał",
    ),
    cues(
        "said",
        "napisała, poinformował, poinformowała, poinformowało, podał, podała, podało, przyznał, przyznała, ocenił",
    ),
    cues(
        "said",
        "oceniła, odpowiedział, odpowiedziała, potwierdził, potwierdziła, przekazał, przekazała, przekazało, twierdzi",
    ),
    cues(
        "said",
        "odparł, odparła, wskazał, wskazała, kontynuował, kontynuowała, oznajmił, oznajmiła, przekonywał, wskazuje",
    ),
    cues("said", "zauważył, zauważyła, tłumaczył, tłumaczyła, relacjonował, powiedziano, podkreślał, dodają"),
    cues("announced said", "ogłosił, ogłosiła, ogłosiło, zapowiedział, zapowiedziała"),
    cues(
        "denied",
        "zaprzeczył, zaprzeczyła, zaprzecza, zaprzeczyło, zdementował, odrzucił, odrzuciła",
        "denial",
        inner=True,
    ),
    cues("warned", "ostrzegł, ostrzegła, ostrzega, ostrzegli, zagroził, przestrzegł", "warning"),
    cues("demanded", "zażądał, zażądała, żąda, domaga się", "demand", inner=True),
    cues("called-for", "wezwał, wezwała, wezwało, wzywa, zaapelował, zaapelowała, apeluje", "call", inner=True),
    cues("offered", "zaproponował, zaproponowała, proponuje", "offer", inner=True),
    cues("promised said", "obiecał, obiecała, zapewnił, zapewniła, przyrzekł", "promise"),
    cues("called", "nazwał, nazwała, określił, określiła", "assessment", needs_quote=True),
    cues("asked", "zapytał, zapytała, pyta", "question"),
)
POLISH = table(
    "pl",
    cue_lists=_CUES,
    dash_speech=True,
    drops_pronouns=True,
    before=phrases("według, zdaniem, jak podaje, jak poinformował, jak podała, w ocenie"),
    citing=phrases("powołując się na, cytując"),
    skipped=words(
        "także również też wcześniej ponownie już że w środę czwartek piątek poniedziałek wtorek sobotę "
        "niedzielę dziś wczoraj"
    ),
    elided=words("i oraz a"),
    persons=words("on ona"),
    several=words("oni one"),
    determiners=words("ten ta jego jej ich"),
    roles=words(
        "minister ministerstwo rzecznik rzeczniczka prezydent premier rząd szef szefowa kanclerz ambasador agencja "
        "rada komisja komitet instytut firma policja armia sąd prokuratura burmistrz gubernator grupa organizacja "
        "partia ambasada ekspert eksperci generał gazeta stacja resort MSZ MON władze przewodniczący sekretarz"
    ),
    spokespeople=words("rzecznik rzeczniczka"),
    that=words("że"),
    prepositions=words("w we na z ze od do po o przy dla u za nad pod między przez"),
    subordinators=words("że jak gdy kiedy jeśli choć ponieważ aby żeby"),
    reporters=words("dziennikarzom"),
    kinds=kinds(
        promise="będziemy, zrobimy",
        demand="musi, muszą",
        call="powinien, powinna, powinni, mam nadzieję, trzeba",
        offer="gotowy, gotowa, gotowi",
        assessment="może, mogą, prawdopodobnie, możliwe",
        denial="to nieprawda, kłamstwo",
    ),
    abbreviations=words("r w ul im prof dr hab gen płk mjr kpt tys mln mld zł np tzw m in br ok nr"),
    weekdays=numbered("poniedziałek wtorek środa/środę czwartek piątek sobota/sobotę niedziela/niedzielę"),
    months=numbered(
        "stycznia/styczeń/styczniu lutego/luty/lutym marca/marzec/marcu kwietnia/kwiecień/kwietniu maja/maj/maju "
        "czerwca/czerwiec/czerwcu lipca/lipiec/lipcu sierpnia/sierpień/sierpniu września/wrzesień/wrześniu "
        "października/październik/październiku listopada/listopad/listopadzie grudnia/grudzień/grudniu"
    ),
    relative=relative_days(
        today="dziś, dzisiaj",
        yesterday="wczoraj",
        tomorrow="jutro",
        before_yesterday="przedwczoraj",
        last_week="w zeszłym tygodniu, w ubiegłym tygodniu",
        this_week="w tym tygodniu",
        next_week="w przyszłym tygodniu",
        last_month="w zeszłym miesiącu, w ubiegłym miesiącu",
        this_month="w tym miesiącu",
        next_month="w przyszłym miesiącu",
        last_year="w zeszłym roku, w ubiegłym roku",
        this_year="w tym roku",
        next_year="w przyszłym roku",
        last="zeszły, zeszłą, ubiegły, ubiegłą, miniony, minioną",
        next="przyszły, przyszłą, najbliższy, najbliższą",
    ),
    on=words("w we"),
    since=words("od"),
    until=words("do"),
    coming=words("będzie będą odbędzie planuje"),
    numbers=numbered(
        "jeden/jedna dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć siedem osiem dziewięć dziesięć"
    ),
    scales={"tys": 1000, "tysiecy": 1000, "tysiace": 1000, "mln": 10**6, "milionow": 10**6, "mld": 10**9},
    at_most=phrases("do, najwyżej, mniej niż"),
    at_least=phrases("co najmniej, ponad, więcej niż, przynajmniej"),
    ranges=words("do i a"),
    counted=words("osób ludzi żołnierzy cywilów dzieci kobiet dziennikarzy rakiet dronów czołgów"),
    units={"%": "percent", "procent": "percent", "$": "USD", "€": "EUR", "zł": "PLN", "złotych": "PLN"},
    not_units=words("w we na z ze od do po o przy dla u za i lub ale był były było została zostało że który"),
    inflects=True,
    endings=("iego", "iemu", "ego", "emu", "ami", "owi", "iem", "em", "im", "ym", "ie", "ej"),
)
