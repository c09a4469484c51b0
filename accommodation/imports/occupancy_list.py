"""The columns of an occupancy list, by every name that operators give them."""

from portal.sheets import Column, Declaration, Meaning

PAIR = "Belegung und Kapazität"

SYNONYMS = (
    ("unterkunft", "unterkuenfte", "uk", "objekt", "obj", "einrichtung", "liegenschaft", "wohnheim"),
    ("name", "bezeichnung", "bez"),
    ("nummer", "nr"),
    ("strasse", "str"),
    ("adresse", "anschrift"),
    ("bezirk", "stadtbezirk", "stadtteil"),
    (
        "platz",
        "plaetze",
        "pl",
        "bett",
        "betten",
        "bettplaetze",
        "wohnplaetze",
        "unterkunftsplaetze",
        "kapazitaet",
        "kapaz",
        "kap",
    ),
    ("maximal", "max", "hoechst", "regel", "zulaessig", "genehmigt"),
    ("belegung", "bel"),
    ("ist", "tatsaechlich"),
    ("person", "pers", "menschen", "bewohner", "bewohnerin", "bew", "untergebracht", "untergebrachte"),
    ("frei", "unbelegt"),
    ("frau", "frauen", "weiblich"),
    ("mann", "maenner", "maennlich"),
    ("prozent", "%"),
    ("bemerkung", "bem", "anmerkung", "anm", "hinweis", "notiz"),
)

