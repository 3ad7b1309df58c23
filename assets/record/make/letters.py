"""Consultations, hospital letters, operation and follow-up: what physicians write to each other and to the patient."""

import cda
from cda import attachment, items, medicine, observed, p, problem, section, table, when
from pdfs import text_pdf
from record import ALL, BOTH, CAMILLE, JEAN, NADIA, add_cda

VITALS = {
    "weight": ("29463-7", "Poids corporel", "kg"), "height": ("8302-2", "Taille", "cm"), "bmi": ("39156-5", "Indice de masse corporelle", "kg/m2"),
    "sys": ("8480-6", "Pression artérielle systolique", "mm[Hg]"), "dia": ("8462-4", "Pression artérielle diastolique", "mm[Hg]"),
    "pulse": ("8867-4", "Fréquence cardiaque", "/min"), "sat": ("59408-5", "Saturation en oxygène", "%"), "temp": ("8310-5", "Température", "Cel"),
}


def vitals(key, date, title, values, note=""):
    """Vital signs: a table and its coded entries; a value is (name, number, text shown)."""
    body = [[f'<content ID="{key}-{name}">{VITALS[name][1]}</content>', shown] for name, _, shown in values]
    at = when(date)
    entries = '<entry>\n<organizer classCode="CLUSTER" moodCode="EVN">\n<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13.1"/>\n<templateId root="1.2.250.1.213.1.1.3.49"/>\n<code code="8716-3" displayName="Signes vitaux" codeSystem="2.16.840.1.113883.6.1"/>\n<statusCode code="completed"/>\n'
    for name, number, _ in values:
        loinc, said, unit = VITALS[name]
        entries += "<component>\n" + observed(loinc, said, f"{key}-{name}", (number, unit), at=at, template="1.2.250.1.213.1.1.3.50", key=key) + "</component>\n"
    return section("vitals", title, table(["Mesure", "Valeur"], body) + (p(note) if note else ""), entries + "</organizer>\n</entry>\n", key=key)


def thyroid():
    key, date = "cs-2021-11-25", "2021-11-25 17:30"
    body = [
        section("reason", "Motif", p("Fatigue depuis plusieurs mois, frilosité, prise de 3 kg, crampes. Remise des résultats de biologie du 18/11/2021."), key=key),
        section("history", "Antécédents", items("asthme allergique depuis l'enfance, peu suivi ces dernières années ;", "rhinite saisonnière ;", "appendicectomie dans l'enfance ;", "mère traitée pour la thyroïde.", caption="Rappel"), key=key),
        vitals(key, date, "Constantes", [("weight", 71.5, "71,5 kg"), ("height", 166, "166 cm"), ("bmi", 25.9, "25,9 kg/m<sup>2</sup>"), ("sys", 118, "118 mmHg"), ("dia", 74, "74 mmHg"), ("pulse", 58, "58 battements par minute")]),
        section("exam", "Examen clinique", p("Bon état général. Peau sèche, pas d'œdème. Thyroïde palpable, discrètement augmentée de volume, indolore, ferme, sans nodule individualisable. Pas d'adénopathie. Réflexes ostéotendineux un peu lents. Auscultation cardiaque et pulmonaire sans particularité."), key=key),
        section("assessment", "Conclusion", p("<content styleCode=\"Bold\">Hypothyroïdie périphérique</content> (TSH 8,94 mUI/L, T4L 10,8 pmol/L, anti-TPO positifs) très probablement sur thyroïdite chronique auto-immune.")
            + items("lévothyroxine, dose progressive jusqu'à 50 µg/j (ordonnance à la prochaine visite, le 01/12, après réflexion) ;", "échographie thyroïdienne ;", "avis endocrinologique (Dr Kaci) ;", "TSH à six semaines.", ordered=True, caption="Conduite à tenir"),
            problem(key, f"{key}-hypo", "E06.3", "Thyroïdite auto-immune", "202111"), key=key),
        section("advice", "Information donnée", p("Expliqué ce jour : le traitement remplace l'hormone qui manque, il est en général pris longtemps, et son effet se ressent en quelques semaines. Brochure remise."), key=key),
    ]
    body[4] = body[4].replace("<content styleCode=\"Bold\">Hypothyroïdie périphérique</content>", f'<content ID="{key}-hypo" styleCode="Bold">Hypothyroïdie périphérique</content>')
    add_cda(key, "plain", "11488-4", "CR consultation 25/11/2021 Dr DUMONT", date, "dumont", body, BOTH, "Compte rendu de consultation")

    key, date = "cs-endo-2021-12", "2021-12-16 14:10"
    inner = [
        section("illness", "Histoire récente", p("Asthénie d'installation progressive depuis le printemps, frilosité, constipation modérée, sommeil sans changement notable. Traitement débuté il y a quinze jours, bien toléré."), key=key),
        section("family", "Antécédents familiaux", p("Mère : hypothyroïdie substituée. Pas d'autre maladie auto-immune connue dans la famille."), key=key),
    ]
    follow = table(
        ["Quand", "Quoi", "Objectif"],
        [
            [("Première année", 'rowspan="3"'), "TSH à 6 semaines", "décroissance"],
            ["TSH à 4 mois", "0,4 à 4 mUI/L"],
            ["TSH à 12 mois", "0,4 à 4 mUI/L"],
            ["Ensuite", "TSH une fois par an<footnote ID=\"n1\">Et six semaines après tout changement de dose ou de spécialité.</footnote>", "0,4 à 4 mUI/L"],
        ],
        caption="Calendrier de surveillance proposé",
    )
    body = [
        section("reason", "Motif de consultation", p("Avis sur une hypothyroïdie récemment découverte, à la demande du Dr Alice Dumont."), parts=inner, key=key),
        section("results", "Examens disponibles", p('Biologie du 18/11/2021 : TSH <content styleCode="Bold">8,94 mUI/L</content>, T<sub>4</sub> libre 10,8 pmol/L, anticorps anti-TPO 412 UI/mL.', "Échographie du 10/12/2021 (Dr Aubin) : glande de taille normale haute, hypoéchogène et hétérogène, d'aspect compatible avec une thyroïdite. Un nodule isoéchogène de 6 mm à droite, EU-TIRADS 3, ne justifiant ni ponction ni surveillance rapprochée."), key=key),
        section("assessment", "Au total", p("Hypothyroïdie par thyroïdite de Hashimoto, au stade de début. Poursuite de la lévothyroxine à 50 µg par jour (environ 0,7 µg/kg/j), à adapter sur la TSH seule.", "Il n'est pas utile de répéter le dosage des anticorps. Une échographie de contrôle est proposée dans trois à cinq ans.") + follow, key=key),
        section("advice", "Pour en savoir plus", p('Information sur les maladies de la thyroïde : <linkHtml href="https://www.ameli.fr/assure/sante/themes/hypothyroidie" title="Hypothyroïdie">dossier de l\'Assurance Maladie</linkHtml>.', 'Rappel du calendrier : <footnoteRef IDREF="n1"/>.'), key=key),
    ]
    add_cda(key, "plain", "11488-4", "CS ENDOCRINO - Dr S. KACI", date, "kaci", body, BOTH, "Compte rendu de consultation d'endocrinologie", to=["dumont"])


