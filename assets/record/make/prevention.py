"""Vaccinations, screening, prevention, and the physician's synthesis."""

import cda
from cda import items, medicine, p, problem, section, stable, table
from people import PEOPLE
from record import ALL, BOTH, CAMILLE, NADIA, add_cda

# key: (product, disease, ATC, ATC name)
VACCINES = {
    "flu": ("VACCIN GRIPPAL QUADRIVALENT, suspension injectable", "grippe saisonnière", "J07BB02", "virus grippal inactivé, à virion fragmenté ou antigènes de surface"),
    "dtp": ("VACCIN DIPHTÉRIQUE, TÉTANIQUE ET POLIOMYÉLITIQUE (inactivé, adsorbé)", "diphtérie, tétanos, poliomyélite", "J07CA01", "diphtérie-poliomyélite-tétanos"),
    "dtcap": ("VACCIN DIPHTÉRIQUE, TÉTANIQUE, COQUELUCHEUX ET POLIOMYÉLITIQUE", "diphtérie, tétanos, coqueluche, poliomyélite", "J07CA02", "diphtérie-coqueluche-poliomyélite-tétanos"),
    "covid": ("VACCIN À ARNm contre la COVID-19", "COVID-19", "J07BN01", "COVID-19, vaccin à ARN"),
    "hepb": ("VACCIN DE L'HÉPATITE B (ADNr)", "hépatite B", "J07BC01", "hépatite B, antigène purifié"),
    "mmr": ("VACCIN ROUGEOLEUX, OREILLONS, RUBÉOLEUX (vivant)", "rougeole, oreillons, rubéole", "J07BD52", "rougeole en association avec oreillons et rubéole, vivant atténué"),
    "pneumo": ("VACCIN PNEUMOCOCCIQUE CONJUGUÉ 20-valent", "infections à pneumocoque", "J07AL02", "pneumocoque, antigènes polysaccharidiques purifiés conjugués"),
}
SITES = {"g": "Deltoïde gauche", "d": "Deltoïde droit"}


def given(key, n, day, vaccine, lot, rank, site, who):
    """A coded injection."""
    name, _, atc, said = VACCINES[vaccine]
    code, display = ("BOOSTER", "Rappel") if rank == "rappel" else ("INITIMMUNIZ", "1ère série vaccinante") if rank else ("IMMUNIZ", "Vaccination sans autres précisions")
    series = ""
    if rank and rank != "rappel":
        series = f"""<entryRelationship typeCode="SUBJ">
<observation classCode="OBS" moodCode="EVN">
<templateId root="2.16.840.1.113883.10.20.1.46"/>
<templateId root="1.2.250.1.213.1.1.3.82"/>
<code code="30973-2" displayName="Rang de la vaccination" {cda.LOINC}/>
<statusCode code="completed"/>
<value xsi:type="INT" value="{rank}"/>
</observation>
</entryRelationship>
"""
    performer = f'<performer typeCode="PRF">\n{cda.assigned(who, "assignedEntity", setting=False)}</performer>\n' if who else ""
    return f"""<entry>
<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">
<templateId root="2.16.840.1.113883.10.20.1.24"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.12"/>
<templateId root="1.2.250.1.213.1.1.3.45"/>
<id root="{stable(key, 'vac', n)}"/>
<code code="{code}" displayName="{display}" codeSystem="2.16.840.1.113883.5.4"/>
<text><reference value="#vac-{n:02}"/></text>
<statusCode code="completed"/>
<effectiveTime value="{day[6:]}{day[3:5]}{day[:2]}"/>
<routeCode code="20035000" displayName="Voie intramusculaire" codeSystem="0.4.0.127.0.16.1.1.2.1" codeSystemName="EDQM"/>
<consumable typeCode="CSM">
<manufacturedProduct>
<templateId root="2.16.840.1.113883.10.20.1.53"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7.2"/>
<templateId root="1.2.250.1.213.1.1.3.43"/>
<manufacturedMaterial>
<code nullFlavor="UNK"><originalText><reference value="#vac-{n:02}"/></originalText><translation code="{atc}" displayName="{said}" codeSystem="2.16.840.1.113883.6.73" codeSystemName="ATC"/></code>
<name>{name}</name>
<lotNumberText>{lot}</lotNumberText>
</manufacturedMaterial>
</manufacturedProduct>
</consumable>
{performer}{series}</substanceAdministration>
</entry>
"""


