"""One document that means harm, well-formed all the same: whoever shows it must stay unharmed."""

import cda
from cda import p, section, table
from record import CAMILLE, add_cda

RLO, PDF_MARK, ISOLATE, ZWSP, JOINER, BOM, CSI, OSC, NEL = "\u202e", "\u202c", "\u2066", "\u200b", "\u200d", "\ufeff", "\u009b", "\u009d", "\u0085"
TAGS = "".join(chr(0xE0000 + ord(c)) for c in "hidden order")


def series():
    key, date = "atelier-2024-01", "2024-01-17 19:10"
    wide = table([f"C{n}" for n in range(1, 301)], [[f"l{line}c{n}" for n in range(1, 301)] for line in (1, 2, 3)], caption="Tableau de 300 colonnes")
    beyond = table(
        [("Colonnes", 'colspan="4000"'), ("Zéro", 'colspan="0"')],
        [[("trop haut", 'rowspan="65535"'), "a", "b"], [("trop large", 'colspan="99999999999999999999"')], ["négatif", ("c", 'rowspan="-3"'), ("d", 'colspan="deux"')], ["e", "f", "g", "h", "i", "j", "k"]],
        caption="Cellules qui dépassent la grille",
    )
    empty = '<table><tbody><tr/><tr><td/></tr></tbody></table>\n<table><thead/><tbody><tr><td>sans en-tête</td></tr></tbody></table>\n'
    deep = "".join(f'<list><item>niveau {n}' for n in range(1, 31)) + "</item></list>" * 30
    body = [
        section("comment", "Caractères", p(
            f"Dose affichée : {RLO}gm 05{PDF_MARK} une fois par jour ; fichier joint : ordonnance{RLO}fdp.exe{PDF_MARK}.",
            f"Commande cachée : {CSI}31mrouge{CSI}0m, titre de fenêtre {OSC}0;pirate{NEL}, presse-papiers {OSC}52;c;cm0gLXJm{NEL} fin.",
            f"Mots co{ZWSP}u{JOINER}p{BOM}és sans que cela se voie. Isolé : {ISOLATE}abc def.",
            f"Texte invisible entre crochets : [{TAGS}].",
            "Accents empilés : Z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 6 + "algo, et un accent seul : \u0301.",
            "Colonnes par tabulation : 5\t10\t15 mg. Privés : \ue000\uf8ff. Séparateurs :\u2028ligne\u2029paragraphe.",
            "mot" * 400,
        ), key=key),
        section("comment", f"&lt;script&gt;alert(1)&lt;/script&gt; {RLO}txt.tnemucod{PDF_MARK}", p(
            "&lt;script&gt;alert(2)&lt;/script&gt; &lt;img src=x onerror=alert(3)&gt; &amp;#27;[2J",
            '<linkHtml href="javascript:alert(4)">voir mes résultats</linkHtml>, <linkHtml href="JaVaScRiPt&#58;alert(5)">ici</linkHtml>, <linkHtml href="file:///etc/passwd">fichier</linkHtml>, <linkHtml href="data:text/html,&lt;script&gt;">données</linkHtml>, <linkHtml href="https://ameli.fr@exemple.invalid/">www.ameli.fr</linkHtml>, <linkHtml href="#nulle-part">plus loin</linkHtml>.',
            'Note absente<footnoteRef IDREF="inconnue"/>, image absente <renderMultiMedia referencedObject="inconnue"/>, image ailleurs <renderMultiMedia referencedObject="ailleurs"><caption>image distante</caption></renderMultiMedia>.',
            '<content styleCode="xFondNoir xTexteNoir">Texte noir sur noir.</content> <blink xmlns="urn:ailleurs">élément inconnu</blink>',
        ), '<entry>\n<observationMedia classCode="OBS" moodCode="EVN" ID="ailleurs">\n<value mediaType="image/png"><reference value="http://exemple.invalid/pixel.png"/></value>\n</observationMedia>\n</entry>\n<entry>\n<observationMedia classCode="OBS" moodCode="EVN" ID="faux">\n<value mediaType="image/jpeg" representation="B64">Ceci n\'est pas du base64 !!</value>\n</observationMedia>\n</entry>\n', key=key),
        section("comment", "Grilles", wide + beyond + empty, key=key),
        section("comment", "Profondeur", deep + "\n", key=key),
        section("comment", "", p("Section sans titre."), key=key).replace("<title></title>\n", ""),
    ]
    hostile = f"<script>alert(1)</script> {RLO}fdp.ecnannodro{PDF_MARK} \u001b[31mrouge\u001b[0m{ZWSP}{TAGS}\u0007 ../../etc/passwd"
    add_cda(key, "plain", "11488-4", hostile, date, "ferrand", body, CAMILLE, f"&lt;script&gt;alert(1)&lt;/script&gt; {RLO}fdp.ecnannodro{PDF_MARK} {CSI}31m{ZWSP}")