def asthma():
    key, date = "cs-pneumo-2022-03", "2022-03-16 15:40"
    body = [
        section("reason", "Motif", p("Reprise du suivi d'un asthme allergique, gêne à l'effort et réveils nocturnes une à deux fois par mois depuis l'automne."), key=key),
        section("illness", "Histoire", p("Asthme depuis l'âge de 8 ans. Salbutamol seul, deux à trois fois par semaine. Pas d'hospitalisation. Tabac : jamais. Chat au domicile pendant l'enfance. Rhinite printanière."), key=key),
        section("exam", "Examen", p("Auscultation : quelques sibilants en fin d'expiration forcée. SpO<sub>2</sub> 98 % en air ambiant. Fréquence respiratoire 16/min. Cornets nasaux pâles, œdématiés."), key=key),
        section("results", "Spirométrie de ce jour", table(
            [[("Mesure", 'rowspan="2"'), ("Avant bronchodilatateur", 'colspan="2"'), ("Après 400 µg de salbutamol", 'colspan="2"'), ("Variation", 'rowspan="2"')], ["Valeur", "% théorique", "Valeur", "% théorique"]],
            [["VEMS (L)", "2,28", "79 %", "2,63", "91 %", '<content styleCode="Bold">+ 15 % (+ 350 mL)</content>'], ["CVF (L)", "3,31", "96 %", "3,42", "99 %", "+ 3 %"], ["VEMS/CVF", "0,69", "–", "0,77", "–", "–"], ["DEM 25-75 (L/s)", "1,62", "52 %", "2,21", "71 %", "+ 36 %"]],
            foot=[[("Trouble ventilatoire obstructif léger, significativement réversible.", 'colspan="6"')]],
        ), key=key),
        section("assessment", "Conclusion", p("Asthme allergique <content styleCode=\"Underline\">modéré, non contrôlé</content>, avec rhinite. Mise en route d'un traitement de fond associant corticoïde inhalé et bêta-2 de longue durée d'action. Plan d'action écrit remis. Bilan allergologique sanguin (IgE). Revoir dans trois mois."), key=key),
        section("advice", "Éducation thérapeutique", items("technique d'inhalation montrée puis refaite : correcte ;", "mesure du débit de pointe : meilleure valeur du jour 410 L/min ;", "facteurs déclenchants : pollens de bouleau et de graminées, air froid, rhumes."), key=key),
    ]
    add_cda(key, "plain", "11488-4", "CR CS pneumologie 16/03/2022", date, "roux", body, BOTH, "Compte rendu de consultation de pneumologie", to=["dumont"])

    key, date = "efr-2026-03", "2026-03-25 10:20"
    head = ["Date", "VEMS (L)", "VEMS (% th.)", "CVF (L)", "VEMS/CVF", "Réversibilité", "DEP (L/min)", "FE<sub>NO</sub> (ppb)"]
    lines = [
        ["16/03/2022", "2,28", "79", "3,31", "0,69", "+ 15 %", "410", "48"],
        ["22/06/2022", "2,61", "91", "3,40", "0,77", "+ 4 %", "440", "31"],
        ["12/04/2023", "2,66", "93", "3,41", "0,78", "non faite", "450", "26"],
        ["24/04/2024", "2,64", "93", "3,39", "0,78", "+ 3 %", "455", "24"],
        ["19/03/2025", "2,49", "88", "3,36", "0,74", "+ 9 %", "420", "37"],
        ["25/03/2026", '<content styleCode="Bold">2,62</content>', '<content styleCode="Bold">94</content>', "3,38", "0,78", "+ 2 %", "450", "25"],
    ]
    body = [
        section("reason", "Indication", p("Surveillance annuelle d'un asthme allergique traité par budésonide/formotérol."), key=key),
        section("results", "Explorations fonctionnelles respiratoires", table(head, lines, caption="Évolution depuis la première mesure", foot=[[("Théoriques GLI 2012. DEP : débit expiratoire de pointe. FENO : fraction exhalée du monoxyde d'azote, normale au-dessous de 25 ppb, ambiguë de 25 à 50 ppb.", 'colspan="8"')]], summary="Mesures du souffle de 2022 à 2026"), key=key),
        section("conclusion", "Conclusion", p("Fonction respiratoire normale et stable, retour aux valeurs antérieures après l'épisode de février 2025. Bon contrôle (ACT 23/25). Même traitement. Ne pas interrompre le traitement de fond à l'approche de la saison pollinique."), key=key),
    ]
    add_cda(key, "plain", "47420-5", "EFR 25/03/2026", date, "roux", body, BOTH, "Compte rendu d'explorations fonctionnelles respiratoires", to=["dumont"])