def line(n, day, vaccine, lot, rank, site, who, remark):
    said = {"rappel": "rappel", None: "–"}.get(rank, rank)
    by = PEOPLE[who].name if who else "non précisé"
    return [day, f'<content ID="vac-{n:02}">{VACCINES[vaccine][0]}</content>', VACCINES[vaccine][1], lot, said, "Voie intramusculaire", SITES.get(site, "–"), by, remark]


HEAD = ["Date", "Vaccin", "Maladies", "Lot n°", "Rang", "Voie d'administration", "Région d'administration", "Vaccinateur", "Commentaire"]


def note(key, date, author, injection, patients, remark="–", more=""):
    day = f"{date[8:10]}/{date[5:7]}/{date[:4]}"
    vaccine, lot, rank, site = injection
    text = table(HEAD, [line(1, day, vaccine, lot, rank, site, author, remark)])
    body = [section("vaccines", "Note de vaccination", text + more, given(key, 1, day, vaccine, lot, rank, site, author), key=key)]
    add_cda(key, "vaccination-note", "87273-9", f"Vaccination {VACCINES[vaccine][1]}", date, author, body, patients, "Note de vaccination")


def vaccinations():
    note("vac-2022-10", "2022-10-20 12:10", "peyrol", ("flu", "T8801A", None, "g"), BOTH, "bien toléré")
    note("vac-2023-10", "2023-10-24 18:25", "peyrol", ("flu", "U2207C", None, "g"), BOTH)
    note("vac-2024-03", "2024-03-19 18:50", "dumont", ("dtp", "X0411", "rappel", "d"), BOTH, "douleur locale 24 h", p("Prochain rappel : selon le calendrier vaccinal en vigueur."))
    note("vac-2024-10", "2024-10-22 17:40", "peyrol", ("flu", "V3390B", None, "g"), BOTH)
    note("vac-2026-10", "2026-10-20 12:35", "peyrol", ("flu", "A7712F", None, "g"), ALL, "–", p("Surveillance de 15 minutes sur place, sans incident."))
    key, date = "vac-historique-2025", "2025-11-05 17:55"
    known = [
        ("12/04/1991", "mmr", "non noté", "1", "", None, "carnet de santé papier"),
        ("03/09/1994", "hepb", "HB2219", "1", "d", None, "carnet de santé papier"),
        ("05/10/1994", "hepb", "HB2231", "2", "d", None, "carnet de santé papier"),
        ("06/04/1995", "hepb", "HB2390", "3", "d", None, "schéma complet"),
        ("16/06/2004", "dtp", "D4471", "rappel", "g", None, "–"),
        ("21/05/2014", "dtcap", "R1180", "rappel", "g", "dumont", "dose avec coqueluche"),
        ("14/05/2021", "covid", "EW2246", "1", "g", None, "centre de vaccination"),
        ("18/06/2021", "covid", "FC5029", "2", "g", None, "centre de vaccination"),
        ("09/12/2021", "covid", "FH9988", "rappel", "g", "peyrol", "–"),
        ("20/10/2022", "flu", "T8801A", None, "g", "peyrol", "–"),
        ("24/10/2023", "flu", "U2207C", None, "g", "peyrol", "–"),
        ("19/03/2024", "dtp", "X0411", "rappel", "d", "dumont", "douleur locale 24 h"),
        ("22/10/2024", "flu", "V3390B", None, "g", "peyrol", "–"),
        ("05/11/2025", "flu", "Z5108E", None, "g", "dumont", "asthme : indication"),
    ]
    text = table(HEAD, [line(n, *one) for n, one in enumerate(known, 1)], caption="Vaccinations connues, de la plus ancienne à la plus récente") + p("Vaccin pneumococcique : recommandé en raison de l'asthme traité, à proposer au printemps.", "Les dates antérieures à 2005 sont recopiées du carnet papier.")
    entries = "".join(given(key, n, day, vaccine, lot, rank, site, who) for n, (day, vaccine, lot, rank, site, who, _) in enumerate(known, 1))
    add_cda(key, "vaccinations", "11369-6", "Carnet de vaccination à jour au 05/11/2025", date, "dumont", [section("vaccines", "Historique des vaccinations", text, entries, key=key)], CAMILLE, "Historique de vaccinations")
    note("vac-nadia-2026-06", "2026-06-16 10:05", "haddad", ("pneumo", "PN2044", None, "g"), NADIA, "sur prescription du Dr Dumont")


