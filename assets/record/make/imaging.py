"""Imaging: reports with an embedded PDF, with a picture in the text, and the pictures themselves."""

import cda
from cda import attachment, items, media, p, section, table
from pdfs import text_pdf
from pictures import dental_chart, heart_trace, knee, panoramic, saved, slice_of_knee, tiff
from record import BOTH, CAMILLE, NADIA, add, add_cda


def act(code, display):
    """The act done, in the French classification of medical acts."""
    return [(code, display, "1.2.250.1.215.300.1", "CCAM")]


def neck():
    key = "echo-thyroide-2021-12"
    body = [
        section("clinical", "Informations cliniques", None, parts=[section("request", "Justification de la demande", p("Hypothyroïdie de découverte récente, anticorps anti-TPO positifs."), key=key)], key=key),
        section("technique", "Technique", p("Échographie de la glande thyroïde (KCQM001) avec Doppler, sonde linéaire 12 MHz. Pas d'exposition aux rayonnements."), key=key),
        section("findings", "Résultats", table(
            [[("Lobe", 'rowspan="2"'), ("Dimensions (mm)", 'colspan="3"'), ("Volume (mL)", 'rowspan="2"')], ["Hauteur", "Largeur", "Épaisseur"]],
            [["Droit", "48", "17", "16", "6,8"], ["Gauche", "46", "16", "15", "5,7"], ["Isthme", "–", "–", "5", "–"]],
            caption="Mensurations",
        ) + p("Parenchyme globalement hypoéchogène et hétérogène, finement strié, hypervascularisé au Doppler : aspect de thyroïdite.") + items("lobe droit, tiers moyen : nodule isoéchogène ovalaire de 6 × 4 × 5 mm, contours réguliers, EU-TIRADS 3 ;", "lobe gauche : pas de nodule ;", "pas d'adénopathie suspecte.", caption="Nodules et aires ganglionnaires"), key=key),
        section("conclusion", "Conclusion", p("Aspect de <content styleCode=\"Bold\">thyroïdite chronique</content>. Nodule droit de 6 mm EU-TIRADS 3, sans indication de cytoponction."), key=key),
    ]
    add_cda(key, "imaging", "18748-4", "ECHO THYROIDE", "2021-12-10 11:05", "aubin", body, BOTH, "CR d'imagerie médicale - Échographie thyroïdienne", events=act("KCQM001", "Échographie transcutanée de la glande thyroïde"), to=["dumont"])


def plain_film():
    key = "radio-genou-2023-04"
    front = saved(knee(False, 380, 512, 11, "D  FACE"), "JPEG", quality=62)
    side = saved(knee(True, 380, 512, 12, "D  PROFIL"), "JPEG", quality=62)
    body = [
        section("clinical", "Informations cliniques", None, parts=[section("request", "Justification de la demande d'examen", p("Traumatisme en torsion du genou droit le 19/03/2023. Recherche de fracture."), key=key)], key=key),
        section("technique", "Technique d'imagerie", p("Radiographies du genou droit, face et profil en charge, défilé fémoro-patellaire à 30° (NFQK003)."), key=key, parts=[
            section("radiation", "Exposition aux rayonnements", table(["Incidence", "kV", "mAs", "PDS (mGy·cm<sup>2</sup>)"], [["Face", "62", "4", "38"], ["Profil", "62", "4", "41"], ["Axiale", "60", "3,2", "22"]]), key=key),
        ]),
        section("findings", "Résultats", p("Pas de fracture. Interlignes fémoro-tibiaux et fémoro-patellaire conservés. Petit épanchement intra-articulaire. Rotule centrée. Pas de calcification méniscale.")
            + '<renderMultiMedia referencedObject="genou-face"><caption>Genou droit de face</caption></renderMultiMedia>\n<renderMultiMedia referencedObject="genou-profil"><caption>Genou droit de profil</caption></renderMultiMedia>\n',
            media("genou-face", front, "image/jpeg") + media("genou-profil", side, "image/jpeg"), key=key),
        section("conclusion", "Conclusion", p("Absence de lésion osseuse traumatique. Épanchement minime : IRM à discuter si la symptomatologie persiste."), key=key),
    ]
    add_cda(key, "imaging", "18748-4", "Radio genou D 3 incidences", "2023-04-05 10:20", "aubin", body, CAMILLE, "CR d'imagerie médicale - Radiographie du genou droit", events=act("NFQK003", "Radiographie du genou selon 3 ou 4 incidences"), to=["dumont"])
    add("radio-genou-face-2023-04", "52040-3", "IMG GENOU D FACE 05042023", "2023-04-05 10:20", "aubin", saved(knee(False, label="D  FACE  05/04/2023"), "JPEG", quality=68), "jpg", CAMILLE)


