"""FHIR documents (R4): a Composition with its narrative, and the resources it refers to."""

import json
import uuid

import cda
from people import PEOPLE, PLACES
from record import ALL, BOTH, CAMILLE, add

LOINC, SNOMED, ICD, ATC, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10", "http://www.whocc.no/atc", "http://unitsofmeasure.org"
INS = "urn:oid:1.2.250.1.213.1.4.8"


def urn(*names):
    return f"urn:uuid:{uuid.UUID(cda.stable(*names))}"


def concept(system, code, display, text=None):
    made = {"coding": [{"system": system, "code": code, "display": display}]}
    return {**made, "text": text} if text else made


def narrative(body):
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml" lang="fr">{body}</div>'}


def grid(head, lines):
    return "<table><thead><tr>" + "".join(f"<th>{h}</th>" for h in head) + "</tr></thead><tbody>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line) + "</tr>" for line in lines) + "</tbody></table>"


def patient(key):
    return urn(key, "patient"), {
        "resourceType": "Patient", "id": "{{patient_id}}",
        "identifier": [{"use": "official", "system": INS, "value": "{{ins}}"}],
        "name": [{"use": "official", "family": "{{family}}", "given": ["{{given}}"]}],
        "birthDate": "{{birth_fhir}}",
    }


def practitioner(key, person):
    who = PEOPLE[person]
    prefix = {"DR": "Dr", "M": "M.", "MME": "Mme"}[who.prefix]
    return urn(key, person), {
        "resourceType": "Practitioner",
        "identifier": [{"system": "https://rpps.esante.gouv.fr", "value": who.rpps}],
        "name": [{"family": who.family, "given": [who.given], "prefix": [prefix]}],
        "qualification": [{"code": concept("https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", who.profession, who.for_index()["profession"]["display"])}],
    }


def document(key, code, display, title, date, author, sections, resources, author_is_patient=False):
    moment = cda.when(date).isoformat()
    who = patient(key) if author_is_patient else practitioner(key, author)
    subject = patient(key)
    composition = {
        "resourceType": "Composition", "status": "final", "language": "fr-FR",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:{{oid}}"},
        "type": concept("http://loinc.org", code, display), "subject": {"reference": subject[0]}, "date": moment,
        "author": [{"reference": who[0]}], "title": title, "confidentiality": "N", "section": sections,
    }
    if not author_is_patient:
        composition["custodian"] = {"display": PLACES[PEOPLE[author].place][0]}
    entries = [(urn(key, "composition"), composition), subject] + ([] if author_is_patient else [who]) + resources
    return json.dumps({
        "resourceType": "Bundle", "language": "fr-FR",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:{{oid}}"},
        "type": "document", "timestamp": moment,
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }, ensure_ascii=False, indent=1) + "\n"


def part(title, code, display, body, references=()):
    made = {"title": title, "code": concept(LOINC, code, display), "text": narrative(body)}
    return {**made, "entry": [{"reference": r} for r in references]} if references else made