def knee():
    key, date = "cs-chir-2023-04", "2023-04-26 11:45"
    body = [
        section("reason", "Motif", p("Avis chirurgical, genou droit, à la demande du Dr Dumont."), key=key),
        section("illness", "Histoire", p("Torsion du genou droit le 19 mars 2023 en course à pied. Craquement, gonflement le lendemain. Depuis : douleur interne à l'accroupissement, deux épisodes de blocage vrai, course impossible. Travail : enseignante, station debout pénible en fin de journée."), key=key),
        section("exam", "Examen", table(["Recherche", "Genou droit", "Genou gauche"], [["Épanchement", "minime", "absent"], ["Mobilité", "flexum 5°, flexion 125°", "0° – 140°"], ["Interligne interne", "douloureux en arrière", "indolore"], ["Tests méniscaux (McMurray, Grinding)", "positifs en interne", "négatifs"], ["Lachman", "arrêt dur", "arrêt dur"], ["Laxité frontale", "absente", "absente"]]), key=key),
        section("results", "Imagerie", p("IRM du 18/04/2023 : lésion verticale longitudinale de la corne postérieure du ménisque interne, avec fragment luxé en anse de seau partielle. Croisés continus. Cartilage respecté."), key=key),
        section("assessment", "Proposition", p("Arthroscopie du genou droit en ambulatoire, suture si possible, sinon méniscectomie partielle économe. Bénéfices, risques (infection, phlébite, raideur, algodystrophie) et alternatives expliqués ; fiche d'information remise. Délai de réflexion respecté. Date retenue : 15 juin 2023. Consultation d'anesthésie le 25 mai."), key=key),
    ]
    add_cda(key, "plain", "11488-4", "COURRIER CHIR ORTHO Dr GUERIN", date, "guerin", body, CAMILLE, "Compte rendu de consultation d'orthopédie", to=["dumont"])

    key, date = "cpa-2023-05", "2023-05-25 09:30"
    body = [
        vitals(key, date, "Signes vitaux (Données biométriques)", [("weight", 68.2, "68,2 kg"), ("height", 166, "166 cm"), ("sys", 121, "121 mmHg"), ("dia", 76, "76 mmHg"), ("pulse", 66, "66 battements par minute"), ("sat", 98, "98 % en air ambiant")]),
        section("exam", "Examen physique préanesthésique", p("Mallampati I, ouverture buccale 4,5 cm, distance thyromentonnière supérieure à 6,5 cm, rachis cervical souple. Pas de critère d'intubation difficile. Dents : une couronne (16)."), parts=[
            section("exam-heart", "Système cardiovasculaire", p("Bruits du cœur réguliers, pas de souffle. Plus de 4 étages montés sans gêne avant l'accident. Capital veineux : bon."), key=key),
            section("exam-lungs", "Système respiratoire", p("Murmure vésiculaire symétrique, pas de sibilant. Asthme contrôlé sous traitement de fond, dernière crise en novembre 2022."), key=key),
        ], key=key),
        section("problems", "Pathologies chroniques", items(f'<content ID="{key}-asthme">asthme allergique modéré</content> ;', f'<content ID="{key}-thyr">hypothyroïdie substituée</content>, TSH 2,46 le 08/03/2023.'), problem(key, f"{key}-asthme", "J45.0", "Asthme à prédominance allergique", "1987") + problem(key, f"{key}-thyr", "E06.3", "Thyroïdite auto-immune", "202111"), key=key),
        section("surgery", "Antécédents chirurgicaux et anesthésiques", p("Appendicectomie à 11 ans, anesthésie générale sans incident. Extraction de dents de sagesse en 1999. Pas de nausées postopératoires signalées. Pas d'incident dans la famille."), key=key),
        section("habits", "Habitudes de vie", p("Tabac : non. Alcool : occasionnel. Marche, course à pied jusqu'à l'accident."), key=key),
        section("allergies", "Allergies", p("Pollens. Aucune allergie médicamenteuse ni au latex. AINS déjà pris sans réaction respiratoire."), key=key),
        section("drugs-given", "Traitements", table(["Médicament", "Habituel", "Consigne pour le 15 juin"], [["Lévothyroxine 50 µg", "1 le matin", "prendre le matin avec une gorgée d'eau"], ["Budésonide/formotérol", "1 inhalation matin et soir", '<content styleCode="Bold">prendre le matin</content>'], ["Fer", "1 à midi", "arrêter la veille"]]), key=key),
        section("assessment", "Conclusion et conduite à tenir", p("ASA 2. Anesthésie générale avec masque laryngé et infiltration par le chirurgien. Information sur les alternatives (rachianesthésie) et les risques donnée.")
            + items("solides jusqu'à 6 heures avant l'arrivée ;", "liquides clairs (eau, thé, café sans lait) jusqu'à 2 heures avant ;", "douche la veille et le matin, pas de maquillage ni de vernis ;", "personne accompagnante obligatoire au retour et présente la nuit suivante.", caption="Consignes remises", ordered=True), key=key),
    ]
    add_cda(key, "anaesthesia", "34749-2", "CR consultation pré-anesthésique", date, "belkacem", body, CAMILLE, to=["guerin"])

    key, date = "ldl-ees-2023-06", "2023-06-13 18:05"
    body = [
        section("reason", "Motif d'hospitalisation", p("Arthroscopie du genou droit programmée le 15/06/2023, en ambulatoire (Dr Guérin)."), key=key),
        section("treatments-in", "Traitements à l'admission", table(["Médicament", "Posologie", "Depuis"], [[f'<content ID="{key}-1">Lévothyroxine 50 µg</content>', "1 comprimé le matin", "décembre 2021"], [f'<content ID="{key}-2">Budésonide/formotérol 200/6</content>', "1 inhalation matin et soir", "mars 2022"], [f'<content ID="{key}-3">Sulfate ferreux 80 mg</content>', "arrêté le 10/06", "mars 2023"]]),
            medicine(key, f"{key}-1", "LÉVOTHYROXINE SODIQUE 50 µg", "H03AA01", "lévothyroxine sodique") + medicine(key, f"{key}-2", "BUDÉSONIDE / FORMOTÉROL 200/6", "R03AK07", "formotérol et budésonide"), key=key),
        section("allergies", "Allergies et hypersensibilités connues", p("Rhinite aux pollens. Pas d'allergie médicamenteuse connue."), key=key),
        section("history", "Antécédents médicaux", table(["Date", "Antécédent"], [["1987", "Asthme allergique"], ["11/2021", "Hypothyroïdie (thyroïdite de Hashimoto)"], ["03/2023", "Carence martiale sans anémie, corrigée"]]), key=key),
        section("surgery", "Antécédents chirurgicaux", p("Appendicectomie (1990)."), key=key),
        section("comment", "Autres informations", p("Vit avec son conjoint, présent la nuit du retour. Troisième étage avec ascenseur. Numéro de la personne à prévenir : dans la fiche contacts du dossier. Merci de me faire parvenir le compte rendu opératoire."), key=key),
    ]
    add_cda(key, "letter-in", "18761-7", "Lettre de liaison à l'entrée", date, "dumont", body, CAMILLE, "Lettre de liaison à l'entrée en établissement de santé", events=[("IMP", "Hospitalisation (établissement, y compris HAD)", "2.16.840.1.113883.5.4", "HL7:ActCode")], to=["guerin"])

    key, date = "cro-2023-06", "2023-06-15 12:20"
    body = [
        section("reason", "Indication", p("Lésion méniscale interne du genou droit avec blocages, échec du traitement fonctionnel."), key=key),
        section("technique", "Intervention", p('Arthroscopie du genou droit : <content revised="delete">suture méniscale interne</content> <content revised="insert">méniscectomie interne partielle</content> (NFFC003).<footnote ID="cro-n1">Libellé corrigé par l\'opérateur à la relecture, le 15/06/2023 à 12 h 20.</footnote>')
            + table(["Temps", "Heure", "Remarque"], [["Entrée en salle", "09 h 12", "check-list complète"], ["Incision", "09 h 41", "deux voies antérieures"], ["Garrot", "09 h 40 – 10 h 07", "27 minutes à 280 mmHg"], ["Fermeture", "10 h 09", "fil résorbable, pansement compressif"]]), key=key, parts=[
            section("findings", "Constatations", items("compartiment fémoro-tibial interne : languette méniscale luxée, tissu de mauvaise qualité, en zone avasculaire, non suturable ;", "cartilage interne : ramollissement de grade I limité ;", "ligament croisé antérieur : continu et tendu au crochet ;", "compartiment externe et fémoro-patellaire : sans lésion.", style="Square"), key=key),
            section("technique", "Geste réalisé", p("Régularisation au shaver et à la pince basket, conservant le mur périphérique (environ 30 % de la corne postérieure réséqués). Lavage abondant. Infiltration des voies par ropivacaïne 2 mg/mL, 20 mL. Pas de drain."), key=key),
        ]),
        section("plan", "Consignes postopératoires", items("appui complet autorisé, deux cannes pendant 8 à 10 jours ;", "glace 20 minutes, 5 fois par jour ;", "pansement tous les 2 jours par infirmier, ablation des points non nécessaire ;", "rééducation à partir de J10, 15 séances ;", "prévention de la phlébite pendant 10 jours ;", "consultation le 5 juillet.", caption="Suites", style="Disc"), key=key),
        section("comment", "Traçabilité", p("Aucun dispositif implanté. Pertes sanguines négligeables. Pas d'incident. Opérateur : Dr Guérin. Anesthésie : Dr Belkacem. Aide : interne du service."), key=key),
    ]
    add_cda(key, "plain", "34874-8", "CRO arthroscopie genou droit", date, "guerin", body, CAMILLE, "Compte rendu opératoire", period=("2023-06-15 09:12", "2023-06-15 10:20"), encounter="IMP", to=["dumont"], events=[("NFFC003", "Méniscectomie médiale ou latérale du genou, par arthroscopie", "1.2.250.1.215.300.1", "CCAM")])

    key, date = "ldl-ses-2023-06", "2023-06-15 16:10"
    summary = table(
        [[("Synthèse médicale du séjour", 'colspan="2"')]],
        [
            ["Modalité et date d'entrée", "15/06/2023, 7 h 30, domicile"],
            ["Modalité et date de sortie", "15/06/2023, 16 h 30, retour au domicile, avec accompagnant"],
            ["Synthèse médicale", "Arthroscopie du genou droit sous anesthésie générale. Méniscectomie interne partielle. Réveil et salle de surveillance sans incident. Douleur à 2/10 à la sortie. Première marche avec cannes accompagnée par le kinésithérapeute."],
            ["Événements indésirables", "Aucun"],
            ["Recherche de micro-organismes multirésistants", "Non effectuée"],
            ["Transfusion de produits sanguins", "Non"],
            ["Administration de dérivés du sang", "Non"],
        ],
    )
    out = [("Paracétamol 1 g", "1 comprimé jusqu'à 4 fois par jour", "10 jours", "Ajouté"), ("Kétoprofène LP 100 mg", "1 gélule matin et soir", "5 jours", "Ajouté"), ("Oméprazole 20 mg", "1 gélule le matin", "5 jours", "Ajouté"), ("Énoxaparine 4 000 UI", "1 injection par jour", "10 jours", "Ajouté"), ("Lévothyroxine 50 µg", "1 comprimé le matin", "au long cours", "Poursuivi"), ("Budésonide/formotérol 200/6", "1 inhalation matin et soir", "au long cours", "Poursuivi")]
    body = [
        section("status", "Statut du document", table(None, [["Statut du document", '<content ID="statutDoc">Validé</content>']]), f"""<entry>
<observation classCode="OBS" moodCode="EVN">
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
<templateId root="1.2.250.1.213.1.1.3.48"/>
<templateId root="1.2.250.1.213.1.1.3.48.16"/>
<id root="{cda.stable(key, 'status')}"/>
<code code="GEN-065" displayName="Statut du document" {cda.TA}/>
<text><reference value="#statutDoc"/></text>
<statusCode code="completed"/>
<effectiveTime value="20230615"/>
<value xsi:type="CD" code="445665009" displayName="validé" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT"/>
</observation>
</entry>
""", key=key),
        section("reason", "Motif de l'hospitalisation", p("Arthroscopie programmée du genou droit."), key=key),
        section("events", "Synthèse médicale du séjour", summary, key=key),
        section("treatments-out", "Traitements à la sortie", table(["Médicament", "Posologie", "Durée", "Statut"], [[f'<content ID="sortie-{n}">{a}</content>', b, c, d] for n, (a, b, c, d) in enumerate(out, 1)]), "".join(medicine(key, f"sortie-{n}", a, atc, said) for n, ((a, _, _, _), (atc, said)) in enumerate(zip(out, [("N02BE01", "paracétamol"), ("M01AE03", "kétoprofène"), ("A02BC01", "oméprazole"), ("B01AB05", "énoxaparine"), ("H03AA01", "lévothyroxine sodique"), ("R03AK07", "formotérol et budésonide")]), 1)), key=key),
        section("results", "Résultats d'examens et informations attendus", p("Plaquettes de contrôle à J8, à transmettre au chirurgien."), key=key),
        section("plan", "Suites à donner", items("rendez-vous avec le Dr Guérin le 05/07/2023 à 10 h 20 ;", "soins infirmiers et rééducation prescrits ;", "arrêt de travail jusqu'au 30/06/2023 inclus ;", "appel du lendemain prévu par l'unité ambulatoire.", ordered=True), key=key),
        section("advice", "Quand appeler", p("<content styleCode=\"Bold\">Appelez la clinique (02 99 99 03 00, jour et nuit)</content> en cas de fièvre au-dessus de 38,5 °C, de mollet gonflé et douloureux, de saignement, de douleur non calmée. En cas de gêne respiratoire importante ou de douleur dans la poitrine : le 15."), key=key),
        section("allergies", "Allergies identifiées pendant le séjour", p("Aucune."), key=key),
    ]
    add_cda(key, "letter-out", "11490-0", "LETTRE DE LIAISON SORTIE AMBU 15/06/2023", date, "guerin", body, CAMILLE, "Lettre de liaison à la sortie de l'établissement de santé", period=("2023-06-15 07:30", "2023-06-15 16:30"), encounter="IMP", events=[("IMP", "Hospitalisation (établissement, y compris HAD)", "2.16.840.1.113883.5.4", "HL7:ActCode")], to=["dumont"])

    key, date = "postop-2023-07", "2023-07-05 10:40"
    body = [
        section("reason", "Consultation de contrôle à trois semaines", p("Suites simples. Cannes abandonnées à J9. Plaquettes normales le 23/06."), key=key),
        section("exam", "Examen", p("Cicatrices propres. Pas d'épanchement. Flexion 130°, extension complète. Quadriceps en reprise."), key=key),
        section("results", "Scores", table([["Score", "Avant", "J20", "Attendu à 3 mois"]], [["Douleur (0 à 10)", "6", "2", "0 à 1"], ["IKDC subjectif (0 à 100)", "41", "63", "plus de 80"], ["Reprise de la marche sans boiterie", "non", "oui", "oui"]]), key=key),
        section("plan", "Suite", p("Rééducation à poursuivre (renforcement, gainage). Vélo dès maintenant, natation à un mois, course sur terrain plat à partir de mi-septembre selon l'avis du kinésithérapeute. Reprise du travail à temps plein le 03/07 confirmée. Revoir seulement si besoin."), key=key),
    ]
    add_cda(key, "plain", "34875-5", "Suivi post-op J20 genou D", date, "guerin", body, CAMILLE, "Évaluation postopératoire et note de suivi", to=["dumont"])