def screening():
    key, date = "trod-2025-12", "2025-12-09 18:05"
    body = [section("biology", "Résultat du test rapide d'orientation diagnostique", table(None, [
        ["Test", '<content ID="trod-nom">TROD angine à streptocoque du groupe A</content>'],
        ["Score de Mac Isaac", "2 (fièvre, absence de toux)"],
        ["Prélèvement", "écouvillonnage des deux amygdales, 09/12/2025 à 17 h 50"],
        ["Résultat", '<content ID="trod-res" styleCode="Bold">Négatif</content>'],
        ["Conduite tenue", "angine probablement virale : pas d'antibiotique, paracétamol si besoin. Revoir un médecin si pas d'amélioration sous trois jours."],
    ]), f"""<entry typeCode="DRIV">
<templateId root="1.3.6.1.4.1.19376.1.3.1"/>
<act classCode="ACT" moodCode="EVN">
<code code="18725-2" displayName="Microbiologie" {cda.LOINC}/>
<statusCode code="completed"/>
<entryRelationship typeCode="COMP">
<observation classCode="OBS" moodCode="EVN">
<templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>
<templateId root="1.2.250.1.213.1.1.3.80"/>
<code code="78012-2" displayName="Streptococcus pyogenes Ag [Présence] Gorge ; Qualitatif ; Immunologie rapide" {cda.LOINC}><originalText><reference value="#trod-nom"/></originalText></code>
<statusCode code="completed"/>
<effectiveTime value="20251209175000+0100"/>
<value xsi:type="CD" code="260385009" displayName="négatif" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT"><originalText><reference value="#trod-res"/></originalText></value>
<interpretationCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.83"/>
</observation>
</entryRelationship>
</act>
</entry>
""", key=key, code=("18725-2", "Microbiologie"))]
    add_cda(key, "rapid-test", "96173-0", "TROD angine", date, "peyrol", body, BOTH, "Test rapide d'orientation diagnostique : angine")

    key, date = "hpv-2026-09", "2026-10-07 09:05"
    body = [
        section("clinical", "Renseignements", p("Dépistage du col de l'utérus, test HPV, prélèvement du 23/09/2026 par Mme Florence Girard, sage-femme. Dernier dépistage : 2021, normal."), key=key),
        section("findings", "Résultat", p("Test HPV à haut risque : <content styleCode=\"Bold\">négatif</content>. Prélèvement de qualité satisfaisante."), key=key),
        section("conclusion", "Conclusion", p("Pas de virus détecté. Prochain test dans cinq ans, sauf avis contraire."), key=key),
    ]
    add_cda(key, "plain", "75492-9", "Résultat test HPV (dépistage)", date, "girard", body, CAMILLE, "Compte rendu de dépistage", performer="girard")

    key, date = "prevention-2025-03", "2025-03-27 11:20"
    body = [
        section("reason", "Mon bilan prévention, 45-50 ans", p("Rendez-vous fait avec Karim Haddad, infirmier, à la maison de santé. Auto-questionnaire rempli avant la rencontre."), key=key),
        section("habits", "Ce qui va bien, ce qui peut aller mieux", table(["Thème", "Constat", "Envie de changer (0 à 10)"], [
            ["Alimentation", "légumes deux fois par jour, peu de poisson", "6"],
            ["Activité physique", "marche, un peu de vélo ; plus de course depuis l'opération", "9"],
            ["Sommeil", "6 h 30 en semaine, écran le soir", "7"],
            ["Tabac, alcool", "pas de tabac ; un à deux verres le week-end", "–"],
            ["Santé mentale", "période chargée au travail, pas de symptôme inquiétant", "4"],
            ["Dépistages", "dents à jour ; frottis à faire en 2026 ; côlon et sein : à partir de 50 ans", "–"],
        ]), key=key),
        section("plan", "Mon plan personnalisé", items(
            '<caption>Bouger</caption>reprendre la course : programme « trottiner-marcher » de 8 semaines, à partir d\'avril <sup>(1)</sup> ;',
            "<caption>Dormir</caption>poser le téléphone hors de la chambre à 22 h 30 ;",
            "<caption>Souffler</caption>ne plus manquer le renouvellement du traitement de fond : alarme le 1<sup>er</sup> du mois ;",
            "<caption>Vacciner</caption>grippe à l'automne, pneumocoque à discuter.",
            caption="Trois ou quatre choses choisies ensemble", ordered=True, style="Arabic",
        ) + p("<sup>(1)</sup> Avec l'accord du kinésithérapeute, demandé le jour même."), key=key),
    ]
    add_cda(key, "prevention-plan", "83869-8", "Mon bilan prévention - plan personnalisé", date, "haddad", body, CAMILLE, "Plan personnalisé de prévention")


