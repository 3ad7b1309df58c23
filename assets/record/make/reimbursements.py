"""Monthly reimbursements, as the Assurance Maladie feeds them: long tables, one section for each kind of care."""

from xml.sax.saxutils import escape

import cda
from cda import LOINC, medicine, p, section, stable, table
from people import PEOPLE, PLACES
from record import ALL, BOTH, CAMILLE, add_cda

# key: (label of the box, ATC class, its name, substance, ATC of the substance)
DRUGS = {
    "levo50": ("LEVOTHYROXINE 50 MCG CPR SEC BT30", "MEDICAMENTS DE LA THYROIDE", "LEVOTHYROXINE SODIQUE", "H03AA01"),
    "levo75": ("LEVOTHYROXINE 75 MCG CPR SEC BT30", "MEDICAMENTS DE LA THYROIDE", "LEVOTHYROXINE SODIQUE", "H03AA01"),
    "salb": ("SALBUTAMOL 100 MCG/DOSE SUSP INH FL200", "MEDICAMENTS POUR LES SYNDROMES OBSTRUCTIFS DES VOIES AERIENNES", "SALBUTAMOL", "R03AC02"),
    "budfor": ("BUDESONIDE/FORMOTEROL 200/6 MCG PDR INH DOS120", "MEDICAMENTS POUR LES SYNDROMES OBSTRUCTIFS DES VOIES AERIENNES", "BUDESONIDE<br/>FORMOTEROL", "R03AK07"),
    "deslo": ("DESLORATADINE 5 MG CPR BT30", "ANTIHISTAMINIQUES A USAGE SYSTEMIQUE", "DESLORATADINE", "R06AX27"),
    "momet": ("MOMETASONE 50 MCG SUSP NASALE FL140", "PREPARATIONS NASALES", "MOMETASONE", "R01AD09"),
    "rosu": ("ROSUVASTATINE 5 MG CPR BT30", "AGENTS MODIFIANT LES LIPIDES", "ROSUVASTATINE CALCIQUE", "C10AA07"),
    "para": ("PARACETAMOL 1 G CPR BT8", "ANALGESIQUES", "PARACETAMOL", "N02BE01"),
    "keto": ("KETOPROFENE LP 100 MG GELULE BT20", "ANTIINFLAMMATOIRES ET ANTIRHUMATISMAUX", "KETOPROFENE", "M01AE03"),
    "omep": ("OMEPRAZOLE 20 MG GELULE GR BT14", "MEDICAMENTS POUR LES TROUBLES DE L'ACIDITE", "OMEPRAZOLE", "A02BC01"),
    "enox": ("ENOXAPARINE 4000 UI/0,4 ML SER BT6", "ANTITHROMBOTIQUES", "ENOXAPARINE SODIQUE", "B01AB05"),
    "fosfo": ("FOSFOMYCINE 3 G GRAN SACHET BT1", "ANTIBACTERIENS A USAGE SYSTEMIQUE", "FOSFOMYCINE TROMETAMOL", "J01XX01"),
    "amox": ("AMOXICILLINE 1 G CPR DISP BT14", "ANTIBACTERIENS A USAGE SYSTEMIQUE", "AMOXICILLINE", "J01CA04"),
    "predn": ("PREDNISOLONE 20 MG CPR ORODISP BT20", "CORTICOIDES A USAGE SYSTEMIQUE", "PREDNISOLONE", "H02AB06"),
    "vitd": ("CHOLECALCIFEROL 100 000 UI SOL BUV AMP BT1", "VITAMINES", "COLECALCIFEROL", "A11CC05"),
    "iron": ("FER FERREUX 80 MG CPR BT30", "PREPARATIONS ANTIANEMIQUES", "SULFATE FERREUX", "B03AA07"),
    "betam": ("BETAMETHASONE 0,05 % CREME TB30", "CORTICOIDES, PREPARATIONS DERMATOLOGIQUES", "BETAMETHASONE", "D07AC01"),
    "flu": ("VACCIN GRIPPAL QUADRIVALENT SER1", "VACCINS", "VIRUS GRIPPAL INACTIVE", "J07BB02"),
    "dtp": ("VACCIN DIPHTERIE TETANOS POLIO SER1", "VACCINS", "DIPHTERIE-TETANOS-POLIOMYELITE", "J07CA01"),
}

