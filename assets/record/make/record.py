"""Collects the documents and writes them with their index."""

import json
import zlib
from datetime import timedelta
from pathlib import Path

import cda
from people import INSURANCE, PATIENT, PEOPLE, PLACES

FOLDER = Path(__file__).resolve().parent.parent
TRE_A05 = "https://mos.esante.gouv.fr/NOS/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire"
CLASSES = {
    "10": "Compte rendu", "11": "Synthèse", "31": "Imagerie médicale", "42": "Prescription", "43": "Dispensation",
    "44": "Plan de soins, protocole de soins", "45": "Traitement administré", "52": "Certificat, déclaration",
    "60": "Données de remboursement", "90": "Autres documents déposés par le patient", "95": "Document de gestion",
}
# code: (class, display); a code with a letter is of TRE_A05, else LOINC.
TYPES = {
    "11488-4": ("10", "CR ou fiche de consultation ou de visite"),
    "11490-0": ("10", "Lettre de liaison à la sortie d'un établissement de soins"),
    "11502-2": ("10", "CR d'examens biologiques"),
    "11506-3": ("10", "CR ou fiche de suivi de soins par auxiliaire médical"),
    "15507-7": ("10", "CR de passage aux urgences"),
    "28617-9": ("10", "Bilan bucco-dentaire"),
    "29274-8": ("10", "Mesures de signes vitaux"),
    "34112-3": ("10", "CR hospitalier (séjour)"),
    "34749-2": ("10", "CR de consultation pré-anesthésique"),
    "34874-8": ("10", "CR opératoire"),
    "34875-5": ("10", "Évaluation postopératoire et note de suivi"),
    "47420-5": ("10", "CR de bilan fonctionnel"),
    "60568-3": ("10", "CR d'anatomie et de cytologie pathologiques"),
    "70004-7": ("10", "CR d'acte diagnostique (autre)"),
    "75492-9": ("10", "CR d'acte diagnostique à visée préventive ou de dépistage"),
    "77436-4": ("10", "CR d'anesthésie"),
    "78513-9": ("10", "CR de consultation en ophtalmologie"),
    "78601-2": ("10", "CR d'entretien pharmaceutique"),
    "85208-7": ("10", "CR de télémédecine"),
    "96349-6": ("10", "Lettre d'adressage"),
    "DOCPAT05": ("10", "CR de biologie déposé par le patient"),
    "18761-7": ("11", "Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)"),
    "34133-9": ("11", "Synthèse d'épisode de soins"),
    "56445-0": ("11", "Bilan médicamenteux (Officine)"),
    "60591-5": ("11", "Synthèse médicale"),
    "83836-7": ("11", "Schéma dentaire"),
    "SYNTH": ("11", "Synthèse"),
    "DOCPAT08": ("11", "Profil médical Mon espace santé"),
    "18748-4": ("31", "CR d'imagerie médicale"),
    "52040-3": ("31", "Document encapsulant une image d'illustration non DICOM"),
    "55115-0": ("42", "Demande d'actes d'imagerie"),
    "57828-6": ("42", "Prescription (autre)"),
    "57833-6": ("42", "Prescription de produits de santé"),
    "PRESC-AAT": ("42", "Prescription arrêt de travail"),
    "PRESC-BIO": ("42", "Prescription d'actes de biologie médicale"),
    "PRESC-KINE": ("42", "Prescription d'actes de kinésithérapie"),
    "PRESC-INF": ("42", "Prescription d'actes infirmiers"),
    "60593-1": ("43", "Dispensation médicamenteuse"),
    "18776-5": ("44", "Plan personnalisé de soins"),
    "83869-8": ("44", "Plan personnalisé de prévention"),
    "11369-6": ("52", "Historique des vaccinations"),
    "87273-9": ("52", "Note de vaccination"),
    "89601-9": ("52", "Certificat médical"),
    "96173-0": ("52", "Test rapide d'orientation diagnostique"),
    "96874-3": ("52", "COVID-19 Attestation de vaccination"),
    "CERT_DECL": ("52", "Certificat, déclaration"),
    "REMB": ("60", "Données de remboursement"),
    "EXPPAT_1": ("90", "Volontés et droits du patient"),
    "EXPPAT_2": ("90", "Autre document du patient"),
    "EXPPAT_3": ("90", "Directives anticipées"),
    "74465-6": ("90", "Questionnaire patient"),
    "51851-4": ("95", "Document administratif"),
    "56446-8": ("95", "Notification de rendez-vous"),
    "59284-0": ("95", "Attestation de consentement"),
    "86531-1": ("95", "Attestation de sortie"),
    "ATTEST-ASS-COMPL": ("95", "Attestation assurance complémentaire"),
    "ATTEST-DROITS-AM": ("95", "Attestation de droits à l'assurance maladie"),
    "FICHE-CONTACTS": ("95", "Fiche contacts"),
}
MEDIA = {
    "xml": "text/xml", "pdf": "application/pdf", "json": "application/fhir+json", "rtf": "text/rtf", "txt": "text/plain",
    "jpg": "image/jpeg", "png": "image/png", "tif": "image/tiff",
}
FORMATS = {
    "pdf": "urn:ihe:iti:xds-sd:pdf:2008", "txt": "urn:ihe:iti:xds-sd:text:2008", "rtf": "urn:ihe:iti-fr:xds-sd:rtf:2010",
    "jpg": "urn:ihe:iti-fr:xds-sd:jpeg:2010", "tif": "urn:ihe:iti-fr:xds-sd:tiff:2010",
    "png": "urn:asipSante:modelesHorsProfils:2011", "json": "urn:asipSante:modelesHorsProfils:2011",
}
CAMILLE, BOTH, NADIA, ALL, JEAN = ["camille"], ["camille", "nadia"], ["nadia"], ["camille", "nadia", "jean"], ["jean"]

