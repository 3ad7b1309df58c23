"""Prescriptions and what the pharmacy gave."""

import cda
from cda import items, medicine, p, section, stable, table
from record import BOTH, CAMILLE, NADIA, ALL, add_cda

NAMES = {
    "levo50": ("LÉVOTHYROXINE SODIQUE 50 µg, comprimé sécable", "H03AA01", "lévothyroxine sodique"),
    "levo75": ("LÉVOTHYROXINE SODIQUE 75 µg, comprimé sécable", "H03AA01", "lévothyroxine sodique"),
    "salb": ("SALBUTAMOL 100 µg/dose, suspension pour inhalation en flacon pressurisé", "R03AC02", "salbutamol"),
    "budfor": ("BUDÉSONIDE / FORMOTÉROL 200 µg / 6 µg par dose, poudre pour inhalation", "R03AK07", "formotérol et budésonide"),
    "deslo": ("DESLORATADINE 5 mg, comprimé pelliculé", "R06AX27", "desloratadine"),
    "rosu": ("ROSUVASTATINE 5 mg, comprimé pelliculé", "C10AA07", "rosuvastatine"),
    "para": ("PARACÉTAMOL 1 g, comprimé", "N02BE01", "paracétamol"),
    "keto": ("KÉTOPROFÈNE LP 100 mg, gélule à libération prolongée", "M01AE03", "kétoprofène"),
    "omep": ("OMÉPRAZOLE 20 mg, gélule gastro-résistante", "A02BC01", "oméprazole"),
    "enox": ("ÉNOXAPARINE SODIQUE 4 000 UI (40 mg)/0,4 mL, solution injectable en seringue préremplie", "B01AB05", "énoxaparine"),
    "fosfo": ("FOSFOMYCINE 3 g, granulés pour solution buvable en sachet", "J01XX01", "fosfomycine"),
    "predn": ("PREDNISOLONE 20 mg, comprimé orodispersible", "H02AB06", "prednisolone"),
    "vitd": ("COLÉCALCIFÉROL 100 000 UI, solution buvable en ampoule", "A11CC05", "colécalciférol"),
    "iron": ("SULFATE FERREUX 80 mg de fer, comprimé pelliculé", "B03AA07", "sulfate ferreux"),
    "amlo": ("AMLODIPINE 5 mg, gélule", "C08CA01", "amlodipine"),
}
PHARM = ' xmlns:pharm="urn:ihe:pharm:medication"'


def instruction(key, ref, patient=True):
    code = "PINSTRUCT" if patient else "FINSTRUCT"
    template = "1.2.250.1.213.1.1.3.33" if patient else "1.2.250.1.213.1.1.3.34"
    return f"""<entryRelationship typeCode="SUBJ" inversionInd="true">
<act classCode="ACT" moodCode="INT">
<templateId root="{template}"/>
<code code="{code}" codeSystem="1.3.6.1.4.1.19376.1.5.3.2" codeSystemName="IHEActCode"/>
<text><reference value="#{ref}"/></text>
<statusCode code="completed"/>
</act>
</entryRelationship>
"""