# month: (patients, {section: lines}); a drug line is (day, drug, prescriber, boxes); an act line is (day, act, performer, number).
MONTHS = {
    "2021-12": (BOTH, {
        "drugs": [("02", "levo50", "dumont", 1), ("29", "levo50", "dumont", 1)],
        "care": [("01", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1), ("16", "CONSULTATION SPECIALISTE (CS)", "kaci", 1)],
        "imaging": [("10", "ECHOGRAPHIE DE LA GLANDE THYROIDE (KCQM001)", "aubin", 1)],
    }),
    "2022-03": (BOTH, {
        "drugs": [("04", "levo50", "dumont", 1), ("17", "salb", "roux", 1), ("17", "budfor", "roux", 1), ("30", "levo50", "dumont", 1)],
        "care": [("16", "CONSULTATION SPECIALISTE (CS)", "roux", 1), ("16", "EXPLORATION FONCTIONNELLE RESPIRATOIRE (GLQP012)", "roux", 1)],
        "devices": [("17", "CHAMBRE D'INHALATION ADULTE", "roux", 1), ("17", "DEBITMETRE DE POINTE", "roux", 1)],
    }),
    "2022-06": (BOTH, {
        "drugs": [("02", "levo50", "dumont", 1), ("02", "budfor", "roux", 1), ("11", "deslo", "dumont", 1), ("11", "momet", "dumont", 1)],
        "care": [("09", "CONSULTATION SPECIALISTE (CS)", "marchetti", 1)],
        "biology": [("13", "DOSAGE D'IGE TOTALES", "vasseur", 1), ("13", "IGE SPECIFIQUES (PNEUMALLERGENES)", "vasseur", 4)],
    }),
    "2022-10": (BOTH, {
        "drugs": [("05", "levo50", "dumont", 1), ("05", "budfor", "roux", 1)],
        "vaccines": [("20", "flu", "dumont", "peyrol")],
        "care": [("19", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1), ("27", "DETARTRAGE ET POLISSAGE DES DENTS (HBJD001)", "fontaine", 1)],
        "biology": [("19", "EXPLORATION D'UNE ANOMALIE LIPIDIQUE (EAL)", "vasseur", 1), ("19", "GLYCEMIE", "vasseur", 1), ("19", "TSH", "vasseur", 1), ("19", "PRELEVEMENT PAR PONCTION VEINEUSE", "vasseur", 1)],
    }),
    "2023-04": (CAMILLE, {
        "drugs": [("06", "levo50", "dumont", 1), ("06", "iron", "dumont", 1), ("06", "para", "dumont", 2), ("06", "keto", "dumont", 1)],
        "devices": [("06", "GENOUILLERE ARTICULEE", "dumont", 1), ("06", "CANNES ANGLAISES (PAIRE)", "dumont", 1)],
        "care": [("05", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1), ("26", "CONSULTATION SPECIALISTE (CS)", "guerin", 1)],
        "imaging": [("05", "RADIOGRAPHIE DU GENOU, 3 INCIDENCES (NFQK003)", "aubin", 1), ("18", "IRM D'UN SEGMENT DU MEMBRE INFERIEUR (NZQN001)", "aubin", 1)],
    }),
    "2023-06": (CAMILLE, {
        "drugs": [("16", "para", "guerin", 4), ("16", "keto", "guerin", 1), ("16", "omep", "guerin", 1), ("16", "enox", "guerin", 2), ("21", "levo50", "dumont", 1)],
        "stays": [("15", "15", "CHIRURGIE AMBULATOIRE - GENOU", "ormes")],
        "care": [("17", "INJECTION SOUS-CUTANEE A DOMICILE (AMI)", "haddad", 10), ("19", "PANSEMENT POSTOPERATOIRE (AMI)", "haddad", 3), ("26", "SEANCE DE REEDUCATION DU GENOU (AMS)", "moreau", 2)],
        "biology": [("23", "HEMOGRAMME (NFS)", "vasseur", 1)],
    }),
    "2023-07": (CAMILLE, {
        "drugs": [("19", "levo50", "dumont", 1), ("19", "budfor", "roux", 1)],
        "care": [("05", "CONSULTATION SPECIALISTE (CS)", "guerin", 1), ("31", "SEANCE DE REEDUCATION DU GENOU (AMS)", "moreau", 9)],
    }),
    "2023-10": (BOTH, {
        "drugs": [("11", "levo50", "dumont", 1), ("11", "budfor", "roux", 1)],
        "vaccines": [("24", "flu", "dumont", "peyrol")],
        "care": [("18", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1)],
    }),
    "2024-03": (BOTH, {
        "drugs": [("13", "rosu", "dumont", 1), ("13", "levo50", "dumont", 1), ("13", "budfor", "roux", 1)],
        "vaccines": [("19", "dtp", "dumont", "dumont")],
        "care": [("12", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1), ("28", "CONSULTATION OPHTALMOLOGISTE (CS)", "aubert", 1), ("28", "FOND D'OEIL PAR RETINOGRAPHIE", "aubert", 1)],
    }),
    "2024-08": (BOTH, {
        "drugs": [("21", "fosfo", "ferrand", 1), ("22", "levo50", "dumont", 1), ("22", "rosu", "dumont", 1)],
        "care": [("21", "CONSULTATION GENERALISTE REMPLACANT (GS)", "ferrand", 1)],
        "biology": [("21", "EXAMEN CYTOBACTERIOLOGIQUE DES URINES (ECBU)", "vasseur", 1)],
    }),
    "2024-10": (BOTH, {
        "drugs": [("16", "levo50", "dumont", 1), ("16", "rosu", "dumont", 1), ("16", "budfor", "roux", 1)],
        "vaccines": [("22", "flu", "dumont", "peyrol")],
        "care": [("09", "ENTRETIEN PHARMACEUTIQUE ASTHME (1re ANNEE)", "peyrol", 1)],
        "imaging": [("03", "MAMMOGRAPHIE BILATERALE (QEQK001)", "aubin", 1)],
    }),
    "2025-02": (CAMILLE, {
        "drugs": [("10", "predn", "nguyen", 1), ("10", "salb", "nguyen", 1), ("12", "levo50", "dumont", 1), ("12", "rosu", "dumont", 1)],
        "stays": [("09", "10", "SURVEILLANCE DE TRES COURTE DUREE (UHCD)", "hopital")],
        "care": [("14", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1), ("09", "FORFAIT PATIENT URGENCES (FPU)", "nguyen", 1)],
        "imaging": [("09", "RADIOGRAPHIE DU THORAX (ZBQK002)", "aubin", 1)],
    }),
    "2025-06": (BOTH, {
        "drugs": [("04", "levo50", "dumont", 1), ("04", "rosu", "dumont", 1), ("18", "betam", "marchetti", 1)],
        "care": [("11", "CONSULTATION DERMATOLOGUE (CS)", "marchetti", 1), ("11", "EXERESE D'UNE LESION CUTANEE DU TRONC", "marchetti", 1), ("17", "EXAMEN ANATOMOPATHOLOGIQUE", "kowalski", 1)],
    }),
    "2026-01": (BOTH, {
        "drugs": [("07", "levo75", "dumont", 1), ("07", "rosu", "dumont", 1), ("07", "budfor", "roux", 1)],
        "biology": [("14", "TSH", "vasseur", 1), ("14", "T4 LIBRE", "vasseur", 1), ("14", "PRELEVEMENT PAR PONCTION VEINEUSE", "vasseur", 1)],
    }),
    "2026-02": (BOTH, {
        "drugs": [("04", "levo75", "dumont", 1), ("04", "rosu", "dumont", 1), ("11", "para", "diallo", 2), ("11", "momet", "diallo", 1)],
        "care": [("11", "TELECONSULTATION (TCG)", "diallo", 1)],
    }),
    "2026-03": (BOTH, {
        "drugs": [("04", "levo75", "dumont", 1), ("04", "rosu", "dumont", 1), ("25", "budfor", "roux", 1), ("25", "salb", "roux", 1)],
        "care": [("25", "CONSULTATION PNEUMOLOGUE (CS)", "roux", 1), ("25", "EXPLORATION FONCTIONNELLE RESPIRATOIRE (GLQP012)", "roux", 1)],
    }),
    "2026-04": (BOTH, {
        "drugs": [("01", "levo75", "dumont", 1), ("01", "rosu", "dumont", 1), ("17", "deslo", "dumont", 2), ("29", "levo75", "dumont", 1), ("29", "rosu", "dumont", 1)],
        "care": [("17", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1)],
    }),
    "2026-05": (BOTH, {
        "drugs": [("22", "vitd", "dumont", 3), ("27", "levo75", "dumont", 1), ("27", "rosu", "dumont", 1)],
        "biology": [("20", "VITAMINE D (25-OH D2 + D3)", "vasseur", 1), ("20", "FERRITINE", "vasseur", 1), ("20", "PRELEVEMENT PAR PONCTION VEINEUSE", "vasseur", 1)],
        "care": [("19", "CONSULTATION MEDECIN TRAITANT (GS)", "dumont", 1)],
    }),
    "2026-06": (BOTH, {
        "drugs": [("24", "levo75", "dumont", 1), ("24", "rosu", "dumont", 1), ("24", "budfor", "roux", 1)],
        "care": [("10", "EXAMEN BUCCO-DENTAIRE", "fontaine", 1), ("10", "DETARTRAGE ET POLISSAGE DES DENTS (HBJD001)", "fontaine", 1), ("30", "RESTAURATION D'UNE DENT SUR 2 FACES", "fontaine", 1)],
        "imaging": [("10", "RADIOGRAPHIES INTRABUCCALES RETROALVEOLAIRES", "fontaine", 2)],
    }),
    "2026-07": (ALL, {"drugs": [("22", "levo75", "dumont", 1), ("22", "rosu", "dumont", 1)]}),
    "2026-08": (BOTH, {"drugs": [("19", "levo75", "dumont", 1), ("19", "rosu", "dumont", 1)], "devices": [("26", "VERRES CORRECTEURS PROGRESSIFS (2)", "aubert", 1), ("26", "MONTURE DE LUNETTES", "aubert", 1)]}),
    "2026-09": (CAMILLE, {
        "drugs": [("16", "levo75", "dumont", 1), ("16", "rosu", "dumont", 1), ("16", "budfor", "roux", 1)],
        "care": [("23", "FROTTIS CERVICO-UTERIN, TEST HPV", "girard", 1)],
    }),
    "2026-10": (BOTH, {
        "drugs": [("14", "levo75", "dumont", 1), ("14", "rosu", "dumont", 1)],
        "vaccines": [("20", "flu", "dumont", "peyrol")],
        "care": [("20", "INJECTION DU VACCIN ANTIGRIPPAL EN OFFICINE", "peyrol", 1)],
    }),
}