def emergency():
    key, date = "urgences-2025-02", "2025-02-10 02:50"
    pdf = text_pdf(
        "Compte rendu de passage aux urgences",
        [
            "Arrivée le 09/02/2025 à 20 h 14, adressée par le centre 15. Tri infirmier : niveau 3.",
            ("h", "Motif"), "Gêne respiratoire croissante depuis deux jours, dans un contexte de rhume. Traitement de fond non pris depuis une dizaine de jours (renouvellement oublié). Salbutamol à domicile : 8 bouffées en trois heures, soulagement partiel.",
            ("h", "Constantes à l'arrivée"),
            ("table", [["Heure", "FR", "SpO2", "FC", "PA", "DEP"], ["20 h 20", "26/min", "93 % AA", "108/min", "134/82", "220 L/min"], ["21 h 30", "22/min", "95 % AA", "112/min", "128/78", "290 L/min"], ["00 h 15", "18/min", "97 % AA", "96/min", "122/75", "340 L/min"]]),
            ("h", "Examen"), "Consciente, parle en phrases. Sibilants diffus des deux côtés, pas de signe de lutte majeur. Fièvre à 37,8 °C. Mollets souples.",
            ("h", "Prise en charge"),
            ("list", ["trois nébulisations de salbutamol et d'ipratropium sur la première heure ;", "prednisolone 40 mg par la bouche ;", "radiographie du thorax : distension modérée, pas de foyer ;", "électrocardiogramme : tachycardie sinusale à 106/min."]),
            ("h", "Orientation"), "Amélioration nette. Surveillance pour la nuit à l'UHCD. Diagnostic : exacerbation d'asthme modérée, d'origine virale probable.",
            ("right", "Dr Paul Nguyen-Talec"),
        ],
        place="hopital", author="nguyen", date="10/02/2025",
    )
    add_cda(key, "level1", "15507-7", "CR PASSAGE URGENCES", date, "nguyen", pdf, CAMILLE, "Compte rendu de passage aux urgences", period=("2025-02-09 20:14", "2025-02-10 02:40"), encounter="EMER", to=["dumont"])

    key, date = "ldl-ses-2025-02", "2025-02-10 11:30"
    body = [
        section("reason", "Motif de l'hospitalisation", p("Exacerbation d'asthme, surveillance d'une nuit en UHCD (unité d'hospitalisation de courte durée)."), key=key),
        section("events", "Synthèse médicale du séjour", table([[("Synthèse médicale du séjour", 'colspan="2"')]], [
            ["Entrée", "09/02/2025 à 20 h 14, par les urgences"],
            ["Sortie", "10/02/2025 à 11 h 45, domicile"],
            ["Évolution", "Nuit calme. Un aérosol à 4 h. DEP 380 L/min à 9 h. Saturation 98 % en air ambiant, marche de 6 minutes sans désaturation."],
            ["Événements indésirables", "Aucun"],
            ["Transfusion", "Non"],
        ]), key=key),
        section("treatments-out", "Traitements à la sortie", table(["Médicament", "Posologie", "Durée", "Statut"], [
            ['<content ID="s1">Prednisolone 20 mg</content>', "2 comprimés le matin", "5 jours, arrêt sans décroissance", "Ajouté"],
            ['<content ID="s2">Budésonide/formotérol 200/6</content>', "2 inhalations matin et soir pendant 15 jours, puis 1 matin et soir", "au long cours", "Repris, dose augmentée"],
            ['<content ID="s3">Salbutamol 100 µg</content>', "4 bouffées 4 fois par jour pendant 2 jours, puis si besoin", "–", "Modifié"],
            ['<content ID="s4">Lévothyroxine 50 µg, rosuvastatine 5 mg</content>', "inchangées", "au long cours", "Poursuivis"],
        ]), medicine(key, "s1", "PREDNISOLONE 20 mg", "H02AB06", "prednisolone", "20250210", "20250214") + medicine(key, "s2", "BUDÉSONIDE / FORMOTÉROL", "R03AK07", "formotérol et budésonide") + medicine(key, "s3", "SALBUTAMOL", "R03AC02", "salbutamol"), key=key),
        section("plan", "Suites à donner", items("consultation avec le médecin traitant dans la semaine ;", "consultation de pneumologie avant fin mars, avec spirométrie ;", "reprise du plan d'action écrit."), key=key),
        section("advice", "Conseils de sortie", p("En cas de nouvelle gêne : suivre le plan d'action. Si 10 bouffées de salbutamol ne soulagent pas, ou en cas de difficulté à parler : appeler le 15.", "Penser à demander le renouvellement du traitement de fond avant la fin de la boîte."), key=key),
    ]
    add_cda(key, "letter-out", "11490-0", "Lettre de sortie UHCD", date, "nguyen", body, CAMILLE, "Lettre de liaison à la sortie de l'établissement de santé", period=("2025-02-09 20:14", "2025-02-10 11:45"), encounter="IMP", events=[("IMP", "Hospitalisation (établissement, y compris HAD)", "2.16.840.1.113883.5.4", "HL7:ActCode")], to=["dumont", "roux"], delivery="absolute")