OCCUPANCY_LIST = Declaration(
    about="Unterkunft",
    keys=("shelter", "code", "street"),
    figures=("occupied", "capacity"),
    per_date_field="occupied",
    synonyms=SYNONYMS,
    columns=(
        Column("shelter", "Unterkunft", Meaning.TEXT, (
            "Unterkünfte", "Name der Unterkunft", "Objekt", "Objektbezeichnung", "Obj.", "Standort",
            "Einrichtung", "Haus", "Wohnheim", "Heim", "Liegenschaft", "Bezeichnung", "Name", "Projekt",
            "Unterkunft / Adresse", "Zeilenbeschriftungen",  # of a pivot table
        )),
        Column("code", "Schlüssel", Meaning.TEXT, (
            "Obj.-Nr.", "Objekt-Nr.", "Objektnummer", "Unterkunfts-Nr.", "Unterkunftsnummer", "Code",
            "Kennung", "Unterkunft-ID",
        )),
        Column("street", "Straße", Meaning.TEXT, (
            "Str.", "Strasse", "Straße/Hausnr.", "Straße und Hausnummer", "Straße, Hausnummer",
            "Straße, Nr.", "Straße Nr.", "Straßenname", "Adresse", "Anschrift", "Adresse der Unterkunft",
        )),
        Column("house_number", "Hausnummer", Meaning.TEXT, ("Nr.", "Haus-Nr.", "Hs.-Nr.", "HNr")),
        Column("district", "Stadtbezirk", Meaning.TEXT, (
            "Bezirk", "Stadtteil", "Stt.", "SB", "Ortsteil", "Lage",
        )),
        Column("operator", "Träger", Meaning.TEXT, (
            "Betreiber", "Betreuung durch", "Betreuungsträger", "Sozialdienst", "Heimbetreiber",
            "Träger der Betreuung", "Träger der Einrichtung", "Org.", "Organisation",
        )),
        Column("type", "Art", Meaning.TEXT, (
            "Unterbringungsart", "Typ", "Kategorie", "UK-Art", "VU/AU", "GU/AU/NU", "Form", "Bauart",
            "Bauweise",
        )),
        Column("capacity", "Kapazität", Meaning.COUNT, (
            "Kap.", "Kapaz.", "Plätze", "Pl.", "Platzzahl", "Plätze ges.", "Plätze gesamt", "Soll",
            "Sollplätze", "Soll-Belegung", "Gesamtkapazität", "max. Belegung", "maximale Belegung", "Betten",
            "Bettplätze", "Bettenzahl", "Regelbelegung", "Platzkapazität", "Soll-Platzkapazität",
            "Unterkunftsplätze", "Anzahl Plätze", "Anz. Pl.", "maximale Plätze", "max. Personen",
        ), counted="Plätze", wanted="die Zahl der Plätze", pair=PAIR, per_date=True),
        Column("usable", "belegbar", Meaning.IGNORED, (
            "belegbare Plätze", "nutzbar", "nutzbare Plätze", "verfügbare Kapazität", "eff. Plätze",
        )),
        Column("occupied", "Belegung", Meaning.COUNT, (
            "Bel.", "belegt", "bel. Plätze", "belegte Plätze", "Ist", "Ist-Belegung", "aktuelle Belegung",
            "akt. Bel.", "akt. Belegung", "Bewohner", "Bew.", "BW", "Bewohnerzahl",
            "Bewohnerinnen und Bewohner",
            "Personen", "Pers.", "Pers. ges.", "Personen gesamt", "Anzahl Personen", "Anz. Pers.",
            "untergebracht", "Untergebrachte", "untergebrachte Personen", "Anzahl belegte Plätze",
            "Ist Personen",
        ), counted="Personen", wanted="die Zahl der belegten Plätze", pair=PAIR,
            if_missing="zählt als nicht gemeldet", per_date=True),
        Column("women", "Frauen", Meaning.COUNT, ("w", "weiblich"), counted="Personen",
               wanted="die Zahl der Frauen", pair="Frauen und Männer"),
        Column("men", "Männer", Meaning.COUNT, ("m", "männlich"), counted="Personen",
               wanted="die Zahl der Männer", pair="Frauen und Männer"),
        Column("children", "Kinder", Meaning.COUNT, ("Ki.", "u18", "Minderjährige"), counted="Personen",
               wanted="die Zahl der Kinder", pair="Frauen, Männer und Kinder"),
        Column("as_of", "Stichtag", Meaning.DATE, (
            "Stand", "Datum", "per", "zum", "Monat", "Berichtsmonat", "KW", "Kalenderwoche", "Woche",
            "Zeitraum",
        )),
        Column("remark", "Bemerkung", Meaning.TEXT, (
            "Bemerkungen", "Bemerkung(en)", "Bem.", "Anm.", "Anmerkung", "Anmerkungen", "Hinweis", "Hinweise",
            "Notiz", "Notizen", "Sonstiges", "Bemerkungen / Hinweise",
        )),
        Column("free", "frei", Meaning.IGNORED, (
            "freie Plätze", "nicht belegte Plätze", "Reserve", "verfügbar", "Rest", "Differenz", "Diff.",
            "Diff. Vormonat", "+/-", "Saldo",
        )),
        Column("blocked", "gesperrt", Meaning.IGNORED, (
            "nicht belegbar", "n. belegb.", "Sperrung", "Belegungsstopp", "in Sanierung", "gesperrte Plätze",
            "nicht belegbare Plätze",
        )),
        Column("rate", "Auslastung", Meaning.IGNORED, (
            "Ausl.", "Quote", "Belegungsquote", "Auslastung in %", "Belegung in %", "Belegungsgrad",
            "Auslastungsgrad", "%", "Ø", "Durchschnitt",
        )),
        Column("breakdown", "Aufteilung", Meaning.IGNORED, (
            "divers", "d", "Erw.", "Erwachsene", "Familien", "Fam.",
            "EP", "Einzelpersonen", "Alleinst.", "Alleinstehende", "VU", "AU", "FlüAG", "Ukraine", "UA",
            "UMA",
        )),
        Column("flow", "Zu- und Abgänge", Meaning.IGNORED, (
            "Zugänge", "Zug.", "Einzüge", "Neuaufn.", "Neuaufnahmen", "Abgänge", "Abg.", "Auszüge",
            "Verlegungen",
        )),
        Column("use", "Nutzung", Meaning.IGNORED, (
            "eröffnet", "eröffnet am", "in Betrieb seit", "Bezug", "Inbetriebnahme", "Laufzeit",
            "befristet bis",
            "Nutzung bis", "Mietende", "Rückgabe", "geschlossen am", "Nutzungsdauer",
        )),
        Column("number", "lfd. Nr.", Meaning.IGNORED, (
            "Lfd.", "laufende Nummer", "lfd. Nummer", "#", "Pos.",
        )),
        Column("other", "Weitere Angaben", Meaning.IGNORED, (
            "PLZ", "Postleitzahl", "Ort", "Zimmer", "Zi.", "Wohnungen", "Etage", "Fläche", "m²", "qm",
            "Telefon", "Tel.",
        )),
    ),
)  # fmt: skip
