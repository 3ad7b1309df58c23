"""The invented people and places of the fictional record: nobody and nothing here exists."""

TOWN = ("72999", "Villerose-sur-Aune")


def luhn(digits):
    """The digits with their Luhn key, as RPPS numbers have."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        n = int(digit) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return digits + str(-total % 10)


# key: (name, FINESS-like number, facility code, facility display, setting, street number, street, phone)
PLACES = {
    "tilleuls": ("Maison de santé des Tilleuls", "999000118", "SA52", "Maison de santé ou Pôle de santé", "AMBULATOIRE", "14", "rue des Tilleuls", "0299990114"),
    "hopital": ("Centre hospitalier de Villerose", "999000225", "SA01", "Etablissement public de santé", "ETABLISSEMENT", "1", "avenue du Docteur-Lormeau", "0299990200"),
    "ormes": ("Clinique des Ormes", "999000332", "SA04", "Etablissement privé non PSPH", "ETABLISSEMENT", "60", "boulevard des Ormes", "0299990300"),
    "bioaune": ("Laboratoire BioAune", "999000449", "SA25", "Laboratoire de biologie médicale", "AMBULATOIRE", "3", "place du Marché-aux-Laines", "0299990410"),
    "imagerie": ("Centre d'imagerie Saint-Rémi", "999000556", "SA08", "Cabinet de groupe", "AMBULATOIRE", "27", "rue Saint-Rémi", "0299990527"),
    "halles": ("Cabinet de pneumologie des Halles", "999000663", "SA08", "Cabinet de groupe", "AMBULATOIRE", "8", "rue des Halles", "0299990608"),
    "marche": ("Pharmacie du Marché", "999000770", "SA33", "Pharmacie d'officine", "AMBULATOIRE", "5", "place du Marché-aux-Laines", "0299990705"),
    "gare": ("Cabinet dentaire de la Gare", "999000887", "SA08", "Cabinet de groupe", "AMBULATOIRE", "19", "avenue de la Gare", "0299990819"),
    "mail": ("Centre ophtalmologique du Mail", "999000994", "SA08", "Cabinet de groupe", "AMBULATOIRE", "42", "le Mail", "0299990942"),
    "stade": ("Cabinet de kinésithérapie du Stade", "999001002", "SA07", "Cabinet individuel", "AMBULATOIRE", "2", "rue du Stade", "0299991002"),
    "lavoir": ("Cabinet de dermatologie du Lavoir", "999001119", "SA07", "Cabinet individuel", "AMBULATOIRE", "11", "quai du Lavoir", "0299991111"),
    "ile": ("Centre de santé de l'Île", "999001226", "SA05", "Centre de santé", "AMBULATOIRE", "7", "rue de l'Île", "0299991207"),
    "depistage": ("Centre de coordination des dépistages d'Aune", "999001333", "SA54", "Centre de dépistage et de prévention", "DEPISTAGE", "33", "cours Voltaire", "0299991333"),
    "tele": ("Télésoins de l'Ouest", "999001440", "SA64", "Société de téléconsultation", "AMBULATOIRE", "100", "rue des Imprimeurs", "0299991400"),
    "patho": ("Cabinet de pathologie du Val d'Aune", "999001557", "SA08", "Cabinet de groupe", "AMBULATOIRE", "16", "rue du Val", "0299991516"),
    "caisse": ("Caisse primaire d'Assurance Maladie", "999001664", "AMO", "Organisme d'assurance maladie obligatoire", "AMO", "4", "esplanade de la Caisse", "3646"),
}

# key: (prefix, given, family, profession, speciality or None, displays, place)
_PROFESSIONS = {"10": "Médecin", "21": "Pharmacien", "40": "Chirurgien-Dentiste", "50": "Sage-Femme", "60": "Infirmier", "70": "Masseur-Kinésithérapeute"}
_SPECIALITIES = {
    "SM54": "Médecine Générale (SM)", "SM62": "Endocrinologie, diabétologie, nutrition (SM)", "SM41": "Pneumologie (SM)",
    "SM74": "Radiologie et imagerie médicale (SM)", "SM03": "Biologie médicale (SM)", "SM08": "Chirurgie orthopédique et Traumatologie (SM)",
    "SM02": "Anesthésie-réanimation (SM)", "SM59": "Médecine d'urgence (SM)", "SM15": "Dermatologie et Vénéréologie (SM)",
    "SM38": "Ophtalmologie (SM)", "SM20": "Gynécologie-obstétrique (SM)", "SM01": "Anatomie et Cytologie pathologiques (SM)",
}
_PEOPLE = {
    "dumont": ("DR", "Alice", "Dumont", "10", "SM54", "tilleuls"),
    "ferrand": ("DR", "Hugo", "Ferrand", "10", "SM54", "tilleuls"),
    "haddad": ("M", "Karim", "Haddad", "60", None, "tilleuls"),
    "kaci": ("DR", "Samira", "Kaci", "10", "SM62", "hopital"),
    "nguyen": ("DR", "Paul", "Nguyen-Talec", "10", "SM59", "hopital"),
    "roux": ("DR", "Étienne", "Roux", "10", "SM41", "halles"),
    "aubin": ("DR", "Marc", "Aubin", "10", "SM74", "imagerie"),
    "collin": ("DR", "Yvonne", "Collin", "10", "SM74", "depistage"),
    "vasseur": ("DR", "Claire", "Vasseur", "10", "SM03", "bioaune"),
    "guerin": ("DR", "Thomas", "Guérin", "10", "SM08", "ormes"),
    "belkacem": ("DR", "Inès", "Belkacem", "10", "SM02", "ormes"),
    "marchetti": ("DR", "Sophie", "Marchetti", "10", "SM15", "lavoir"),
    "aubert": ("DR", "Bruno", "Aubert", "10", "SM38", "mail"),
    "fontaine": ("DR", "Léa", "Fontaine", "40", None, "gare"),
    "moreau": ("M", "Julien", "Moreau", "70", None, "stade"),
    "peyrol": ("MME", "Nadège", "Peyrol", "21", None, "marche"),
    "carpentier": ("DR", "Élodie", "Carpentier", "10", "SM20", "ile"),
    "girard": ("MME", "Florence", "Girard", "50", None, "ile"),
    "diallo": ("DR", "Omar", "Diallo", "10", "SM54", "tele"),
    "kowalski": ("DR", "Jeanne", "Kowalski", "10", "SM01", "patho"),
}


class Person:
    def __init__(self, key, number, prefix, given, family, profession, speciality, place):
        self.key, self.prefix, self.given, self.family = key, prefix, given, family
        self.profession, self.speciality, self.place = profession, speciality, place
        self.rpps = luhn("1099900%03d" % number)

    @property
    def name(self):
        said = {"DR": "Dr", "M": "M.", "MME": "Mme"}[self.prefix]
        return f"{said} {self.given} {self.family}"

    @property
    def code(self):
        return f"G15_{self.profession}" + (f"/{self.speciality}" if self.speciality else "")

    @property
    def display(self):
        said = _PROFESSIONS[self.profession]
        return f"{said} - {_SPECIALITIES[self.speciality]}" if self.speciality else said

    def for_index(self):
        author = {"name": self.name, "rpps": self.rpps, "profession": {"code": self.profession, "display": _PROFESSIONS[self.profession]}}
        if self.speciality:
            author["speciality"] = {"code": self.speciality, "display": _SPECIALITIES[self.speciality]}
        author["organisation"] = PLACES[self.place][0]
        author["patient"] = False
        return author


PEOPLE = {key: Person(key, 100 + n, *fields) for n, (key, fields) in enumerate(_PEOPLE.items())}

PATIENT = {"name": "Camille Martin", "profession": {"code": "EXP_PATIENT", "display": "Expression personnelle du patient"}, "patient": True}
INSURANCE = {
    "name": "Assurance Maladie",
    "profession": {"code": "ALIM_AM", "display": "Alimentation automatique à partir du Système d'Information de l'Assurance Maladie"},
    "organisation": PLACES["caisse"][0],
    "patient": False,
}