def family_doctor():
    key, date = "cs-2022-10-19", "2022-10-19 18:15"
    body = [
        section("reason", "Motif", p("Suivi annuel. Résultats reçus ce jour."), key=key),
        vitals(key, date, "Constantes", [("weight", 69.4, "69,4 kg"), ("sys", 122, "122 mmHg"), ("dia", 78, "78 mmHg")]),
        section("assessment", "Synthèse", p("TSH à l'objectif. LDL 1,72 g/L : risque cardiovasculaire faible à modéré (SCORE2), pas de médicament pour l'instant.")
            + items("<caption>Alimentation</caption>remplacer beurre et fromages gras, deux poissons par semaine, légumes secs, noix ;", "<caption>Activité</caption>trente minutes de marche rapide cinq jours par semaine ;", "<caption>Contrôle</caption>nouveau bilan dans un an.", caption="Mesures décidées ensemble"), key=key),
        section("plan", "À prévoir", p("Vaccin antigrippal demain à la pharmacie (asthme). Prochaine consultation : mars."), key=key),
    ]
    add_cda(key, "plain", "11488-4", "Consultation du 19/10/2022", date, "dumont", body, BOTH, "Compte rendu de consultation", index={"archived": True})

    key, date = "cs-2026-11-17", "2026-11-17 10:40"
    body = [
        section("reason", "Motif", p("Consultation semestrielle, lecture du bilan du 13/11/2026, renouvellement."), key=key),
        section("complaint", "Ressenti", p("Se sent en forme. Sommeil correct. Pas de réveil nocturne lié à l'asthme depuis le printemps. Salbutamol : une fois depuis septembre."), key=key),
        vitals(key, date, "Constantes", [("weight", 67.1, "67,1 kg"), ("height", 166, "166 cm"), ("bmi", 24.4, "24,4 kg/m<sup>2</sup>"), ("sys", 119, "119 mmHg"), ("dia", 75, "75 mmHg"), ("pulse", 64, "64 battements par minute"), ("sat", 98, "98 %")]),
        section("exam", "Examen", p("Thyroïde souple, non augmentée de volume. Auscultation cardiaque et pulmonaire normale. Mollets souples, pas de douleur musculaire sous statine."), key=key),
        section("assessment", "Problème par problème", table(["Problème", "Constat", "Décision"], [
            ["Hypothyroïdie", "TSH 2,18 mUI/L", "même dose, TSH dans un an"],
            ["Hypercholestérolémie", "LDL 1,06 g/L, tolérance bonne", "poursuite rosuvastatine 5 mg"],
            ["Asthme", "contrôlé, ACT 24/25", "même traitement, EFR en mars"],
            ["Vitamine D", "33 ng/mL", "pas de nouvelle ampoule cet hiver"],
        ]), key=key),
        section("plan", "Prochaines échéances", items("dentiste : contrôle annuel en juin ;", "pneumologue : mars 2027 ;", "rappel diphtérie, tétanos, polio : 2044, puis tous les dix ans après 65 ans ;", "consultation ici : mai 2027."), key=key),
    ]
    add_cda(key, "plain", "11488-4", "CR consultation 17/11/2026 Dr DUMONT", date, "dumont", body, CAMILLE, "Compte rendu de consultation")


