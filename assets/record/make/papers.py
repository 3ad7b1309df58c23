"""Letters and forms that are not CDA: plain text, RTF, PDF with text, scans, pictures."""

from pdfs import scan_pdf, sheet, text_pdf
from people import PEOPLE
from pictures import SIDEWAYS, insurance_card, notebook, saved, turned
from record import ALL, BOTH, CAMILLE, JEAN, NADIA, add

# ---- Plain text ------------------------------------------------------------------------------------------------

REFERRAL = """Maison de santé des Tilleuls                         Villerose-sur-Aune, le 06/04/2023
Dr Alice DUMONT - médecine générale
14, rue des Tilleuls
72999 Villerose-sur-Aune

                                            A l'attention du Dr Thomas GUÉRIN
                                            Chirurgie orthopédique
                                            Clinique des Ormes


Mon cher Confrère,

Merci de recevoir Mme Camille MARTIN, née le 14/03/1979, enseignante, pour son genou droit.

Torsion le 19/03/2023 en courant sur un chemin. Gonflement le lendemain, douleur interne,
deux blocages vrais depuis. A l'examen : petit épanchement, interligne interne douloureux en
arrière, Mac Murray positif, genou sec, Lachman arrêt dur.

Radiographies du 05/04 : pas de fracture. L'IRM est prévue le 18/04, elle apportera le CD.

ATCD :   - asthme allergique, contrôlé sous budésonide/formotérol
         - hypothyroïdie (Hashimoto), TSH 2,46 le 08/03/2023
         - appendicectomie (1990)
TTT :    lévothyroxine 50 µg 1/j, budésonide/formotérol 200/6 1 inh. x 2/j, fer 1/j (3 mois)
Allergies médicamenteuses : 0. AINS bien supportés.

Elle a mis en place du repos sportif, du paracétamol et une attelle, avec un résultat moyen.
Elle souhaite surtout pouvoir recourir et rester debout devant sa classe sans appréhension.

Je reste à votre disposition pour la suite. Bien confraternellement,

                                            Dr A. DUMONT


P.S. : son traitement de fond de l'asthme ne doit pas être interrompu autour de l'anesthésie.
"""

TELECONSULTATION = """COMPTE RENDU DE TÉLÉCONSULTATION
================================

Patient(e) : {{family}} {{given}}   Date de naissance : {{birth_fhir}}   INS : {{ins}}
Médecin : Dr Omar DIALLO, médecine générale, Télésoins de l’Ouest
Le 11/02/2026 de 19 h 05 à 19 h 19, en vidéo, au domicile, connexion de bonne qualité
Médecin traitant : Dr Alice DUMONT (compte rendu déposé dans le DMP avec accord)

MOTIF
  Nez bouché et douleurs de la face depuis cinq jours, après un rhume.

INTERROGATOIRE
  - fièvre : 37,9 °C le premier soir, plus rien depuis
  - écoulement clair puis jaunâtre, pas de douleur dentaire
  - asthme connu : pas de gêne respiratoire, pas d’augmentation du salbutamol
  - traitements : lévothyroxine 75 µg, rosuvastatine 5 mg, budésonide/formotérol

EXAMEN À DISTANCE
  Bon état général à l’écran, parle sans effort. Pas d’œdème des paupières.
  Douleur modérée à la pression des deux joues (autopalpation guidée).

CONCLUSION
  Rhinosinusite d’allure virale. Pas d’argument pour un antibiotique.

CONDUITE À TENIR
  1. lavages de nez au sérum physiologique, 4 à 6 fois par jour
  2. mométasone nasale, 2 pulvérisations par narine le matin, 10 jours
  3. paracétamol 1 g si douleur, au plus 4 fois par jour
  4. continuer le traitement de l’asthme sans changement
  5. examen au cabinet si : fièvre au-delà de 3 jours, douleur d’un seul côté,
     gonflement de l’œil, ou pas d’amélioration en 10 jours

Ordonnance transmise à la Pharmacie du Marché. Arrêt de travail : non demandé.
"""

APPOINTMENT = """CENTRE HOSPITALIER DE VILLEROSE
Secrétariat de consultation - endocrinologie

Objet : confirmation de votre rendez-vous

Bonjour Madame MARTIN,

Votre rendez-vous est confirmé :

    avec     Dr Samira KACI
    le       mardi 12 janvier 2027 à 14 h 20
    lieu     bâtiment B, 2e étage, salle d’attente bleue
    motif    échographie de contrôle de la thyroïde, puis consultation

À apporter : carte Vitale à jour, carte de mutuelle, ordonnances en cours, bilans sanguins récents
(ceux du 13/11/2026 sont déjà dans votre DMP).

Il n’est pas nécessaire d’être à jeun. Prenez votre traitement comme d’habitude.

En cas d’empêchement, merci d’appeler le 02 99 99 02 00 au moins 48 heures avant :
une autre personne pourra en profiter.

Le secrétariat
"""

