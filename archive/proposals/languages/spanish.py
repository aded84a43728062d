"""Spanish."""

from archive.proposals.languages.table import cues, kinds, numbered, phrases, relative_days, table, words

_CUES = (
    cues(
        "said",
        "dijo, dice, dijeron, ha dicho, declaró, declararon, ha declarado, afirmó, afirma, afirmaron, ha afirmado",
    ),
    cues(
        "said",
        "explicó, explica, señaló, señala, indicó, indica, aseguró, asegura, ha asegurado, agregó, añadió, añade",
    ),
    cues(
        "said",
        "sostuvo, sostiene, manifestó, expresó, comentó, respondió, escribió, confirmó, reconoció, precisó, insistió",
    ),
    cues("said", "informó, informa, informaron, reportó, contó, subrayó, destacó", weak=True),
    cues(
        "said",
        "ha señalado, ha respondido, ha reconocido, ha explicado, ha indicado, ha añadido, ha subrayado, ha insistido",
    ),
    cues("said", "ha dicho, han dicho, ha destacado, ha asegurado, ha afirmado, ha defendido, respondió, reconoce"),
    cues("warned", "ha advertido", "warning"),
    cues("denied", "ha negado, ha rechazado, ha desmentido", "denial", inner=True),
    cues("called-for", "ha pedido, ha llamado a", "call", inner=True),
    cues("announced said", "anunció, anuncia, anunciaron"),
    cues("denied", "negó, niega, negaron, desmintió, desmiente, rechazó, rechaza", "denial", inner=True),
    cues("warned", "advirtió, advierte, advirtieron, alertó, amenazó", "warning"),
    cues("demanded", "exigió, exige, exigieron, reclamó, reclama", "demand", inner=True),
    cues("called-for", "pidió, pide, llamó a, instó, insta, hizo un llamado", "call", inner=True),
    cues("offered", "ofreció, ofrece, propuso, propone", "offer", inner=True),
    cues("promised said", "prometió, promete, se comprometió", "promise"),
    cues("called", "calificó, califica, tachó, llamó", "assessment", needs_quote=True),
    cues("asked", "preguntó, pregunta", "question"),
)
SPANISH = table(
    "es",
    cue_lists=_CUES,
    drops_pronouns=True,
    before=phrases("según recogió, según informó, según informa, según, de acuerdo con, en palabras de, a juicio de"),
    citing=phrases("citando a, citando"),
    skipped=words(
        "ha han se le les también luego además que lo ayer hoy este el lunes martes miércoles jueves viernes"
    ),
    elided=words("y e"),
    persons=words("él ella"),
    several=words("ellos ellas"),
    determiners=words("el la los las un una su sus"),
    roles=words(
        "ministro ministra ministerio portavoz vocero vocera presidente presidenta gobierno jefe jefa canciller "
        "embajador agencia consejo comisión comité instituto empresa policía ejército tribunal fiscal fiscalía alcalde "
        "gobernador grupo organización partido embajada experto expertos testigo testigos general secretario diario "
        "cadena autoridades funcionario funcionarios primer"
    ),
    spokespeople=words("portavoz vocero vocera"),
    that=words("que"),
    prepositions=words("de del a al en por para con sobre contra entre desde hasta"),
    subordinators=words("que como mientras porque si cuando aunque donde"),
    reporters=words("periodistas prensa"),
    kinds=kinds(
        promise="vamos a, haremos",
        demand="debe, deben, tiene que, tienen que",
        call="debería, deberían, espero, esperamos",
        offer="dispuesto a, dispuesta a, dispuestos a",
        assessment="podría, podrían, parece, probablemente",
        denial="no es cierto, es falso, no es verdad",
    ),
    abbreviations=words("sr sra dr dra gral ee uu ud etc núm av ene feb sept oct nov dic"),
    openers=words("el la los las un una él ella y pero"),
    weekdays=numbered("lunes martes miércoles jueves viernes sábado domingo"),
    months=numbered(
        "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
    ),
    relative=relative_days(
        today="hoy, esta mañana, esta noche",
        yesterday="ayer, anoche",
        tomorrow="mañana",
        before_yesterday="anteayer",
        last_week="la semana pasada",
        this_week="esta semana",
        next_week="la próxima semana, la semana próxima, la semana que viene",
        last_month="el mes pasado",
        this_month="este mes",
        next_month="el próximo mes, el mes próximo, el mes que viene",
        last_year="el año pasado",
        this_year="este año",
        next_year="el próximo año, el año próximo, el año que viene",
        last_after="pasado, pasada",
        next="próximo",
    ),
    on=words("el este"),
    since=words("desde"),
    until=words("hasta"),
    coming=words("va van será próximo"),
    numbers=numbered("un/una dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    scales={"cien": 100, "mil": 1000, "millón": 10**6, "millon": 10**6, "millones": 10**6},
    at_most=phrases("hasta, como máximo, menos de"),
    at_least=phrases("al menos, más de, por lo menos"),
    ranges=words("a y"),
    counted=words(
        "personas soldados civiles niños mujeres hombres policías periodistas misiles drones tanques barcos "
        "muertos heridos"
    ),
    units={"%": "percent", "$": "USD", "€": "EUR", "£": "GBP", "euros": "EUR"},
    not_units=words("de del a al en por para con y o pero fueron han ha es son era eran que el la los las"),
)
