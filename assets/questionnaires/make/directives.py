#!/usr/bin/env python3
"""Writes the two forms of advance directives, ../directives-maladie.json and ../directives-sante.json.

The questions are the project's own words (D35). What they ask about is that of the official form (arrêté of 3 August 2016,
R1111-17 to R1111-20), and the codes are those of JDV_TypeDirectiveAnticipee_CISIS. Each group is a page; what explains a question
is a `display` below it, with the item control "help". Run it after a change: python3 make/directives.py
"""

import json
from pathlib import Path

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
MED = "urn:oid:1.2.250.1.213.1.1.4.322"
CHOICES = "urn:dmp:directives"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"

SHORT, LONG = 200, 20_000


def item(link, kind, text, help=(), code=None, **more):
    made = {"linkId": link, "text": text, "type": kind}
    if code:
        system, value, display = code
        made["code"] = [{"system": system, "code": value, "display": display}]
    made.update(more)
    helps = [help] if isinstance(help, str) else list(help)
    below = [
        {
            "extension": [{"url": CONTROL, "valueCodeableConcept": {"coding": [{"system": CONTROLS, "code": "help"}]}}],
            "linkId": f"{link}-aide" + (f"-{rank}" if rank > 1 else ""),
            "text": words,
            "type": "display",
        }
        for rank, words in enumerate(helps, 1)
    ]
    if below:
        made["item"] = below + made.get("item", [])
    return made


def page(link, text, help, *items):
    return item(link, "group", text, help, item=[one for some in items for one in (some if isinstance(some, list) else [some])])


def line(link, text, help=(), **more):
    return item(link, "string", text, help, maxLength=SHORT, **more)


def writing(link, text, help=(), **more):
    return item(link, "text", text, help, maxLength=LONG, **more)


def coding(code, display):
    return {"system": CHOICES, "code": code, "display": display}


def when(link, code):
    return [{"question": link, "operator": "=", "answerCoding": coding(code, NAMES[code])}]


def yes(link):
    return [{"question": link, "operator": "=", "answerBoolean": True}]


NAMES = {
    "accepte": "Je l’accepte",
    "refuse": "Je le refuse",
    "ne-sais-pas": "Je ne sais pas encore",
    "autre": "Autre chose, que j’écris moi-même",
    "continuer": "Je veux que l’on continue",
    "arreter": "Je veux que l’on arrête",
}


def choice(link, text, help, codes, code=None, detail=None):
    """A choice and, when it is "autre", a question for one's own words."""
    options = [{"valueCoding": coding(one, NAMES[one])} for one in codes]
    asked = item(link, "choice", text, help, code, answerOption=options)
    words = writing(f"{link}-autre", detail or "Ce que je veux, avec mes mots", enableWhen=when(link, "autre"), required=True)
    return [asked, words]


WISH = ("accepte", "refuse", "ne-sais-pas", "autre")
GOING_ON = ("continuer", "arreter", "ne-sais-pas", "autre")

ACTS = [
    (
        "reanimation",
        "La réanimation, si mon cœur ou ma respiration s’arrête",
        "Cela veut dire : appuyer fort sur la poitrine, envoyer un choc électrique, faire respirer par une machine. "
        "Parfois le cœur repart. Parfois la personne survit avec de graves séquelles.",
        (LOINC, "75779-9", "Réanimation cardiaque et respiratoire"),
    ),
    (
        "respiration",
        "Le branchement de mon corps à un appareil qui fait respirer",
        "L’appareil envoie de l’air dans les poumons, par un masque ou par un tuyau dans la gorge. "
        "Avec le tuyau, on ne peut pas parler.",
        (LOINC, "75787-2", "Assistance respiratoire"),
    ),
    (
        "dialyse",
        "La dialyse, si mes reins ne marchent plus",
        "Une machine nettoie le sang à la place des reins. Il faut y aller plusieurs fois par semaine, quelques heures à chaque fois.",
        (SNOMED, "265764009", "Dialyse rénale"),
    ),
    (
        "chirurgie",
        "Une opération",
        "Une opération peut soulager ou prolonger la vie. Elle peut aussi fatiguer beaucoup, et il faut parfois du temps pour s’en remettre.",
        (SNOMED, "387713003", "Intervention chirurgicale"),
    ),
    (
        "alimentation",
        "L’alimentation et l’hydratation artificielles",
        "Quand on ne peut plus manger ni boire, un tuyau apporte la nourriture et l’eau. "
        "La loi les considère comme un traitement : on peut les refuser. On garde toujours les soins de la bouche, et le confort.",
        (LOINC, "77352-3", "Alimentation et hydratation artificielles"),
    ),
]