CONTACTS = """FICHE CONTACTS\tmise à jour le 02/09/2025

Nom\tLien\tTéléphone\tRemarque
Adrien LEROY\tconjoint\t06 99 99 12 01\tà prévenir en premier
Hélène MARTIN\tmère\t02 99 99 12 02\tplutôt le matin
Claire MARTIN\tsœur\t06 99 99 12 03\tinfirmière, travaille de nuit
École / collège\temployeur\t02 99 99 12 04\tsecrétariat, heures ouvrables

Médecin traitant\tDr Alice DUMONT\t02 99 99 01 14\tMaison de santé des Tilleuls
Pharmacie\tPharmacie du Marché\t02 99 99 07 05\tNadège PEYROL
Kinésithérapeute\tJulien MOREAU\t02 99 99 10 02\t–
"""

NURSE = """PRESCRIPTION D'ACTES INFIRMIERS

Clinique des Ormes - Dr Thomas GUÉRIN, chirurgie orthopédique - RPPS {rpps}
Pour : Mme MARTIN Camille, née le 14/03/1979
Le 15/06/2023

Faire pratiquer à domicile par un(e) infirmier(e) diplômé(e) d'État :

1) énoxaparine 4 000 UI, une injection sous-cutanée par jour, y compris dimanche et jours
   fériés, du 15/06/2023 au 25/06/2023 (première injection ce soir vers 20 h) ;

2) réfection du pansement du genou droit tous les 2 jours jusqu'à cicatrisation
   (environ 4 pansements), surveillance locale ;

3) prélèvement sanguin à J8 : numération des plaquettes, résultat à faxer au 02 99 99 03 01.

Non renouvelable.                                              Dr T. GUÉRIN
"""

FIT_FOR_WORK = """CERTIFICAT MÉDICAL

Je soussigné, Dr Hugo FERRAND, médecin généraliste remplaçant le Dr Alice DUMONT, certifie avoir
examiné ce jour Mme Camille MARTIN, née le 14/03/1979.

Son état de santé ne présente pas ce jour de contre-indication apparente à l’encadrement d’une
sortie scolaire à la montagne (raquettes, 900 à 1 400 mètres) du 18 au 22 janvier 2027.

Prévoir dans le sac : inhalateur de secours, traitement de fond, plan d’action écrit.

Certificat établi à la demande de l’intéressée et remis en main propre pour faire valoir ce que de droit.

Villerose-sur-Aune, le 20/11/2026                                Dr H. FERRAND
"""

CARDIO_JEAN = """MAISON DE SANTÉ DES TILLEULS - CONSULTATION DE PRÉVENTION, 75 ANS ET PLUS

Patient : {{family}} {{given}}
Né le : {{birth_fhir}}
Consultation du 14/05/2025

Monsieur vient seul, à pied, pour le bilan annuel proposé aux plus de 75 ans.

Autonomie conservée, conduit encore de jour. Courses, cuisine, papiers : fait tout lui-même.
Test de l’horloge et MMSE (28/30) satisfaisants pour l’âge. Humeur stable. Une chute au jardin en
mars, sans gravité ; se relève seul du sol.

Tension 138/76 assis, 132/74 debout. Poids stable. Vue corrigée en 2024. Audition : prothèses
proposées, il préfère attendre.

Propositions : atelier équilibre (dix séances, salle des fêtes, jeudi), vitamine D, vaccin contre le
zona à discuter avec son médecin, retirer le tapis du couloir. Revoir dans un an.
"""

# ---- RTF -------------------------------------------------------------------------------------------------------


def rtf(blocks, font="Arial"):
    """Rich text as a practice's word processor saves it; a block is a string, ("b", text), ("c", title) or ("t", lines)."""

    def said(text):
        out = []
        for c in text:
            if c in "\\{}":
                # Doubled braces are the placeholders of the patient, which stay as they are.
                out.append(c if c in "{}" else "\\\\")
            elif ord(c) < 128:
                out.append(c)
            elif ord(c) < 256:
                out.append(f"\\'{ord(c):02x}")
            else:
                out.append(f"\\u{ord(c)}?")
        return "".join(out)

    out = [f"{{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1036{{\\fonttbl{{\\f0\\fswiss\\fcharset0 {font};}}}}", "{\\info{\\author Secr\\'e9tariat}{\\*\\company Cabinet}}", "\\viewkind4\\uc1\\pard\\f0\\fs22"]
    for block in blocks:
        if isinstance(block, str):
            out.append(f"\\pard\\sa120 {said(block)}\\par")
        elif block[0] == "b":
            out.append(f"\\pard\\sb120\\sa60\\b {said(block[1])}\\b0\\par")
        elif block[0] == "c":
            out.append(f"\\pard\\qc\\sa200\\b\\fs28 {said(block[1])}\\b0\\fs22\\par")
        elif block[0] == "i":
            out.append(f"\\pard\\sa120\\i {said(block[1])}\\i0\\par")
        elif block[0] == "l":
            out += [f"\\pard\\fi-220\\li440\\bullet\\tab {said(item)}\\par" for item in block[1]]
        elif block[0] == "t":
            width = 9000 // len(block[1][0])
            for line in block[1]:
                edges = "".join(f"\\clbrdrt\\brdrs\\clbrdrb\\brdrs\\clbrdrl\\brdrs\\clbrdrr\\brdrs\\cellx{width * (n + 1)}" for n in range(len(line)))
                out.append(f"\\trowd\\trgaph70{edges}\\pard\\intbl " + "\\cell ".join(said(c) for c in line) + "\\cell\\row")
    return "\n".join(out) + "\n}\n"