def skin():
    key, date = "anapath-2025-06", "2025-06-18 17:05"
    body = [
        section("clinical", "Renseignements cliniques", p("Lésion pigmentée du dos, 5 mm, stable mais accrochant aux vêtements. Exérèse du 11/06/2025 (Dr Marchetti), orientée par un fil à 12 heures."), key=key),
        section("technique", "Examen macroscopique", p("Fuseau cutané de 16 × 8 × 6 mm, centré par une lésion brune de 5 mm, à 2,5 mm de la berge la plus proche. Inclusion en totalité, 4 blocs."), key=key),
        section("findings", "Examen microscopique", p("Prolifération mélanocytaire symétrique, bien limitée, faite de thèques régulières jonctionnelles et dermiques, avec maturation en profondeur. Pas d'atypie cytologique notable, pas de mitose. Épiderme régulier."), key=key),
        section("conclusion", "Conclusion", p('<content styleCode="Bold">Nævus nævocellulaire composé, bénin. Exérèse complète.</content>', "ADICAP : voir compte rendu signé."), key=key),
    ]
    add_cda(key, "pathology", "60568-3", "CR ANAPATH 25H04417", date, "kowalski", body, BOTH, "Compte rendu d'anatomie et de cytologie pathologiques", to=["marchetti"])