def prescription(key, title, date, author, lines, comment=None, patients=BOTH, wide=True, **more):
    """`lines` are (drug, from, to, dose, substitution, renewals, instruction to the patient or None)."""
    body, entries = [], ""
    for n, (drug, start, end, dose, swap, renewals, advice) in enumerate(lines, 1):
        name, atc, substance = NAMES[drug]
        ref = f"med-{n:03}"
        said = f"du {start[8:]}/{start[5:7]}/{start[:4]} au {end[8:]}/{end[5:7]}/{end[:4]}"
        if wide:
            body.append([said, f'<content ID="{ref}" styleCode="Bold">{name}</content>', f'<content ID="{ref}-poso">{dose}</content>', swap, str(renewals), "Non", "Non", "Non"])
            if advice:
                body.append([("Instruction au patient", 'colspan="2" styleCode="Italics"'), (f'<content ID="{ref}-conseil">{advice}</content>', 'colspan="6"')])
        else:
            body.append([f'<content ID="{ref}" styleCode="Bold">{name}</content>', f'<content ID="{ref}-poso">{dose}</content>' + (f'<br/><content ID="{ref}-conseil" styleCode="Italics">{advice}</content>' if advice else ""), said])
        extra = instruction(key, f"{ref}-conseil") if advice else ""
        entries += medicine(key, ref, name, atc, substance, start.replace("-", ""), end.replace("-", ""), renewals, "1.2.250.1.213.1.1.3.83", "INT", extra)
    head = ["Durée du traitement", "Médicament", "Posologie", "Substitution", "Nombre de renouvellements", "En rapport avec une ALD", "En rapport AT/MP", "Non remboursable"] if wide else ["Médicament", "Posologie", "Durée"]
    parts = [section("prescription", "Prescription de médicaments", table(head, body), entries, key=key)]
    if comment:
        parts.append(section("comment", "Commentaire", comment, key=key))
    add_cda(key, "prescription", "57833-6", title, date, author, parts, patients, "Prescription de médicaments", namespaces=PHARM, period=(date, f"{lines[0][2]} 23:59"), **more)