def resonance():
    key = "irm-genou-2023-04"
    pdf = text_pdf(
        "IRM du genou droit - compte rendu",
        [
            "Examen du 18/04/2023, appareil 1,5 tesla.",
            ("h", "Technique"), "Séquences sagittales T1 et DP Fat-Sat, coronales et axiales DP Fat-Sat. Sans injection.",
            ("h", "Résultat"), "Ménisque interne : hypersignal vertical de la corne postérieure s'étendant au segment moyen, atteignant les deux surfaces, avec petit fragment déplacé vers l'échancrure. Ménisque externe normal. Ligaments croisés et collatéraux continus. Cartilages d'épaisseur normale. Contusion osseuse discrète du plateau tibial postéro-interne. Épanchement modéré.",
            ("h", "Conclusion"), "Lésion verticale longitudinale de la corne postérieure du ménisque interne, avec fragment luxé. Pas de lésion ligamentaire.",
            ("table", [["Structure", "Aspect"], ["Ménisque interne", "lésion grade 3, fragment luxé"], ["Ménisque externe", "normal"], ["LCA / LCP", "continus"], ["LLI / LLE", "continus"], ["Cartilage", "respecté"]]),
            ("right", "Dr Marc Aubin"),
        ],
        place="imagerie", author="aubin", date="18/04/2023",
    )
    body = [
        section("clinical", "Informations cliniques", p("Suspicion de lésion méniscale interne droite."), key=key, parts=[
            section("request", "Justification de la demande d'examen / Finalité de l'examen", p("Blocages et douleur interne persistants quatre semaines après une torsion. Bilan avant avis chirurgical."), key=key),
            section("clinical-history", "Antécédents, contre-indications", p("Pas de contre-indication à l'IRM. Asthme contrôlé. Grossesse : non."), key=key),
        ]),
        section("technique", "Technique d'imagerie", p("IRM 1,5 T, antenne genou. Sagittales T1 et densité de protons avec saturation de la graisse, coronales et axiales DP FS. Pas d'injection. Durée : 14 minutes."), key=key, parts=[section("radiation", "Exposition aux rayonnements", p("Examen non irradiant."), key=key)]),
        section("findings", "Résultats", items(
            "<caption>Ménisques</caption>interne : lésion verticale longitudinale de la corne postérieure, étendue au segment moyen, avec fragment luxé de 9 mm vers l'échancrure ; externe : normal ;",
            "<caption>Ligaments</caption>croisé antérieur, croisé postérieur et collatéraux continus ;",
            "<caption>Cartilage et os</caption>cartilages respectés ; contusion du plateau tibial postéro-interne ;",
            "<caption>Liquide</caption>épanchement de moyenne abondance, pas de kyste poplité.",
        ), key=key),
        section("comparison", "Comparaison", p("Radiographies du 05/04/2023."), key=key),
        section("conclusion", "Conclusion", p("<content styleCode=\"Bold\">Lésion méniscale interne avec fragment luxé.</content> Pas de lésion ligamentaire."), key=key),
        section("attached", "Documents liés", p(f'<content ID="doc-{key}-kind">Compte rendu mis en page, tel que remis en main propre.</content>') + f'<renderMultiMedia referencedObject="doc-{key}"><caption>Compte rendu en PDF</caption></renderMultiMedia>\n', attachment(key, f"doc-{key}", "CR d'imagerie médicale", pdf), key=key),
    ]
    add_cda(key, "imaging", "18748-4", "CR IRM GENOU DROIT", "2023-04-18 18:40", "aubin", body, CAMILLE, "CR d'imagerie médicale - IRM du genou droit", events=act("NZQN001", "Remnographie [IRM] unilatérale ou bilatérale de segment du membre inférieur, sans injection de produit de contraste"), to=["dumont", "guerin"])
    add("irm-planches-2023-04", "52040-3", "IRM genou D - planches (8 coupes)", "2023-04-18 18:45", "aubin", tiff([slice_of_knee(n, n) for n in range(1, 9)]), "tif", CAMILLE)