def teeth():
    key, date = "dent-2026-06", "2026-06-10 17:20"
    head = [[("Secteur", 'rowspan="2"'), ("Dent", 'rowspan="2"'), ("Face", 'colspan="5"'), ("Commentaire", 'rowspan="2"')], ["V", "L/P", "M", "D", "O"]]
    lines = [
        [("1", 'rowspan="2"'), "16", "", "", "", "", "●", "couronne céramique, joint correct"],
        ["15", "", "", "", "○", "○", "composite ancien, étanche"],
        ["2", "26", "", "", "●", "", "●", '<content styleCode="Bold">carie débutante, soin le 30/06</content>'],
        ["3", "36", "", "", "", "", "○", "composite 2019"],
        [("4", 'rowspan="2"'), "46", "○", "", "", "", "", "sensibilité au froid, collet"],
        ["48", ("absente (extraite en 1999)", 'colspan="6"')],
    ]
    body = [
        section("reason", "Motif", p("Examen bucco-dentaire annuel. Pas de douleur spontanée. Dernière visite : juin 2025."), key=key),
        section("exam", "Examen dentaire", table(head, lines, caption="Dents à signaler", foot=[[("V : vestibulaire, L/P : linguale ou palatine, M : mésiale, D : distale, O : occlusale. ● lésion ou prothèse, ○ restauration.", 'colspan="8"')]]), key=key, parts=[
            section("exam", "Parodonte", p("Indice de plaque 18 %. Saignement localisé au sondage (31-41). Aucune poche supérieure à 3 mm. Tartre lingual antérieur."), key=key),
            section("exam", "Muqueuses et articulation", p("Muqueuses saines (pas de candidose sous corticoïde inhalé). Pas de craquement articulaire."), key=key),
        ]),
        section("results", "Radiographies", p("Deux clichés rétro-alvéolaires (26 et 46) : carie mésio-occlusale de 26 n'atteignant pas la pulpe ; 46 sans lésion apicale."), key=key),
        section("plan", "Plan de traitement", items("détartrage et polissage : fait ce jour ;", "26 : restauration deux faces, 30/06/2026 à 8 h 45, 30 minutes ;", "46 : vernis fluoré, dentifrice pour dents sensibles ;", "brossettes interdentaires, taille 2.", ordered=True), key=key),
    ]
    add_cda(key, "plain", "28617-9", "Bilan bucco-dentaire 10/06/2026", date, "fontaine", body, BOTH, "Bilan bucco-dentaire")