def series():
    prescription(
        "rx-2021-12", "Ordonnance Dr DUMONT 01/12/2021", "2021-12-01 10:05", "dumont",
        [("levo50", "2021-12-01", "2022-01-31", "25 µg (un demi-comprimé) par jour pendant 7 jours, puis 50 µg (1 comprimé) par jour, le matin à jeun", "Non (marge thérapeutique étroite)", 1, "À prendre 20 à 30 minutes avant le petit-déjeuner, avec un verre d'eau. Espacer d'au moins deux heures du fer, du calcium et des pansements gastriques.")],
        p("TSH de contrôle dans six semaines, prélèvement avant la prise du comprimé."),
    )
    prescription(
        "rx-2022-03", "ORDONNANCE PNEUMO traitement de fond asthme", "2022-03-16 15:50", "roux",
        [
            ("budfor", "2022-03-16", "2022-09-15", "1 inhalation matin et soir, tous les jours", "Oui", 5, "Rincer la bouche à l'eau après chaque prise. Ne pas arrêter quand tout va bien."),
            ("salb", "2022-03-16", "2022-09-15", "1 à 2 bouffées en cas de gêne respiratoire, à renouveler au bout de 10 minutes si besoin, maximum 8 bouffées par jour", "Oui", 2, "Avec la chambre d'inhalation. Plus de deux utilisations par semaine : prendre rendez-vous."),
        ],
        items("apprendre à mesurer le débit de pointe, matin et soir pendant deux semaines ;", "noter les résultats sur le carnet remis ce jour ;", "appeler le cabinet si le débit de pointe passe sous 300 L/min.", caption="À faire d'ici la prochaine consultation :", ordered=True),
    )
    prescription(
        "rx-2022-06", "ordonnance allergie", "2022-06-10 18:20", "dumont",
        [("deslo", "2022-06-10", "2022-07-31", "1 comprimé le soir pendant la saison des pollens", "Oui", 1, "Si somnolence malgré tout, ne pas conduire.")],
        wide=False,
    )
    prescription(
        "rx-2023-03", "Ordonnance fer 3 mois", "2023-03-10 09:40", "dumont",
        [("iron", "2023-03-10", "2023-06-10", "1 comprimé par jour, au milieu du repas de midi", "Oui", 2, "Les selles peuvent devenir noires, c'est normal. À distance de la lévothyroxine (au moins 2 heures) et du thé.")],
        wide=False,
    )
    prescription(
        "rx-2023-06", "Ordonnance de sortie - chirurgie ambulatoire genou D", "2023-06-15 15:30", "guerin",
        [
            ("para", "2023-06-15", "2023-06-25", "1 comprimé toutes les 6 heures si douleur, maximum 4 g par jour", "Oui", 0, "Respecter au moins 6 heures entre deux prises."),
            ("keto", "2023-06-15", "2023-06-20", "1 gélule matin et soir pendant 5 jours, au milieu du repas", "Oui", 0, "Arrêter et appeler en cas de brûlures d'estomac ou de gêne respiratoire inhabituelle."),
            ("omep", "2023-06-15", "2023-06-20", "1 gélule le matin tant que dure le kétoprofène", "Oui", 0, None),
            ("enox", "2023-06-15", "2023-06-25", "1 injection sous-cutanée par jour, à heure fixe, pendant 10 jours", "Oui", 0, "Par infirmier à domicile. Plaquettes à contrôler une fois (J8)."),
        ],
        p("Tolérance antérieure aux anti-inflammatoires vérifiée (asthme) : prises d'ibuprofène sans réaction."),
        patients=CAMILLE,
    )
    prescription(
        "rx-2024-03", "Ordonnance statine", "2024-03-12 11:25", "dumont",
        [
            ("rosu", "2024-03-12", "2024-06-12", "1 comprimé le soir", "Oui", 2, "Prévenir en cas de douleurs musculaires inexpliquées."),
            ("levo50", "2024-03-12", "2025-03-11", "1 comprimé le matin à jeun", "Non (marge thérapeutique étroite)", 11, None),
        ],
        p("Décision prise ensemble après échec de douze mois de mesures alimentaires. Contrôle : exploration d'une anomalie lipidique, transaminases et CPK dans trois mois."),
    )
    prescription(
        "rx-2024-08", "Ordonnance 21/08/2024 (remplaçant)", "2024-08-21 17:15", "ferrand",
        [("fosfo", "2024-08-21", "2024-08-21", "1 sachet en prise unique, à distance d'un repas, de préférence au coucher après avoir uriné", "Oui", 0, "Bien boire dans la journée. Si fièvre, douleur dans le dos ou absence d'amélioration après 3 jours : consulter.")],
        wide=False,
    )
    prescription(
        "rx-2025-10", "ORDO levothyroxine 75 + renouvellement", "2025-10-14 16:10", "dumont",
        [
            ("levo75", "2025-10-14", "2026-04-13", "1 comprimé le matin à jeun, en remplacement du comprimé à 50 µg", "Non (marge thérapeutique étroite)", 5, "Rapporter à la pharmacie les boîtes de 50 µg entamées pour éviter toute confusion."),
            ("rosu", "2025-10-14", "2026-04-13", "1 comprimé le soir", "Oui", 5, None),
        ],
        p("TSH dans trois mois (ordonnance de biologie jointe)."),
    )
    prescription(
        "rx-2026-05", "Ordonnance vitamine D", "2026-05-21 19:02", "dumont",
        [("vitd", "2026-05-22", "2026-08-22", "1 ampoule tous les mois pendant trois mois", "Oui", 0, "Peut se prendre pure ou diluée, pendant un repas.")],
        wide=False,
    )
    prescription(
        "rx-2026-11", "Ordonnance renouvellement 6 mois", "2026-11-17 10:35", "dumont",
        [
            ("levo75", "2026-11-17", "2027-05-16", "1 comprimé le matin à jeun", "Non (marge thérapeutique étroite)", 5, "Toujours à distance du petit-déjeuner, du calcium et du fer."),
            ("rosu", "2026-11-17", "2027-05-16", "1 comprimé le soir", "Oui", 5, None),
            ("budfor", "2026-11-17", "2027-05-16", "1 inhalation matin et soir", "Oui", 5, "Rincer la bouche après chaque prise."),
            ("salb", "2026-11-17", "2027-05-16", "1 à 2 bouffées si besoin", "Oui", 2, None),
        ],
        p("Bilan biologique du 13/11/2026 : sans anomalie. Prochaine consultation dans six mois, plus tôt en cas de symptômes nouveaux."),
    )
    prescription(
        "rx-nadia-2026-09", "Ordonnance HTA 3 mois", "2026-09-29 09:15", "dumont",
        [("amlo", "2026-09-29", "2026-12-28", "1 gélule le matin", "Oui", 2, "Continuer l'automesure de la tension : trois mesures matin et soir, trois jours de suite, avant chaque consultation.")],
        patients=NADIA,
    )
    dispensations()
    biology_request()
    imaging_request()