def rich_texts():
    add("kine-2023-09", "11506-3", "Bilan diagnostic kiné fin de traitement", "2023-09-29 18:10", "moreau", rtf([
        ("c", "BILAN-DIAGNOSTIC KINÉSITHÉRAPIQUE - FIN DE TRAITEMENT"),
        "Mme MARTIN Camille, née le 14/03/1979 – prescripteur : Dr T. GUÉRIN – 20 séances du 26/06 au 29/09/2023",
        ("b", "Rappel"),
        "Méniscectomie interne partielle du genou droit le 15/06/2023. Objectif de la patiente : recourir « sans y penser ».",
        ("b", "Évolution"),
        ("t", [["Mesure", "26/06/2023", "29/09/2023", "Côté gauche"], ["Douleur à l’effort (0-10)", "5", "0 à 1", "0"], ["Flexion active", "105°", "138°", "140°"], ["Déficit du quadriceps", "– 38 %", "– 9 %", "réf."], ["Équilibre unipodal, yeux fermés", "6 s", "24 s", "27 s"], ["Saut monopodal (% du côté sain)", "non fait", "91 %", "100 %"]]),
        ("b", "Traitement"),
        ("l", ["récupération des amplitudes, massage des cicatrices, cryothérapie ;", "renforcement du quadriceps et des ischio-jambiers, gainage ;", "proprioception, puis programme de reprise de la course sur tapis."]),
        ("b", "Conclusion"),
        "Objectifs atteints. Reprise de la course possible en continu, 20 minutes sur terrain plat, trois fois par semaine, avec progression de 10 % par semaine. Auto-rééducation remise (6 exercices illustrés).",
        ("i", "Julien MOREAU, masseur-kinésithérapeute D.E."),
    ]), "rtf", CAMILLE, period=("2023-06-26 09:00", "2023-09-29 18:10"))
    add("derm-2025-06", "11488-4", "Dermato - courrier MT", "2025-06-11 16:30", "marchetti", rtf([
        "Cabinet de dermatologie du Lavoir – Dr Sophie MARCHETTI",
        "Le 11 juin 2025",
        "Chère Consœur,",
        "J’ai vu ce jour {{given}} {{family}} (date de naissance : {{birth_fhir}}) pour une lésion pigmentée du dos, connue de longue date, régulièrement irritée par les vêtements.",
        "En dermoscopie, réseau régulier, deux couleurs, pas de critère inquiétant. Compte tenu de la gêne, exérèse ce jour sous anesthésie locale (lidocaïne adrénalinée), suture par quatre points de fil non résorbable. Pièce adressée en anatomopathologie.",
        "Le reste du tégument est sans particularité : lentigos solaires des épaules, quelques nævus banals. Photoprotection rappelée.",
        ("b", "Conseils remis"),
        ("l", ["pansement sec, douche possible à 24 heures ;", "ablation des fils à J12 au cabinet ou par infirmier ;", "crème à la bétaméthasone 5 jours sur la plaque d’eczéma du coude ;", "contrôle dans un an."]),
        "Bien confraternellement.",
        ("i", "Dr S. MARCHETTI"),
    ], "Calibri"), "rtf", BOTH)
    add("synthese-asthme-2025-03", "34133-9", "SYNTHESE EPISODE ASTHME FEV 2025", "2025-03-19 18:40", "roux", rtf([
        ("c", "SYNTHÈSE D’ÉPISODE DE SOINS"),
        "Exacerbation d’asthme – février-mars 2025 – {{given}} {{family}}",
        ("b", "1. Chronologie"),
        ("t", [["Date", "Étape", "DEP (L/min)"], ["27/01", "arrêt involontaire du traitement de fond", "–"], ["07/02", "rhume, gêne à l’effort", "310"], ["09/02", "urgences, nuit en surveillance", "220 puis 380"], ["14/02", "médecin traitant", "400"], ["19/03", "consultation de pneumologie, EFR", "420"]]),
        ("b", "2. Analyse"),
        "Exacerbation modérée d’origine virale, favorisée par dix jours sans corticoïde inhalé (renouvellement non fait). Aucun autre facteur retrouvé. Pas de critère d’asthme sévère.",
        ("b", "3. Décisions"),
        ("l", ["reprise de la dose habituelle : 1 inhalation matin et soir ;", "deux boîtes d’avance à la maison ;", "plan d’action réactualisé, à montrer à chaque professionnel ;", "éosinophiles à contrôler en avril ;", "EFR dans un an."]),
        ("i", "Dr Étienne ROUX, pneumologue"),
    ], "Times New Roman"), "rtf", BOTH, period=("2025-02-07 08:00", "2025-03-19 18:40"))


# ---- PDF with text ---------------------------------------------------------------------------------------------


