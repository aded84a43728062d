"""French."""

from archive.proposals.languages.table import cues, kinds, numbered, phrases, relative_days, table, words

_CUES = (
    cues(
        "said",
        "a dit, ont dit, dit, disait, a déclaré, ont déclaré, déclare, déclarait, a affirmé, ont affirmé, affirme",
    ),
    cues(
        "said",
        "a expliqué, explique, a indiqué, ont indiqué, indique, a précisé, précise, a ajouté, ajoute, a souligné",
    ),
    cues(
        "said", "souligne, a assuré, assure, a estimé, estime, a répondu, répond, a écrit, écrit, a confirmé, a reconnu"
    ),
    cues("said", "a rapporté, rapporte, ont rapporté, raconte, a insisté, insiste, a lancé, a martelé"),
    cues("announced said", "a annoncé, ont annoncé, annonce"),
    cues("denied", "a démenti, dément, ont démenti, a nié, nie, a rejeté, rejette", "denial", inner=True),
    cues("warned", "a averti, avertit, a prévenu, prévient, a mis en garde, met en garde, a menacé, menace", "warning"),
    cues("demanded", "a exigé, exige, ont exigé, a réclamé, réclame", "demand", inner=True),
    cues("called-for", "a appelé à, appelle à, ont appelé à, a exhorté, exhorte", "call", inner=True),
    cues("offered", "a proposé, propose, a offert", "offer", inner=True),
    cues("promised said", "a promis, promet, s'est engagé", "promise"),
    cues("called", "a qualifié, qualifie", "assessment", needs_quote=True),
    cues("said", "répondu, prévenu, averti, promis, démenti, écrit, dit", weak=True),
    cues("asked", "a demandé, demande", "question"),
)
FRENCH = table(
    "fr",
    cue_lists=_CUES,
    dash_speech=True,
    before=phrases("selon, d'après, aux dires de, de l'avis de, pour"),
    citing=phrases("citant"),
    skipped=words(
        "a ont l le la lui leur aussi ensuite également qui s est alors hier mercredi lundi mardi jeudi vendredi t"
    ),
    elided=words("et"),
    persons=words("il elle"),
    several=words("ils elles on"),
    determiners=words("le la les l un une des du de d son sa ses leur"),
    roles=words(
        "ministre ministère porte parole président présidente gouvernement chef chancelier ambassadeur agence conseil "
        "commission comité institut entreprise société police armée tribunal procureur parquet maire gouverneur groupe "
        "organisation parti syndicat ambassade expert experts témoin témoins général secrétaire journal chaîne "
        "premier responsables responsable autorités Kremlin diplomatie"
    ),
    spokespeople=words("parole"),
    that=words("que qu"),
    prepositions=words("de du des d à au aux en dans par pour sur avec contre entre chez"),
    subordinators=words("que qu comme alors parce si quand lorsque bien avant après"),
    reporters=words("journalistes presse"),
    kinds=kinds(
        promise="nous allons, je vais, nous ferons",
        demand="doit, doivent",
        call="devrait, devraient, il faut, espère, espérons",
        offer="prêt à, prête à, prêts à",
        assessment="pourrait, pourraient, semble, probablement",
        denial="n'est pas vrai, faux, aucune intention",
    ),
    abbreviations=words("m mm mme mlle dr pr st ste av boul etc janv févr sept oct nov déc"),
    openers=words("le la les il elle un une ils elles et mais nous je"),
    weekdays=numbered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    months=numbered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    relative=relative_days(
        today="aujourd'hui, ce matin, ce soir",
        yesterday="hier, hier soir",
        tomorrow="demain",
        before_yesterday="avant-hier",
        last_week="la semaine dernière, la semaine passée",
        this_week="cette semaine",
        next_week="la semaine prochaine",
        last_month="le mois dernier, le mois passé",
        this_month="ce mois-ci",
        next_month="le mois prochain",
        last_year="l'année dernière, l'an dernier",
        this_year="cette année",
        next_year="l'année prochaine, l'an prochain",
        last_after="dernier, dernière",
        next_after="prochain, prochaine",
    ),
    on=words("le ce"),
    since=words("depuis"),
    until=words("jusqu jusque"),
    coming=words("va vont devrait doit prochain prochaine prévu prévue"),
    numbers=numbered("un/une deux trois quatre cinq six sept huit neuf dix onze douze"),
    scales={"cent": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    at_most=phrases("jusqu'à, au plus, moins de"),
    at_least=phrases("au moins, plus de"),
    ranges=words("à et"),
    counted=words(
        "personnes soldats civils enfants femmes hommes policiers journalistes missiles drones chars navires "
        "morts blessés"
    ),
    units={"%": "percent", "$": "USD", "€": "EUR", "£": "GBP", "euros": "EUR"},
    not_units=words(
        "de du des d à au aux en dans par pour sur avec et ou mais ont a est sont était étaient qui que le la les"
    ),
)