def synthesis(key, date, patients, title, problems, history, surgery, allergies, habits, work, family, warnings, treatments):
    body = []
    active = [[since, f'<content ID="pb-{n}">{said}</content>'] for n, (since, said, _, _) in enumerate(problems, 1)]
    past = [[since, f'<content ID="atcd-{n}">{said}</content>'] for n, (since, said, _, _) in enumerate(history, 1)]
    year = lambda since: "".join(reversed(since.split("/")))
    inner = [
        section("problems", "Pathologies en cours", table(["Depuis", "Pathologie"], active), "".join(problem(key, f"pb-{n}", icd, display, year(since)) for n, (since, _, icd, display) in enumerate(problems, 1)), key=key),
        section("history", "Antécédents médicaux", table(["Date", "Antécédent"], past), "".join(problem(key, f"atcd-{n}", icd, display, year(since), active=False) for n, (since, _, icd, display) in enumerate(history, 1)), key=key),
        section("surgery", "Antécédents chirurgicaux", table(["Date", "Intervention"], surgery), key=key),
        section("allergies", "Allergies et hypersensibilités", p(allergies), key=key),
    ]
    risks = [
        section("habits", "Mode de vie", items(*habits), key=key),
        section("work", "Facteurs de risques professionnels", p(work), key=key),
        section("family", "Antécédents familiaux", table(["Parent", "Antécédent"], family), key=key),
    ]
    body.append(section("vsm-problems", "Pathologies en cours, antécédents, allergies et facteurs de risque", None, parts=[
        section("vsm-history", "Pathologies en cours, antécédents et allergies", None, parts=inner, key=key),
        section("vsm-risks", "Facteurs de risque", None, parts=risks, key=key),
    ], key=key))
    body.append(section("results", "Points de vigilance", items(*warnings), key=key))
    lines = [[f'<content ID="trt-{n}">{name}</content>', dose, since] for n, (name, dose, since, _, _) in enumerate(treatments, 1)]
    entries = "".join(medicine(key, f"trt-{n}", name, atc, said) for n, (name, _, _, atc, said) in enumerate(treatments, 1))
    body.append(section("vsm-treatment", "Traitements au long cours", None, parts=[section("drugs-given", "Traitements", table(["Médicament", "Posologie", "Depuis"], lines), entries, key=key)], key=key))
    add_cda(key, "synthesis", "SYNTH", title, date, "dumont", body, patients, "Synthèse médicale", events=[("34117-2", "Historique et clinique", "2.16.840.1.113883.6.1", "LOINC")])