NAMES = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
TITLES = {"care": "Soins médicaux et dentaires", "imaging": "Radiologie", "biology": "Biologie"}


def day(month, number):
    return f"{number}/{month[5:]}/{month[:4]}"


def speciality(person):
    return escape(PEOPLE[person].display)


def drugs(key, month, lines):
    body, entries = [], ""
    for n, (on, drug, prescriber, boxes) in enumerate(lines, 1):
        label, group, substance, atc = DRUGS[drug]
        who = PEOPLE[prescriber]
        body.append(["", day(month, on), f'<content ID="MED{n:03}">{label}</content>', group, substance, escape(who.name), speciality(prescriber), escape(PLACES[who.place][0].upper()), "PHARMACIE DU MARCHE", str(boxes)])
        supply = f"""<entryRelationship typeCode="REFR" inversionInd="false">
<supply classCode="SPLY" moodCode="EVN">
<templateId root="2.16.840.1.113883.10.20.1.34"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7.3"/>
<templateId root="1.2.250.1.213.1.1.3.44"/>
<id root="{stable(key, 'supply', n)}"/>
<quantity value="{boxes}"/>
<performer typeCode="PRF"><time value="{month.replace('-', '')}{on}"/><assignedEntity><id nullFlavor="UNK"/><representedOrganization><name>PHARMACIE DU MARCHE</name></representedOrganization></assignedEntity></performer>
</supply>
</entryRelationship>
"""
        entries += medicine(key, f"MED{n:03}", label, atc, substance.replace("<br/>", " et "), extra=supply)
    head = [("Date de délivrance", 'colspan="2"'), "Libellé du médicament", "Groupe thérapeutique", "Composants actifs du médicament", "Prescrit par", "Spécialité du prescripteur", "Établissement du prescripteur", "Délivré par", "Quantité délivrée"]
    return section("drugs-given", "Médicaments", table(head, body), entries, key=key)