def text_pdfs():
    add("certificat-2022-09", "89601-9", "Certificat course à pied", "2022-09-14 18:55", "dumont", text_pdf("Certificat médical", [
        "Je soussignée, Dr Alice Dumont, certifie avoir examiné ce jour Mme Camille Martin, née le 14 mars 1979.",
        "L'examen ne révèle pas de contre-indication à la pratique de la course à pied, <b>y compris en compétition</b>, sous réserve de la poursuite du traitement habituel et de la prise de salbutamol 15 minutes avant l'effort par temps froid.",
        "Certificat remis en main propre à l'intéressée.", ("right", "Dr Alice Dumont"),
    ], author="dumont", date="14/09/2022"), "pdf")
    add("arret-2023-06", "PRESC-AAT", "AVIS ARRET DE TRAVAIL 15/06-30/06", "2023-06-15 15:35", "guerin", text_pdf("Avis d'arrêt de travail - volet patient", [
        ("table", [["Assurée", "Mme Camille MARTIN, née le 14/03/1979"], ["Nature", "Avis initial"], ["Début", "15/06/2023"], ["Jusqu'au", "30/06/2023 inclus"], ["Sorties", "autorisées, sans restriction d'horaires à partir du 19/06/2023"], ["Rapport avec un accident du travail", "non"], ["Activité", "enseignante"]]),
        ("h", "Ce que vous devez faire"),
        ("list", ["l'avis est transmis en ligne à l'Assurance Maladie : rien à envoyer si la télétransmission a réussi ;", "remettez le volet 3 à votre employeur dans les 48 heures ;", "prévenez votre caisse si vous changez d'adresse pendant l'arrêt."]),
        ("small", "Les éléments d'ordre médical figurent sur le seul volet destiné au service médical."),
    ], author="guerin", date="15/06/2023"), "pdf")
    add("rx-kine-2023-06", "PRESC-KINE", "ordonnance kiné", "2023-06-15 15:32", "guerin", text_pdf("Ordonnance", [
        "Mme Camille MARTIN, née le 14/03/1979", ("space", 4),
        "Faire pratiquer par masseur-kinésithérapeute, au cabinet :",
        "<b>rééducation du genou droit après méniscectomie interne arthroscopique du 15/06/2023</b>, 15 séances renouvelables, à commencer à J10.",
        ("list", ["récupération des amplitudes et de l'extension complète ;", "renforcement musculaire sans résistance distale le premier mois ;", "travail de l'équilibre, réadaptation à l'effort."]),
        "Pas de course avant le 15 septembre.", ("right", "Dr Thomas Guérin"),
    ], author="guerin", date="15/06/2023"), "pdf")
    add("plan-asthme-2022-03", "18776-5", "Plan d'action asthme (à garder sur soi)", "2022-03-16 16:00", "roux", text_pdf("Mon plan d'action en cas d'asthme", [
        "Ma meilleure valeur de débit de pointe : 450 L/min. Je souffle matin et soir quand je ne me sens pas bien.",
        ("table", [["Zone", "Débit de pointe", "Ce que je ressens", "Ce que je fais"],
            ["Verte", "plus de 360", "je respire bien, je dors bien", "mon traitement de fond, matin et soir"],
            ["Orange", "225 à 360", "je tousse, je siffle, je me réveille la nuit", "salbutamol 4 bouffées avec la chambre, toutes les 4 heures si besoin ; je double mon traitement de fond ; j'appelle mon médecin dans les 24 heures"],
            ["Rouge", "moins de 225", "j'ai du mal à parler ou à marcher", "salbutamol 10 bouffées, j'appelle le 15 ; je recommence toutes les 10 minutes en attendant"]], [55, 80, 135, 185]),
        ("h", "Mes numéros"), "Cabinet de pneumologie : 02 99 99 06 08. Urgences : 15 ou 112. Par SMS pour les personnes sourdes ou malentendantes : 114.",
        ("h", "Ce qui déclenche mes crises"), "Pollens de bouleau (mars-avril) et de graminées (mai-juillet), rhumes, air froid, oubli du traitement.",
        ("small", "À réviser une fois par an avec le pneumologue."),
    ], author="roux", date="16/03/2022"), "pdf", BOTH)
    steps = [
        ("Extension de la jambe assis", "Assis au bord d'une chaise, tendre lentement la jambe, tenir 5 secondes, redescendre en 3 secondes.", "3 × 12", "Le dos reste droit, la pointe du pied vers soi."),
        ("Chaise contre le mur", "Dos au mur, glisser jusqu'à un angle confortable, jamais au-dessous de l'horizontale.", "5 × 20 s", "Les genoux ne dépassent pas les orteils."),
        ("Montée de marche", "Monter sur une marche de 15 cm, le pied droit d'abord, redescendre en contrôlant.", "3 × 10 par jambe", "Tenir la rampe au début."),
        ("Pont fessier", "Allongé, pieds au sol, monter le bassin, tenir 3 secondes. Puis sur une seule jambe.", "3 × 12", "Ne pas creuser les reins."),
        ("Équilibre", "Debout sur une jambe, yeux ouverts puis fermés, près d'un mur.", "4 × 30 s", "Sur un coussin quand c'est facile."),
        ("Étirement des ischio-jambiers", "Talon sur une chaise basse, se pencher dos plat jusqu'à sentir l'arrière de la cuisse.", "3 × 30 s", "Sans à-coup, en respirant."),
    ]
    weeks = [["1", "marcher 4 min, trottiner 1 min, 5 fois", "25 min"], ["2", "marcher 3 min, trottiner 2 min, 5 fois", "25 min"], ["3", "marcher 2 min, trottiner 3 min, 5 fois", "25 min"], ["4", "marcher 1 min, trottiner 4 min, 5 fois", "25 min"], ["5", "courir 10 min, marcher 2 min, 2 fois", "24 min"], ["6", "courir 15 min, marcher 2 min, courir 8 min", "25 min"], ["7", "courir 20 min", "20 min"], ["8", "courir 25 à 30 min sur terrain plat", "30 min"]]
    pages = ["Ce livret reprend les exercices vus ensemble au cabinet. Il vous appartient : notez, barrez, apportez-le à la prochaine séance. Une gêne légère (2 sur 10) pendant l'exercice est acceptable si elle disparaît dans l'heure. Un genou gonflé le lendemain veut dire que c'était trop."]
    for n, (name, how, dose, care) in enumerate(steps, 1):
        pages += [("h", f"{n}. {name}"), how, ("table", [["Dose", dose], ["Attention", care], ["Mes remarques", "&nbsp;"]], [110, 350])]
    pages += [("h", "Reprendre la course en huit semaines"), "Trois sorties par semaine, jamais deux jours de suite. Rester une semaine de plus au même palier si le genou proteste.", ("table", [["Semaine", "Séance", "Durée"], *weeks], [60, 300, 100]),
        ("h", "Quand s'arrêter et appeler"), ("list", ["blocage du genou ou sensation de dérobement ;", "gonflement qui dure plus de deux jours ;", "douleur la nuit ;", "mollet chaud, dur et douloureux : appeler le jour même."]),
        ("h", "Mon suivi"), ("table", [["Date", "Exercices faits", "Douleur (0-10)", "Remarque"], *[["&nbsp;"] * 4 for _ in range(8)]], [80, 140, 90, 150])]
    add("exercices-genou-2023-09", "11506-3", "Livret d'exercices à la maison (kiné)", "2023-09-29 18:20", "moreau", text_pdf("Mes exercices pour le genou", pages, author="moreau", date="29/09/2023"), "pdf", CAMILLE)
    add("covid-2021-12", "96874-3", "Attestation vaccination COVID-19", "2021-12-09 17:20", "peyrol", text_pdf("Attestation de vaccination contre la COVID-19", [
        ("table", [["Nom et prénom", "MARTIN Camille"], ["Date de naissance", "14/03/1979"], ["Vaccin", "à ARN messager"], ["Dose", "3 sur 3 (rappel)"], ["Date de l'injection", "09/12/2021"], ["Lot", "FH9988"], ["Lieu", "Pharmacie du Marché, Villerose-sur-Aune"]]),
        ("table", [["Injections précédentes", "Lot"], ["14/05/2021", "EW2246"], ["18/06/2021", "FC5029"]]),
        "Effets attendus : douleur au point d'injection, fatigue ou fièvre pendant un à deux jours.",
    ], place="marche", date="09/12/2021"), "pdf")
    add("droits-2026-01", "ATTEST-DROITS-AM", "Attestation de droits 2026", "2026-01-05 08:00", "insurance", text_pdf("Attestation de droits à l'assurance maladie", [
        "Cette attestation est à présenter à tout professionnel de santé avec votre carte Vitale.",
        ("table", [["Bénéficiaire", "MARTIN Camille, née le 14/03/1979"], ["Situation", "assurée, salariée"], ["Régime", "général"], ["Droits ouverts", "du 01/01/2026 au 31/12/2026"], ["Médecin traitant déclaré", "oui"], ["Exonération (ALD)", "aucune"], ["Complémentaire santé solidaire", "non"]]),
        ("small", "Toute fausse déclaration expose à des sanctions. Vos droits peuvent évoluer : vérifiez-les sur votre compte en ligne."),
    ], place="caisse", date="05/01/2026"), "pdf")
    add("sortie-2023-06", "86531-1", "BULLETIN DE SORTIE / SITUATION", "2023-06-15 16:25", "guerin", text_pdf("Bulletin de situation", [
        "La Clinique des Ormes certifie que Mme Camille MARTIN, née le 14/03/1979, a été prise en charge en chirurgie ambulatoire :",
        ("table", [["Entrée", "15/06/2023 à 7 h 30"], ["Sortie", "15/06/2023 à 16 h 30"], ["Unité", "Chirurgie ambulatoire, 1er étage"], ["N° de séjour", "23-061507"]]),
        "Document destiné à l'employeur, à la mutuelle ou à tout organisme ; il ne comporte pas d'information médicale.",
    ], place="ormes", date="15/06/2023"), "pdf", place="ormes")
    add("devis-optique-2025-12", "51851-4", "Devis optique - notice de remboursement", "2025-12-18 11:10", "insurance", text_pdf("Votre reste à charge en optique", [
        "Madame, suite à votre demande du 12 décembre 2025, voici une estimation pour des verres progressifs (classe B).",
        ("table", [["", "Prix", "Assurance Maladie", "Mutuelle (estimation)", "Reste à charge"], ["Deux verres progressifs", "412,00 €", "0,06 €", "330,00 €", "81,94 €"], ["Monture", "148,00 €", "0,03 €", "100,00 €", "47,97 €"], ["Total", "560,00 €", "0,09 €", "430,00 €", "129,91 €"]]),
        "Avec l'offre 100 % santé (classe A), le reste à charge est nul.",
        ("small", "Estimation sans engagement, selon votre contrat connu au 01/12/2025."),
    ], place="caisse", date="18/12/2025"), "pdf")
    add("directives-2025-10", "EXPPAT_3", "Mes directives anticipées", "2025-10-19 15:42", "patient", text_pdf("Mes directives anticipées", [
        "Je soussignée Camille Martin, née le 14 mars 1979, en pleine possession de mes moyens, écris ici ce que je souhaite si un jour je ne pouvais plus m'exprimer. J'ai pris le temps d'en parler avec mon conjoint et avec mon médecin traitant.",
        ("h", "Ma situation"), "Je suis aujourd'hui en bonne santé. Ces directives valent pour l'avenir ; je sais que je peux les changer à tout moment.",
        ("h", "Être maintenue en vie artificiellement"), "Si mon cerveau était atteint au point que je ne puisse plus communiquer avec mes proches, et que les médecins estiment qu'il n'y a pas d'espoir raisonnable d'amélioration, je ne souhaite pas être maintenue en vie artificiellement.",
        ("h", "Mes souhaits pour certains traitements"),
        ("table", [["Traitement", "Mon souhait"], ["Réanimation en cas d'arrêt du cœur", "oui si une récupération est espérée ; sinon non"], ["Assistance respiratoire", "à l'essai, pour une durée limitée"], ["Dialyse", "à l'essai, à rediscuter avec ma personne de confiance"], ["Alimentation et hydratation artificielles", "non, si elles ne font que prolonger"], ["Intervention chirurgicale", "oui si elle améliore mon confort"]]),
        ("h", "La douleur"), "Je souhaite que tout soit fait pour que je ne souffre pas, même si les médicaments doivent me faire dormir profondément.",
        ("h", "Ce qui compte pour moi"), "Être si possible chez moi, entendre de la musique, que mes proches puissent rester la nuit.",
        ("h", "Ma personne de confiance"), "Adrien Leroy, mon conjoint. Il a un exemplaire de ce document et l'accepte.",
        ("right", "Fait à Villerose-sur-Aune, le 19 octobre 2025. Camille Martin (signé)"),
    ]), "pdf", format="urn:asip:ci-sis:idap:2011", deposited="2025-10-19 15:58")
    add("volontes-2025-10", "EXPPAT_1", "Volontés et droits", "2025-10-19 16:05", "patient", text_pdf("Mes volontés et mes droits", [
        ("h", "Ma personne de confiance"), "Adrien Leroy, conjoint, 06 99 99 12 01. Je lui ai fait part de mes directives anticipées ; il en possède un exemplaire.",
        ("h", "Personnes à prévenir en cas d'urgence"), ("table", [["Ordre", "Nom", "Lien", "Téléphone"], ["1", "Adrien Leroy", "conjoint", "06 99 99 12 01"], ["2", "Hélène Martin", "mère", "02 99 99 12 02"], ["3", "Claire Martin", "sœur", "06 99 99 12 03"]]),
        ("h", "Don d'organes et de tissus"), "J'ai pris connaissance de la règle : toute personne est donneuse sauf si elle s'y est opposée. Je ne m'y oppose pas, et je l'ai dit à mes proches.",
        ("h", "Mes droits"), ("list", ["être informée dans des mots que je comprends ;", "demander un deuxième avis ;", "savoir qui a consulté mon dossier."]),
        ("right", "Le 19 octobre 2025"),
    ]), "pdf", format="urn:asip:ci-sis:idap:2011", deposited="2025-10-19 16:09")
    add("profil-2026-06", "DOCPAT08", "Profil médical", "2026-06-28 21:14", "patient", text_pdf("Mon profil médical", [
        "Document produit depuis mon espace le 28 juin 2026. Rubriques choisies : maladies, traitements, allergies, mesures, entourage.",
        ("h", "Maladies et sujets de santé"), ("list", ["Hypothyroïdie, depuis novembre 2021", "Asthme, depuis l'enfance", "Cholestérol, depuis octobre 2022"]),
        ("h", "Traitements"), ("table", [["Nom", "Quand", "Commentaire"], ["Lévothyroxine 75", "tous les matins", "à jeun !"], ["Rosuvastatine 5", "le soir", ""], ["Inhalateur (budésonide/formotérol)", "matin et soir", "se rincer la bouche"], ["Ventoline", "si besoin", "rarement"]]),
        ("h", "Hospitalisations"), ("list", ["15/06/2023, Clinique des Ormes, genou droit", "09/02/2025, Centre hospitalier de Villerose, asthme (une nuit)"]),
        ("h", "Allergies"), "Pollens de bouleau et de graminées. Pas d'allergie à un médicament.",
        ("h", "Mesures"), ("table", [["Mesure", "Valeur", "Date"], ["Poids", "67 kg", "21/06/2026"], ["Taille", "166 cm", "2022"], ["Tension", "118/74", "21/06/2026"], ["Groupe sanguin", "A+ (carte de 1999)", "–"]]),
        ("h", "Habitudes de vie"), "Je ne fume pas. Marche tous les jours, course douce le dimanche.",
        ("h", "Entourage"), "Personne de confiance : Adrien Leroy.",
    ]), "pdf")


