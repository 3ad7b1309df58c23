"""Biology: the same tests at several dates, each result also a coded entry, each report knowing the results before it."""

import base64

import cda
from cda import observed, p, section, table, when
from pdfs import biology_copy
from record import BOTH, CAMILLE, ALL, add_cda

# key: (name, method, LOINC, LOINC display, UCUM unit, unit shown, low, high, decimals, (factor, other unit shown, decimals) or None)
TESTS = {
    "tsh": ("Thyréostimuline (TSH)", "électrochimiluminescence", "3016-3", "Thyréostimuline [Arbitraire/Volume] Sérum/Plasma ; Numérique", "m[IU]/L", "mUI/L", 0.27, 4.20, 2, None),
    "t4l": ("Thyroxine libre (T4L)", "électrochimiluminescence", "14920-3", "Thyroxine libre [Moles/Volume] Sérum/Plasma ; Numérique", "pmol/L", "pmol/L", 11.9, 21.6, 1, None),
    "tpo": ("Anticorps anti-thyroperoxydase", "immunochimiluminescence", "8099-4", "Anticorps anti-thyroperoxydase [Arbitraire/Volume] Sérum/Plasma ; Numérique", "[IU]/mL", "UI/mL", None, 34, 0, None),
    "ct": ("Cholestérol total", "enzymatique", "2093-3", "Cholestérol [Masse/Volume] Sérum/Plasma ; Numérique", "g/L", "g/L", None, 2.00, 2, (2.586, "mmol/L", 2)),
    "hdl": ("Cholestérol HDL", "enzymatique direct", "2085-9", "Cholestérol HDL [Masse/Volume] Sérum/Plasma ; Numérique", "g/L", "g/L", 0.45, None, 2, (2.586, "mmol/L", 2)),
    "ldl": ("Cholestérol LDL", "calcul selon Friedewald", "13457-7", "Cholestérol LDL calculé [Masse/Volume] Sérum/Plasma ; Numérique", "g/L", "g/L", None, 1.60, 2, (2.586, "mmol/L", 2)),
    "tg": ("Triglycérides", "enzymatique", "2571-8", "Triglycérides [Masse/Volume] Sérum/Plasma ; Numérique", "g/L", "g/L", None, 1.50, 2, (1.143, "mmol/L", 2)),
    "gly": ("Glycémie à jeun", "hexokinase", "1558-6", "Glucose à jeun [Masse/Volume] Sérum/Plasma ; Numérique", "g/L", "g/L", 0.70, 1.10, 2, (5.551, "mmol/L", 1)),
    "a1c": ("Hémoglobine glyquée (HbA1c)", "HPLC", "4548-4", "Hémoglobine A1c/Hémoglobine totale [Fraction massique] Sang ; Numérique", "%", "%", 4.0, 6.0, 1, None),
    "creat": ("Créatinine", "enzymatique", "14682-9", "Créatinine [Moles/Volume] Sérum/Plasma ; Numérique", "umol/L", "µmol/L", 45, 84, 0, None),
    "dfg": ("Débit de filtration glomérulaire estimé", "CKD-EPI 2009", "62238-1", "Débit de filtration glomérulaire/1,73 m² prédit selon CKD-EPI", "mL/min/{1.73_m2}", "mL/min/1,73 m<sup>2</sup>", 60, None, 0, None),
    "na": ("Sodium", "potentiométrie", "2951-2", "Sodium [Moles/Volume] Sérum/Plasma ; Numérique", "mmol/L", "mmol/L", 136, 145, 0, None),
    "k": ("Potassium", "potentiométrie", "2823-3", "Potassium [Moles/Volume] Sérum/Plasma ; Numérique", "mmol/L", "mmol/L", 3.4, 4.5, 1, None),
    "alat": ("ALAT (TGP)", "IFCC 37 °C", "1742-6", "Alanine aminotransférase [Activité catalytique/Volume] Sérum/Plasma ; Numérique", "U/L", "U/L", None, 35, 0, None),
    "asat": ("ASAT (TGO)", "IFCC 37 °C", "1920-8", "Aspartate aminotransférase [Activité catalytique/Volume] Sérum/Plasma ; Numérique", "U/L", "U/L", None, 35, 0, None),
    "ggt": ("Gamma-GT", "IFCC 37 °C", "2324-2", "Gamma glutamyltransférase [Activité catalytique/Volume] Sérum/Plasma ; Numérique", "U/L", "U/L", None, 40, 0, None),
    "cpk": ("Créatine kinase (CPK)", "UV", "2157-6", "Créatine kinase [Activité catalytique/Volume] Sérum/Plasma ; Numérique", "U/L", "U/L", None, 170, 0, None),
    "crp": ("Protéine C réactive (CRP)", "immunoturbidimétrie", "1988-5", "Protéine C réactive [Masse/Volume] Sérum/Plasma ; Numérique", "mg/L", "mg/L", None, 5.0, 1, None),
    "fer": ("Ferritine", "immunoturbidimétrie", "2276-4", "Ferritine [Masse/Volume] Sérum/Plasma ; Numérique", "ug/L", "µg/L", 15, 150, 0, None),
    "vitd": ("25-OH vitamine D (D2 + D3)", "chimiluminescence", "62292-8", "25-Hydroxyvitamine D2+D3 [Masse/Volume] Sérum/Plasma ; Numérique", "ng/mL", "ng/mL", 30, 60, 0, (2.5, "nmol/L", 0)),
    "hb": ("Hémoglobine", "spectrophotométrie", "718-7", "Hémoglobine [Masse/Volume] Sang ; Numérique", "g/dL", "g/dL", 12.0, 16.0, 1, None),
    "gr": ("Hématies", "impédance", "789-8", "Hématies [Nombre/Volume] Sang ; Numérique", "10*12/L", "T/L", 3.80, 5.20, 2, None),
    "ht": ("Hématocrite", "calcul", "4544-3", "Hématocrite [Fraction volumique] Sang ; Numérique", "%", "%", 35.0, 47.0, 1, None),
    "vgm": ("Volume globulaire moyen", "impédance", "787-2", "Volume globulaire moyen [Volume entitique] Hématies ; Numérique", "fL", "fL", 80.0, 98.0, 1, None),
    "tcmh": ("TCMH", "calcul", "785-6", "Teneur corpusculaire moyenne en hémoglobine ; Numérique", "pg", "pg", 27.0, 32.0, 1, None),
    "gb": ("Leucocytes", "cytométrie en flux", "6690-2", "Leucocytes [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 4.00, 10.00, 2, None),
    "pnn": ("Polynucléaires neutrophiles", "", "751-8", "Polynucléaires neutrophiles [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 1.80, 7.50, 2, None),
    "pne": ("Polynucléaires éosinophiles", "", "711-2", "Polynucléaires éosinophiles [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 0.04, 0.50, 2, None),
    "pnb": ("Polynucléaires basophiles", "", "704-7", "Polynucléaires basophiles [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", None, 0.10, 2, None),
    "lym": ("Lymphocytes", "", "731-0", "Lymphocytes [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 1.00, 4.00, 2, None),
    "mon": ("Monocytes", "", "742-7", "Monocytes [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 0.20, 1.00, 2, None),
    "plq": ("Plaquettes", "impédance", "777-3", "Plaquettes [Nombre/Volume] Sang ; Numérique", "10*9/L", "G/L", 150, 400, 0, None),
}
CHAPTERS = {
    "BIOCHIMIE": ("18719-5", "Biochimie"),
    "HORMONOLOGIE": ("18719-5", "Biochimie"),
    "HÉMATOLOGIE": ("18723-7", "Hématologie"),
    "MICROBIOLOGIE": ("18725-2", "Microbiologie"),
    "IMMUNOLOGIE": ("18727-8", "Sérologie"),
}
LEUCOCYTES = ["pnn", "pne", "pnb", "lym", "mon"]
_history = {}


def fr(value, decimals):
    return f"{value:.{decimals}f}".replace(".", ",")


def flag(test, value):
    low, high = TESTS[test][6], TESTS[test][7]
    return "L" if low is not None and value < low else "H" if high is not None and value > high else "N"


def bounds(test):
    low, high, decimals = TESTS[test][6], TESTS[test][7], TESTS[test][8]
    if low is None:
        return f"&lt; {fr(high, decimals)}"
    return f"&gt; {fr(low, decimals)}" if high is None else f"{fr(low, decimals)} à {fr(high, decimals)}"


def shown(test, value):
    """A number with its unit; out of bounds, in bold with an arrow."""
    text = f"{fr(value, TESTS[test][8])} {TESTS[test][5]}"
    return f'<content styleCode="Bold">{text} {"↓" if flag(test, value) == "L" else "↑"}</content>' if flag(test, value) != "N" else text


def before(test, date):
    past = [(d, v) for d, v in _history.get(test, []) if d < date[:10]]
    if not past:
        return "–"
    day, value = max(past)
    return f"{fr(value, TESTS[test][8])} ({day[8:10]}/{day[5:7]}/{day[:4]})"


def simple(key, results, date):
    """Four columns, as older laboratory software writes them: unit beside the value."""
    body = []
    for test, value in results:
        name, method, unit = TESTS[test][0], TESTS[test][1], TESTS[test][5]
        said = f'<content ID="{key}-{test}">{name}</content>' + (f"<br/><content>({method})</content>" if method else "")
        body.append([(said, 'align="left"'), shown(test, value), bounds(test), before(test, date)])
    return table(["Analyse", "Résultat", "Valeurs de référence", "Antériorité"], body)


def double(key, results, date):
    """Two lines of headings: conventional and international units side by side, the other columns spanning both lines."""
    body = []
    for test, value in results:
        name, method, unit, other = TESTS[test][0], TESTS[test][1], TESTS[test][5], TESTS[test][9]
        said = f'<content ID="{key}-{test}">{name}</content>' + (f'<br/><content styleCode="Italics">{method}</content>' if method else "")
        if other:
            factor, second, places = other
            line = [said, shown(test, value), f"{fr(value * factor, places)} {second}"]
        else:
            line = [said, (shown(test, value), 'colspan="2"')]
        body.append(line + [f"{bounds(test)} {unit}", before(test, date)])
    head = [
        [("Examen", 'rowspan="2"'), ("Résultats", 'colspan="2"'), ("Valeurs de référence", 'rowspan="2"'), ("Antériorité", 'rowspan="2"')],
        ["Unités usuelles", "Unités SI"],
    ]
    return table(head, body, columns=["36%", "14%", "14%", "18%", "18%"])


def count(key, results, date):
    """The blood count: a line that heads each group, and the share of each white cell beside its number."""
    values = dict(results)
    body = [[("Numération des hématies", 'colspan="5" styleCode="Bold"')]]
    plain = [t for t, _ in results if t not in LEUCOCYTES and t not in ("gb", "plq")]
    for test in plain:
        body.append([f'<content ID="{key}-{test}">{TESTS[test][0]}</content>', (shown(test, values[test]), 'colspan="2"'), bounds(test), before(test, date)])
    body.append([("Numération et formule leucocytaires", 'colspan="5" styleCode="Bold"')])
    if "gb" in values:
        body.append([f'<content ID="{key}-gb">Leucocytes</content>', (shown("gb", values["gb"]), 'colspan="2"'), bounds("gb"), before("gb", date)])
    for test in [t for t, _ in results if t in LEUCOCYTES]:
        share = f"{fr(100 * values[test] / values['gb'], 1)} %"
        body.append([f'<content ID="{key}-{test}">{TESTS[test][0]}</content>', share, shown(test, values[test]), bounds(test), before(test, date)])
    if "plq" in values:
        body.append([("Numération plaquettaire", 'colspan="5" styleCode="Bold"')])
        body.append([f'<content ID="{key}-plq">Plaquettes</content>', (shown("plq", values["plq"]), 'colspan="2"'), bounds("plq"), before("plq", date)])
    head = ["Hémogramme", ("Résultat", 'colspan="2"'), "Réf.", "Antériorité"]
    foot = [[("Automate d'hématologie à cytométrie en flux. Les valeurs de référence sont celles de l'adulte.", 'colspan="5"')]]
    return table(head, body, foot=foot)


LAYOUTS = {"simple": simple, "double": double, "count": count}


def entry(key, chapter, results, at, linked=True):
    code, display = CHAPTERS[chapter]
    out = f'<entry typeCode="DRIV">\n<templateId root="1.3.6.1.4.1.19376.1.3.1"/>\n<templateId root="1.2.250.1.213.1.1.3.21"/>\n<act classCode="ACT" moodCode="EVN">\n'
    out += f'<code code="{code}" displayName="{display}" {cda.LOINC}/>\n<statusCode code="completed"/>\n'
    for test, value in results:
        _, _, loinc, said, unit, _, low, high, decimals, _ = TESTS[test]
        number = f"{value:.{decimals}f}"
        out += '<entryRelationship typeCode="COMP">\n' + observed(loinc, said, f"{key}-{test}" if linked else "", (number, unit), (low, high), flag(test, value), at, key=key) + "</entryRelationship>\n"
    return out + "</act>\n</entry>\n"


def report(key, title, date, chapters, comment, patients=BOTH, heading="Compte rendu d'examens de biologie médicale", copy=None, narrative=True, asked_by="dumont", notes=(), **more):
    """`chapters` are (chapter, title of the part, layout, [(test, value)])."""
    at = when(date)
    body = []
    for chapter in dict.fromkeys(c[0] for c in chapters):
        parts = []
        for _, part, layout, results in [c for c in chapters if c[0] == chapter]:
            text = LAYOUTS[layout](key, results, date) if narrative else None
            parts.append(section("biology-part", part, text if narrative else "", entry(key, chapter, results, at, narrative), key=key, code=CHAPTERS[chapter]))
        body.append(section("biology", chapter, None, parts=parts, key=key, code=CHAPTERS[chapter]))
    if comment:
        body.append(section("comment", "Commentaire du biologiste", comment, key=key))
    if copy:
        said = f'<content ID="doc-{key}-kind">Copie du compte rendu au format PDF, telle que remise au laboratoire.</content>'
        body.append(section("copy", "Copie du document", p(said) + f'<renderMultiMedia referencedObject="doc-{key}"><caption>Compte rendu en PDF</caption></renderMultiMedia>\n', cda.attachment(key, f"doc-{key}", "Copie du document", copy), key=key))
    events = [(CHAPTERS[c][0], CHAPTERS[c][1], "2.16.840.1.113883.6.1", "LOINC") for c in dict.fromkeys(c[0] for c in chapters)]
    taken = date[:11] + "07:45"
    add_cda(key, "biology", "11502-2", title, date, "vasseur", body, patients, heading, period=(taken, date), events=events, to=[asked_by], **more)
    for _, _, _, results in chapters:
        for test, value in results:
            _history.setdefault(test, []).append((date[:10], value))


def blood(hb, gr, ht, vgm, tcmh, gb, pnn, pne, pnb, lym, mon, plq):
    return list(zip(["hb", "gr", "ht", "vgm", "tcmh", "gb", "pnn", "pne", "pnb", "lym", "mon", "plq"], [hb, gr, ht, vgm, tcmh, gb, pnn, pne, pnb, lym, mon, plq]))


def series():
    report(
        "bio-2021-11", "CR BIO - TSH", "2021-11-18 11:20",
        [("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 8.94), ("t4l", 10.8)]), ("IMMUNOLOGIE", "Auto-immunité thyroïdienne", "simple", [("tpo", 412)])],
        p(
            "TSH augmentée avec T4 libre modérément abaissée : profil évocateur d'une hypothyroïdie d'origine périphérique.",
            "La présence d'anticorps anti-thyroperoxydase à un taux élevé oriente vers une thyroïdite chronique auto-immune. À confronter à la clinique.",
            "Ces résultats ne constituent pas un diagnostic : ils sont à interpréter avec votre médecin.",
        ),
    )
    report(
        "bio-2022-01", "Compte-rendu de biologie du 12/01/2022", "2022-01-12 10:55",
        [("HORMONOLOGIE", "Surveillance du traitement substitutif", "simple", [("tsh", 5.61), ("t4l", 13.2)])],
        p("Contrôle à six semaines de l'instauration d'un traitement par lévothyroxine : TSH en décroissance, objectif non encore atteint. Le prélèvement doit être fait avant la prise du comprimé du matin."),
    )
    report(
        "bio-2022-04", "CR d'examens biologiques TSH T4L", "2022-04-14 11:02",
        [("HORMONOLOGIE", "Surveillance du traitement substitutif", "simple", [("tsh", 2.83), ("t4l", 15.9)])],
        p("TSH dans l'intervalle de référence. Sauf changement de dose, un contrôle annuel est habituellement suffisant."),
    )
    report(
        "bio-2022-10", "BILAN LIPIDIQUE GLYCEMIE TSH", "2022-10-19 12:10",
        [
            ("BIOCHIMIE", "Exploration d'une anomalie lipidique", "double", [("ct", 2.55), ("hdl", 0.58), ("ldl", 1.72), ("tg", 1.24)]),
            ("BIOCHIMIE", "Métabolisme glucidique", "double", [("gly", 0.92)]),
            ("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 2.10)]),
        ],
        p("Aspect du sérum : limpide. Prélèvement déclaré à jeun depuis 12 heures.")
        + cda.items(
            "aucun facteur de risque : LDL inférieur à 1,90 g/L ;",
            "risque modéré : LDL inférieur à 1,15 g/L ;",
            "risque élevé : LDL inférieur à 1,00 g/L ou à 0,70 g/L selon le niveau.",
            caption="Objectifs de LDL, à adapter par le médecin selon le risque cardiovasculaire :",
        ),
        patients=ALL,
    )
    report(
        "bio-2023-03", "NFS + ferritine", "2023-03-08 10:31",
        [
            ("HÉMATOLOGIE", "Hémogramme", "count", blood(12.0, 4.12, 34.6, 84.0, 29.1, 6.30, 3.42, 0.31, 0.04, 2.05, 0.48, 318)),
            ("BIOCHIMIE", "Bilan martial", "double", [("fer", 9)]),
            ("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 2.46)]),
        ],
        p("Ferritine basse avec hémoglobine à la limite inférieure : carence en fer débutante, sans microcytose. Contrôle proposé trois mois après le début d'une supplémentation."),
    )
    report(
        "bio-2023-05", "CR BIO bilan préopératoire", "2023-05-24 16:42",
        [
            ("HÉMATOLOGIE", "Hémogramme", "count", blood(12.3, 4.30, 37.0, 86.0, 28.6, 5.92, 3.10, 0.36, 0.03, 1.98, 0.45, 287)),
            ("BIOCHIMIE", "Ionogramme et fonction rénale", "simple", [("na", 140), ("k", 4.1), ("creat", 64), ("dfg", 98)]),
        ],
        p("Bilan demandé avant une intervention programmée en ambulatoire. Aucune anomalie notable. Le dossier a été transmis au service d'anesthésie de la Clinique des Ormes."),
        patients=CAMILLE, asked_by="belkacem",
    )
    report(
        "bio-2023-09", "Contrôle ferritine / NFS", "2023-09-13 11:18",
        [
            ("HÉMATOLOGIE", "Hémogramme", "count", blood(13.1, 4.46, 39.1, 87.7, 29.4, 5.41, 2.80, 0.28, 0.03, 1.90, 0.40, 265)),
            ("BIOCHIMIE", "Bilan martial et inflammation", "double", [("fer", 38), ("crp", 1.2)]),
        ],
        p("Correction de la carence martiale. Hémogramme normal."),
    )
    report(
        "bio-2023-12", "Bilan annuel décembre 2023", "2023-12-06 11:40",
        [
            ("BIOCHIMIE", "Exploration d'une anomalie lipidique", "double", [("ct", 2.71), ("hdl", 0.57), ("ldl", 1.86), ("tg", 1.39)]),
            ("BIOCHIMIE", "Métabolisme glucidique", "double", [("gly", 0.94)]),
            ("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 2.92)]),
        ],
        p("Majoration du cholestérol LDL par rapport au bilan précédent, malgré les mesures diététiques signalées sur l'ordonnance. Sérum limpide."),
    )
    report(
        "bio-2024-06", "CR BIO EAL ASAT ALAT CPK", "2024-06-12 10:12",
        [
            ("BIOCHIMIE", "Exploration d'une anomalie lipidique", "double", [("ct", 1.96), ("hdl", 0.60), ("ldl", 1.14), ("tg", 1.08)]),
            ("BIOCHIMIE", "Enzymologie", "double", [("asat", 21), ("alat", 24), ("cpk", 98)]),
        ],
        p("Contrôle à trois mois sous statine : <content styleCode=\"Bold\">LDL abaissé de 39 %</content> par rapport au 06/12/2023. Transaminases et CPK normales : bonne tolérance biologique."),
    )
    report(
        "bio-2024-11", "Compte-rendu de laboratoire (copie PDF jointe)", "2024-11-20 11:33",
        [
            ("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 3.35)]),
            ("BIOCHIMIE", "Exploration d'une anomalie lipidique", "double", [("ct", 1.88), ("hdl", 0.61), ("ldl", 1.05), ("tg", 1.10)]),
            ("BIOCHIMIE", "Métabolisme glucidique", "double", [("gly", 0.95), ("a1c", 5.4)]),
        ],
        p("Ensemble stable. Prochain contrôle à un an, sauf avis contraire du prescripteur."),
        copy=biology_copy([("TSH", "3,35 mUI/L", "0,27 à 4,20"), ("Cholestérol total", "1,88 g/L", "< 2,00"), ("Cholestérol HDL", "0,61 g/L", "> 0,45"), ("Cholestérol LDL", "1,05 g/L", "< 1,60"), ("Triglycérides", "1,10 g/L", "< 1,50"), ("Glycémie à jeun", "0,95 g/L", "0,70 à 1,10"), ("HbA1c", "5,4 %", "4,0 à 6,0")], "20/11/2024"),
        patients=BOTH,
    )
    first = [
        ("HÉMATOLOGIE", "Hémogramme", "count", blood(12.8, 4.38, 38.2, 87.2, 29.2, 7.85, 4.90, 0.62, 0.05, 1.80, 0.48, 301)),
        ("BIOCHIMIE", "Bilan martial et inflammation", "double", [("fer", 162), ("crp", 2.1)]),
    ]
    report(
        "bio-2025-04-v1", "CR BIO NFS FERRITINE CRP", "2025-04-09 11:05", first,
        p("Éosinophiles discrètement augmentés, à rapprocher du contexte allergique saisonnier mentionné."), series="bio-2025-04",
    )
    for test in ("fer", "crp"):
        _history[test].pop()
    for test, _ in first[0][3]:
        _history[test].pop()
    report(
        "bio-2025-04-v2", "CR BIO NFS FERRITINE CRP - RECTIFICATIF", "2025-04-11 09:14",
        [first[0], ("BIOCHIMIE", "Bilan martial et inflammation", "double", [("fer", 62), ("crp", 2.1)])],
        p(
            "<content styleCode=\"Bold\">Ce compte rendu annule et remplace celui du 09/04/2025.</content>",
            'Ferritine : <content revised="delete">162 µg/L</content> <content revised="insert">62 µg/L</content>. Erreur de saisie lors d\'un contrôle manuel, corrigée après vérification du tube conservé.<footnote ID="note-rectif">Fiche de non-conformité interne n° 2025-118. Le prescripteur a été prévenu par téléphone le 11/04/2025.</footnote>',
            "Les autres résultats sont inchangés. Nous vous prions de nous excuser pour cette erreur.",
        ),
        series="bio-2025-04", version=2, replaces=("bio-2025-04", 1), index={"replaces": "bio-2025-04-v1"},
    )
    report(
        "bio-2025-07", "Resultats labo", "2025-07-02 10:20",
        [("BIOCHIMIE", "Fonction rénale", "simple", [("creat", 66), ("dfg", 95), ("na", 141), ("k", 4.0)]), ("BIOCHIMIE", "Enzymologie", "simple", [("asat", 22), ("alat", 26), ("ggt", 18)])],
        None, narrative=False,
    )
    report(
        "bio-2025-10", "CR BIO TSH T4L", "2025-10-08 10:48",
        [("HORMONOLOGIE", "Surveillance du traitement substitutif", "simple", [("tsh", 4.97), ("t4l", 12.6)])],
        p("TSH au-dessus de l'intervalle de référence, T4 libre basse normale. Une adaptation de la posologie est à discuter avec le prescripteur.", "Pensez à prendre votre traitement à distance du petit-déjeuner, du calcium et du fer, qui en diminuent l'absorption."),
    )
    report(
        "bio-2026-01", "Contrôle TSH 3 mois", "2026-01-14 11:27",
        [("HORMONOLOGIE", "Surveillance du traitement substitutif", "simple", [("tsh", 2.41), ("t4l", 16.3)])],
        p("Retour de la TSH dans l'objectif après adaptation de la dose."),
    )
    report(
        "bio-2026-05", "CR BIO vitamine D, ferritine", "2026-05-20 11:51",
        [("BIOCHIMIE", "Vitamines et bilan martial", "double", [("vitd", 19), ("fer", 44)])],
        p("Déficit en vitamine D (entre 20 et 30 ng/mL : insuffisance ; moins de 20 ng/mL : carence modérée)."),
    )
    report(
        "bio-2026-11", "Bilan biologique annuel 2026", "2026-11-13 12:05",
        [
            ("BIOCHIMIE", "Exploration d'une anomalie lipidique", "double", [("ct", 1.91), ("hdl", 0.62), ("ldl", 1.06), ("tg", 1.15)]),
            ("BIOCHIMIE", "Métabolisme glucidique", "double", [("gly", 0.96), ("a1c", 5.5)]),
            ("BIOCHIMIE", "Fonction rénale et bilan martial", "double", [("creat", 67), ("dfg", 93), ("fer", 51), ("vitd", 33)]),
            ("HORMONOLOGIE", "Bilan thyroïdien", "simple", [("tsh", 2.18)]),
            ("HÉMATOLOGIE", "Hémogramme", "count", blood(13.3, 4.52, 39.8, 88.1, 29.4, 5.88, 3.05, 0.34, 0.04, 2.02, 0.43, 272)),
        ],
        p(
            "Bilan de surveillance sans anomalie. LDL stable sous traitement.",
            'Pour comprendre vos résultats : <linkHtml href="https://www.ameli.fr">www.ameli.fr</linkHtml>, ou demandez à votre médecin.',
        ),
    )
    urine()
    level1()


def urine():
    """An urine culture with its antibiogram: nested sections and families of antibiotics spanning several lines."""
    key, date = "bio-2024-08-ecbu", "2024-08-23 17:36"
    head = ["Famille", "Antibiotique", "CMI (mg/L)", "Catégorie"]
    lines = [
        [("Pénicillines", 'rowspan="3"'), "Amoxicilline", "&gt; 32", "R"],
        ["Amoxicilline + ac. clavulanique (cystite)", "8", "S"],
        ["Pivmécillinam", "1", "S"],
        [("Céphalosporines", 'rowspan="2"'), "Céfixime", "0,5", "S"],
        ["Céfotaxime", "&lt; 0,25", "S"],
        [("Quinolones", 'rowspan="2"'), "Acide nalidixique", "4", "S"],
        ["Ofloxacine", "&lt; 0,25", "S"],
        ["Fosfomycine", "Fosfomycine-trométamol", "2", "S"],
        ["Nitrofuranes", "Nitrofurantoïne", "16", "S"],
        ["Sulfamides", "Triméthoprime + sulfaméthoxazole", "&gt; 160", "R"],
    ]
    direct = table(
        None,
        [
            [("Aspect", 'styleCode="Bold"'), "légèrement trouble"],
            [("Leucocytes", 'styleCode="Bold"'), f'<content ID="{key}-leuco">85 × 10<sup>3</sup>/mL</content> (réf. : inférieur à 10 × 10<sup>3</sup>/mL)'],
            [("Hématies", 'styleCode="Bold"'), "6 × 10<sup>3</sup>/mL (réf. : inférieur à 10 × 10<sup>3</sup>/mL)"],
            [("Cellules épithéliales", 'styleCode="Bold"'), "rares"],
            [("Examen direct après coloration de Gram", 'styleCode="Bold"'), "présence de bacilles à Gram négatif"],
        ],
        caption="Cytologie urinaire quantitative",
    )
    culture = p(f'<content ID="{key}-germe">10<sup>6</sup> UFC/mL d\'<content styleCode="Italics">Escherichia coli</content></content>, culture monomicrobienne.')
    legend = table(head, lines, caption="Antibiogramme (EUCAST/CA-SFM 2024)", foot=[[("S : sensible à posologie standard. F : sensible à forte posologie. R : résistant.", 'colspan="4"')]])
    parts = [
        section("biology-part", "Examen cytologique et direct", direct, key=key, code=CHAPTERS["MICROBIOLOGIE"]),
        section("biology-part", "Culture et identification", culture, key=key, code=CHAPTERS["MICROBIOLOGIE"]),
        section("biology-part", "Antibiogramme", legend, key=key, code=CHAPTERS["MICROBIOLOGIE"]),
    ]
    body = [
        section("biology", "MICROBIOLOGIE", p("Examen cytobactériologique des urines (ECBU). Nature du prélèvement : urines de milieu de jet, recueil à domicile le 21/08/2024 à 7 h 10, conservées à +4 °C."), parts=parts, key=key, code=CHAPTERS["MICROBIOLOGIE"]),
        section("comment", "Commentaire du biologiste", p("Leucocyturie significative et bactériurie : tableau compatible avec une infection urinaire basse. Bandelette faite en ville positive le même jour. Pas d'ECBU de contrôle si l'évolution est favorable."), key=key),
    ]
    add_cda(key, "biology", "11502-2", "ECBU", date, "vasseur", body, BOTH, "Compte rendu d'examens de biologie médicale", period=("2024-08-21 07:10", date), events=[("18725-2", "Microbiologie", "2.16.840.1.113883.6.1", "LOINC")], to=["ferrand"])


def level1():
    """An old report: a header and a PDF, nothing else."""
    key = "bio-2022-06"
    pdf = biology_copy([("Immunoglobulines E totales", "212 kUI/L", "< 100"), ("IgE spécifiques, pollen de bouleau", "12,4 kUA/L (classe 3)", "< 0,10"), ("IgE spécifiques, graminées", "6,8 kUA/L (classe 3)", "< 0,10"), ("IgE spécifiques, acariens (D. pteronyssinus)", "0,42 kUA/L (classe 1)", "< 0,10"), ("IgE spécifiques, squames de chat", "< 0,10 kUA/L", "< 0,10"), ("Éosinophiles", "0,58 G/L", "0,04 à 0,50")], "15/06/2022", "Bilan allergologique")
    add_cda(key, "level1", "11502-2", "IGE SPECIFIQUES PNEUMALLERGENES", "2022-06-15 14:22", "vasseur", pdf, BOTH, "Compte rendu d'examens de biologie médicale", events=[("18727-8", "Sérologie", "2.16.840.1.113883.6.1", "LOINC")], to=["roux"], delivery="absolute")