def vaccines(key, month, lines):
    body, entries = [], ""
    for n, (on, drug, prescriber, giver) in enumerate(lines, 1):
        label, _, valence, atc = DRUGS[drug]
        who = PEOPLE[prescriber]
        body.append(["", day(month, on), f'<content ID="VAC{n:03}">{label}</content>', valence, escape(who.name), speciality(prescriber), escape(PLACES[who.place][0].upper()), escape(PLACES[PEOPLE[giver].place][0].upper())])
        entries += f"""<entry>
<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">
<templateId root="2.16.840.1.113883.10.20.1.24"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.12"/>
<templateId root="1.2.250.1.213.1.1.3.45"/>
<id root="{stable(key, 'vaccine', n)}"/>
<code code="IMMUNIZ" displayName="Vaccination sans autres précisions" codeSystem="2.16.840.1.113883.5.4"/>
<text><reference value="#VAC{n:03}"/></text>
<statusCode code="completed"/>
<effectiveTime value="{month.replace('-', '')}{on}"/>
<consumable typeCode="CSM"><manufacturedProduct><templateId root="1.2.250.1.213.1.1.3.43"/><manufacturedMaterial><code nullFlavor="UNK"><originalText><reference value="#VAC{n:03}"/></originalText><translation code="{atc}" displayName="{valence}" codeSystem="2.16.840.1.113883.6.73" codeSystemName="ATC"/></code><name>{label}</name></manufacturedMaterial></manufacturedProduct></consumable>
</substanceAdministration>
</entry>
"""
    head = [("Date de délivrance", 'colspan="2"'), "Libellé du vaccin", "Valence vaccinale", "Prescrit par", "Spécialité du prescripteur", "Établissement du prescripteur", "Délivré par"]
    return section("vaccines", "Vaccinations", table(head, body), entries, key=key)