# ---- Scans and pictures ----------------------------------------------------------------------------------------


def scans():
    add("consentement-2023-06", "59284-0", "scan_consentement.pdf", "2023-06-02 10:12", "guerin", scan_pdf([sheet([
        (90, 90, "CLINIQUE DES ORMES", 34, "bold"), (90, 136, "60, boulevard des Ormes - 72999 Villerose-sur-Aune", 22, ""), (90, 200, "", 1050, "rule"),
        (250, 250, "CONSENTEMENT ÉCLAIRÉ À UNE INTERVENTION", 30, "bold"),
        (90, 340, "Je soussignée  Mme MARTIN Camille   née le 14/03/1979", 25, ""),
        (90, 400, "reconnais avoir été informée par le Dr GUÉRIN, de façon compréhensible :", 25, ""),
        (120, 460, "X", 40, "box"), (190, 466, "de la nature de l'intervention : arthroscopie du genou droit", 24, ""),
        (120, 520, "X", 40, "box"), (190, 526, "de ses bénéfices attendus et de ses alternatives", 24, ""),
        (120, 580, "X", 40, "box"), (190, 586, "des risques fréquents et des risques rares mais graves", 24, ""),
        (120, 640, "X", 40, "box"), (190, 646, "de la possibilité de poser toutes mes questions", 24, ""),
        (120, 700, "", 40, "box"), (190, 706, "je souhaite un délai de réflexion supplémentaire", 24, ""),
        (90, 800, "Questions posées :", 25, "bold"), (400, 796, "reprise de la course ? conduite ?", 32, "hand"),
        (90, 880, "J'ai reçu la fiche d'information éditée par la société savante.", 25, ""),
        (90, 960, "Je donne mon accord pour l'intervention prévue le", 25, ""), (760, 952, "15 juin 2023", 34, "hand"),
        (90, 1020, "Je peux revenir sur cet accord à tout moment.", 25, ""),
        (90, 1140, "Fait à", 25, ""), (180, 1130, "Villerose", 34, "hand"), (460, 1140, "le", 25, ""), (520, 1130, "02/06/2023", 34, "hand"),
        (90, 1230, "Signature de la patiente", 24, "bold"), (110, 1320, "", 52, "sign"), (740, 1230, "Signature du médecin", 24, "bold"), (760, 1320, "", 38, "sign"),
        (90, 1620, "Exemplaire à conserver dans le dossier. Version 4 - 2021", 20, ""),
    ])]), "pdf")
    add("anesthesie-2023-06", "77436-4", "CR ANESTHESIE (numérisé)", "2023-06-15 10:45", "belkacem", scan_pdf([sheet([
        (90, 80, "FEUILLE D'ANESTHÉSIE", 34, "bold"), (760, 86, "Dr I. BELKACEM", 26, ""), (90, 140, "", 1050, "rule"),
        (90, 170, "MARTIN Camille  14/03/1979   68 kg  166 cm  ASA 2   Salle 3   15/06/2023", 24, ""),
        (90, 240, "Intervention : arthroscopie genou D", 24, ""), (90, 290, "Technique : AG, masque laryngé n° 4", 24, ""),
        (90, 370, "Heure", 24, "bold"), (300, 370, "Produit", 24, "bold"), (700, 370, "Dose", 24, "bold"), (920, 370, "Remarque", 24, "bold"), (90, 410, "", 1050, "rule"),
        (90, 430, "09 h 16", 28, "hand"), (300, 430, "salbutamol inhalé", 28, "hand"), (700, 430, "2 bouffées", 28, "hand"),
        (90, 490, "09 h 20", 28, "hand"), (300, 490, "propofol", 28, "hand"), (700, 490, "180 mg", 28, "hand"),
        (90, 550, "09 h 21", 28, "hand"), (300, 550, "sufentanil", 28, "hand"), (700, 550, "10 µg", 28, "hand"),
        (90, 610, "09 h 35", 28, "hand"), (300, 610, "dexaméthasone", 28, "hand"), (700, 610, "8 mg", 28, "hand"), (920, 610, "nausées", 28, "hand"),
        (90, 670, "09 h 50", 28, "hand"), (300, 670, "paracétamol", 28, "hand"), (700, 670, "1 g", 28, "hand"),
        (90, 730, "10 h 05", 28, "hand"), (300, 730, "kétoprofène", 28, "hand"), (700, 730, "100 mg", 28, "hand"),
        (90, 830, "TA 118/70  112/66  109/65  115/70   FC 62 58 60 66   SpO2 99 99 100 99", 24, ""),
        (90, 900, "EtCO2 35 36 36   T° 36,4   PVPI 0", 24, ""), (90, 980, "Réveil 10 h 14, SSPI, EVA 2, sortie SSPI 11 h 20 (Aldrete 10)", 28, "hand"),
        (90, 1060, "Incident : aucun", 28, "hand"), (760, 1200, "", 44, "sign"), (90, 1640, "1/1", 20, ""),
    ], angle=-0.8)]), "pdf")
    add("lunettes-2024-03", "57828-6", "ordonnance lunettes", "2024-03-28 10:05", "aubert", scan_pdf([sheet([
        (90, 90, "Dr Bruno AUBERT", 34, "bold"), (90, 136, "Ophtalmologie - Centre ophtalmologique du Mail", 22, ""), (90, 168, f"RPPS {PEOPLE['aubert'].rpps}", 22, ""), (90, 220, "", 1050, "rule"),
        (760, 250, "le 28/03/2024", 30, "hand"), (90, 320, "Mme MARTIN Camille", 36, "hand"),
        (90, 440, "Verres progressifs, antireflet", 36, "hand"), (90, 540, "OD : - 1,25 (- 0,50 à 85°)   add + 1,25", 36, "hand"), (90, 620, "OG : - 1,50 (- 0,25 à 100°)   add + 1,25", 36, "hand"),
        (90, 720, "Écart pupillaire : 62 mm", 32, "hand"), (90, 860, "Validité 5 ans. L'opticien peut adapter la correction.", 30, "hand"),
        (90, 940, "Larmes artificielles : 1 goutte à la demande", 30, "hand"), (740, 1100, "", 46, "sign"),
    ], angle=1.1)]), "pdf")
    add("bio-deposee-2022-02", "DOCPAT05", "Ancienne prise de sang 2019", "2022-02-06 16:20", "patient", scan_pdf([sheet([
        (90, 80, "LABORATOIRE DU PONT-VIEUX", 32, "bold"), (90, 126, "Résultats du 21/02/2019 - édité le 22/02/2019", 22, ""), (90, 166, "Mme MARTIN Camille, née le 14/03/1979", 22, ""), (90, 210, "", 1050, "rule"),
        (90, 250, "Analyse", 24, "bold"), (620, 250, "Résultat", 24, "bold"), (860, 250, "Normales", 24, "bold"), (90, 290, "", 1050, "rule"),
        *[(x, 310 + n * 54, t, 24, "") for n, row in enumerate((("Glycémie à jeun", "0,89 g/L", "0,70 - 1,10"), ("Cholestérol total", "2,21 g/L", "< 2,00"), ("HDL", "0,61 g/L", "> 0,45"), ("LDL calculé", "1,41 g/L", "< 1,60"), ("Triglycérides", "0,95 g/L", "< 1,50"), ("TSH", "3,88 mUI/L", "0,27 - 4,20"), ("Ferritine", "22 µg/L", "15 - 150"))) for x, t in zip((90, 620, 860), row)],
        (640, 880, "→ à garder pour comparer", 30, "hand"), (90, 1000, "Validé par le biologiste", 20, ""), (560, 1000, "", 30, "sign"),
    ], angle=-1.6), sheet([
        (90, 80, "LABORATOIRE DU PONT-VIEUX", 32, "bold"), (90, 126, "Résultats du 21/02/2019 (suite)", 22, ""), (900, 126, "page 2 sur 2", 22, ""), (90, 210, "", 1050, "rule"),
        (90, 250, "Hémogramme", 24, "bold"), (620, 250, "Résultat", 24, "bold"), (860, 250, "Normales", 24, "bold"), (90, 290, "", 1050, "rule"),
        *[(x, 310 + n * 54, t, 24, "") for n, row in enumerate((("Hématies", "4,41 T/L", "3,80 - 5,20"), ("Hémoglobine", "12,9 g/dL", "12,0 - 16,0"), ("Hématocrite", "38,5 %", "35,0 - 47,0"), ("VGM", "87 fL", "80 - 98"), ("Leucocytes", "6,1 G/L", "4,0 - 10,0"), ("Plaquettes", "288 G/L", "150 - 400"))) for x, t in zip((90, 620, 860), row)],
        (90, 720, "Hémogramme normal.", 24, ""),
    ], angle=0.9)]), "pdf", deposited="2022-02-06 16:31")
    add("carnet-souffle-2026-10", "EXPPAT_2", "photo carnet débit de pointe oct.", "2026-10-23 20:08", "patient", saved(turned(notebook()), "JPEG", quality=62, exif=SIDEWAYS), "jpg", deposited="2026-10-23 20:10")
    add("mutuelle-2026", "ATTEST-ASS-COMPL", "Carte mutuelle 2026", "2026-01-08 12:00", "insurance", saved(insurance_card().quantize(64), "PNG", optimize=True), "png")