def eyes():
    key, date = "ophta-2024-03", "2024-03-28 09:50"
    body = [
        section("reason", "Motif de la consultation", p("Contrôle, gêne en vision de près depuis un an."), key=key),
        section("eye", "Examen oculaire", None, parts=[
            section("refraction", "Réfraction subjective", table(
                [["Œil", "Sphère", "Cylindre", "Axe", "Addition", "Acuité de loin", "Acuité de près"]],
                [["Droit", "- 1,25", "(- 0,50)", "85°", "+ 1,25", "10/10", "P2"], ["Gauche", "- 1,50", "(- 0,25)", "100°", "+ 1,25", "10/10", "P2"]], caption="Meilleure correction",
            ), key=key),
            section("lenses", "Lunettes portées", p("Unifocaux de 2019 : OD - 1,00, OG - 1,25. Acuité avec ces verres : 8/10 aux deux yeux."), key=key),
        ], key=key),
        section("exam", "Lampe à fente et fond d'œil", p("Cornées claires, cristallins transparents. Tension oculaire : 15 mmHg à droite, 14 mmHg à gauche. Papilles de couleur et d'excavation normales. Macula et périphérie sans anomalie."), key=key),
        section("assessment", "Évaluation et plan", p("Presbytie débutante. Verres progressifs, temps d'adaptation de deux à trois semaines. Larmes artificielles à la demande si travail prolongé sur écran. Contrôle dans deux ans."), key=key),
    ]
    add_cda(key, "eye", "78513-9", "CR CONSULTATION OPHTALMO", date, "aubert", body, CAMILLE, "Compte rendu de consultation en ophtalmologie")

    key, date = "ophta-nadia-2026", "2026-04-09 14:30"
    body = [
        section("reason", "Motif de la consultation", p("Baisse de vision progressive de l'œil droit, éblouissement la nuit en voiture."), key=key),
        section("exam", "Examen", p("Acuité corrigée : 5/10 à droite, 9/10 à gauche. Cristallin droit : opacité nucléaire ++. Fond d'œil normal. Tension 16/15 mmHg."), key=key),
        section("assessment", "Conclusion", p("Cataracte de l'œil droit, gênante. Intervention à discuter, sans urgence ; notice d'information remise. Éviter la conduite de nuit."), key=key),
    ]
    add_cda(key, "plain", "78513-9", "Consultation ophtalmologie - cataracte OD", date, "aubert", body, NADIA, "Compte rendu de consultation en ophtalmologie", to=["dumont"])


def pharmacist():
    key, date = "entretien-2024-10", "2024-10-09 15:10"
    body = [
        section("reason", "Objet", p("Premier entretien pharmaceutique « asthme et corticoïdes inhalés », avec accord écrit."), key=key),
        section("assessment", "Observance et technique", table(
            [[("Étape", 'rowspan="2"'), ("Technique d'inhalation", 'colspan="3"')], ["Acquis", "À revoir", "Remarque"]],
            [["Charger la dose", "oui", "", ""], ["Vider les poumons avant", "", "oui", "soufflait dans l'inhalateur"], ["Inspirer vite et fort", "oui", "", ""], ["Retenir son souffle 10 secondes", "", "oui", "5 secondes environ"], ["Rincer la bouche", "oui", "", ""]],
        ) + p("Questionnaire d'adhésion : 5/6. Un oubli par semaine, surtout le soir et le week-end."), key=key),
        section("plan", "Plan retenu", items("poser l'inhalateur à côté de la brosse à dents ;", "renouveler l'ordonnance avant la dernière semaine ;", "deuxième entretien dans trois mois.", ordered=True), key=key),
    ]
    add_cda(key, "plain", "78601-2", "Entretien pharmaceutique asthme n°1", date, "peyrol", body, BOTH, "Compte rendu d'entretien pharmaceutique", to=["dumont"])

    key, date = "bilan-medic-nadia-2026", "2026-10-13 11:15"
    body = [
        section("drugs-given", "Médicaments pris", table(["Médicament", "Prescrit par", "Moment de prise constaté", "Remarque"], [
            ["Lévothyroxine 75 µg", "Dr Dumont", "matin, avec le café", "à prendre à jeun, 20 minutes avant"],
            ["Amlodipine 5 mg", "Dr Dumont", "matin", "chevilles un peu gonflées le soir"],
            ["Rosuvastatine 5 mg", "Dr Dumont", "soir", "–"],
            ["Budésonide/formotérol", "Dr Roux", "matin seulement", "deuxième prise oubliée"],
            ["Magnésium (automédication)", "–", "midi", "espacer de la lévothyroxine : fait"],
        ]), key=key),
        section("assessment", "Analyse", p("Pas d'interaction majeure. Deux points à signaler au médecin : œdèmes des chevilles depuis l'amlodipine, prise incomplète du traitement inhalé."), key=key),
        section("plan", "Propositions au médecin traitant", items("discuter une autre famille d'antihypertenseur ou une dose plus faible ;", "schéma d'inhalation simplifié."), key=key),
    ]
    add_cda(key, "plain", "56445-0", "Bilan partagé de médication", date, "peyrol", body, NADIA, "Bilan médicamenteux", to=["dumont"])


def masked():
    key, date = "gyneco-2025-09", "2025-09-24 14:25"
    body = [
        section("reason", "Motif", p("Suivi gynécologique, cycles plus longs et plus abondants depuis six mois, quelques bouffées de chaleur."), key=key),
        section("exam", "Examen", p("Examen sans particularité. Échographie faite en consultation : utérus de taille normale, un fibrome sous-séreux de 18 mm, endomètre fin, ovaires sans anomalie."), key=key),
        section("assessment", "Conclusion", p("Périménopause débutante, fibrome banal sans retentissement. Explications données, pas de traitement hormonal souhaité pour l'instant. Ferritine à contrôler au prochain bilan. Frottis en 2026."), key=key),
    ]
    add_cda(key, "plain", "11488-4", "CR CS gynécologie", date, "carpentier", body, CAMILLE, "Compte rendu de consultation de gynécologie", index={"labels": ["MASQUE_PS"]})


def invisible():
    key, date = "anapath-2026-11", "2026-11-12 16:30"
    body = [
        section("clinical", "Renseignements cliniques", p("Petite lésion de l'épaule, prélevée le 04/11/2026 (Dr Marchetti)."), key=key),
        section("conclusion", "Conclusion", p("Kératose séborrhéique, lésion bénigne fréquente. Le résultat sera remis et expliqué lors de la consultation prévue."), key=key),
    ]
    add_cda(key, "pathology", "60568-3", "CR ANAPATH 26H09902 (à remettre en consultation)", date, "kowalski", body, CAMILLE, "Compte rendu d'anatomie et de cytologie pathologiques", to=["marchetti"], index={"labels": ["INVISIBLE_PATIENT"]})


def series():
    for write in (thyroid, asthma, knee, emergency, family_doctor, skin, teeth, eyes, pharmacist, masked, invisible):
        write()