_documents = []


def kind(code):
    """(code, display, OID) of a type, for a CDA header."""
    letters = any(c.isalpha() for c in code)
    return code, TYPES[code][1], "1.2.250.1.213.1.1.4.12" if letters else "2.16.840.1.113883.6.1"


def add(key, code, title, date, author, data, ending, patients=CAMILLE, model=None, period=None, deposited=None, media=None, delivery="binary", place=None, language="fr-FR", **more):
    """One document: its bytes go to a file, its description to the index. `author` is a key of PEOPLE, "patient" or "insurance"."""
    file = f"{key}.{ending}"
    (FOLDER / file).write_bytes(data.encode() if isinstance(data, str) else data)
    moment = cda.when(date)
    start, end = (cda.when(period[0]), cda.when(period[1])) if period else (moment, moment)
    seen = cda.when(deposited) if deposited else moment + timedelta(minutes=35 + zlib.crc32(key.encode()) % 700)
    family, display = TYPES[code]
    if author == "patient":
        who, facility, setting = PATIENT, ("EXP_PATIENT", "Expression personnelle du patient"), ("EXP_PATIENT", "Expression personnelle du patient")
    else:
        who = INSURANCE if author == "insurance" else PEOPLE[author].for_index()
        at = PLACES[place or ("caisse" if author == "insurance" else PEOPLE[author].place)]
        said = {"AMBULATOIRE": "Ambulatoire", "ETABLISSEMENT": "Etablissement de santé", "DEPISTAGE": "Dépistage", "AMO": "Organisme d'assurance maladie obligatoire"}
        facility, setting = (at[2], at[3]), (at[4], said[at[4]])
        if author == "insurance":
            facility = ("SNR", "Service numérique référencé")
    system = TRE_A05 if any(c.isalpha() for c in code) else "http://loinc.org"
    _documents.append(
        {
            "key": key, "patients": patients, "file": file, "media_type": media or MEDIA[ending], "title": title,
            "type": {"system": system, "code": code, "display": display},
            "class": {"code": family, "display": CLASSES[family]},
            "format": cda.MODELS[model][1] if model else FORMATS[ending],
            "date": moment.isoformat(), "deposited": seen.isoformat(),
            "period": {"start": start.isoformat(), "end": end.isoformat()},
            "author": who, "facility": dict(zip(("code", "display"), facility)), "setting": dict(zip(("code", "display"), setting)),
            **more, "language": language, "delivery": delivery,
        }
    )


def add_cda(key, model, code, title, date, author, body, patients=CAMILLE, heading=None, period=None, deposited=None, delivery="binary", index=None, **header):
    """A CDA and its line in the index; `heading` is the title inside, when software gives another to the registry."""
    who = None if author == "insurance" else author
    text = cda.document(key, model, kind(code), heading or title, date, who, body, period=period, **header)
    add(key, code, title, date, author, text, "xml", patients, model, period, deposited, delivery=delivery, place=header.get("place"), **(index or {}))


def write():
    """The index, oldest document first."""
    _documents.sort(key=lambda d: (d["date"], d["key"]))
    keys = [d["key"] for d in _documents]
    assert len(keys) == len(set(keys)), "a key is used twice"
    used = {d["file"] for d in _documents} | {"index.json"}
    for path in FOLDER.iterdir():
        if path.is_file() and path.name not in used:
            path.unlink()
    text = json.dumps({"documents": _documents}, ensure_ascii=False, indent=1) + "\n"
    # What nobody could see in an editor is written as an escape.
    visible = "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)
    (FOLDER / "index.json").write_text(visible)
    print(len(_documents), "documents,", sum(p.stat().st_size for p in FOLDER.iterdir() if p.is_file()) // 1024, "KB")