def texts():
    latin = REFERRAL.encode("iso-8859-1")
    add("adressage-2023-04", "96349-6", "courrier chir genou.txt", "2023-04-06 19:12", "dumont", latin, "txt", CAMILLE, media="text/plain; charset=ISO-8859-1")
    add("teleconsultation-2026-02", "85208-7", "Compte rendu de téléconsultation", "2026-02-11 19:24", "diallo", TELECONSULTATION, "txt", BOTH)
    add("rdv-2026-11", "56446-8", "Confirmation de rendez-vous endocrinologie", "2026-11-19 09:03", "kaci", APPOINTMENT, "txt", CAMILLE)
    add("contacts-2025-09", "FICHE-CONTACTS", "Fiche contacts", "2025-09-02 14:00", "haddad", CONTACTS, "txt", CAMILLE)
    add("rx-inf-2023-06", "PRESC-INF", "Soins infirmiers à domicile", "2023-06-15 15:33", "guerin", NURSE.format(rpps=PEOPLE["guerin"].rpps), "txt", CAMILLE)
    add("certificat-2026-11", "CERT_DECL", "Certificat sortie scolaire", "2026-11-20 08:45", "ferrand", FIT_FOR_WORK, "txt", CAMILLE, deposited="2026-11-20 08:52")
    add("prevention-jean-2025", "11488-4", "Bilan annuel consultation prévention", "2025-05-14 16:00", "ferrand", CARDIO_JEAN, "txt", JEAN)


def series():
    texts()
    rich_texts()
    text_pdfs()
    scans()