def syntheses():
    hypo, asthma, lipids = ("11/2021", "Hypothyroïdie par thyroïdite de Hashimoto", "E06.3", "Thyroïdite auto-immune"), ("1987", "Asthme allergique", "J45.0", "Asthme à prédominance allergique"), ("10/2022", "Hypercholestérolémie", "E78.0", "Hypercholestérolémie essentielle")
    levo = lambda dose, since: (f"Lévothyroxine {dose} µg", "1 comprimé le matin à jeun", since, "H03AA01", "lévothyroxine sodique")
    puff = ("Budésonide/formotérol 200/6", "1 inhalation matin et soir", "mars 2022", "R03AK07", "formotérol et budésonide")
    rescue = ("Salbutamol 100 µg", "1 à 2 bouffées si besoin", "1990", "R03AC02", "salbutamol")
    statin = ("Rosuvastatine 5 mg", "1 comprimé le soir", "mars 2024", "C10AA07", "rosuvastatine")
    synthesis(
        "vsm-2022-12", "2022-12-14 18:40", CAMILLE, "VSM",
        [hypo, asthma, lipids], [("04/2018", "Cystite aiguë", "N30.0", "Cystite aiguë")], [["1990", "Appendicectomie"], ["1999", "Extraction de quatre dents de sagesse"]],
        "Pollens de bouleau et de graminées (rhinite). Aucune allergie médicamenteuse connue.",
        ["pas de tabac ;", "course à pied une à deux fois par semaine."], "Enseignante en collège. Pas d'exposition particulière.",
        [["Mère", "hypothyroïdie"], ["Père", "hypertension artérielle, infarctus à 68 ans"]],
        ["LDL 1,72 g/L en octobre 2022, mesures diététiques, contrôle à un an."], [levo(50, "décembre 2021"), puff, rescue],
    )
    synthesis(
        "vsm-2025-03", "2025-03-18 19:05", CAMILLE, "VSM mise à jour mars 2025",
        [hypo, asthma, lipids], [("03/2023", "Carence martiale corrigée", "E61.1", "Carence en fer"), ("08/2024", "Cystite aiguë à E. coli", "N30.0", "Cystite aiguë"), ("02/2025", "Exacerbation d'asthme, une nuit en UHCD", "J45.9", "Asthme, sans précision")],
        [["1990", "Appendicectomie"], ["1999", "Extraction de quatre dents de sagesse"], ["15/06/2023", "Méniscectomie interne partielle du genou droit, par arthroscopie"]],
        "Pollens de bouleau et de graminées. Aucune allergie médicamenteuse connue. AINS tolérés.",
        ["pas de tabac ;", "marche quotidienne, vélo ;", "alcool occasionnel."], "Enseignante en collège.",
        [["Mère", "hypothyroïdie"], ["Père", "hypertension artérielle, infarctus à 68 ans"], ["Sœur", "bonne santé"]],
        ["asthme : ne pas laisser interrompre le traitement de fond ;", "statine : CPK si douleurs musculaires ;", "lévothyroxine : à distance du fer et du calcium."], [levo(50, "décembre 2021"), puff, rescue, statin],
    )
    synthesis(
        "vsm-nadia-2026", "2026-10-15 09:50", NADIA, "Volet de synthèse médicale",
        [hypo, ("1966", "Asthme allergique", "J45.0", "Asthme à prédominance allergique"), lipids, ("09/2026", "Hypertension artérielle", "I10", "Hypertension essentielle (primitive)"), ("04/2026", "Cataracte de l'œil droit", "H25.1", "Cataracte sénile nucléaire")],
        [("2009", "Fracture du poignet gauche", "S52.5", "Fracture de l'extrémité inférieure du radius")], [["1967", "Appendicectomie"], ["1984", "Césarienne"], ["2009", "Ostéosynthèse du poignet gauche"]],
        "Pénicilline : éruption dans l'enfance, jamais réintroduite.", ["pas de tabac ;", "jardinage, marche."], "Retraitée de l'industrie textile (poussières de coton).",
        [["Mère", "hypothyroïdie, ostéoporose"], ["Frère", "diabète de type 2"]],
        ["tension à contrôler chez soi ;", "œdèmes des chevilles sous amlodipine signalés par la pharmacie ;", "cataracte droite : pas de conduite de nuit."],
        [levo(75, "octobre 2025"), puff, statin, ("Amlodipine 5 mg", "1 gélule le matin", "septembre 2026", "C08CA01", "amlodipine")],
    )


def series():
    vaccinations()
    screening()
    syntheses()