def dispensations():
    for key, date, lines, note in (
        ("disp-2025-10", "2025-10-15 09:20", [("levo75", "2", "Boîte de 30 comprimés", "Non substituable"), ("rosu", "1", "Boîte de 30 comprimés", "Générique délivré")], "Changement de dosage de la lévothyroxine expliqué au comptoir. Trois boîtes de 50 µg entamées ont été rapportées."),
        ("disp-2026-11", "2026-11-18 18:44", [("levo75", "1", "Boîte de 30 comprimés", "Non substituable"), ("rosu", "1", "Boîte de 30 comprimés", "Générique délivré"), ("budfor", "1", "Inhalateur de 120 doses", "Dispositif inchangé"), ("salb", "1", "Flacon de 200 doses", "Générique délivré")], "Technique d'inhalation revue : bonne coordination. Vaccination antigrippale déjà faite le 20/10/2026."),
    ):
        body, entries = [], ""
        for n, (drug, number, box, remark) in enumerate(lines, 1):
            name, atc, substance = NAMES[drug]
            body.append([f'<content ID="del-{n}">{name}</content>', box, number, remark])
            entries += medicine(key, f"del-{n}", name, atc, substance, date[:10].replace("-", ""))
        parts = [section("dispensed", "Médicaments délivrés", table(["Médicament délivré", "Conditionnement", "Nombre de boîtes", "Observation"], body), entries, key=key), section("comment", "Commentaire du pharmacien", p(note), key=key)]
        add_cda(key, "dispensation", "60593-1", "Dispensation médicamenteuse", date, "peyrol", parts, BOTH)


def biology_request():
    key = "rx-bio-2026-10"
    wanted = items(
        "Exploration d'une anomalie lipidique (cholestérol total, HDL, LDL, triglycérides)",
        "Glycémie à jeun, HbA1c",
        "TSH",
        "Hémogramme (NFS), ferritine",
        "Créatinine avec débit de filtration glomérulaire estimé",
        "25-OH vitamine D <content styleCode=\"Italics\">(contrôle après supplémentation)</content>",
        ordered=True, caption="Faire pratiquer dans un laboratoire de biologie médicale, à jeun :",
    )
    body = [
        section("prescription", "Examens demandés", wanted, key=key),
        section("comment", "Renseignements cliniques", p("Hypothyroïdie substituée (lévothyroxine 75 µg/j). Hypercholestérolémie traitée par rosuvastatine 5 mg. Bilan annuel, première quinzaine de novembre. Ne pas prendre la lévothyroxine avant la prise de sang."), key=key),
    ]
    add_cda(key, "plain", "PRESC-BIO", "Ordonnance bilan sanguin annuel", "2026-10-27 17:48", "dumont", body, BOTH, "Prescription d'actes de biologie médicale")


def imaging_request():
    key = "rx-irm-2023"
    body = [
        section("clinical", "Informations cliniques", None, parts=[
            section("request", "Justification de la demande d'examen", p("Traumatisme du genou droit en torsion le 19/03/2023 (course à pied, chemin). Gonflement secondaire, douleur de l'interligne interne, dérobements. Radiographies sans fracture. Suspicion de lésion méniscale interne."), key=key),
            section("clinical-history", "Antécédents et contre-indications", table(["Question posée", "Réponse"], [["Stimulateur cardiaque, implant, corps étranger métallique", "Non"], ["Claustrophobie", "Non"], ["Allergie à un produit de contraste", "Non connue"], ["Grossesse en cours", "Non"], ["Asthme", "Oui, contrôlé"]]), key=key),
        ], key=key),
        section("plan", "Acte d'imagerie demandé", p("IRM du genou droit sans injection (NZQN001). Degré d'urgence : dans le mois."), key=key),
    ]
    add_cda(key, "imaging-request", "55115-0", "Demande IRM genou droit", "2023-04-05 11:30", "dumont", body, CAMILLE, "Demande d'acte d'imagerie", to=["aubin"])