def observation(key, name, loinc, display, day, value=None, unit=None, ucum=None, low=None, high=None, components=None, flag=None):
    made = {
        "resourceType": "Observation", "status": "final", "code": concept(LOINC, loinc, display),
        "subject": {"reference": urn(key, "patient")}, "effectiveDateTime": day,
    }
    if value is not None:
        made["valueQuantity"] = {"value": value, "unit": unit, "system": UCUM, "code": ucum}
    if flag:
        made["interpretation"] = [concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", flag, {"N": "Normal", "H": "High", "L": "Low"}[flag])]
    if low is not None or high is not None:
        limit = lambda v: {"value": v, "unit": unit, "system": UCUM, "code": ucum}
        made["referenceRange"] = [{**({"low": limit(low)} if low is not None else {}), **({"high": limit(high)} if high is not None else {})}]
    if components:
        made["component"] = [{"code": concept(LOINC, c, d), "valueQuantity": {"value": v, "unit": u, "system": UCUM, "code": uc}} for c, d, v, u, uc in components]
    return urn(key, name), made


def summary():
    key, subject = "synthese-fhir-2026-11", {"reference": urn("synthese-fhir-2026-11", "patient")}
    clinical = lambda code: concept("http://terminology.hl7.org/CodeSystem/condition-clinical", code, {"active": "Active", "resolved": "Resolved"}[code])
    conditions = [
        (urn(key, icd), {"resourceType": "Condition", "clinicalStatus": clinical("active"), "verificationStatus": concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed", "Confirmed"), "code": concept(ICD, icd, display, said), "subject": subject, "onsetDateTime": since})
        for icd, display, said, since in (("E06.3", "Thyroïdite auto-immune", "Hypothyroïdie par thyroïdite de Hashimoto", "2021-11"), ("J45.0", "Asthme à prédominance allergique", "Asthme allergique", "2022-03"), ("E78.0", "Hypercholestérolémie essentielle", "Hypercholestérolémie", "2022-10"))
    ]
    drugs = [
        (urn(key, atc), {"resourceType": "MedicationStatement", "status": "active", "medicationCodeableConcept": concept(ATC, atc, said, name), "subject": subject, "effectivePeriod": {"start": since}, "dosage": [{"text": dose}]})
        for atc, said, name, dose, since in (
            ("H03AA01", "lévothyroxine sodique", "Lévothyroxine 75 µg, comprimé", "1 comprimé le matin à jeun", "2025-10-14"),
            ("C10AA07", "rosuvastatine", "Rosuvastatine 5 mg, comprimé", "1 comprimé le soir", "2024-03-12"),
            ("R03AK07", "formotérol et budésonide", "Budésonide/formotérol 200/6 µg, poudre pour inhalation", "1 inhalation matin et soir", "2022-03-16"),
            ("R03AC02", "salbutamol", "Salbutamol 100 µg, aérosol", "1 à 2 bouffées si besoin", "2022-03-16"),
        )
    ]
    allergy = (urn(key, "pollen"), {
        "resourceType": "AllergyIntolerance", "clinicalStatus": concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "Active"),
        "verificationStatus": concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "confirmed", "Confirmed"),
        "category": ["environment"], "criticality": "low", "code": concept(SNOMED, "256277009", "Grass pollen", "Pollens de graminées et de bouleau"), "patient": subject,
        "reaction": [{"manifestation": [{"text": "rhinite, conjonctivite"}], "severity": "mild"}],
    })
    shots = [
        (urn(key, day), {"resourceType": "Immunization", "status": "completed", "vaccineCode": concept(ATC, atc, said, name), "patient": subject, "occurrenceDateTime": day, "lotNumber": lot})
        for day, atc, said, name, lot in (("2024-03-19", "J07CA01", "diphtérie-poliomyélite-tétanos", "Diphtérie, tétanos, poliomyélite (rappel)", "X0411"), ("2026-10-20", "J07BB02", "grippe, virus inactivé", "Grippe saisonnière", "A7712F"))
    ]
    tests = [
        observation(key, "tsh", "3016-3", "Thyréostimuline [Arbitraire/Volume] Sérum/Plasma ; Numérique", "2026-11-13", 2.18, "mUI/L", "m[IU]/L", 0.27, 4.20, flag="N"),
        observation(key, "ldl", "13457-7", "Cholestérol LDL calculé [Masse/Volume] Sérum/Plasma ; Numérique", "2026-11-13", 1.06, "g/L", "g/L", None, 1.60, flag="N"),
        observation(key, "gly", "1558-6", "Glucose à jeun [Masse/Volume] Sérum/Plasma ; Numérique", "2026-11-13", 0.96, "g/L", "g/L", 0.70, 1.10, flag="N"),
        observation(key, "fer", "2276-4", "Ferritine [Masse/Volume] Sérum/Plasma ; Numérique", "2026-11-13", 51, "µg/L", "ug/L", 15, 150, flag="N"),
    ]
    urls = lambda resources: [url for url, _ in resources]
    sections = [
        part("Problèmes de santé", "11450-4", "Liste des problèmes actifs", "<ul><li>Hypothyroïdie par thyroïdite de Hashimoto (depuis novembre 2021), équilibrée</li><li>Asthme allergique, contrôlé sous traitement de fond</li><li>Hypercholestérolémie (depuis octobre 2022), à l’objectif sous statine</li></ul>", urls(conditions)),
        part("Traitements en cours", "10160-0", "Traitements", grid(["Médicament", "Posologie", "Depuis"], [["Lévothyroxine 75 µg", "1 comprimé le matin à jeun", "14/10/2025"], ["Rosuvastatine 5 mg", "1 comprimé le soir", "12/03/2024"], ["Budésonide/formotérol 200/6", "1 inhalation matin et soir", "16/03/2022"], ["Salbutamol 100 µg", "1 à 2 bouffées si besoin", "–"]]), urls(drugs)),
        part("Allergies et intolérances", "48765-2", "Allergies et hypersensibilités", "<p>Pollens de graminées et de bouleau : rhinite et conjonctivite au printemps.</p><p>Allergies médicamenteuses : voir le volet de synthèse du médecin traitant.</p>", [allergy[0]]),
        part("Vaccinations récentes", "11369-6", "Historique des vaccinations", grid(["Date", "Vaccin", "Lot"], [["20/10/2026", "Grippe saisonnière", "A7712F"], ["19/03/2024", "Diphtérie, tétanos, poliomyélite (rappel)", "X0411"]]), urls(shots)),
        part("Derniers résultats", "30954-2", "Résultats d'examens", grid(["Analyse", "Résultat du 13/11/2026", "Référence"], [["TSH", "2,18 mUI/L", "0,27 à 4,20"], ["Cholestérol LDL", "1,06 g/L", "&lt; 1,60"], ["Glycémie à jeun", "0,96 g/L", "0,70 à 1,10"], ["Ferritine", "51 µg/L", "15 à 150"]]), urls(tests)),
        part("À prévoir", "18776-5", "Plan de soins", "<ol><li>EFR et consultation de pneumologie au printemps 2027.</li><li>Consultation avec le médecin traitant en mai 2027.</li><li>Vaccin contre le pneumocoque : en parler à la prochaine visite.</li></ol>"),
    ]
    text = document(key, "60591-5", "Synthèse médicale", "Synthèse médicale", "2026-11-18 08:30", "dumont", sections, conditions + drugs + [allergy] + shots + tests)
    add(key, "60591-5", "Synthèse médicale (format européen)", "2026-11-18 08:30", "dumont", text, "json", BOTH, delivery="bundle", format="urn:ihe:pcc:ips:2020")


def pressure():
    key = "automesure-2025-09"
    lines = [("2025-09-22", 128, 79, 66), ("2025-09-22", 124, 77, 68), ("2025-09-23", 131, 82, 64), ("2025-09-23", 126, 78, 70), ("2025-09-24", 127, 80, 65), ("2025-09-24", 122, 76, 69)]
    results, body = [], []
    for n, (day, high, low, pulse) in enumerate(lines):
        moment = f"{day}T{'07:30' if n % 2 == 0 else '21:00'}:00+02:00"
        results.append(observation(key, f"bp{n}", "85354-9", "Pression artérielle", moment, components=[("8480-6", "Pression artérielle systolique", high, "mmHg", "mm[Hg]"), ("8462-4", "Pression artérielle diastolique", low, "mmHg", "mm[Hg]")]))
        results.append(observation(key, f"hr{n}", "8867-4", "Fréquence cardiaque", moment, pulse, "/min", "/min"))
        body.append([f"{day[8:]}/{day[5:7]}/{day[:4]}", "matin" if n % 2 == 0 else "soir", str(high), str(low), str(pulse)])
    sections = [
        part("Automesure tensionnelle sur trois jours", "8716-3", "Signes vitaux", grid(["Date", "Moment", "Systolique (mmHg)", "Diastolique (mmHg)", "Pouls (/min)"], body), [url for url, _ in results]),
        part("Lecture", "51847-2", "Évaluation et plan", "<p>Moyenne : <b>126/79 mmHg</b>, pouls 67. Au-dessous du seuil de 135/85 mmHg retenu pour l’automesure.</p><p>Appareil prêté par la maison de santé, brassard au bras, trois mesures à une minute d’intervalle : seule la moyenne de chaque série est notée.</p>"),
    ]
    text = document(key, "29274-8", "Mesures de signes vitaux", "Automesure tensionnelle", "2025-09-26 12:15", "haddad", sections, results)
    add(key, "29274-8", "Automesure TA sept 2025", "2025-09-26 12:15", "haddad", text, "json", ALL, delivery="bundle", format="urn:ans:ci-sis:cse-mde:2023", period=("2025-09-22 07:30", "2025-09-24 21:00"))


def questionnaire():
    key = "questionnaire-2026-03"
    answers = [
        ("1", "Au cours des quatre dernières semaines, votre asthme vous a-t-il gêné dans vos activités ?", "jamais", 5),
        ("2", "Avez-vous été essoufflée ?", "une à deux fois par semaine", 4),
        ("3", "Les symptômes vous ont-ils réveillée la nuit ?", "pas du tout", 5),
        ("4", "Avez-vous utilisé votre inhalateur de secours ?", "une fois par semaine ou moins", 4),
        ("5", "Comment évalueriez-vous votre asthme ?", "bien contrôlé", 5),
    ]
    response = (urn(key, "response"), {
        "resourceType": "QuestionnaireResponse", "status": "completed", "subject": {"reference": urn(key, "patient")}, "authored": "2026-03-22T20:44:00+01:00", "author": {"reference": urn(key, "patient")},
        "item": [{"linkId": n, "text": question, "answer": [{"valueString": answer}]} for n, question, answer, _ in answers] + [{"linkId": "total", "text": "Score total (sur 25)", "answer": [{"valueInteger": sum(a[3] for a in answers)}]}],
    })
    sections = [
        part("Mon contrôle de l’asthme", "74465-6", "Questionnaire patient", grid(["Question", "Ma réponse", "Points"], [[q, a, str(s)] for _, q, a, s in answers]) + "<p>Total : <b>23 sur 25</b>. De 20 à 25, l’asthme est considéré comme contrôlé.</p>", [response[0]]),
        part("Ce que je veux dire au pneumologue", "10154-3", "Plainte du patient", "<p>Un peu de gêne en montant les escaliers du collège quand il fait froid. Est-ce que je peux reprendre la course du dimanche sans prendre d’inhalation avant ?</p>"),
    ]
    text = document(key, "74465-6", "Questionnaire patient", "Questionnaire avant consultation : contrôle de l’asthme", "2026-03-22 20:44", None, sections, [response], author_is_patient=True)
    add(key, "74465-6", "Questionnaire asthme avant consultation", "2026-03-22 20:44", "patient", text, "json", CAMILLE, delivery="binary", deposited="2026-03-22 20:45")


def series():
    summary()
    pressure()
    questionnaire()
