"""Writes CDA R2 documents with the French national structure (CI-SIS): header, sections, entries."""

import base64
import uuid
from datetime import datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from people import PEOPLE, PLACES, TOWN

PARIS = ZoneInfo("Europe/Paris")
LOINC = 'codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"'
TA = 'codeSystem="1.2.250.1.213.1.1.4.322" codeSystemName="TA_ASIP"'

# Sections of the national content models: (templates, LOINC code, display).
SECTIONS = {
    "biology": (["1.3.6.1.4.1.19376.1.3.3.2.1", "1.2.250.1.213.1.1.2.70"], None, None),
    "biology-part": (["1.3.6.1.4.1.19376.1.3.3.2.2", "1.2.250.1.213.1.1.2.71"], None, None),
    "copy": (["1.2.250.1.213.1.1.2.243"], "55108-5", "Copie du document"),
    "attached": (["1.2.250.1.213.1.1.2.37"], "55107-7", "Documents ajoutés"),
    "prescription": (["1.3.6.1.4.1.19376.1.9.1.2.1", "1.2.250.1.213.1.1.2.171"], "57828-6", "Prescriptions"),
    "dispensed": (["1.3.6.1.4.1.19376.1.9.1.2.3", "2.16.840.1.113883.10.20.1.8", "1.2.250.1.213.1.1.2.236"], "60590-7", "Médicaments délivrés"),
    "comment": (["2.16.840.1.113883.10.12.201", "1.3.6.1.4.1.19376.1.4.1.2.16", "1.2.250.1.213.1.1.2.73"], "55112-7", "Commentaire"),
    "drugs-given": (["2.16.840.1.113883.10.20.1.8", "1.3.6.1.4.1.19376.1.5.3.1.3.19", "1.2.250.1.213.1.1.2.143"], "10160-0", "Traitements"),
    "vaccines": (["2.16.840.1.113883.10.20.1.6", "1.3.6.1.4.1.19376.1.5.3.1.3.23", "1.2.250.1.213.1.1.2.147"], "11369-6", "Historique des vaccinations"),
    "devices": (["2.16.840.1.11383.10.20.1.7", "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5", "1.2.250.1.213.1.1.2.1"], "46264-8", "Dispositifs médicaux"),
    "stays": (["2.16.840.1.113883.10.20.1.3", "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.3", "1.2.250.1.213.1.1.2.76"], "46240-8", "Historique des rencontres"),
    "acts": (["1.3.6.1.4.1.19376.1.5.3.1.1.13.2.11", "1.2.250.1.213.1.1.2.118"], "29554-3", "Actes"),
    "reason": (["1.3.6.1.4.1.19376.1.5.3.1.3.1", "1.2.250.1.213.1.1.2.127"], "42349-1", "Raison de la recommandation"),
    "treatments-in": (["1.3.6.1.4.1.19376.1.5.3.1.3.20", "1.2.250.1.213.1.1.2.144"], "42346-7", "Traitements à l'admission"),
    "treatments-out": (["1.3.6.1.4.1.19376.1.5.3.1.3.22", "1.2.250.1.213.1.1.2.146"], "10183-2", "Traitements à la sortie"),
    "treatments-stay": (["1.3.6.1.4.1.19376.1.5.3.1.3.21", "1.2.250.1.213.1.1.2.145"], "18610-6", "Traitements administrés"),
    "allergies": (["2.16.840.1.113883.10.20.1.2", "1.3.6.1.4.1.19376.1.5.3.1.3.13", "1.2.250.1.213.1.1.2.137"], "48765-2", "Allergies et hypersensibilités"),
    "history": (["1.3.6.1.4.1.19376.1.5.3.1.3.8", "1.2.250.1.213.1.1.2.134"], "11348-0", "Antécédents médicaux"),
    "surgery": (["2.16.840.1.113883.10.20.1.12", "1.3.6.1.4.1.19376.1.5.3.1.3.11", "1.3.6.1.4.1.19376.1.5.3.1.3.12", "1.2.250.1.213.1.1.2.136"], "47519-4", "Historique des actes"),
    "problems": (["2.16.840.1.113883.10.20.1.11", "1.3.6.1.4.1.19376.1.5.3.1.3.6", "1.2.250.1.213.1.1.2.132"], "11450-4", "Liste des problèmes actifs"),
    "family": (["2.16.840.1.113883.10.20.1.4", "1.3.6.1.4.1.19376.1.5.3.1.3.14", "1.3.6.1.4.1.19376.1.5.3.1.3.15", "1.2.250.1.213.1.1.2.139"], "10157-6", "Historique des pathologies familiales"),
    "habits": (["2.16.840.1.113883.10.20.1.15", "1.3.6.1.4.1.19376.1.5.3.1.3.16", "1.3.6.1.4.1.19376.1.5.3.1.3.16.1", "1.2.250.1.213.1.1.2.141"], "29762-2", "Habitus, Mode de vie"),
    "work": (["1.3.6.1.4.1.19376.1.5.3.1.1.5.3.1", "1.2.250.1.213.1.1.2.74"], "10161-8", "Facteurs de risques professionnels"),
    "vsm-problems": (["1.2.250.1.213.1.1.2.29"], "46612-8", "Conclusions de synthèse"),
    "vsm-history": (["1.2.250.1.213.1.1.2.30"], "34117-2", "Historique et physique"),
    "vsm-risks": (["1.2.250.1.213.1.1.2.31"], "57207-3", "Facteurs de risque présents ou passés affectant l'état de santé et/ou une circonstance"),
    "vsm-treatment": (["1.2.250.1.213.1.1.2.32"], "18776-5", "Plan de traitement"),
    "results": (["1.3.6.1.4.1.19376.1.5.3.1.3.27", "1.2.250.1.213.1.1.2.150"], "30954-2", "Résultats d'examens"),
    "status": (["1.2.250.1.213.1.1.2.35", "1.2.250.1.213.1.1.2.35.1"], "33557-0", "Etat d'achèvement"),
    "events": (["1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9", "1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "1.2.250.1.213.1.1.2.163", "1.2.250.1.213.1.1.2.163.1"], "42545-4", "Evènements observés"),
    "plan": (["2.16.840.1.113883.10.20.1.10", "1.3.6.1.4.1.19376.1.5.3.1.3.36", "1.2.250.1.213.1.1.2.158"], "18776-5", "Plan de soins"),
    "vitals": (["2.16.840.1.113883.10.20.1.16", "1.3.6.1.4.1.19376.1.5.3.1.3.25", "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.2", "1.2.250.1.213.1.1.2.75"], "8716-3", "Signes vitaux"),
    "exam": (["1.3.6.1.4.1.19376.1.5.3.1.3.24", "1.3.6.1.4.1.19376.1.5.3.1.1.9.15", "1.2.250.1.213.1.1.2.84"], "29545-1", "Examen physique"),
    "exam-heart": (["1.3.6.1.4.1.19376.1.5.3.1.1.9.33", "1.2.250.1.213.1.1.2.102"], "10208-7", "Vaisseaux"),
    "exam-lungs": (["1.3.6.1.4.1.19376.1.5.3.1.1.9.30", "1.2.250.1.213.1.1.2.99"], "11412-4", "Système respiratoire"),
    "illness": (["1.3.6.1.4.1.19376.1.5.3.1.3.4", "1.2.250.1.213.1.1.2.130"], "10164-2", "Histoire de la maladie"),
    "complaint": (["1.3.6.1.4.1.19376.1.5.3.1.1.13.2.1", "1.2.250.1.213.1.1.2.177"], "10154-3", "Plainte du patient"),
    "assessment": (["1.3.6.1.4.1.19376.1.5.3.1.1.13.2.5", "1.2.250.1.213.1.1.2.116"], "51847-2", "Évaluation et plan"),
    "clinical": (["1.2.840.10008.9.2", "1.2.250.1.213.1.1.2.205"], "55752-0", "Informations cliniques"),
    "request": (["1.2.840.10008.9.7", "1.2.250.1.213.1.1.2.211"], "55115-0", "Demande"),
    "clinical-history": (["2.16.840.1.113883.10.20.22.2.39", "1.2.250.1.213.1.1.2.213"], "11329-0", "Historique médical"),
    "technique": (["1.2.840.10008.9.3", "1.2.250.1.213.1.1.2.206"], "55111-9", "Description de l'acte d'imagerie"),
    "radiation": (["1.2.840.10008.9.8", "1.2.250.1.213.1.1.2.215"], "73569-6", "Exposition aux rayonnements et informations de radioprotection"),
    "findings": (["2.16.840.1.113883.10.20.6.1.2", "1.2.250.1.213.1.1.2.208"], "59776-5", "Résultats de l'acte"),
    "comparison": (["1.2.840.10008.9.4", "1.2.250.1.213.1.1.2.207"], "18834-2", "Examen de comparaison radiologique"),
    "conclusion": (["1.2.840.10008.9.5", "1.2.250.1.213.1.1.2.209"], "19005-8", "Conclusions"),
    "advice": (["1.3.6.1.4.1.19376.1.5.3.1.1.9.38", "1.3.6.1.4.1.19376.1.5.3.1.1.9.39", "1.2.250.1.213.1.1.2.107"], "34895-3", "Education du patient"),
    "eye": (["2.16.840.1.113883.10.20.2.10", "1.3.6.1.4.1.19376.1.12.1.2.5", "1.2.250.1.213.1.1.2.182"], "70948-5", "Examen physique oculaire"),
    "refraction": (["1.3.6.1.4.1.19376.1.12.1.2.9", "1.2.250.1.213.1.1.2.186"], "70938-6", "Mesure de la réfraction"),
    "lenses": (["1.3.6.1.4.1.19376.1.12.1.2.10", "1.2.250.1.213.1.1.2.187"], "70939-4", "Mesure de la lensométrie"),
}

# Document models: (templates with optional version, XDS format).
MODELS = {
    "biology": ([("1.3.6.1.4.1.19376.1.3.3", None), ("1.2.250.1.213.1.1.1.55", "2024.01")], "urn:ihe:lab:xd-lab:2008"),
    "prescription": ([("1.3.6.1.4.1.19376.1.9.1.1.1", None), ("1.3.6.1.4.1.19376.1.5.3.1.1.1", None), ("1.2.250.1.213.1.1.1.39", "2024.01")], "urn:ihe:pharm:pre:2010"),
    "dispensation": ([("1.3.6.1.4.1.19376.1.5.3.1.1.1", None), ("1.3.6.1.4.1.19376.1.9.1.1.3", None), ("1.2.250.1.213.1.1.1.54", "2024.01")], "urn:ihe:pharm:dis:2010"),
    "reimbursement": ([("1.2.250.1.213.1.1.1.36", "2021.01")], "urn:asip:ci-sis:hr:2019"),
    "letter-in": ([("1.2.250.1.213.1.1.1.21", "2022.01")], "urn:asip:ci-sis:ldl-ees:2017"),
    "letter-out": ([("1.2.250.1.213.1.1.1.29", "2022.01")], "urn:asip:ci-sis:ldl-ses:2017"),
    "synthesis": ([("1.2.250.1.213.1.1.1.13", "201310")], "urn:asip:ci-sis:vsm:2012"),
    "vaccinations": ([("1.3.6.1.4.1.19376.1.5.3.1.1.18.1.2", None), ("1.2.250.1.213.1.1.1.37", "2023.01")], "urn:asip:ci-sis:vac:2019"),
    "vaccination-note": ([("1.3.6.1.4.1.19376.1.5.3.1.1.18.1.2", None), ("1.2.250.1.213.1.1.1.46", "2023.01")], "urn:asip:ci-sis:vac-note:2021"),
    "imaging": ([("1.2.840.10008.9.1", None), ("1.2.840.10008.9.20", None), ("1.2.840.10008.9.21", None), ("1.2.250.1.213.1.1.1.45", "2024.01")], "urn:ihe:rad:CDA:ImagingReportStructuredHeadings:2013"),
    "imaging-request": ([("1.2.840.10008.9.20", None), ("1.2.250.1.213.1.1.1.47", "2024.01")], "urn:ans:ci-sis:img-da:2022"),
    "eye": ([("1.3.6.1.4.1.19376.1.5.3.1.1.1", None), ("1.2.250.1.213.1.1.1.42", "2022.02")], "urn:ihe:eyecare:geneyeevalcn:2014"),
    "anaesthesia": ([("1.2.250.1.213.1.1.1.41", "2022.01")], "urn:asip:ci-sis:cr-cpa:2020"),
    "rapid-test": ([("1.3.6.1.4.1.19376.1.5.3.1.1.1", None), ("1.2.250.1.213.1.1.1.59", "2024.01")], "urn:ans:ci-sis:trod:2024"),
    "prevention-plan": ([], "urn:asip:ci-sis:ppp:2023"),
    "pathology": ([], "urn:ihe:palm:apsr:2016"),
    "plain": ([], "urn:asipSante:modelesHorsProfils:2011"),
    "level1": ([("1.3.6.1.4.1.19376.1.2.20", None)], "urn:ihe:iti:xds-sd:pdf:2008"),
}


def stable(*names):
    """A UUID that is always the same for the same names."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "dmp/record/" + "/".join(map(str, names)))).upper()


def when(text):
    """A Paris time from `2024-03-12 09:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def ts(moment):
    return moment.strftime("%Y%m%d%H%M%S%z")


# ---- Narrative -------------------------------------------------------------------------------------------------


def cell(tag, value):
    text, attributes = value if isinstance(value, tuple) else (value, "")
    return f"<{tag}{' ' + attributes if attributes else ''}>{text}</{tag}>"


def rows(tag, lines):
    return "".join("<tr>" + "".join(v if isinstance(v, str) and v.startswith("<t") and v[2:3] in "hd" else cell(tag, v) for v in line) + "</tr>\n" for line in lines)


def table(head, body, caption=None, foot=None, columns=None, summary=None):
    """A narrative table; `head` is one line or several; a cell is text or (text, attributes)."""
    lines = head if head and isinstance(head[0], list) else [head] if head else []
    out = f'<table border="0"{f" summary={chr(34)}{summary}{chr(34)}" if summary else ""}>\n'
    out += f"<caption>{caption}</caption>\n" if caption else ""
    out += "<colgroup>" + "".join(f'<col width="{w}"/>' for w in columns) + "</colgroup>\n" if columns else ""
    out += f"<thead>\n{rows('th', lines)}</thead>\n" if lines else ""
    out += f"<tfoot>\n{rows('td', foot)}</tfoot>\n" if foot else ""
    return out + f"<tbody>\n{rows('td', body)}</tbody>\n</table>\n"


def p(*texts):
    return "".join(f"<paragraph>{t}</paragraph>\n" for t in texts)


def items(*texts, ordered=False, caption=None, style=None):
    kind = ' listType="ordered"' if ordered else ""
    said = f' styleCode="{style}"' if style else ""
    head = f"<caption>{caption}</caption>\n" if caption else ""
    return f"<list{kind}{said}>\n{head}" + "".join(f"<item>{t}</item>\n" for t in texts) + "</list>\n"


# ---- Sections and entries --------------------------------------------------------------------------------------


def section(kind, title, text, entries="", parts=(), key="", code=None, extra=""):
    """One section of a structured body; `parts` are the sections inside it."""
    templates, loinc, display = SECTIONS[kind]
    loinc, display = code or (loinc, display)
    out = "<component>\n<section>\n" + "".join(f'<templateId root="{t}"/>\n' for t in templates)
    out += f'<id root="{stable(key, kind, title)}"/>\n' if key else ""
    out += f'<code code="{loinc}" displayName="{escape(display)}" {LOINC}/>\n'
    out += f"<title>{title}</title>\n" if title else ""
    out += extra
    out += f"<text>\n{text}</text>\n" if text is not None else ""
    return out + entries + "".join(parts) + "</section>\n</component>\n"


def observed(loinc, display, ref, value, low_high=None, flag=None, at=None, template="1.2.250.1.213.1.1.3.80", key=""):
    """A coded laboratory or vital sign observation; `value` is (number, UCUM unit)."""
    said = {"N": "Normal", "H": "Anormalement haut", "L": "Anormalement bas"}
    out = f'<observation classCode="OBS" moodCode="EVN">\n<templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>\n<templateId root="{template}"/>\n<id root="{stable(key, loinc, ref)}"/>\n'
    out += f'<code code="{loinc}" displayName="{escape(display)}" {LOINC}>' + (f'<originalText><reference value="#{ref}"/></originalText>' if ref else "") + "</code>\n"
    out += f'<statusCode code="completed"/>\n<effectiveTime value="{ts(at)}"/>\n<value xsi:type="PQ" value="{value[0]}" unit="{value[1]}"/>\n'
    if flag:
        out += f'<interpretationCode code="{flag}" displayName="{said[flag]}" codeSystem="2.16.840.1.113883.5.83"/>\n'
    if low_high:
        low, high = low_high
        bounds = (f'<low value="{low}" unit="{value[1]}"/>' if low is not None else "") + (f'<high value="{high}" unit="{value[1]}"/>' if high is not None else "")
        out += f'<referenceRange typeCode="REFV">\n<observationRange classCode="OBS" moodCode="EVN.CRT">\n<value xsi:type="IVL_PQ">{bounds}</value>\n'
        out += '<interpretationCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.83"/>\n</observationRange>\n</referenceRange>\n'
    return out + "</observation>\n"


def problem(key, ref, icd, display, since, until=None, active=True):
    low = f'<low value="{since}"/>' + (f'<high value="{until}"/>' if until else "")
    return f"""<entry>
<act classCode="ACT" moodCode="EVN">
<templateId root="2.16.840.1.113883.10.20.1.27"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5.1"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5.2"/>
<templateId root="1.2.250.1.213.1.1.3.39"/>
<id root="{stable(key, ref, 'act')}"/>
<code nullFlavor="NA"/>
<statusCode code="{'active' if active else 'completed'}"/>
<effectiveTime>{low}</effectiveTime>
<entryRelationship typeCode="SUBJ" inversionInd="false">
<observation classCode="OBS" moodCode="EVN" negationInd="false">
<templateId root="2.16.840.1.113883.10.20.1.28"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5"/>
<templateId root="1.2.250.1.213.1.1.3.37"/>
<id root="{stable(key, ref)}"/>
<code code="282291009" displayName="interprétation diagnostique" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT"/>
<text><reference value="#{ref}"/></text>
<statusCode code="completed"/>
<effectiveTime>{low}</effectiveTime>
<value xsi:type="CD" code="{icd}" displayName="{escape(display)}" codeSystem="2.16.840.1.113883.6.3" codeSystemName="CIM-10"><originalText><reference value="#{ref}"/></originalText></value>
</observation>
</entryRelationship>
</act>
</entry>
"""


def medicine(key, ref, name, atc, atc_name, low=None, high=None, repeat=None, template="1.2.250.1.213.1.1.3.42", mood="EVN", extra=""):
    """A medicine taken or prescribed; known by its ATC class, never by a made-up pharmacy code."""
    span = (f'<low value="{low}"/>' if low else '<low nullFlavor="UNK"/>') + (f'<high value="{high}"/>' if high else '<high nullFlavor="UNK"/>')
    return f"""<entry>
<substanceAdministration classCode="SBADM" moodCode="{mood}">
<templateId root="2.16.840.1.113883.10.20.1.24"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7"/>
<templateId root="{template}"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7.1"/>
<id root="{stable(key, ref)}"/>
<text><reference value="#{ref}"/></text>
<statusCode code="completed"/>
<effectiveTime xsi:type="IVL_TS">{span}</effectiveTime>
{f'<repeatNumber value="{repeat}"/>' if repeat is not None else ''}<consumable>
<manufacturedProduct classCode="MANU">
<templateId root="2.16.840.1.113883.10.20.1.53"/>
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7.2"/>
<templateId root="1.2.250.1.213.1.1.3.43"/>
<manufacturedMaterial>
<code nullFlavor="UNK"><originalText><reference value="#{ref}"/></originalText><translation code="{atc}" displayName="{escape(atc_name)}" codeSystem="2.16.840.1.113883.6.73" codeSystemName="ATC"/></code>
<name>{escape(name)}</name>
</manufacturedMaterial>
</manufacturedProduct>
</consumable>
{extra}</substanceAdministration>
</entry>
"""


def media(identifier, data, media_type):
    """A picture or a file carried inside the document, shown by `renderMultiMedia`."""
    encoded = base64.encodebytes(data).decode().strip()
    return f"""<entry>
<observationMedia classCode="OBS" moodCode="EVN" ID="{identifier}">
<templateId root="2.16.840.1.113883.10.12.304"/>
<templateId root="1.2.250.1.213.1.1.3.103"/>
<value mediaType="{media_type}" representation="B64">{encoded}</value>
</observationMedia>
</entry>
"""


def attachment(key, identifier, label, data, media_type="application/pdf"):
    """A file carried in the national way: an organizer with its kind and its bytes."""
    encoded = base64.encodebytes(data).decode().strip()
    return f"""<entry>
<organizer classCode="CLUSTER" moodCode="EVN">
<templateId root="1.2.250.1.213.1.1.3.18"/>
<id root="{stable(key, identifier, 'cluster')}"/>
<code code="55107-7" displayName="Document attaché" {LOINC}/>
<statusCode code="completed"/>
<component>
<observation classCode="OBS" moodCode="EVN">
<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
<templateId root="1.2.250.1.213.1.1.3.48"/>
<templateId root="1.2.250.1.213.1.1.3.48.18"/>
<id root="{stable(key, identifier, 'kind')}"/>
<code code="69764-9" displayName="Type de document" {LOINC}/>
<text><reference value="#{identifier}-kind"/></text>
<statusCode code="completed"/>
<effectiveTime nullFlavor="NA"/>
<value xsi:type="CD" code="55108-5" displayName="{escape(label)}" {LOINC}/>
</observation>
</component>
<component>
<observationMedia classCode="OBS" moodCode="EVN" ID="{identifier}">
<value mediaType="{media_type}" representation="B64">{encoded}</value>
</observationMedia>
</component>
</organizer>
</entry>
"""


# ---- Header ----------------------------------------------------------------------------------------------------


def address(place):
    _, _, _, _, _, number, street, _ = PLACES[place]
    return f"<addr>\n<houseNumber>{number}</houseNumber>\n<streetName>{escape(street)}</streetName>\n<postalCode>{TOWN[0]}</postalCode>\n<city>{TOWN[1]}</city>\n</addr>\n"


def organisation(place, tag="representedOrganization", setting=True):
    name, finess, _, _, practice, _, _, phone = PLACES[place]
    said = {"AMBULATOIRE": "Ambulatoire", "ETABLISSEMENT": "Etablissement de santé", "DEPISTAGE": "Dépistage", "AMO": "Organisme d'assurance maladie obligatoire"}
    code = f'<standardIndustryClassCode code="{practice}" displayName="{said[practice]}" codeSystem="1.2.250.1.213.1.1.4.9"/>\n' if setting else ""
    return f'<{tag}>\n<id root="1.2.250.1.71.4.2.2" extension="1{finess}"/>\n<name>{escape(name)}</name>\n<telecom value="tel:{phone}" use="WP"/>\n{address(place)}{code}</{tag}>\n'


def identity(person):
    who = PEOPLE[person]
    return (
        f'<id root="1.2.250.1.71.4.2.1" extension="8{who.rpps}"/>\n<code code="{who.code}" displayName="{escape(who.display)}" codeSystem="1.2.250.1.213.1.1.4.5"/>\n'
        f'{address(who.place)}<telecom value="tel:{PLACES[who.place][7]}" use="WP"/>\n'
        f"<assignedPerson>\n<name>\n<prefix>{'MME' if who.prefix == 'MME' else 'M' if who.prefix == 'M' else 'DR'}</prefix>\n<given>{who.given}</given>\n<family>{who.family.upper()}</family>\n</name>\n</assignedPerson>\n"
    )


def assigned(person, tag, setting=True):
    return f"<{tag}>\n{identity(person)}{organisation(PEOPLE[person].place, setting=setting)}</{tag}>\n"


RECORD_TARGET = """<recordTarget>
<patientRole>
<id extension="{{ins}}" root="1.2.250.1.213.1.4.8"/>
<addr nullFlavor="NASK"/>
<telecom value="mailto:{{ins}}@patient.mssante.fr"/>
<patient classCode="PSN">
<name>
<family qualifier="BR">{{family}}</family>
<given>{{given}}</given>
<given qualifier="BR">{{given}}</given>
<family qualifier="CL">{{family}}</family>
<given qualifier="CL">{{given}}</given>
</name>
<administrativeGenderCode code="{{sex}}" codeSystem="2.16.840.1.113883.5.1"/>
<birthTime value="{{birth}}"/>
</patient>
</patientRole>
</recordTarget>
"""

INSURANCE_AUTHOR = """<author>
<time value="{time}"/>
<assignedAuthor>
<id root="1.2.250.1.215.500.99" extension="ALIM-AM"/>
<code code="ALIM_AM" displayName="Alimentation automatique à partir du Système d'Information de l'Assurance Maladie" codeSystem="1.2.250.1.213.1.1.4.6"/>
<assignedAuthoringDevice>
<manufacturerModelName>Assurance Maladie</manufacturerModelName>
<softwareName>Données de remboursement</softwareName>
</assignedAuthoringDevice>
{organisation}</assignedAuthor>
</author>
"""


def document(key, model, kind, title, date, author, body, events=(), period=None, performer=None, replaces=None, series=None, version=1, encounter="AMB", place=None, to=None, namespaces=""):
    """A whole CDA. `kind` is (code, display, system OID); `events` are (code, display, system OID, system name)."""
    moment = when(date)
    start, end = (when(period[0]), when(period[1])) if period else (moment, None)
    templates, _ = MODELS[model]
    code, display, oid = kind
    series = series or key
    out = '<?xml version="1.0" encoding="UTF-8"?>\n'
    out += f'<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"{namespaces}>\n'
    out += '<realmCode code="FR"/>\n<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>\n'
    out += '<templateId root="2.16.840.1.113883.2.8.2.1"/>\n<templateId root="1.2.250.1.213.1.1.1.1"/>\n'
    for root, extension in templates:
        out += f'<templateId root="{root}"' + (f' extension="{extension}"' if extension else "") + "/>\n"
    out += f'<id root="{{{{oid}}}}"/>\n<code code="{code}" displayName="{escape(display)}" codeSystem="{oid}"/>\n<title>{title}</title>\n'
    out += f'<effectiveTime value="{ts(moment)}"/>\n<confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/>\n<languageCode code="fr-FR"/>\n'
    out += f'<setId root="2.25.{uuid.UUID(stable(series)).int}" extension="{{{{patient_id}}}}"/>\n<versionNumber value="{version}"/>\n'
    out += RECORD_TARGET
    if author:
        custodian = place or PEOPLE[author].place
        out += f'<author>\n<time value="{ts(moment)}"/>\n{assigned(author, "assignedAuthor", setting=False)}</author>\n'
    else:
        custodian = place or "caisse"
        out += INSURANCE_AUTHOR.format(time=ts(moment), organisation=organisation(custodian, setting=False))
    name, finess, facility, facility_said, _, _, _, phone = PLACES[custodian]
    out += f'<custodian>\n<assignedCustodian>\n<representedCustodianOrganization>\n<id root="1.2.250.1.71.4.2.2" extension="1{finess}"/>\n<name>{escape(name)}</name>\n<telecom value="tel:{phone}" use="WP"/>\n{address(custodian)}</representedCustodianOrganization>\n</assignedCustodian>\n</custodian>\n'
    for other in to or ():
        who = PEOPLE[other]
        out += f'<informationRecipient typeCode="PRCP">\n<intendedRecipient>\n<id root="1.2.250.1.71.4.2.1" extension="8{who.rpps}"/>\n<informationRecipient>\n<name>\n<prefix>DR</prefix>\n<given>{who.given}</given>\n<family>{who.family.upper()}</family>\n</name>\n</informationRecipient>\n</intendedRecipient>\n</informationRecipient>\n'
    if author:
        out += f'<legalAuthenticator>\n<time value="{ts(moment)}"/>\n<signatureCode code="S"/>\n{assigned(author, "assignedEntity")}</legalAuthenticator>\n'
    else:
        out += f'<legalAuthenticator>\n<time value="{ts(moment)}"/>\n<signatureCode code="S"/>\n<assignedEntity>\n<id nullFlavor="NA"/>\n{organisation(custodian)}</assignedEntity>\n</legalAuthenticator>\n'
    for n, (ecode, edisplay, eoid, ename) in enumerate(events or ((code, display, oid, ""),)):
        low = f'<effectiveTime>\n<low value="{ts(start)}"/>\n' + (f'<high value="{ts(end)}"/>\n' if end else "") + "</effectiveTime>\n"
        out += f'<documentationOf>\n<serviceEvent classCode="ACT">\n<code code="{ecode}" displayName="{escape(edisplay)}" codeSystem="{eoid}"{f" codeSystemName={chr(34)}{ename}{chr(34)}" if ename else ""}/>\n'
        if n == 0:
            out += low
            doer = performer or author
            if doer:
                out += f'<performer typeCode="PRF">\n{assigned(doer, "assignedEntity")}</performer>\n'
        out += "</serviceEvent>\n</documentationOf>\n"
    if replaces:
        previous_series, previous_version = replaces
        out += f'<relatedDocument typeCode="RPLC">\n<parentDocument>\n<id nullFlavor="UNK"/>\n<setId root="2.25.{uuid.UUID(stable(previous_series)).int}" extension="{{{{patient_id}}}}"/>\n<versionNumber value="{previous_version}"/>\n</parentDocument>\n</relatedDocument>\n'
    said = {"AMB": "Ambulatoire (hors établissement)", "IMP": "Hospitalisation (établissement, y compris HAD)", "EMER": "Urgences", "VR": "Soins à distance"}[encounter]
    out += f'<componentOf>\n<encompassingEncounter>\n<id root="{stable(key, "encounter")}"/>\n<code code="{encounter}" displayName="{said}" codeSystem="2.16.840.1.113883.5.4"/>\n<effectiveTime>\n<low value="{ts(start)}"/>\n' + (f'<high value="{ts(end)}"/>\n' if end else "")
    out += f'</effectiveTime>\n<location>\n<healthCareFacility>\n<id root="1.2.250.1.71.4.2.2" extension="1{finess}"/>\n<code code="{facility}" displayName="{escape(facility_said)}" codeSystem="1.2.250.1.71.4.2.4"/>\n<location>\n<name>{escape(name)}</name>\n{address(custodian)}</location>\n</healthCareFacility>\n</location>\n</encompassingEncounter>\n</componentOf>\n'
    if isinstance(body, bytes):
        encoded = base64.encodebytes(body).decode().strip()
        out += f'<component>\n<nonXMLBody>\n<text mediaType="application/pdf" representation="B64">{encoded}</text>\n</nonXMLBody>\n</component>\n'
    else:
        out += f"<component>\n<structuredBody>\n{''.join(body)}</structuredBody>\n</component>\n"
    return out + "</ClinicalDocument>\n"