ME = page(
    "moi",
    "Qui je suis",
    "La loi demande votre nom, vos prénoms, votre date et votre lieu de naissance. Sans eux, vos directives ne sont pas valables.",
    line("nom", "Mon nom", "Le nom de votre carte d’identité.", required=True),
    line("prenoms", "Mes prénoms", "Tous vos prénoms, dans l’ordre de votre carte d’identité.", required=True),
    item("naissance-date", "date", "Ma date de naissance", "Par exemple : 3 avril 1958.", required=True),
    line("naissance-lieu", "Mon lieu de naissance", "La ville, et le pays si ce n’est pas la France.", required=True),
    writing("adresse", "Mon adresse", "Elle aide à être sûr que c’est bien vous."),
    item(
        "tutelle",
        "boolean",
        "Un juge a-t-il nommé une personne pour prendre des décisions à ma place ?",
        "Cela s’appelle une tutelle. Si vous n’en avez jamais entendu parler, répondez non.",
    ),
    item(
        "tutelle-accord",
        "boolean",
        "Le juge, ou le conseil de famille, m’a donné l’autorisation d’écrire ces directives",
        "Une personne sous tutelle peut écrire ses directives, avec cette autorisation. Gardez-en une copie.",
        enableWhen=yes("tutelle"),
        required=True,
    ),
)

BESIDES = page(
    "dire",
    "Ce que je veux dire d’abord",
    "Rien n’est obligatoire ici. Ces mots aident les médecins et vos proches à mieux vous comprendre.",
    writing("contexte", "Ma situation aujourd’hui", "Par exemple : votre santé, vos traitements, ce que vous vivez en ce moment."),
    writing("craintes", "Ce qui me fait peur, et ce que je ne veux pas", "Par exemple : avoir mal, rester seul, ne plus reconnaître mes proches."),
    writing("convictions", "Ce qui compte pour moi", "Par exemple : vos idées, votre religion, ce qui donne du sens à votre vie."),
    writing("lieu", "Où je voudrais être à la fin de ma vie", "Par exemple : à la maison, à l’hôpital, dans une maison de soins palliatifs."),
    writing("apres", "Ce que je voudrais après ma mort", "Par exemple : une cérémonie, mes animaux, quelqu’un à prévenir."),
)

SITUATIONS = page(
    "maintien",
    "Être maintenu en vie artificiellement",
    "Imaginez ceci : vous êtes inconscient pour toujours, et vous ne pouvez plus parler avec vos proches. "
    "Par exemple après un accident grave, une attaque, ou au bout d’une longue maladie.",
    choice(
        "maintien-artificiel",
        "Être maintenu en vie artificiellement, dans cette situation",
        "« Artificiellement » veut dire : par des machines ou des traitements, sans lesquels la vie s’arrêterait.",
        WISH,
        (LOINC, "75789-8", "Maintien artificiel en vie"),
    ),
    writing("maintien-precisions", "Ce que je veux ajouter", "Par exemple : pendant combien de temps, ou dans quel cas."),
)

SEDATION = page(
    "sedation",
    "Dormir pour ne plus souffrir",
    "Quand la mort est proche et que rien ne soulage, on peut demander à dormir profondément jusqu’à la fin. "
    "On reçoit en même temps un traitement contre la douleur.",
    choice(
        "sedation-profonde",
        "Dormir profondément jusqu’à ma mort, si les traitements sont arrêtés",
        "Les médecins appellent cela : sédation profonde et continue. On ne se réveille pas. Ce n’est pas la même chose que donner la mort.",
        WISH,
        (MED, "MED-298", "Sédation profonde et continue associée à un traitement de la douleur"),
    ),
    writing("sedation-precisions", "Ce que je veux ajouter"),
)

TRUSTED = page(
    "confiance",
    "Ma personne de confiance",
    "C’est la personne qui dira ce que vous vouliez, si vous ne pouvez plus le dire. Les médecins l’écoutent avant les autres. "
    "Elle ne décide pas à votre place.",
    item("confiance-designee", "boolean", "J’ai choisi une personne de confiance", "Elle doit être d’accord, et avoir 18 ans au moins."),
    line("confiance-nom", "Son nom et ses prénoms", enableWhen=yes("confiance-designee"), required=True),
    line("confiance-telephone", "Son téléphone", enableWhen=yes("confiance-designee")),
    writing("confiance-adresse", "Son adresse", enableWhen=yes("confiance-designee")),
    item(
        "confiance-informee",
        "boolean",
        "Je lui ai parlé de mes directives ou de mes volontés",
        "C’est le plus important : parlez-lui de ce que vous voulez, avec vos mots.",
        enableWhen=yes("confiance-designee"),
    ),
    item(
        "confiance-exemplaire",
        "boolean",
        "Elle a une copie de mes directives",
        "Vous pourrez imprimer ce document et le lui donner.",
        enableWhen=yes("confiance-designee"),
    ),
)