def devices(key, month, lines):
    body = [[day(month, on), f'<content ID="DM{n:03}">{label}</content>', escape(PEOPLE[who].name), speciality(who), str(number)] for n, (on, label, who, number) in enumerate(lines, 1)]
    return section("devices", "Dispositifs médicaux", table(["Date de délivrance", "Libellé", "Prescrit par", "Spécialité", "Quantité"], body), key=key)


def stays(key, month, lines):
    body = [[day(month, start), day(month, end), label, escape(PLACES[place][0])] for start, end, label, place in lines]
    entries = "".join(
        f"""<entry>
<encounter classCode="ENC" moodCode="EVN">
<templateId root="2.16.840.1.113883.10.20.1.21"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.14"/>
<templateId root="1.2.250.1.213.1.1.3.56"/>
<id root="{stable(key, 'stay', n)}"/>
<code code="IMP" displayName="Hospitalisation" codeSystem="2.16.840.1.113883.5.4"/>
<effectiveTime><low value="{month.replace('-', '')}{start}"/><high value="{month.replace('-', '')}{end}"/></effectiveTime>
</encounter>
</entry>
"""
        for n, (start, end, label, place) in enumerate(lines)
    )
    return section("stays", "Hospitalisations", table(["Date d'entrée", "Date de sortie", "Motif", "Établissement"], body), entries, key=key)