def others():
    key = "thorax-2025-02"
    body = [
        section("clinical", "Informations cliniques", p("Exacerbation d'asthme fébrile. Foyer ?"), key=key),
        section("technique", "Technique", p("Radiographie du thorax de face, debout, en inspiration (ZBQK002). PDS : 92 mGy·cm<sup>2</sup>."), key=key),
        section("findings", "Résultats", p("Distension thoracique modérée. Pas de foyer parenchymateux, pas de pneumothorax, pas d'épanchement. Silhouette cardiaque normale."), key=key),
        section("conclusion", "Conclusion", p("Pas de foyer infectieux."), key=key),
    ]
    add_cda(key, "imaging", "18748-4", "RX THORAX FACE", "2025-02-09 21:05", "aubin", body, CAMILLE, "CR d'imagerie médicale - Radiographie du thorax", events=act("ZBQK002", "Radiographie du thorax"), to=["nguyen"], place="hopital")
    add("ecg-2025-02", "70004-7", "ECG urgences 09/02/2025", "2025-02-09 20:31", "nguyen", tiff([heart_trace(1), heart_trace(2)], mono=True), "tif", CAMILLE)
    add("panoramique-2024-06", "52040-3", "Panoramique dentaire", "2024-06-19 16:30", "fontaine", saved(panoramic(), "JPEG", quality=70), "jpg", BOTH)
    add("schema-dentaire-2026-06", "83836-7", "schema_dentaire_20260610.png", "2026-06-10 17:25", "fontaine", saved(dental_chart().quantize(32), "PNG", optimize=True), "png", BOTH)
    add("mammographie-2024-10", "75492-9", "MAMMOGRAPHIE 03/10/2024", "2024-10-03 15:35", "aubin", text_pdf(
        "Mammographie bilatérale",
        [
            ("h", "Indication"), "Mammographie de surveillance, en dehors du dépistage organisé. Pas de symptôme.",
            ("h", "Technique"), "Deux incidences par sein, face et oblique externe. Dose glandulaire moyenne : 1,3 mGy par incidence. Échographie complémentaire.",
            ("h", "Résultats"), "Seins de densité b (répartition éparse de tissu fibroglandulaire). Pas d'opacité suspecte, pas de foyer de microcalcifications, pas de distorsion architecturale. Creux axillaires libres. En échographie : un kyste simple de 5 mm du quadrant supéro-externe gauche.",
            ("table", [["", "Droite", "Gauche"], ["Densité", "b", "b"], ["Classification ACR", "ACR 1", "ACR 2"], ["Échographie", "normale", "kyste simple de 5 mm"]]),
            ("h", "Conclusion"), "Examen rassurant, classé ACR 2. Prochain contrôle dans deux ans, dans le cadre du dépistage organisé à partir de 50 ans.",
            ("small", "Ce compte rendu ne remplace pas la consultation : parlez-en avec le professionnel qui vous suit."),
        ],
        place="imagerie", author="aubin", date="03/10/2024",
    ), "pdf", CAMILLE)


def series():
    neck()
    plain_film()
    resonance()
    others()