WITNESSES = page(
    "temoins",
    "Si je ne peux pas écrire moi-même",
    "Une autre personne peut écrire pour vous, devant deux témoins. L’un d’eux doit être votre personne de confiance, si vous en avez une.",
    item("temoins-besoin", "boolean", "Quelqu’un écrit pour moi, parce que je ne peux pas écrire", "Si vous écrivez vous-même, répondez non."),
    [
        one
        for rank, name in ((1, "premier"), (2, "deuxième"))
        for one in (
            line(f"temoin-{rank}-nom", f"Nom et prénoms du {name} témoin", enableWhen=yes("temoins-besoin"), required=True),
            line(
                f"temoin-{rank}-lien",
                f"Ce que le {name} témoin est pour moi",
                "Par exemple : sa fille, un voisin, une infirmière.",
                enableWhen=yes("temoins-besoin"),
                required=True,
            ),
        )
    ],
    writing(
        "temoins-attestation",
        "Ce que les témoins attestent",
        "Par exemple : ces directives sont bien ce que veut cette personne, et elle les a dites librement.",
        enableWhen=yes("temoins-besoin"),
    ),
)

SIGNED = page(
    "fait",
    "Dater et signer",
    "Vos directives valent sans limite de temps. Vous pouvez les changer ou les annuler quand vous voulez.",
    item("fait-date", "date", "Fait le", "La date d’aujourd’hui.", required=True),
    line("fait-lieu", "Fait à", "La ville où vous êtes maintenant.", required=True),
)


def acts_in_health():
    asked = [one for link, text, help, code in ACTS for one in choice(f"acte-{link}", text, help, WISH, code)]
    return page(
        "actes",
        "Les traitements",
        "Imaginez que vous ne pouvez plus dire ce que vous voulez. Pour chaque traitement, dites si vous l’acceptez.",
        asked,
        writing("actes-autres", "D’autres actes ou traitements", "Écrivez lesquels, et ce que vous voulez.", code=(LOINC, "75793-0", "Autre directive")),
    )


def acts_in_illness():
    start = [one for link, text, help, code in ACTS for one in choice(f"entreprendre-{link}", text, help, WISH, code)]
    stop = [
        one
        for link, text, help, code in ACTS
        for one in choice(f"arreter-{link}", text, help, GOING_ON, code)
    ]
    return [
        page(
            "entreprendre",
            "Les traitements qui pourraient commencer",
            "Imaginez que vous ne pouvez plus dire ce que vous voulez. Pour chaque traitement, dites si vous l’acceptez.",
            start,
            writing("entreprendre-autres", "D’autres traitements qui pourraient commencer", "Écrivez lesquels, et ce que vous voulez."),
        ),
        page(
            "arreter",
            "Les traitements déjà commencés",
            "Cette page parle des traitements que vous recevez déjà, ou que vous recevrez un jour. Passez ceux qui ne vous concernent pas.",
            stop,
            writing("arreter-autres", "D’autres traitements déjà commencés", "Écrivez lesquels, et ce que vous voulez."),
        ),
        page(
            "maladie",
            "Les traitements de ma maladie",
            "Votre médecin peut vous aider à remplir cette page. Il sait comment votre maladie peut évoluer.",
            writing(
                "maladie-traitements",
                "Ce que je veux pour les traitements de ma maladie",
                "Par exemple : une chimiothérapie, une transfusion, un séjour de plus à l’hôpital.",
                code=(LOINC, "75793-0", "Autre directive"),
            ),
        ),
    ]


def form(key, title, description, pages):
    return {
        "resourceType": "Questionnaire",
        "id": f"directives-anticipees-{key}",
        "language": "fr-FR",
        "url": f"urn:dmp:questionnaire:directives-anticipees-{key}",
        "version": "1",
        "name": "directives-anticipees",
        "title": title,
        "status": "active",
        "experimental": True,
        "subjectType": ["Patient"],
        "date": "2026-11-23",
        "publisher": "Le projet dmp",
        "description": description,
        "purpose": "Les questions sont écrites par le projet dmp. Ce n’est pas le formulaire officiel, mais il demande les mêmes choses.",
        "code": [{"system": LOINC, "code": "42348-3", "display": "Directives anticipées"}],
        "item": pages,
    }


FORMS = {
    "maladie": form(
        "maladie",
        "Mes directives anticipées : j’ai une maladie grave, ou je suis à la fin de ma vie",
        "Pour une personne qui a une maladie grave, ou qui pense être proche de la fin de sa vie.",
        [ME, BESIDES, SITUATIONS, *acts_in_illness(), SEDATION, TRUSTED, WITNESSES, SIGNED],
    ),
    "sante": form(
        "sante",
        "Mes directives anticipées : je suis en bonne santé",
        "Pour une personne qui n’a pas de maladie grave, et qui veut prévoir.",
        [ME, BESIDES, SITUATIONS, acts_in_health(), SEDATION, TRUSTED, WITNESSES, SIGNED],
    ),
}

for key, made in FORMS.items():
    path = Path(__file__).parent.parent / f"directives-{key}.json"
    path.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