def acts(kind):
    def write(key, month, lines):
        body, entries = [], ""
        for n, (on, label, who, number) in enumerate(sorted(lines), 1):
            ref = f"{kind.upper()}{n:03}"
            body.append([day(month, on), f'<content ID="{ref}">{escape(label)}</content>', escape(PEOPLE[who].name), speciality(who), escape(PLACES[PEOPLE[who].place][0]), str(number)])
            entries += f"""<entry>
<procedure classCode="PROC" moodCode="EVN">
<templateId root="2.16.840.1.113883.10.20.1.29"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.19"/>
<templateId root="1.2.250.1.213.1.1.3.62"/>
<id root="{stable(key, ref)}"/>
<code nullFlavor="UNK"><originalText><reference value="#{ref}"/></originalText></code>
<text><reference value="#{ref}"/></text>
<statusCode code="completed"/>
<effectiveTime value="{month.replace('-', '')}{on}"/>
</procedure>
</entry>
"""
        return section("acts", TITLES[kind], table(["Date", "Libellé de l'acte", "Exécuté par", "Spécialité", "Lieu", "Nombre"], body), entries, key=key)

    return write


SECTIONS = {"drugs": drugs, "vaccines": vaccines, "devices": devices, "stays": stays, "care": acts("care"), "imaging": acts("imaging"), "biology": acts("biology")}
USAGE = p(
    "Ce relevé est déposé chaque mois, sans intervention humaine, à partir des soins que l'Assurance Maladie a remboursés. Il peut y manquer ce qui n'a pas été présenté au remboursement, ce qui est en cours de traitement et une partie des soins reçus à l'hôpital public.",
    "Il ne remplace pas l'avis d'un professionnel de santé. Vous pouvez le masquer depuis votre dossier.",
)


def series():
    for month, (patients, care) in MONTHS.items():
        key = f"remb-{month}"
        name = f"{NAMES[int(month[5:]) - 1]} {month[:4]}"
        year, number = (int(month[:4]) + 1, 1) if month.endswith("12") else (int(month[:4]), int(month[5:]) + 1)
        body = [section("comment", "Usage et responsabilités", USAGE, key=key)]
        body += [write(key, month, care[kind]) for kind, write in SECTIONS.items() if kind in care]
        missing = [said for kind, said in (("vaccines", "vaccin"), ("stays", "hospitalisation"), ("devices", "dispositif médical")) if kind not in care]
        body.append(section("comment", "Période et données absentes", p(f"Période couverte : {name}. Aucune donnée reçue pour : {', '.join(missing) or 'néant'}."), key=key))
        end = f"{month}-28"
        add_cda(key, "reimbursement", "REMB", f"Données de remboursement - {name}", f"{year}-{number:02}-06 03:12", "insurance", body, patients, "Données de remboursement", period=(f"{month}-01 00:00", f"{end} 23:59"), place="caisse")
