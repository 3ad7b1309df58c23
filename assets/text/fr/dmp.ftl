### Toutes les phrases que lit une personne. Français courant : vingt mots par phrase au plus, pas de jargon sans son explication.
### Un problème dit ce qui s’est passé, puis quoi faire.

## Dates, tailles, listes

date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-month = { $month } { $year }
date-time = { $date } à { $time }
time = { $hour } h { $minute }
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre
size-bytes = { $count ->
    [0] vide
    [one] { $count } octet
   *[other] { $count } octets
}
size-kilobytes = { $count } Ko
size-megabytes = { $count } Mo
wait-seconds = { $count ->
    [0] un instant
    [one] { $count } seconde
   *[other] { $count } secondes
}
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
list-and = { $most } et { $last }
characters = { $count ->
    [one] { $count } caractère
   *[other] { $count } caractères
}

## Catégories de documents

category-summary = Ma santé en résumé
category-prescriptions = Ordonnances et soins
category-reports = Comptes rendus
category-imaging = Radio, écho, scanner, IRM
category-biology = Résultats de biologie
category-prevention = Prévention et dépistages
category-certificates = Certificats médicaux
category-administrative = Pièces administratives
category-vaccinations = Vaccinations
category-reimbursements = Remboursements
category-questionnaires = Questionnaires de santé
category-profile = Profil médical
category-directives = Directives anticipées
category-wishes = Mes volontés
category-other = Autres documents
kind-unknown = Document d’une autre sorte

## Problèmes

problem-address-unreadable = L’adresse du serveur est mal écrite. Vérifiez-la : elle commence par https://.
problem-address-not-secure = Cette adresse n’est pas protégée : elle commence par http:// et non par https://. Rien n’a été envoyé. Vérifiez l’adresse.
problem-name-unknown = Le serveur est introuvable. Vérifiez l’adresse et votre connexion à internet.
problem-unreachable = Le serveur ne répond pas. Vérifiez votre connexion à internet, puis réessayez.
problem-timed-out = Le serveur met trop de temps à répondre. Réessayez dans quelques minutes.
problem-cut = La connexion a été coupée avant la fin. Rien n’est perdu. Réessayez.
problem-tls-expired = Le certificat du serveur n’est plus valable, ou la date de cet ordinateur est fausse. Rien n’a été envoyé. Vérifiez la date, sinon appelez le 3422.
problem-tls-not-yet-valid = Le certificat du serveur n’est pas encore valable, ou la date de cet ordinateur est fausse. Rien n’a été envoyé. Vérifiez la date.
problem-tls-wrong-name = Le serveur n’est pas celui qu’il dit être. Rien n’a été envoyé. Vérifiez l’adresse.
problem-tls-unknown-authority = Aucune autorité connue ne garantit ce serveur. Rien n’a été envoyé. Vérifiez l’adresse, ou appelez le 3422.
problem-tls-too-old = Le serveur utilise une protection trop ancienne. Rien n’a été envoyé. Appelez le 3422.
problem-tls-other = La connexion protégée avec le serveur a échoué. Rien n’a été envoyé. Réessayez plus tard.
problem-redirected = Le serveur demande d’aller à une autre adresse. Par prudence, le programme ne l’a pas suivie. Vérifiez l’adresse.
problem-other-origin = Le serveur renvoie vers un autre serveur. Par prudence, le programme ne l’a pas suivi. Appelez le 3422.
problem-not-a-dmp-server = Cette adresse ne répond pas comme un serveur de DMP. Vérifiez l’adresse.
problem-session-ended = Votre connexion est terminée. Connectez-vous à nouveau : vous reviendrez à la même page.
problem-forbidden = Le serveur refuse cette demande. Si cela vous étonne, appelez le 3422.
problem-dmp-closed = Votre DMP est fermé. Ses documents ne peuvent pas être lus.
problem-not-found = Cela n’existe pas, ou n’existe plus, dans votre DMP. Revenez à la liste.
problem-too-fast = Il y a eu trop de demandes en peu de temps. Attendez une minute, puis réessayez.
problem-too-fast-wait = Il y a eu trop de demandes en peu de temps. Attendez { $wait }, puis réessayez.
problem-unavailable = Le service est momentanément indisponible. Réessayez dans quelques minutes.
problem-unavailable-wait = Le service est momentanément indisponible. Réessayez dans { $wait }.
problem-server-failed = Le serveur a eu un problème (numéro { $status }). Réessayez plus tard. Si cela dure, appelez le 3422.
problem-too-large = La réponse du serveur dépasse { $limit }. Par prudence, elle n’a pas été lue.
problem-garbled = La réponse du serveur est abîmée. Rien n’est perdu. Réessayez.
problem-not-offered = Ce serveur ne propose pas cette fonction.
problem-refused = Le serveur n’accepte pas ce que vous avez écrit. Rien n’a été enregistré, et rien n’est perdu ici. Vérifiez chaque réponse.
problem-answer-refused = Le serveur n’accepte pas l’une de vos réponses. Rien n’a été enregistré, et rien n’est perdu ici. Corrigez cette réponse.
problem-server-full = Le serveur n’a plus de place. Rien n’a été enregistré, et rien n’est perdu ici. Réessayez plus tard.
problem-form-too-large = Ce formulaire est trop long pour ce programme. Rien n’est perdu. Pour le remplir autrement, appelez le 3422.
flaw-name = Le serveur n’accepte pas ce nom. Écrivez le nom et le prénom en toutes lettres.
flaw-link = Il manque ce que cette personne est pour vous. Choisissez-le dans la liste.
flaw-second-trusted = Vous avez déjà une personne de confiance : il n’y en a qu’une. Changez d’abord l’ancienne.
flaw-phone = Le serveur n’accepte pas ce numéro de téléphone. Écrivez par exemple 06 39 98 00 00, ou +32 470 12 34 56.
flaw-email = Le serveur n’accepte pas cette adresse e-mail. Écrivez par exemple prenom.nom@exemple.fr.
flaw-street = Le serveur n’accepte pas cette adresse. Écrivez par exemple 12 rue des Lilas.
flaw-postcode = Le serveur n’accepte pas ce code postal. Écrivez cinq chiffres, par exemple 69003.
flaw-town = Le serveur n’accepte pas cette ville. Écrivez son nom en entier, par exemple Lyon.
flaw-words = Le serveur n’accepte pas ce texte. Écrivez-le avec des mots simples, sans signes rares.
flaw-contradiction = Cela contredit ce que vous avez déjà écrit. Changez ou enlevez d’abord l’ancienne réponse.
flaw-date = Le serveur n’accepte pas cette date. Écrivez par exemple 3 avril 2024.
flaw-title = Le serveur n’accepte pas ce titre. Écrivez quelques mots simples.
flaw-kind = Le serveur n’accepte pas cette sorte de document. Choisissez-en une autre.
flaw-file = Le serveur n’accepte pas ce fichier. Choisissez un PDF, un texte ou une image.
flaw-too-large = Ce fichier dépasse { $limit }. Choisissez un fichier plus petit.
flaw-second-directives = Vous avez déjà des directives anticipées. Ouvrez-les, puis choisissez de les remplacer.
problem-wrong-credentials = Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.
problem-locked = Il y a eu trop d’essais. Par sécurité, attendez { $wait } avant de réessayer.
problem-wrong-code = Ce code n’est pas le bon. Vérifiez les chiffres, puis réessayez.
problem-wrong-code-left = Ce code n’est pas le bon. { $left ->
    [0] Il ne reste aucun essai. Recommencez la connexion.
    [one] Vérifiez les chiffres. Il reste { $left } essai.
   *[other] Vérifiez les chiffres. Il reste { $left } essais.
}
problem-code-expired = Ce code n’est plus valable. Demandez un nouveau code.
problem-sign-in-expired = Le temps prévu pour la connexion est passé. Recommencez la connexion.
problem-password-rejected = Ce mot de passe n’est pas accepté.
problem-on-the-web = Le service demande de terminer cette étape sur son site internet. Ce programme ne peut pas le faire ici.
problem-document-changed = Ce document n’est pas identique à celui qui a été annoncé. Il a pu être abîmé ou modifié.
problem-damaged-empty = Ce document est vide.
problem-damaged-malformed = Ce document est abîmé : il ne peut pas être lu ici. Vous pouvez l’enregistrer tel quel.
problem-damaged-document-type = Ce document contient des définitions dangereuses. Par prudence, il n’est pas ouvert. Vous pouvez l’enregistrer tel quel.
problem-damaged-too-deep = Ce document est construit de façon anormale. Par prudence, il n’est pas ouvert. Vous pouvez l’enregistrer tel quel.
problem-damaged-too-big = Ce document est trop gros pour être lu ici. Vous pouvez l’enregistrer tel quel.
problem-damaged-encoding = Les lettres de ce document ne sont pas écrites comme il l’annonce. Vous pouvez l’enregistrer tel quel.
problem-damaged-other-kind = Ce document n’est pas de la sorte annoncée. Vous pouvez l’enregistrer tel quel.
problem-damaged-unsupported = Ce document est fait d’une façon que le programme ne connaît pas. Enregistrez-le et ouvrez-le avec un autre programme.
problem-damaged-locked = Ce document est protégé par un mot de passe choisi par son auteur.
problem-damaged-wrong-password = Ce n’est pas le mot de passe de ce document. Demandez-le à la personne qui vous l’a envoyé.
problem-damaged-unknown-lock = Ce document est protégé d’une façon que le programme ne connaît pas. Vous pouvez l’enregistrer et l’ouvrir avec un autre programme.
problem-damaged-unsafe = Ce document n’a pas pu être ouvert sans risque. Vous pouvez l’enregistrer et l’ouvrir avec un autre programme.
problem-not-printed = Ce document n’a pas pu être mis en PDF. Rien n’a été enregistré. Choisissez le texte ou l’original.
problem-stopped = Arrêté à votre demande.
problem-disk-full = Le disque est plein. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-read-only = Il est impossible d’écrire dans ce dossier. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-no-folder = Ce dossier n’existe pas. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-exists = Un fichier de ce nom existe déjà. Rien n’a été remplacé.
problem-disk-suspicious = Ce qui se trouve à cet endroit n’est pas un fichier ordinaire. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-unreadable = Ce fichier ne peut pas être lu. Vérifiez son nom et vos droits sur lui.
problem-disk-other = L’enregistrement a échoué. Rien n’a été remplacé. Choisissez un autre dossier.
problem-internal = Le programme a rencontré une erreur. Vos documents ne sont pas touchés. Numéro à donner si vous appelez : { $report }.
rejected-too-short = Il est trop court.
rejected-too-long = Il est trop long.
rejected-too-guessable = Il est trop facile à deviner. Ajoutez des mots, ou mélangez lettres et chiffres.
rejected-too-common = Il est trop courant : beaucoup de gens l’utilisent.
rejected-same-as-old = C’est le même que l’ancien.
rejected-contains-identity = Il contient votre nom, votre identifiant ou votre date de naissance.
rejected-other = Le serveur le refuse sans dire pourquoi. Essayez un mot de passe plus long.

## Visages : l’écran, les grands caractères, la lecture ligne par ligne (clés face-)

face-optional = { $label } (facultatif)
face-errors = { $count ->
    [one] Une réponse à corriger :
   *[other] { $count } réponses à corriger :
}
face-error-of = { $label } : { $text }

face-linear-problem = Erreur
face-linear-warning = Attention
face-linear-information = Information
face-linear-success = Fait
face-linear-finished = Fini
face-linear-title = { $title } { $count } choix.
face-linear-pair = { $label } : { $value }
face-linear-introduces = { $label } :
face-linear-window = Lignes { $from } à { $to } sur { $total }.
face-linear-window-open = Lignes { $from } à { $to }, d’autres suivent.
face-linear-rows-coming = { $count ->
    [one] Une ligne est en cours de chargement.
   *[other] { $count } lignes sont en cours de chargement.
}
face-linear-next = Suite
face-linear-previous = Précédents
face-linear-page-next = Page suivante
face-linear-page-previous = Page précédente
face-linear-page = Page { $page } sur { $pages }.
face-linear-link = Lien { $number }
face-linear-link-inside = Aller à
face-linear-link-picture = Image
face-linear-picture = Une image ne se lit pas ligne par ligne. Un autre programme peut la montrer. Si elle n’est pas sur cet ordinateur, enregistrez-la d’abord.
face-linear-link-file = Fichier joint
face-linear-empty = vide
face-linear-filled = rempli
face-linear-chosen = { $label } (choisi)
face-linear-reveal = Montrer le mot de passe
face-linear-reveal-one = Montrer ce qui est tapé, { $label }
face-linear-nothing-typed = Rien n’est encore tapé ici.
face-linear-grave = { $label } Pour confirmer, tapez le mot { $word }.
face-linear-beside = Lire l’aperçu
face-linear-beside-close = Fermer l’aperçu
face-linear-back = 0. Retour.
face-linear-details = Pour en savoir plus sur une ligne sans l’ouvrir, tapez d puis son numéro, par exemple d 2.
face-linear-no-details = Il n’y a pas de détails sous ce numéro. Tapez d, puis le numéro d’une ligne de la liste.
face-linear-commands = À tout moment, tapez a pour l’aide, r pour répéter, q pour quitter.
face-linear-field-commands = Ici, la ligne tapée est votre réponse. Entrée seule : passer à la suite. Pour revenir, tapez :0, et pour l’aide, :a.
face-linear-field-commands-here = Ici, la ligne tapée est votre réponse. Entrée seule : passer à la suite. Pour les autres choix, tapez :0, et pour l’aide, :a.
face-linear-several = Plusieurs réponses possibles. Tapez leurs numéros, séparés par des espaces. Un numéro déjà choisi est retiré.
face-linear-answer-now = Réponse actuelle : { $answer }
face-linear-many-answers = { $count } réponses possibles. Tapez le début de la vôtre. Pour les entendre toutes, tapez :liste.
face-linear-alike = { $count } réponses commencent ainsi. Tapez un numéro, ou d’autres lettres.
face-linear-alike-some = { $count } réponses commencent ainsi, dont ces { $said }. Tapez un numéro, ou d’autres lettres.
face-linear-no-answer = Aucune réponse « { $text } ». Tapez un numéro de 1 à { $count }, ou le début d’une réponse.
face-linear-first-question = C’est la première question de cette page.
face-linear-not-a-text = Rien n’a été tapé ici. Tapez une réponse, ou Entrée seule pour passer à la suite.
face-linear-text-how = Tapez votre texte, ligne par ligne. Une ligne vide le termine. Pour annuler la dernière ligne, tapez :annuler. Pour tout effacer, tapez :effacer.
face-linear-text-empty = Rien n’est encore écrit ici.
face-linear-text-here = { $count ->
    [one] Déjà écrit : { $length }.
   *[other] Déjà écrit : { $length }, en { $count } paragraphes.
}
face-linear-text-read = Pour tout entendre, tapez :lire. Ce que vous tapez s’ajoute à la fin.
face-linear-text-full = Ce texte est trop long pour cette case. La fin n’a pas été prise : { $left } caractères. La limite est de { $most }.
face-linear-line-full = Ce texte est trop long. Rien n’a été pris. Il a { $count } caractères, et la limite est de { $most }.
face-linear-paragraph = Paragraphe { $rank } : { $text }
face-linear-erased = C’est effacé. Pour le remettre, tapez :annuler.
face-linear-undone = C’est annulé.
face-linear-nothing-to-undo = Il n’y a rien à annuler ici.
face-linear-keep = Entrée seule : garder ce qui est déjà là.
face-linear-keep-or-erase = Entrée seule : garder ce qui est déjà là. Un espace : l’effacer.
face-linear-unknown = Réponse inconnue. Tapez { $what }.
face-linear-unknown-command = Commande inconnue. Tapez :0 pour revenir, :a pour l’aide, ou :: pour un deux-points.
face-linear-unknown-command-here = Commande inconnue. Tapez :0 pour les autres choix, :a pour l’aide, ou :: pour un deux-points.
face-linear-what-one = 1
face-linear-what-many = un numéro de 1 à { $count }
face-linear-what-word = le mot { $word }
face-linear-what-back = 0 pour revenir
face-linear-what-help = a pour l’aide
face-linear-or = { $most } ou { $last }
face-linear-gone = Ce choix n’est plus proposé. Choisissez à nouveau.
face-linear-lost = La page a changé. Votre réponse n’a pas été prise.
face-linear-too-long = Ce texte est trop long. Rien n’a été pris. Tapez un texte plus court.
face-linear-code-length = Ce code doit avoir { $length } caractères. Vous en avez tapé { $count }.
face-linear-still = Toujours en cours.
face-linear-progress = { $percent } % faits.
face-linear-stopping = Attendez la fin, ou tapez 0 pour arrêter.
face-linear-prompt-choice = Votre choix :
face-linear-prompt-answer = Votre réponse :
face-linear-prompt-type-one = Tapez { $a } :
face-linear-prompt-type-two = Tapez { $a } ou { $b } :
face-linear-prompt-type-three = Tapez 1, 2 ou 3 :
face-linear-prompt-type-many = Tapez 1 à { $count } :
face-linear-prompt-reading = Entrée : suite. Choix :
face-linear-prompt-reading-again = Entrée : suite :
face-linear-prompt-stop = Attente. 0 pour arrêter :

face-screen-title = { $title }. { $banner }
face-screen-title-asking = { $title } { $banner }
face-screen-fact = { $label } : { $value }
face-screen-field = { $label } :
face-screen-error = Erreur. { $text }
face-screen-warning = Attention. { $text }
face-screen-success = C’est fait. { $text }
face-screen-progress = Avancement : { $percent } %.
face-screen-loading = Cette ligne arrive.
face-screen-chosen = { $label }, choisi
face-screen-not-chosen = { $label }, non choisi
face-screen-several = Plusieurs réponses possibles.
face-screen-sought = Vous cherchez : { $text }.
face-screen-no-option = Aucune réponse ne commence par « { $text } ». Vérifiez les lettres tapées.
face-screen-example = Exemple : { $text }
face-screen-undo = Annuler la frappe
face-screen-area = Plusieurs lignes sont possibles. Entrée : nouvelle ligne. Tab : la suite.
face-screen-little-room = Il reste { $count } caractères au plus.
face-screen-no-room = Il n’y a plus de place. Pour écrire encore, effacez d’abord quelque chose.
face-screen-full = Ce texte est trop long pour cette case. Rien n’a été ajouté. La limite est de { $most } caractères.
face-screen-partly = Ce texte est trop long pour cette case. La fin n’a pas été prise : { $left } caractères. La limite est de { $most }.
face-screen-action = { $label } ({ $key })
face-screen-letter = { $label } ({ $key }).
face-screen-reveal = Montrer ce que j’ai tapé
face-screen-hide = Cacher ce que j’ai tapé
face-screen-from-to = { $name } (de { $from } à { $to })
face-screen-more-below = { $count ->
    [one] Suite : encore { $count } choix. Touche Bas.
   *[other] Suite : encore { $count } choix. Touche Bas.
}
face-screen-too-long = Ce texte est trop long pour cette case. Rien n’a été ajouté.
face-screen-too-small = Fenêtre trop petite. Agrandissez-la : rien n’est perdu.
face-screen-help = A : aide
face-screen-help-f1 = F1 : aide
face-screen-choice = Choix { $here } sur { $total }.
face-screen-choice-at-least = Choix { $here } sur { $least } au moins.
face-screen-action-position = Action { $here } sur { $total }.
face-screen-field-position = Champ { $here } sur { $total }.
face-screen-line = Ligne { $here } sur { $total }.
face-screen-part = { $line } Partie { $here } sur { $total }.
face-screen-part-named = { $line } Partie { $here } sur { $total } : { $heading }.
face-screen-keys-choice = Haut, Bas : bouger. Entrée : choisir.
face-screen-keys-field = Entrée : suite.
face-screen-keys-area = Tab : suite.
face-screen-keys-area-leave = Échap : sortir du texte.
face-screen-keys-reading = Haut, Bas : lire.
face-screen-keys-link = Entrée : ouvrir.
face-screen-keys-picture = + et - : zoom. Flèches : bouger. 0 : entier.
face-screen-keys-picture-short = + et - : zoom.
face-screen-zoom = { $percent } %.
face-screen-picture-reduced = { $alt }. Image réduite : ne lisez pas de valeurs ici.
face-screen-picture-coming = { $alt }. L’image arrive.
face-screen-picture-small = { $alt }. Cette fenêtre est trop petite pour montrer l’image.
face-screen-picture-none = { $alt }. Ce terminal ne montre pas d’images. Enregistrez le document pour l’ouvrir avec un autre programme.
face-screen-keys-text = Bas : lire la suite.
face-screen-keys-news = Entrée : continuer.
face-screen-keys-back = Échap : retour.
face-screen-keys-stop = Échap : arrêter.


## Lecture des documents (clés label- et reader-)

# Le début d’un document : qui, quoi, quand
label-patient = Patient
label-birth-name = Nom de naissance
label-born-on = Date de naissance
label-sex = Sexe
label-national-id = Numéro de santé (INS)
label-kind = Sorte de document
label-written-on = Écrit le
label-author = Auteur
label-signatory = Responsable du document
label-treating-doctor = Médecin traitant
label-recipient = Destinataire
label-prescriber = Demandé par
label-participant = A participé
label-custodian = Conservé par
label-act = Acte
label-act-on = Date de l’acte
label-stay = Prise en charge
label-emergency-contact = À prévenir en cas d’urgence
label-trusted-person = Personne de confiance
label-informant = Proche
label-representative = Représentant légal
label-version = Version
label-replaces = Remplace
label-completes = Complète
label-confidentiality = Confidentialité
label-between-days = du { $from } au { $to }
label-between = de { $from } à { $to }
label-since-day = depuis le { $date }
label-since = depuis { $date }
label-until-day = jusqu’au { $date }
label-until = jusqu’en { $date }
label-woman = féminin
label-man = masculin
label-other-document = un document plus ancien
label-restricted = accès limité
label-very-restricted = accès très limité
label-yes = Oui
label-no = Non
label-not-said = non précisé

# Ce que le programme dit d’un document
label-another-patient = Attention. Ce document porte le nom de { $shown }, qui n’est pas la personne connectée. Ne vous fiez pas à ce qu’il contient. Appelez le 3422 pour le signaler.
label-another-patient-unnamed = Attention. Ce document concerne une autre personne que la personne connectée. Ne vous fiez pas à ce qu’il contient. Appelez le 3422 pour le signaler.
label-no-patient-named = Ce document ne dit pas de quel patient il parle.
label-more-information = Autres informations
label-no-narrative = Cette partie est vide.
label-no-content = Ce document ne contient aucun texte.
label-hidden-characters = { $count ->
    [one] Ce document contenait { $count } caractère caché ou interdit. Il a été rendu visible ou retiré.
   *[other] Ce document contenait { $count } caractères cachés ou interdits. Ils ont été rendus visibles ou retirés.
}
label-encoding-guessed = Les lettres de ce document ne sont pas écrites comme il l’annonce. Elles ont été devinées ({ $name }) : un accent peut être faux.
label-unknown-elements = { $count ->
    [one] Un élément de mise en forme est inconnu. Son texte est gardé.
   *[other] { $count } éléments de mise en forme sont inconnus. Leur texte est gardé.
}
label-section-confidential = Confidentialité de cette partie : { $said }.
label-section-about = Cette partie concerne : { $said }.

# Ce que disent les données codées
label-from-entries = Cette partie n’a pas de texte. Voici les données enregistrées à la place :
label-entries-cut = La suite de ces données n’est pas montrée. Enregistrez le document pour la garder.
label-compared = Comparaison
label-usual-range = Valeurs habituelles
label-earlier = Avant
label-results-table = Vos résultats en tableau
result-less-than = moins de { $value }
result-more-than = plus de { $value }
result-at-most = au plus { $value }
result-at-least = au moins { $value }
result-between = de { $low } à { $high }
range-between = de { $low } à { $high }
range-more-than = plus de { $low }
range-less-than = moins de { $high }
absent-unknown = résultat inconnu
absent-temp-unknown = résultat pas encore connu
absent-not-asked = non demandé
absent-asked-declined = la personne n’a pas voulu répondre
absent-masked = résultat masqué
absent-not-applicable = sans objet
absent-error = résultat impossible à donner
absent-negative-infinity = trop bas pour être mesuré
absent-positive-infinity = trop haut pour être mesuré
absent-not-performed = examen non fait
absent-not-permitted = résultat non communiqué
verdict-within = habituel
verdict-above = au-dessus
verdict-below = au-dessous
verdict-unusual = inhabituel
label-test = Examen
label-value = Résultat
label-normal-range = Valeurs de référence
label-interpretation = Interprétation
label-above = au-dessus des valeurs de référence
label-below = au-dessous des valeurs de référence
label-within-range = dans les valeurs de référence
label-abnormal = anormal
label-medicine = Médicament
label-vaccine = Vaccin
label-dose = Dose
label-rate = Débit
label-route = Voie
label-site = Endroit du corps
label-frequency = Fréquence
label-every = toutes les { $period }
often-per = { $times } fois par { $unit ->
    [s] seconde
    [min] minute
    [h] heure
    [d] jour
    [wk] semaine
    [mo] mois
   *[a] an
}
often-every = { $unit ->
    [d] tous les { $length }
    [mo] tous les { $length }
    [a] tous les { $length }
   *[other] toutes les { $length }
}
often-in = { $times } fois en { $length }
often-from-to = { $least } à { $most }
length-of-time = { $unit ->
    [s1] { $count } seconde
    [s] { $count } secondes
    [min1] { $count } minute
    [min] { $count } minutes
    [h1] { $count } heure
    [h] { $count } heures
    [d1] { $count } jour
    [d] { $count } jours
    [wk1] { $count } semaine
    [wk] { $count } semaines
    [mo1] { $count } mois
    [mo] { $count } mois
    [a1] { $count } an
   *[a] { $count } ans
}
label-during = pendant { $length }
label-in-all = { $times } fois en tout
label-as-needed = si besoin
label-as-needed-for = si besoin : { $reason }
label-no-more-than = sans dépasser { $dose }
label-at-hour = à { $time }
moment-morning = le matin
moment-afternoon = l’après-midi
moment-evening = le soir
moment-night = la nuit
moment-sleep = au coucher
moment-after-sleep = après le coucher
moment-wake = au réveil
moment-meal = au repas
moment-breakfast = au petit déjeuner
moment-lunch = au déjeuner
moment-dinner = au dîner
moment-before-meal = avant le repas
moment-before-breakfast = avant le petit déjeuner
moment-before-lunch = avant le déjeuner
moment-before-dinner = avant le dîner
moment-after-meal = après le repas
moment-after-breakfast = après le petit déjeuner
moment-after-lunch = après le déjeuner
moment-after-dinner = après le dîner
moment-noon = le midi
weekday-mon = le lundi
weekday-tue = le mardi
weekday-wed = le mercredi
weekday-thu = le jeudi
weekday-fri = le vendredi
weekday-sat = le samedi
weekday-sun = le dimanche
label-quantity = Quantité
label-renewals = Renouvellements
label-batch = Lot
label-rank = Rang
label-status = État
label-when = Date
label-comment = Commentaire
label-performer = Fait par
label-reason = Motif
label-substance = Substance
label-procedure = Acte
label-relative = Lien de parenté
label-not-done = Non fait

# À l’intérieur du texte
label-inserted = [ajouté :
label-deleted = [supprimé :
label-end-of-change = ]
label-footnotes = Notes
label-footnote-mark = [note { $number }]
label-footnote-missing = [note absente]
label-link-mark = [lien { $number }]
label-links = Liens
label-link-address = Lien { $number } : { $address }
label-link-refused = Lien { $number }, que le programme ne suit pas : { $address }
label-embedded-file = [fichier joint { $number } : { $name }, { $kind }, { $size }]
label-embedded-file-unnamed = [fichier joint { $number } : { $kind }, { $size }]
label-embedded-unreadable = [fichier joint illisible : { $kind }]
label-external-file = [fichier qui n’est pas dans le document : { $address }]
label-missing-file = [fichier absent du document]
label-whole-is-embedded = Le texte de ce document est dans le fichier suivant.
label-not-shown-yet = Ce document est de la sorte « { $kind } » ({ $size }). Le programme ne sait pas encore l’afficher. Vous pouvez l’enregistrer.
label-empty-document = Ce document est vide.
label-not-as-declared = Ce document est annoncé comme : { $declared }. C’est en réalité : { $found }. Il est lu comme tel.
label-page = Page { $number } sur { $total }
label-pages-cut = Seules les { $shown } premières pages sont affichées, sur { $total }. Enregistrez le document pour lire la suite.
label-page-cut = Cette page contient trop de texte. La suite n’est pas affichée.
label-scan = { $count ->
    [one] Ce document est l’image d’une page de papier. Son texte ne peut pas être lu ici. Vous pouvez l’enregistrer.
   *[other] Ce document est fait de { $count } images de pages de papier. Leur texte ne peut pas être lu ici. Vous pouvez l’enregistrer.
}
label-scanned-page = Cette page est une image. Son texte ne peut pas être lu ici.
label-empty-page = Cette page est vide.
label-unreadable-glyphs = { $count ->
    [one] { $count } caractère de ce document n’a pas pu être lu. Il est remplacé par un signe.
   *[other] { $count } caractères de ce document n’ont pas pu être lus. Ils sont remplacés par un signe.
}
label-attached-files = Fichiers joints
label-more-files = D’autres fichiers joints n’ont pas pu être lus.
label-added = Ajouté :
label-removed = Retiré :
label-replaced = Remplacé :
label-replaced-by = par :
label-no-difference = Aucune différence entre les deux versions.
label-unchanged = { $count ->
    [0] Aucun passage n’est le même.
    [one] { $count } passage est le même. Il n’est pas montré.
   *[other] { $count } passages sont les mêmes. Ils ne sont pas montrés.
}
label-file-kind = Sorte de fichier
label-picture-size = Taille
label-picture-size-is = { $width } pixels de large, { $height } de haut
label-page-count = Pages
label-page-count-is = { $count }
label-see-picture = voir l’image
label-see-picture-of = voir l’image de la page { $number }
media-pdf = document PDF
media-jpeg = image JPEG
media-png = image PNG
media-gif = image GIF
media-tiff = image TIFF
media-image = image
media-text = texte
media-rtf = texte RTF
media-xml = document XML
media-fhir = document FHIR
media-zip = archive ZIP
media-dicom = images médicales DICOM
media-other = fichier { $kind }

# Documents FHIR, RTF, archives
label-condition = Problème de santé
label-allergy = Allergie ou intolérance
label-reaction = Réaction
label-severity = Gravité
label-ended-on = Fin
label-report = Compte rendu
label-conclusion = Conclusion
label-device = Appareil
label-modifier-unknown = Attention. Ce document contient une indication que le programme ne connaît pas. Elle peut changer le sens du reste. Demandez conseil à son auteur.
label-document-in-error = Attention. L’auteur de ce document a signalé qu’il a été écrit par erreur. Ne vous y fiez pas.
label-outside-sections = Ces données ne sont dans aucune partie du document :
label-narrative-damaged = La mise en page de ce texte est abîmée. Voici ses mots :
label-fingerprint-differs = Attention. Ce document n’est pas celui que l’archive annonce. Il a peut-être été modifié.
label-apparatus = Fichiers destinés aux programmes
label-text-cut = La suite de ce texte n’est pas montrée : il est trop long. Enregistrez le document pour la garder.
label-damaged-as-text = Ce document est abîmé. Le programme ne le comprend pas. Voici son texte, tel qu’il est écrit.
label-unknown-as-text = Ce fichier n’est pas un document de santé connu. Voici son texte, tel qu’il est écrit.
label-cut-short = La fin de ce document manque. Il a peut-être été coupé.
label-page-edges = En haut et en bas de chaque page
label-entered-in-error = Donnée écrite par erreur, d’après son auteur : { $what }.
label-not-interpreted = Cette donnée (« { $kind } ») contient une indication inconnue, qui peut changer son sens. Elle est montrée telle qu’elle est écrite :
label-entry-unreadable = [donnée numéro { $place } illisible]
label-unknown-resources = { $count ->
    [one] { $count } donnée est d’une sorte que le programme ne connaît pas. Seul son nom est montré.
   *[other] { $count } données sont de sortes que le programme ne connaît pas. Seul leur nom est montré.
}
label-about-another = Les données qui suivent concernent une autre personne : { $who }.
label-about-another-unnamed = Les données qui suivent concernent une autre personne que le patient.
label-about-patient = Les données qui suivent concernent de nouveau le patient.
label-not-a-document = { $count ->
    [one] Ce fichier n’est pas un document, mais une donnée de santé (FHIR). Voici ce qu’elle dit.
   *[other] Ce fichier n’est pas un document, mais { $count } données de santé (FHIR). Voici ce qu’elles disent.
}
label-documents = { $count ->
    [0] Cette archive ne contient aucun document.
    [one] Cette archive contient { $count } document. Choisissez-le pour l’ouvrir.
   *[other] Cette archive contient { $count } documents. Choisissez celui que vous voulez ouvrir.
}
label-same-name = [deux fichiers ont le même nom : { $name }. Le second est appelé ici : { $shown }]
label-member-encrypted = [fichier protégé par un mot de passe : { $name }. Ouvrez l’archive avec un autre programme.]
label-member-too-big = [fichier trop gros, par prudence il n’est pas ouvert : { $name }]
label-member-damaged = [fichier abîmé : { $name }]
label-hidden-text = { $count ->
    [one] L’auteur a caché { $count } lettre de ce document. Elle n’est pas montrée.
   *[other] L’auteur a caché { $count } lettres de ce document. Elles ne sont pas montrées.
}
label-left-out = { $count ->
    [one] { $count } objet de ce document (dessin, tableur) ne s’affiche pas ici.
   *[other] { $count } objets de ce document (dessins, tableurs) ne s’affichent pas ici.
}
status-active = en cours
status-recurrence = de retour
status-relapse = rechute
status-inactive = plus en cours
status-remission = en rémission
status-resolved = terminé
status-completed = terminé
status-stopped = arrêté
status-on-hold = suspendu
status-cancelled = annulé
status-draft = projet
status-intended = prévu
status-not-taken = non pris
status-not-done = non fait
status-unknown = non précisé
status-preliminary = provisoire
status-registered = enregistré, résultat à venir
status-partial = incomplet
status-amended = modifié
status-corrected = corrigé
status-in-progress = en cours
status-in-preparation = en préparation
status-preparation = en préparation
status-planned = prévu
status-finished = terminé
status-unconfirmed = non confirmé
status-provisional = à confirmer
status-differential = une hypothèse parmi d’autres
status-refuted = écarté
status-entered-in-error = écrit par erreur
status-superseded = remplacé
status-appended = complété
status-low = faible
status-high = élevée
status-unable-to-assess = non évaluée
status-proposed = proposé
status-booked = pris
status-option = une possibilité
resource-observation = Résultat
resource-procedure = Acte
resource-encounter = Prise en charge
resource-servicerequest = Demande d’examen ou de soin
resource-careplan = Plan de soins
resource-goal = Objectif
resource-imagingstudy = Images
resource-documentreference = Document
resource-media = Image ou enregistrement
resource-familymemberhistory = Antécédent familial
resource-specimen = Prélèvement
resource-consent = Accord ou refus
resource-medication = Médicament
resource-questionnaireresponse = Questionnaire
resource-clinicalimpression = Avis
resource-appointment = Rendez-vous
resource-careteam = Équipe de soins
resource-coverage = Assurance
resource-deviceusestatement = Appareil utilisé
resource-flag = Alerte
resource-communication = Message
resource-patient = Patient
resource-condition = Problème de santé
resource-allergyintolerance = Allergie ou intolérance
resource-immunization = Vaccination
resource-medicationrequest = Prescription
resource-medicationstatement = Traitement
resource-diagnosticreport = Compte rendu
resource-composition = Document
resource-auditevent = Trace d’accès
resource-relatedperson = Proche
resource-device = Appareil
resource-practitioner = Professionnel
resource-organization = Établissement

# La mise en page des lectures
reader-row = Ligne { $number } sur { $total }
reader-empty-cell = vide

## Pages de l’application : accueil, connexion, documents (clés par page)

action-back = Revenir
action-retry = Réessayer
action-start-again = Recommencer la connexion
mark-chosen = Choisi
title-step = { $title }. Étape { $step } sur { $steps }
phone = Téléphone de démonstration. { $text }
resumed = Vous êtes de nouveau connecté. Vous revoici où vous étiez.

banner-demonstration = Démonstration : tout est inventé
banner-shop = Poste partagé : rien n’est gardé
banner-demonstration-shop = Démonstration, poste partagé

busy-server = Le programme contacte le serveur.
busy-sign-in = Le serveur vérifie.
busy-record = Votre DMP s’ouvre.
busy-document = Le document arrive.
busy-other-pages = La première page est lue. Lecture des autres pages en cours.
busy-save = L’enregistrement est en cours.
busy-sign-out = La déconnexion est en cours.
busy-unlock = Le serveur vérifie votre mot de passe.
busy-server-waits = Le serveur est très demandé. Le programme réessaie dans { $wait }.
busy-stop = Arrêter

place-title = Où êtes-vous ?
place-why = Le programme protège vos informations selon l’endroit où vous êtes.
place-choices = Choisissez votre réponse
place-shop = Sur un ordinateur partagé
place-shop-means = à la pharmacie, à la mairie ou à la bibliothèque : rien n’y est gardé
place-home = Chez moi
place-home-means = avec mon ordinateur : il peut retenir mon identifiant

server-title = Choisir le serveur
server-why = Ce programme lit votre Dossier Médical Partagé (DMP) sur un serveur. Donnez son adresse, ou essayez la démonstration.
server-address = Adresse du serveur
server-address-hint = L’adresse commence par https://. Votre service de santé vous l’a donnée.
server-use = Utiliser cette adresse
server-demonstration = Essayer la démonstration, avec un dossier inventé
server-missing = L’adresse est vide. Écrivez l’adresse du serveur, ou essayez la démonstration.

sign-in-title = Connexion à votre DMP
sign-in-not-connected = Le programme n’a pas encore joint le serveur. Rien n’a été envoyé.
sign-in-other-server = Corriger l’adresse du serveur
sign-in-host = Votre mot de passe sera envoyé à ce serveur : { $host }
sign-in-proxy = Votre connexion passe par un intermédiaire (un « proxy ») : { $proxy }
sign-in-demonstration = Pour essayer, utilisez cette personne inventée.
sign-in-identifier = Identifiant
sign-in-password = Mot de passe
sign-in-initial-password = Mot de passe provisoire
sign-in-do = Se connecter
sign-in-remember-no = Retenir mon identifiant sur cet ordinateur : non
sign-in-remember-yes = Retenir mon identifiant sur cet ordinateur : oui
sign-in-lost = Identifiant ou mot de passe perdu
sign-in-identifier-missing = L’identifiant est vide. Écrivez-le, puis votre mot de passe.
sign-in-password-missing = Le mot de passe est vide. Écrivez-le.

lost-title = Identifiant ou mot de passe perdu
lost-what = Appelez l’assistance. Une personne vérifiera que c’est bien vous, puis vous aidera.
lost-phone = Téléphone
lost-phone-number = 3422
lost-hours = Horaires
lost-hours-value = du lundi au vendredi, de 8 h 30 à 17 h 30
lost-at-hand = À préparer
lost-at-hand-value = votre carte Vitale, votre numéro de sécurité sociale, l’adresse e-mail ou le téléphone donnés à l’inscription
lost-identifier = Votre identifiant se trouve aussi dans le message ou la lettre reçus à la création de votre DMP.
lost-password = Un mot de passe perdu ne se retrouve pas : l’assistance vous aide à en choisir un nouveau.
lost-careful = Personne ne doit vous demander votre mot de passe ni votre code, pas même l’assistance.

new-password-title = Choisir un nouveau mot de passe
new-password-why = C’est votre première connexion. Le mot de passe provisoire ne servira plus : choisissez le vôtre.
new-password-rules = Les règles
new-password-rule-length = Il a entre { $min } et { $max } caractères. Les espaces et les accents sont permis.
new-password-rule-lower = Il contient une lettre minuscule.
new-password-rule-upper = Il contient une lettre majuscule.
new-password-rule-digit = Il contient un chiffre.
new-password-rule-special = Il contient un signe, par exemple un tiret.
new-password-rule-other = Le serveur demande aussi ceci : { $class }.
new-password-rule-guess = Il n’est pas facile à deviner, et il n’est pas le même que le provisoire.
new-password-rule-identity = Il ne contient ni votre nom, ni votre identifiant, ni votre date de naissance.
new-password-advice = Un conseil : prenez cinq mots sans rapport entre eux.
new-password-new = Nouveau mot de passe
new-password-again = Le même, une deuxième fois
new-password-do = Choisir ce mot de passe
new-password-missing = Le nouveau mot de passe est vide. Écrivez-le deux fois.
new-password-differ = Les deux mots de passe ne sont pas les mêmes. Écrivez-les à nouveau.

code-channel-title = Recevoir un code
code-channel-why = Pour vérifier que c’est bien vous, le serveur demande un code à usage unique. Choisissez comment l’obtenir.
code-channels = Les moyens proposés
code-channel-sms = Par SMS
code-channel-mail = Par e-mail
code-channel-mail-risk = moins sûr que le téléphone
code-channel-totp = Avec votre application de codes
code-channel-totp-means = celle que vous avez installée sur votre téléphone
code-channel-other = Par un autre moyen : { $name }
code-hint-phone = au numéro qui finit par { $digits }
code-hint-mail = à l’adresse qui commence par { $first }, chez { $host }
code-title = Écrire le code
code-sent = Le code est en route.
code-sent-sms = Un code a été envoyé par SMS { $hint }.
code-sent-mail = Un code a été envoyé par e-mail { $hint }.
code-from-authenticator = Ouvrez votre application de codes et lisez le code de votre DMP.
code-valid = Il est valable { $wait }. Prenez votre temps : vous pourrez en demander un autre.
code-field = Code
code-hint = { $length } chiffres. Les espaces ne comptent pas.
code-do = Valider le code
code-again = Envoyer un nouveau code
code-other = Recevoir le code autrement
code-clock = Vérifiez aussi l’heure de l’appareil qui donne le code.
code-missing = Le code est vide. Écrivez les chiffres reçus.
unknown-step-title = Une étape inconnue
unknown-step-what = Le serveur demande une étape que ce programme ne connaît pas. Recommencez, ou appelez le 3422.

signed-out = Vous êtes déconnecté. Le serveur a fermé votre connexion.
signed-out-untold = Vous êtes déconnecté sur cet ordinateur, mais le serveur n’a pas pu être prévenu. Votre connexion s’y fermera d’elle-même.

home-title = Accueil
home-hello = Bonjour { $name }.
home-first-visit = C’est votre première visite. Bienvenue dans votre Dossier Médical Partagé.
home-news-coming = Le programme cherche ce qui est nouveau.
home-nothing-new = Rien de nouveau depuis votre dernière visite, le { $date }.
home-new-since = { $count ->
    [one] { $count } nouveau document
   *[other] { $count } nouveaux documents
} depuis votre dernière visite, le { $date }.
home-closed = Votre DMP est fermé. Ses documents ne peuvent pas être lus. Pour le rouvrir, appelez le 3422.
home-closed-since = Votre DMP est fermé depuis le { $date }. Ses documents ne peuvent pas être lus. Pour le rouvrir, appelez le 3422.
home-choices = Ce que vous pouvez faire
home-news = { $count ->
    [0] Voir ce qui est nouveau
    [one] Voir le nouveau document
   *[other] Voir les { $count } nouveaux documents
}
home-documents = Lire mes documents
home-documents-count = { $count ->
    [0] aucun pour l’instant
    [one] un seul
   *[other] { $count } en tout
}
home-sessions = Voir mes connexions ouvertes
account-title = Mon compte
account-what = connexions ouvertes, comment être prévenu
account-name = Compte de
account-last = Votre visite d’avant
account-codes = Vos codes sont envoyés
home-sign-out = Me déconnecter
home-quit = Quitter le programme

home-directory = Trouver un professionnel de santé
directory-title = Trouver un professionnel de santé
directory-what = Remplissez au moins une de ces lignes. Plus il y en a, plus la liste est courte.
directory-name = Nom
directory-name-hint = le nom, ou le nom et le prénom
directory-trade = Profession ou spécialité
directory-trade-hint = par exemple : infirmier, cardiologue
directory-place = Ville ou code postal
directory-place-hint = le début suffit
directory-search = Chercher
directory-trades = { $count ->
    [one] { $count } profession trouvée
   *[other] { $count } professions trouvées
}
directory-trades-more = { $shown } professions montrées sur { $count }. Écrivez une lettre de plus pour voir les autres
directory-empty = Rien n’est rempli. Écrivez un nom, une profession ou une ville.
directory-no-trade = Aucune profession ne s’appelle « { $text } ». Essayez un mot plus court, ou effacez cette ligne.
directory-which-trade = Plusieurs professions correspondent à « { $text } ». Choisissez dans la liste, ou écrivez une lettre de plus.
directory-none = Personne ne correspond dans l’annuaire. Vérifiez les mots, ou remplissez moins de lignes.
directory-unreadable = Le serveur a répondu, mais sa réponse n’a pas pu être lue. Essayez une autre recherche.
busy-directory = Le programme cherche dans l’annuaire.
professionals-title = Professionnels trouvés
professionals-count = { $count ->
    [one] { $count } professionnel
   *[other] { $count } professionnels
}
professionals-count-of = { $here } professionnels sur { $total }
professionals-count-unknown = { $here } professionnels, et d’autres encore
professionals-more = Voir la suite
professionals-many = La liste est longue. Pour la raccourcir, revenez en arrière et remplissez une ligne de plus.
professionals-most = Le programme ne montre que les { $count } premiers. Pour trouver les autres, cherchez avec une ligne de plus.
professionals-unreadable = { $count ->
    [one] { $count } réponse du serveur n’a pas pu être lue. Elle n’est pas dans la liste.
   *[other] { $count } réponses du serveur n’ont pas pu être lues. Elles ne sont pas dans la liste.
}
professional-where = { $organisation }, { $city }
professional-unknown-name = Nom inconnu
professional-unknown-trade = profession inconnue
professional-unknown-place = lieu de travail inconnu
professional-trade = Profession
professional-rpps = Numéro national (RPPS)
professional-street = Adresse
professional-town = Ville
professional-phone = Téléphone
professional-workplace = Lieu de travail
professional-retired = Attention. L’annuaire dit que cette personne n’exerce plus.
professional-no-name = Attention. L’annuaire ne dit pas le nom de cette personne.
professional-no-trade = Attention. L’annuaire ne dit pas sa profession. Demandez-la avant de lui confier des informations.
professional-no-place = Attention. L’annuaire ne dit pas où cette personne travaille. Une autre peut porter le même nom.
professional-no-rpps = Attention. L’annuaire ne donne pas son numéro national. Vérifiez bien son nom et son lieu de travail.
professional-wrong-rpps = Attention. Son numéro national semble mal écrit dans l’annuaire. Vérifiez bien son nom et son lieu de travail.

sessions-title = Mes connexions ouvertes
sessions-what = Une connexion reste ouverte quelque temps sur chaque ordinateur où vous avez écrit votre mot de passe. Si vous n’en reconnaissez pas une, fermez-la, puis appelez le 3422.
sessions-this = Celle-ci, que vous utilisez en ce moment
sessions-no-other = Il n’y a pas d’autre connexion ouverte.
sessions-others = { $count ->
    [one] { $count } autre connexion ouverte
   *[other] { $count } autres connexions ouvertes
}
sessions-opened = Ouverte le
sessions-opened-on = Ouverte le { $date }
sessions-opened-unknown = Ouverte à une date inconnue
sessions-seen = Utilisée pour la dernière fois le
sessions-seen-on = utilisée pour la dernière fois le { $date }
sessions-place = Où
sessions-home = sur un ordinateur personnel
sessions-shop = sur un ordinateur partagé
sessions-end-others = Fermer toutes les autres
sessions-ended = C’est fait. Ce qui reste ouvert est montré ici.
end-session-title = Fermer cette connexion ?
end-session-what = L’ordinateur qui l’utilise ne pourra plus lire votre DMP. Il faudra y écrire à nouveau votre mot de passe et un code.
end-session-keep = La garder ouverte
end-session-do = Fermer cette connexion
busy-sessions = Le programme demande vos connexions ouvertes.
busy-end-sessions = Le programme ferme la connexion.

home-search = Chercher un mot dans tous mes documents
home-results = Mes résultats d’analyses
home-follow-up = Mon suivi
home-follow-up-what = vaccinations, médicaments et soins remboursés

gather-count = { $count ->
    [one] Pour répondre, le programme doit ouvrir { $count } document que vous n’avez pas lu depuis votre connexion.
   *[other] Pour répondre, le programme doit ouvrir { $count } documents que vous n’avez pas lus depuis votre connexion.
}
gather-traces = { $count ->
    [one] Cette ouverture sera notée dans l’historique de votre DMP, à votre nom.
   *[other] Ces { $count } ouvertures seront notées dans l’historique de votre DMP, à votre nom.
}
gather-list-coming = La liste de vos documents arrive encore : ce nombre peut augmenter.
gather-do = { $count ->
    [one] Ouvrir ce document
   *[other] Ouvrir ces { $count } documents
}
gather-without = Seulement ceux que j’ai déjà lus
gather-failed = { $count ->
    [one] { $count } document n’a pas pu être lu. Il n’est pas compté ici.
   *[other] { $count } documents n’ont pas pu être lus. Ils ne sont pas comptés ici.
}
busy-gather = Le programme lit vos documents.
library-not-read = { $count ->
    [one] { $count } document qui peut en parler n’a pas été lu.
   *[other] { $count } documents qui peuvent en parler n’ont pas été lus.
}
library-read-them = Lire aussi ces documents

results-title = Mes résultats d’analyses
results-none = Les documents lus ne contiennent pas de résultat que le programme sache mettre en tableau.
results-search = Chercher une analyse
results-none-found = Aucune analyse ne porte ce nom. Essayez un mot plus court.
results-count = { $count ->
    [one] { $count } analyse
   *[other] { $count } analyses
}
result-on = le { $date }
trend-up = En hausse : { $before } puis { $now } le { $date }
trend-down = En baisse : { $before } puis { $now } le { $date }
trend-same = Sans changement : { $before } puis { $now } le { $date }
trend-up-short = en hausse, { $before } avant
trend-down-short = en baisse, { $before } avant
trend-same-short = sans changement
result-before-on = Avant, le { $date }
result-before = { $value }, le { $date }
test-value-on = { $date } : { $value }
test-value-undated = Sans date : { $value }
test-range = valeurs habituelles : { $range }
test-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats, le plus récent d’abord
}
# How a test over time is drawn. { $drawn } and { $signs } are the four after it.
chart-legend = { $drawn } { $signs }
chart = La valeur la plus récente est en haut, la plus grande à droite.
chart-in = En { $unit }, la valeur la plus récente est en haut, la plus grande à droite.
chart-signs = O : la valeur.
chart-signs-usual = O : la valeur. ─ : les valeurs habituelles.
test-advice = Ces valeurs viennent de vos comptes rendus. Pour savoir ce qu’elles veulent dire pour vous, demandez à votre médecin.

vaccinations-title = Mes vaccinations
vaccinations-none = Les documents lus ne parlent d’aucune vaccination.
vaccinations-count = { $count ->
    [one] { $count } vaccination
   *[other] { $count } vaccinations, la plus récente d’abord
}
vaccination-rank = dose { $rank }
vaccination-batch = lot { $batch }
vaccinations-due = Ce qui est recommandé à votre âge
vaccinations-source = D’après le calendrier des vaccinations 2025 du ministère de la Santé. D’autres vaccins peuvent vous être conseillés : demandez à votre médecin ou à votre pharmacien.
vaccine-dtp = Diphtérie, tétanos et poliomyélite
vaccine-flu = Grippe
vaccine-covid = Covid-19
vaccine-zoster = Zona
vaccine-pneumococcus = Pneumocoque
vaccine-rsv = Virus respiratoire syncytial (VRS)
vaccine-hpv = Papillomavirus (HPV)
due-at-age = { $vaccine } : un rappel est recommandé à { $age } ans. Votre dernière dose connue date du { $last }.
due-at-age-never = { $vaccine } : un rappel est recommandé à { $age } ans. Aucune dose n’est connue ici.
due-next = { $vaccine } : vous êtes à jour. Le prochain rappel est recommandé à { $age } ans, à partir du { $date }.
due-autumn = { $vaccine } : recommandé chaque automne à partir de { $age } ans. Aucune dose n’est connue depuis septembre.
due-autumn-done = { $vaccine } : fait le { $last } pour cette saison.
due-once = { $vaccine } : recommandé à partir de { $age } ans. Aucune dose n’est connue ici.
due-once-done = { $vaccine } : une dose est connue, le { $last }.

treatments-title = Mes médicaments prescrits
treatments-none = Les documents lus ne contiennent pas de médicament que le programme sache mettre en liste.
treatments-current = { $count ->
    [one] { $count } médicament dont la prescription n’est pas finie
   *[other] { $count } médicaments dont la prescription n’est pas finie
}
treatments-past = { $count ->
    [one] { $count } médicament dont la prescription est finie
   *[other] { $count } médicaments dont la prescription est finie
}
treatment-renewals = renouvelable { $times } fois

reimbursed-title = Mes soins remboursés
reimbursed-none = Les documents lus ne contiennent aucun soin remboursé.
reimbursed-no-amounts = Ces relevés de l’Assurance Maladie disent quels soins et quand. Ils ne disent jamais combien.
reimbursed-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois, le plus récent d’abord
}
reimbursed-total = En tout : { $totals }.
reimbursed-undated = Sans date
care-medicines = { $count ->
    [one] { $count } médicament
   *[other] { $count } médicaments
}
care-vaccines = { $count ->
    [one] { $count } vaccin
   *[other] { $count } vaccins
}
care-devices = { $count ->
    [one] { $count } appareil ou matériel
   *[other] { $count } appareils ou matériels
}
care-acts = { $count ->
    [one] { $count } consultation ou acte
   *[other] { $count } consultations ou actes
}
care-stays = { $count ->
    [one] { $count } hospitalisation
   *[other] { $count } hospitalisations
}

search-title = Chercher dans tous mes documents
search-where = { $count ->
    [one] Le mot est cherché dans { $count } document lu depuis votre connexion.
   *[other] Le mot est cherché dans { $count } documents lus depuis votre connexion.
}
search-words = Mots à chercher
search-hint = par exemple : genou
search-none = Ces mots ne se trouvent ensemble dans aucun passage. Essayez un mot plus court.
search-more = Les { $shown } premiers passages sont montrés, sur { $found }. Ajoutez un mot pour en voir moins.
search-found = { $count ->
    [one] { $count } passage
   *[other] { $count } passages, le plus récent d’abord
}
search-cut-after = { $text }…
search-cut-before = …{ $text }
search-cut-both = …{ $text }…

files-cut = Ce dossier contient trop de fichiers : les autres ne sont pas montrés. Ouvrez un dossier plus petit.
files-left-out = { $count ->
    [one] { $count } autre fichier du dossier n’est pas un document : il n’est pas montré.
   *[other] { $count } autres fichiers du dossier ne sont pas des documents : ils ne sont pas montrés.
}
files-title = Fichiers de cet ordinateur
files-count = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}

documents-title = Mes documents
documents-search = Chercher
documents-count = { $count ->
    [0] Aucun document
    [one] { $count } document
   *[other] { $count } documents
}
documents-count-of = { $shown ->
    [0] Aucun document
    [one] { $shown } document
   *[other] { $shown } documents
} sur { $here }
documents-count-here = { $here } documents chargés sur { $total }
documents-count-here-unknown = { $here } documents chargés, nombre total inconnu
documents-count-coming = { $shown ->
    [0] Aucun document
    [one] { $shown } document
   *[other] { $shown } documents
} sur { $here } chargés, { $total } en tout
documents-count-coming-unknown = { $shown ->
    [0] Aucun document
    [one] { $shown } document
   *[other] { $shown } documents
} sur { $here } chargés, nombre total inconnu
documents-none = Votre DMP ne contient pas encore de document.
documents-none-found = Aucun document ne correspond. Retirez un filtre, ou cherchez un autre mot.
documents-coming = Les documents arrivent.
documents-none-yet = Aucun document ne correspond parmi les { $here } premiers. Les autres arrivent.
documents-not-come = La liste de vos documents n’est pas arrivée.
documents-unreadable = { $count ->
    [one] { $count } document illisible n’est pas dans la liste.
   *[other] { $count } documents illisibles ne sont pas dans la liste.
}
documents-by-category = Choisir une catégorie
documents-by-period = Choisir une période
documents-by-author = Choisir un auteur
documents-order = Changer l’ordre
documents-filter = Filtre
documents-sorted = Ordre
documents-only-news = seulement ce qui est nouveau
documents-only-category = catégorie { $category }
documents-only-between = du { $from } au { $to }
documents-only-since = depuis le { $from }
documents-only-until = jusqu’au { $to }
documents-only-author = écrits par { $author }
documents-forget-search = Effacer la recherche
documents-forget-news = Retirer le filtre : nouveautés
documents-forget-category = Retirer le filtre : catégorie
documents-forget-period = Retirer le filtre : période
documents-forget-author = Retirer le filtre : auteur
documents-go-on = Charger à nouveau la liste
documents-see-unreadable = Voir ce qui est illisible
unreadable-title = Documents illisibles
unreadable-what = Le serveur a donné ces documents sous une forme que le programme ne comprend pas. Les autres sont dans la liste.
unreadable-entry = Illisible

choose-category-title = Choisir une catégorie
choose-category-name = Catégories
choose-period-title = Choisir une période
choose-period-name = Périodes
choose-period-month = Le dernier mois
choose-period-half-year = Les six derniers mois
choose-period-year = Les douze derniers mois
choose-period-in = En { $year }
choose-period-between = Ou entre deux dates
choose-period-from = Du
choose-period-to = Au
choose-period-hint = Jour, mois, année. Par exemple : 3/12/2025
choose-period-do = Utiliser ces dates
choose-period-missing = Les deux dates sont vides. Écrivez-en une au moins.
choose-period-unreadable = Cette date ne peut pas être lue : { $text }. Écrivez par exemple 3/12/2025.
choose-period-backwards = La première date vient après la seconde. Échangez-les.
choose-author-title = Choisir un auteur
choose-author-name = Auteurs
choose-order-title = Choisir l’ordre
choose-order-name = Façons de classer
choose-order-do = Classer { $order }
order-newest = les plus récents d’abord
order-oldest = les plus anciens d’abord
order-deposited = les derniers ajoutés d’abord
order-title = par titre
order-author = par auteur
order-kind = par sorte de document

document-mark-new = Nouveau
document-mark-mine = Ajouté par vous
document-mark-masked = Masqué aux professionnels
document-mark-representatives = Caché aux représentants légaux
document-mark-archived = Archivé
document-mark-superseded = Ancienne version
document-mark-preliminary = Provisoire
document-undated = sans date
document-state = État : { $state }.
document-doubtful-choices = Vous pouvez le lire quand même, l’enregistrer, ou revenir à la liste.
document-read-anyway = Lire quand même
document-password = Mot de passe du document
document-password-hint = Ce n’est pas votre mot de passe du DMP. Le programme ne le garde pas.
document-password-missing = Écrivez d’abord le mot de passe du document.
document-open-locked = Ouvrir avec ce mot de passe
document-over-time = Mes résultats au fil du temps
document-contents = Table des matières
document-save = Enregistrer une copie
document-about = À propos de ce document
document-find = Chercher dans ce document
document-copy = Copier ce passage
document-resumed = Vous revoici où vous étiez dans ce document.
document-beginning = Revenir au début

save-form = Ce que vous enregistrez
save-form-original = L’original, tel qu’il a été reçu
save-form-text = Le texte seul
save-form-pdf = Un PDF, à imprimer ou à lire avec un autre programme
paper-origin = Texte tiré du document « { $title } ». Date : { $date }. Seul l’original fait foi.
paper-page = Page { $page } sur { $pages }

copy-title = Choisir le passage à copier
copy-count = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
copy-none = Ce document ne contient aucun texte à copier.
copied = Texte copié. Vous avez 30 secondes pour le coller ailleurs, puis il sera effacé.
copied-shop = Texte copié, sur un ordinateur partagé. Il sera effacé dans 30 secondes, ou quand vous partirez.
not-copied = Rien n’est copié : le programme n’a pas accès au presse-papiers de cet ordinateur.
busy-copy = La copie est en cours.

compare-with-older = Comparer avec l’ancienne version
compare-with-newer = Comparer avec la nouvelle version
compare-title = Ce qui change entre les deux versions
compare-must-open = Pour comparer, le programme doit ouvrir l’autre version, que vous n’avez pas lue depuis votre connexion.
compare-trace = Cette ouverture sera notée dans l’historique de votre DMP, à votre nom.
compare-do = Ouvrir l’autre version et comparer
compare-older = Ancienne version
compare-newer = Nouvelle version
compare-named = { $title }, { $date }
compare-too-long = Ces deux versions sont trop longues pour être comparées ici. Lisez-les l’une après l’autre.
busy-compare = L’autre version arrive.

find-title = Chercher dans ce document
find-count = { $count ->
    [0] Aucun passage
    [one] { $count } passage
   *[other] { $count } passages
}
find-none = Ces mots ne se trouvent ensemble dans aucun passage de ce document. Essayez un mot plus court.
find-here = { $title } : passage { $here } sur { $total }
find-said = Trouvé : { $text }
find-next = Passage suivant
find-previous = Passage précédent
find-forget = Oublier la recherche
find-other = Chercher autre chose
find-forgotten = La recherche est oubliée.
author-with-profession = { $name }, { $profession }
author-you = vous
author-doubtful = nom à vérifier : il ressemble à un autre
author-unknown = auteur non indiqué
fact-title = Titre
fact-kind = Sorte
fact-date = Date
fact-author = Auteur
fact-category = Catégorie
fact-organisation = Établissement
fact-deposited = Ajouté au DMP le
fact-state = État
fact-state-ordinary = ordinaire
fact-format = Forme
fact-size = Taille
format-cda = document médical structuré
format-pdf = PDF
format-fhir = document médical structuré (FHIR)
format-rtf = texte mis en forme (RTF)
format-text = texte
format-image = image
format-zip = dossier compressé
format-other = autre
about-title = À propos de ce document
about-masked = Ce document est caché aux professionnels de santé. Seuls son auteur et votre médecin traitant peuvent le lire.
contents-title = Table des matières
contents-name = Parties du document
contents-level = niveau { $level }
address-title = Une adresse citée dans ce document
address-outside = Cette adresse est en dehors de votre DMP. Rien n’est ouvert pour le moment.
address-site = Nom du site
address-exact = Nom exact, comme l’écrivent les ordinateurs
address-whole = Adresse complète
address-letters = Le nom de ce site contient des lettres inhabituelles. Elles peuvent imiter le nom d’un autre site.
address-mixed = Attention : ce nom mélange des alphabets différents. C’est souvent une tromperie.
address-unsealed = Ce site n’est pas protégé : ce que vous y écrivez peut être lu en chemin.
address-seen = Si vous l’ouvrez, ce site et votre fournisseur d’accès à Internet verront votre visite. N’y écrivez jamais votre mot de passe ni vos codes du DMP.
address-mail = C’est une adresse de courriel.
address-telephone = C’est un numéro de téléphone.
address-back = Revenir au document
address-copy = Copier l’adresse
address-open = Ouvrir dans mon navigateur
address-opened = L’adresse est donnée à votre navigateur. Elle s’ouvre dans une autre fenêtre.
address-not-opened = Le navigateur n’a pas pu être ouvert sur cet ordinateur. Vous pouvez copier l’adresse.
busy-browser = Le navigateur s’ouvre.
link-refused = Ce lien n’est pas sûr. Le programme ne l’ouvre pas : { $address }
inside-title = Fichier joint { $number }
inside-too-deep = Ce fichier est rangé dans trop d’autres fichiers. Par prudence, il n’est pas ouvert. Enregistrez celui qui le contient.
document-within = Ce fichier était joint au document précédent. Sa sorte : { $kind }.
document-see-picture = Voir en image
picture-only = Image du document
picture-page = Image de la page { $number } sur { $total }
picture-page-said = Page { $number } sur { $total } : { $said }
picture-next = Page suivante
picture-previous = Page précédente
picture-grey = Sans couleurs
picture-colours = Avec les couleurs
picture-locked = Ce document a un mot de passe. Ses pages ne peuvent pas être montrées en images. Lisez son texte, ou enregistrez-le.

save-title = Enregistrer une copie
save-why = La copie sera un fichier sur cet ordinateur.
save-folder = Dossier
save-name = Nom du fichier
save-continue = Continuer
save-confirm-title = Vérifier avant d’enregistrer
save-path = Fichier
save-warning = Cette copie sort de votre DMP : elle n’est plus protégée. Toute personne qui utilise cet ordinateur pourrait la lire.
save-warning-shop = Vous êtes sur un poste partagé. Pensez à effacer ce fichier avant de partir.
save-cancel = Ne pas enregistrer
save-do = Enregistrer ce fichier
save-done = La copie est enregistrée ici : { $path }
save-exists-title = Ce fichier existe déjà
save-exists-what = Un fichier de ce nom existe déjà à cet endroit. Le remplacer efface l’ancien.
save-keep-old = Garder l’ancien fichier
save-replace = Remplacer l’ancien fichier par cette copie
save-replace-word = remplacer

lock-title = Programme verrouillé
lock-what = Vous n’avez rien fait depuis un moment. Vos informations sont cachées. Écrivez votre mot de passe pour continuer.
lock-unlock = Continuer
lock-shop = Vous n’avez rien fait depuis un moment. Sur un poste partagé, le programme vous a déconnecté.
lock-warning-title = Êtes-vous toujours là ?
lock-warning-what = Pour continuer, appuyez sur une touche, par exemple Entrée.
lock-warning = Sans signe de vous, vos informations seront cachées dans { $wait }.
lock-warning-stay = Je suis là, continuer

leave-title = Quitter ?
leave-what = Vous allez être déconnecté, puis le programme s’arrêtera.
leave-stay = Rester
leave-go = Me déconnecter et quitter

help-title = Aide
help-what = Ce programme montre votre Dossier Médical Partagé (DMP) : vos documents de santé, rangés et lisibles.
help-here = Sur la page d’avant
help-letter = Lettre { $letter }
help-screen = Avec l’écran
help-screen-move = Flèche bas et flèche haut vont d’un choix à l’autre. Entrée choisit.
help-screen-choose = Un chiffre choisit directement : 1 pour le premier choix.
help-screen-back = Échap revient à la page d’avant, ou referme un message.
help-screen-letters = Chaque action a aussi une lettre. La touche A montre cette aide, la touche Q quitte.
help-screen-picture = Sur une image, les touches + et - changent le zoom. Les flèches déplacent l’image, et 0 la montre en entier.
help-screen-read = Dans un document, les touches Page suivante et Page précédente tournent les pages.
help-linear = Ligne par ligne, avec la voix ou le braille
help-linear-choose = Tapez le numéro d’un choix, puis Entrée. 0 revient, R répète, A aide, Q quitte.
help-linear-details = Dans la liste des documents, D et un numéro donnent les détails d’un document sans l’ouvrir : « D 2 ».
help-linear-fields = Quand le programme demande un texte, tapez-le. Deux-points puis 0 revient : « :0 ».
help-linear-read = Un document se lit page par page. Entrée donne la suite.
help-size = Écrire plus gros
help-size-what = Dans la plupart des fenêtres, la touche Ctrl et la touche Plus ensemble agrandissent les lettres.
help-size-large = Le programme a aussi une présentation en grands caractères : lancez « dmp --large ».
help-safe = Votre sécurité
help-safe-lock = Si vous ne touchez plus le clavier, le programme cache vos informations, et vous prévient avant.
help-safe-leave = Déconnectez-vous avant de partir.
help-call = Besoin d’aide ? Appelez le 3422, du lundi au vendredi, de 8 h 30 à 17 h 30.


## Ligne de commande, réglages, fichiers, arrêt (clés cli- settings- save-)

cli-unknown-option = L’option { $option } n’existe pas. Pour voir celles qui existent, tapez : dmp --help
cli-unknown-order = « { $word } » n’est pas une commande de ce programme. Pour lire un fichier, tapez : dmp open suivi de son nom. Pour l’aide, tapez : dmp --help
cli-secret = Un mot de passe ou un code ne s’écrit jamais ici : d’autres personnes pourraient le lire. Lancez dmp sans lui : il vous sera demandé.
cli-not-a-face = « { $word } » n’est pas une façon d’afficher. Choisissez : visuel, grand ou lecture.
cli-not-a-place = « { $word } » n’est pas un lieu connu. Choisissez : maison, ou partage pour un ordinateur que d’autres utilisent.
cli-not-graphics = « { $word } » n’est pas une façon connue de montrer les images. Choisissez : auto, kitty, sixel, iterm2, demi-blocs ou aucune.
cli-not-a-language = « { $word } » n’est pas une langue connue. Choisissez : fr, fr-x-falc ou en.
cli-not-a-number = L’option { $option } attend un nombre entier.
cli-not-an-address = L’option --listen attend une adresse et un numéro de port, par exemple : 127.0.0.1:8080
cli-no-value = Il manque un mot après l’option { $option }. Pour l’aide, tapez : dmp --help
cli-value-not-taken = L’option { $option } s’écrit seule, sans rien après elle.
cli-twice = L’option { $option } est écrite deux fois. Gardez-en une.
cli-together = Les options { $one } et { $other } ne vont pas ensemble. Gardez-en une.
cli-missing = Il manque l’option { $option }. Pour l’aide, tapez : dmp sandbox --help
cli-no-file = Il manque le nom du fichier à lire, par exemple : dmp open document.xml
cli-server-not-used = L’option --server ne sert pas ici : cette commande n’utilise pas ce serveur. Enlevez-la.
cli-width-not-used = L’option --width ne sert qu’avec --text.
cli-no-terminal = Cet affichage demande un vrai terminal, et il n’y en a pas ici. Utilisez : dmp --face lecture
cli-not-understood = Cette commande n’est pas comprise. Pour l’aide, tapez : dmp --help
cli-cannot-stop = Le programme ne peut pas être mis en pause ici : cette fenêtre n’est ouverte que pour lui.
cli-help =
    dmp : votre Dossier Médical Partagé, dans un terminal.

    Commandes

    dmp
      Ouvre votre DMP.
    dmp --server ADRESSE
      Ouvre votre DMP sur ce serveur. L’adresse commence par https://.
    dmp demo
      Montre le programme avec une personne inventée, sans internet.
    dmp open FICHIER
      Lit un document de cet ordinateur, sans connexion.
    dmp open --text FICHIER
      Écrit ce document en texte simple.
    dmp sandbox
      Lance un serveur d’essai. Voir : dmp sandbox --help

    Affichage

    --face visuel
      Tout l’écran. C’est l’affichage habituel. On peut aussi écrire : screen
    --face grand, ou --large
      Une mise en page pour grands caractères.
    --face lecture, ou --linear
      Ligne par ligne, pour la voix et le braille. On peut aussi écrire : linear
    --theme NOM
      Les couleurs.
    --graphics FAÇON
      Comment montrer les images : auto, kitty, sixel, iterm2, demi-blocs ou aucune.
    --lang fr
      La langue. Les textes simples (fr-x-falc) et l’anglais (en) viendront plus tard.

    Autres options

    --place maison
      C’est votre ordinateur. On peut aussi écrire : home
    --place partage
      D’autres personnes utilisent cet ordinateur : rien n’y reste. On peut aussi écrire : shop
    --config FICHIER
      Utilise ce fichier de réglages.
    --help
      Montre cette aide.
    --version
      Dit le numéro de version.

    Le programme vous demande votre mot de passe. Ne l’écrivez jamais sur la ligne de commande.
    DMP_FACE, DMP_PLACE et DMP_GRAPHICS remplacent --face, --place et --graphics. NO_COLOR enlève les couleurs.
    Si le programme s’arrête brusquement et que la fenêtre se comporte mal, tapez reset, puis Entrée.
cli-help-demo =
    dmp demo : montre le programme avec une personne inventée.

    Rien n’est envoyé sur internet, et rien ne reste sur cet ordinateur.
    La première page donne l’identifiant et le mot de passe à utiliser.
    Les options d’affichage sont celles de : dmp --help
cli-help-sandbox =
    dmp sandbox --listen ADRESSE --data DOSSIER : lance un serveur d’essai.

    --listen ADRESSE
      L’adresse et le port où il répond, par exemple 127.0.0.1:8080
    --data DOSSIER
      Le dossier où il garde ses données. Il est rempli la première fois.
    --records NOMBRE
      Le nombre de dossiers à inventer, pour mesurer.
    --documents NOMBRE
      Le nombre de documents par dossier, pour mesurer.
    --questionnaire FICHIER
      Un questionnaire FHIR (R4, en JSON) à proposer aussi. Plusieurs fois si besoin.
    --no-source-limit
      Enlève la limite des essais de connexion, pour les tests.

    dmp sandbox act GESTE : joue un professionnel sur ce serveur. Voir : dmp sandbox act --help
cli-help-act =
    dmp sandbox act GESTE : joue un professionnel inventé, sur une démonstration ou un serveur d’essai.

    chercher, accord, liste, lire, deposer
      Le médecin cherche le dossier, note l’accord, lit la liste, lit ou dépose un document.
    profil
      Le médecin lit ce que la personne dit de sa santé, et qui prévenir.
    bris-de-glace --reason RAISON
      Un médecin ouvre le dossier en urgence, et dit pourquoi.
    samu
      Le médecin du SAMU ouvre le dossier.
    historique
      Le médecin traitant lit les derniers accès au dossier.
    bloquer --target QUI, transmettre --target QUI
      Le médecin traitant bloque un confrère à la demande de la personne, ou lui transmet son rôle avec son accord.
    alimenter
      L’Assurance Maladie ajoute les soins remboursés des deux dernières années.
    attendre --days NOMBRE
      Des jours passent sur le serveur d’essai. Les connexions ouvertes se ferment.

    --as QUI
      Le nom ou le numéro du professionnel, dans l’annuaire d’essai.
    --patient QUI
      L’identifiant de la personne. Sans cette option : camille.martin
    --document DOCUMENT
      Le numéro du document à lire, ou le titre du document à déposer.
    --hidden
      Avec deposer : la personne ne voit pas encore le document.
    --target QUI
      Le professionnel à bloquer, ou le nouveau médecin traitant.
    --url ADRESSE
      L’adresse du serveur d’essai. Sans cette option : http://127.0.0.1:3422
cli-help-open =
    dmp open FICHIER : lit un document de cet ordinateur, sans connexion ni compte.

    Vous pouvez donner plusieurs fichiers, un dossier ou une archive ZIP.
    Vous pouvez aussi glisser un fichier dans cette fenêtre, après dmp open.

    --text
      Écrit le document en texte simple, par exemple pour un autre programme.
    --width NOMBRE
      Avec --text, le nombre de lettres par ligne. Avec 0, les lignes ne sont pas coupées.
    Les options d’affichage sont celles de : dmp --help
settings-damaged = Le fichier de réglages est abîmé : il n’est pas suivi. Il est gardé tel quel.
settings-unreadable = Le fichier de réglages ne peut pas être lu : il n’est pas suivi. Vérifiez qu’il est bien à vous.
settings-set-aside = Le fichier de réglages était abîmé. Il est gardé ici : { $path }. Un nouveau fichier le remplace.
settings-not-kept = Ce réglage n’a pas pu être écrit sur cet ordinateur. Il vaut jusqu’à la fin du programme.
settings-unknown = Le fichier de réglages contient des mots inconnus de ce programme : { $keys }. Ils sont gardés, sans effet.
settings-not-understood = Dans le fichier de réglages, la valeur de { $key } n’est pas comprise. Elle est gardée, sans effet.
settings-language-comes-later = Cette langue viendra plus tard. Le programme continue en français.
cli-open-locked = { $name } : { $problem } Ouvrez-le sans « --text » : le programme demandera ce mot de passe.
cli-open-file = Fichier : { $name }
cli-open-failed = { $name } : { $problem }
cli-open-no-document = Ce dossier ne contient aucun document que le programme sait lire. Vérifiez son nom.
cli-open-left-out = { $count ->
    [one] { $count } autre fichier du dossier n’est pas un document : il n’est pas montré.
   *[other] { $count } autres fichiers du dossier ne sont pas des documents : ils ne sont pas montrés.
}
cli-open-inside = { $archive }, { $name }
cli-open-cut = Ce dossier contient trop de fichiers : les autres ne sont pas montrés. Ouvrez un dossier plus petit.
cli-open-not-found = Ce fichier n’existe pas ou ne peut pas être lu : { $path }. Vérifiez son nom.
cli-extra-roots-unreadable = Le fichier de certificats nommé dans les réglages ne peut pas être lu. Vérifiez son nom.
cli-terminal-lost = Le terminal ne répond plus. Rien n’est perdu sur le serveur. Relancez le programme.
cli-sandbox-not-loopback = Le serveur d’essai ne répond que sur cet ordinateur : 127.0.0.1 ou [::1], et non { $address }.
cli-sandbox-port-taken = L’adresse { $address } est déjà utilisée. Choisissez un autre numéro après les deux-points.
cli-sandbox-folder-taken = Un autre serveur d’essai utilise déjà le dossier { $path }. Arrêtez-le, ou choisissez un autre dossier.
cli-sandbox-folder = Le dossier { $path } ne peut pas être utilisé. Vérifiez vos droits, ou choisissez un autre dossier.
cli-sandbox-database-locked = Un autre programme utilise { $path }. Fermez-le, puis réessayez.
cli-sandbox-database-damaged = Le fichier { $path } est abîmé, ou n’est pas celui d’un serveur d’essai. Il n’a pas été modifié. Choisissez un autre dossier.
cli-sandbox-database-newer = Le fichier { $path } vient d’une version plus récente. Il n’a pas été modifié. Utilisez cette version, ou un autre dossier.
cli-sandbox-disk-full = Le disque est plein : { $path }. Rien n’a été perdu. Libérez de la place, ou choisissez un autre dossier.
cli-sandbox-questionnaire = Le fichier { $path } n’est pas un questionnaire FHIR (R4, en JSON). Donnez-en un autre.
cli-sandbox-other = Le serveur d’essai n’a pas pu démarrer : { $why }.

cli-not-a-gesture = Le geste « { $word } » n’existe pas. Pour voir la liste, tapez : dmp sandbox act --help
cli-act-missing = Il manque ce que fait le professionnel. Pour voir la liste, tapez : dmp sandbox act --help
cli-act-not-this-computer = Cette adresse n’est pas celle d’un serveur d’essai de cet ordinateur. Elle ressemble à http://127.0.0.1:3422
cli-act-nobody = Aucun serveur d’essai ne répond à l’adresse { $address }. Lancez « dmp demo », ou donnez son adresse avec --url.
cli-act-not-a-sandbox = À l’adresse { $address }, ce n’est pas un serveur d’essai qui répond. Donnez la bonne adresse avec --url.
cli-act-unknown = L’annuaire d’essai ne connaît pas « { $who } ». Vérifiez le nom, ou donnez le numéro du professionnel.
cli-act-several = Plusieurs professionnels de l’annuaire d’essai s’appellent « { $who } ». Donnez le numéro de l’un d’eux.
cli-act-no-access = Refusé : ce professionnel n’a pas accès à ce dossier. La personne peut voir cet essai dans son historique.
cli-act-nothing = Rien de tel pour ce professionnel : vérifiez le dossier et le document.
cli-act-not-allowed = Refusé : ce professionnel ne peut pas faire cela.
cli-act-other = Le serveur d’essai n’a pas accepté : { $why }.
cli-act-found = Ce professionnel ne peut pas lire ce dossier. Rien ne lui dit pourquoi : pas d’accord, un blocage, ou pas de dossier.
cli-act-found-agreed = Ce professionnel peut lire ce dossier.
cli-act-agreed = L’accord de la personne est reçu. Il ne compte pas si elle a bloqué ce professionnel.
cli-act-listed = { $count ->
    [0] Le dossier est ouvert. Ce professionnel n’y voit aucun document.
    [one] Le dossier est ouvert. Ce professionnel y voit un document :
   *[other] Le dossier est ouvert. Ce professionnel y voit { $count } documents :
}
cli-act-line = { $id }  { $date }  { $title }
cli-act-read = Le document { $id } est lu : { $bytes } octets.
cli-act-profile = { $count ->
    [0] Cette personne n’a rien écrit sur elle-même que ce professionnel puisse lire.
    [one] Cette personne a écrit une chose sur elle-même :
   *[other] Cette personne a écrit { $count } choses sur elle-même :
  }
cli-act-profile-contact = Personne à prévenir : { $words }
cli-act-profile-illness = Maladie ou antécédent : { $words }
cli-act-profile-allergy = Allergie : { $words }
cli-act-profile-treatment = Traitement : { $words }
cli-act-profile-blood = Groupe sanguin : { $words }
cli-act-trace = { $date }  { $who } { $said }
cli-act-blocked = Ce professionnel est bloqué. La personne en est avertie.
cli-act-handed-on = Le médecin traitant a changé. La personne en est avertie.
cli-act-fed = Les soins remboursés sont transmis. Un mois déjà présent n’est pas ajouté deux fois.
cli-act-waited = { $count ->
    [one] Un jour est passé sur le serveur d’essai. Reconnectez-vous pour voir ce qui a changé.
   *[other] { $count } jours sont passés sur le serveur d’essai. Reconnectez-vous pour voir ce qui a changé.
}
cli-act-deposited = Le serveur a reçu le document.
cli-act-deposit-title = Compte rendu de consultation
cli-act-deposit-text = Document inventé pour la démonstration.

## Historique des accès

home-history = Qui a ouvert mon DMP
busy-history = Le programme demande l’historique des accès.
history-title = Qui a ouvert mon DMP
history-what = Chaque accès à votre DMP est noté : qui, quand, et pour quoi faire.
# { $count } is a number.
history-covers = Du { $from } au { $to }, { $count ->
    [0] aucun accès
    [one] un accès
   *[other] { $count } accès
}, liste complète.
history-covers-some = Du { $from } au { $to }, les { $count } accès les plus récents. Il y en a d’autres.
history-covers-part = Du { $from } au { $to }, les { $count } accès les plus récents, sur { $total }.
history-covers-between = Du { $from } au { $to }, les accès du { $first }e au { $last }e, le plus récent d’abord. Il y en a d’autres.
history-covers-between-of = Du { $from } au { $to }, les accès du { $first }e au { $last }e, sur { $total }, le plus récent d’abord.
history-newest = Revenir aux plus récents
history-unreadable = { $count ->
    [one] Un accès n’a pas pu être lu
   *[other] { $count } accès n’ont pas pu être lus
}. Pour en savoir plus, appelez le 3422.
history-show = Ce qui est montré
history-others = Les accès des autres
history-emergencies = Seulement les urgences
history-mine = Ce que j’ai fait moi-même
history-search = Chercher un nom, un métier, un document
history-none = Aucun accès de cette sorte.
history-none-found = Aucun accès ne contient ces mots. Essayez un mot plus court.
history-count = { $count ->
    [0] Aucun accès
    [one] Un accès
   *[other] { $count } accès, le plus récent d’abord
}
history-more = Voir les accès d’avant
history-dates = Choisir les dates
history-longer = Remonter jusqu’à dix ans
home-accesses = { $count ->
    [0] aucun accès depuis votre dernière visite
    [one] un accès depuis votre dernière visite
   *[other] { $count } accès depuis votre dernière visite
}
home-accesses-more = plus de { $count } accès depuis votre dernière visite
home-accesses-emergencies = { $count ->
    [one] dont un en urgence
   *[other] dont { $count } en urgence
}
sift-profession = Seulement le métier
sift-deed = Seulement l’action
sift-name = Seulement le nom
sift-choose-profession = Choisir un métier
sift-any-profession = Tous les métiers
sift-choose-deed = Choisir ce qui a été fait
sift-any-deed = Toutes les actions
sift-look-name = Chercher ce nom sur toute la période
sift-all = Tout montrer
sift-count = { $count ->
    [0] aucun accès
    [one] un accès
   *[other] { $count } accès
}
sift-not-all-here = Les nombres sont ceux des accès déjà reçus. Votre choix vaut pour toute la période.
trace-row = { $when }, { $who }
trace-month = En { $month } { $year }
trace-refused = refusé
trace-me = vous-même
trace-professional-unnamed = un professionnel dont le nom n’est pas donné
trace-system-unnamed = un système dont le nom n’est pas donné
trace-when = Quand
trace-profession = Métier
trace-organisation = Lieu
trace-what = Ce qui a été fait
trace-mode = Sorte d’accès
trace-outcome = Issue
trace-told = Le serveur précise
trace-document = Document
trace-open = Ouvrir ce document
trace-unknown = Je ne reconnais pas cet accès
deed-signed-in = connexion au DMP
deed-listed = a regardé la liste des documents
deed-read = a lu un document
deed-added = a ajouté un document
deed-changed = a changé un document
deed-deleted = a supprimé un document
deed-other = autre action
deed-tried-sign-in = a essayé de se connecter
deed-tried-list = a essayé de regarder la liste des documents
deed-tried-read = a essayé de lire un document
deed-tried-add = a essayé d’ajouter un document
deed-tried-change = a essayé de changer un document
deed-tried-delete = a essayé de supprimer un document
deed-tried = a essayé autre chose
mode-normal = accès habituel
mode-break-glass = urgence, accès sans votre accord
mode-regulation = urgence, appel au 15
mode-break-glass-mark = Urgence, accès sans votre accord
mode-regulation-mark = Urgence, appel au 15
mode-break-glass-what = Si votre vie est en danger et que vous ne pouvez pas répondre, un professionnel peut ouvrir votre DMP. On dit aussi « bris de glace ».
mode-regulation-what = Quand on appelle le 15 pour vous, le médecin qui répond peut ouvrir votre DMP. Ce service s’appelle le SAMU.
unknown-first = Un nom inconnu peut être celui d’un remplaçant, d’un laboratoire ou d’un service où vous êtes passé.
unknown-call = Si vous avez un doute, appelez le 3422, du lundi au vendredi, de 8 h 30 à 17 h 30.
unknown-password = Si quelqu’un connaît votre mot de passe, changez-le.
unknown-say = Ce que vous pouvez dire
unknown-letter = Je ne reconnais pas un accès à mon DMP. Date : { $when }. Personne : { $who }. Action : { $what }. Pouvez-vous me dire pourquoi ?
history-document = Qui a ouvert ce document
history-of = Les accès de { $who } à mon DMP

## Qui peut voir mon dossier

rights-title = Qui peut voir mon dossier
rights-home = autoriser, bloquer, urgences, chercher un professionnel
rights-what = Vous décidez qui lit votre dossier. Un professionnel doit avoir votre accord avant de l’ouvrir, sauf urgence.
rights-unreadable = { $count ->
    [one] Un réglage n’a pas pu être lu
   *[other] { $count } réglages n’ont pas pu être lus
}. Pour en savoir plus, appelez le 3422.
rights-allowed = Ceux qui peuvent lire
rights-blocked = Ceux que j’ai bloqués
rights-people = { $count ->
    [0] personne
    [one] une personne
   *[other] { $count } personnes
}
allowed-what = Ces professionnels ont votre accord. Ils l’ont noté eux-mêmes, après vous l’avoir demandé.
allowed-none = Personne n’a encore votre accord.
blocked-what = Ces professionnels ne peuvent pas lire votre dossier, même en urgence. Ils ne savent pas qu’ils sont bloqués.
blocked-none = Vous n’avez bloqué personne. Pour bloquer quelqu’un, cherchez son nom dans l’annuaire.
allowed = peut lire votre dossier
allowed-since = peut lire votre dossier depuis le { $date }
blocked = bloqué
blocked-since = bloqué depuis le { $date }
party-number = le professionnel numéro { $number }
relation = Et votre dossier
relation-none = N’a pas votre accord : ne peut pas lire votre dossier, sauf urgence
relation-doctor = votre médecin traitant
relation-doctor-and = votre médecin traitant, { $state }
person-see = Voir cette personne
person-accesses = Ses accès à mon dossier
person-no-number = Sans numéro national, cette personne ne peut pas être bloquée d’ici. Si vous voulez la bloquer, appelez le 3422.

block = Bloquer cette personne
block-title = Bloquer { $who } ?
block-reads = Cette personne ne pourra plus lire votre dossier, même en urgence.
block-deposits = Elle pourra encore y ajouter des documents.
block-lasts = Le blocage dure jusqu’à ce que vous l’enleviez.
block-care = Attention : cela peut nuire à vos soins. Sans votre dossier, elle peut ignorer une allergie ou un traitement.
block-not-told = Elle n’est pas prévenue. Pour elle, c’est comme si vous n’aviez jamais donné votre accord.
block-keep = Ne pas bloquer
block-do = Oui, bloquer cette personne
block-word = bloquer
block-done = { $who } ne peut plus lire votre dossier.
unblock = Enlever le blocage
unblock-title = Enlever le blocage de { $who } ?
unblock-what = Cette personne ne sera plus bloquée.
unblock-not-allowed = Elle ne pourra pas lire pour autant. Elle devra d’abord vous demander votre accord, sauf urgence.
unblock-do = Oui, enlever le blocage
unblock-done = Le blocage de { $who } est enlevé. Pour lire votre dossier, votre accord est nécessaire.
withdraw = Retirer l’autorisation de lire
withdraw-title = Retirer l’autorisation de { $who } ?
withdraw-reads = Cette personne ne pourra plus lire votre dossier, tant qu’elle n’a pas de nouveau votre accord.
withdraw-emergency = En urgence, elle pourra encore le lire. Pour l’empêcher aussi en urgence, bloquez-la.
withdraw-do = Oui, retirer l’autorisation
withdraw-done = { $who } n’a plus votre accord pour lire votre dossier.
change-keep = Ne rien changer
change-not-done = Ce n’est pas fait, rien n’a changé. { $why }
change-unknown = Nous ne savons pas si c’est fait : le serveur n’a pas répondu. Regardez ici dans un moment, avant de recommencer.
busy-rights = Le programme demande qui peut lire votre dossier.
busy-change = Le programme enregistre votre choix. Attendez la réponse.

conflict-title = Quelque chose a changé entre-temps
conflict-what = Ce réglage a été changé ailleurs, par vous ou par quelqu’un d’autre. Rien n’a été fait d’ici.
conflict-wanted = Vous vouliez
conflict-now = Maintenant
conflict-keep = Laisser comme c’est maintenant
conflict-do = Faire quand même ce que je voulais
change-block = bloquer cette personne
change-unblock = enlever le blocage
change-withdraw = retirer l’autorisation
change-stay = autoriser cet établissement
change-stay-end = mettre fin à l’accès de cet établissement
change-allow = autoriser
change-refuse = refuser
now-unknown = nous ne savons pas
now-nothing = ni autorisé, ni bloqué
now-allowed = autorisé
now-blocked = bloqué
now-refused = refusé

prove-title = Confirmez que c’est bien vous
prove-what = Ce choix est important. Pour être sûr que c’est vous, le serveur demande encore votre mot de passe.
prove-do = Confirmer
prove-shop = Ce choix est important. Sur un poste partagé, reconnectez-vous d’abord, puis recommencez.

doctor-title = Mon médecin traitant
doctor-none = aucun médecin traitant n’est déclaré
doctor-can = Ce que lui seul peut faire
doctor-reads = Avec votre accord, il lit tout, même les documents que vous avez masqués.
doctor-traces = Il voit qui a ouvert votre dossier.
doctor-blocks = Il peut bloquer un autre professionnel si vous le lui demandez. Vous en êtes prévenu.
doctor-agreement = Il ne peut pas lire ce que vous lui interdisez : vous pouvez le bloquer comme les autres.
doctor-change = Pour en changer
doctor-change-how = Choisissez un autre médecin et demandez-lui de vous déclarer. Il l’envoie à l’Assurance Maladie, avec votre carte Vitale. Le dossier suit tout seul.

stays-title = Séjours à l’hôpital
stays-what = Vous pouvez autoriser un hôpital ou une clinique à lire votre dossier pendant un séjour, puis arrêter quand vous voulez.
stays-count = { $count ->
    [0] aucun
    [one] un établissement autorisé
   *[other] { $count } établissements autorisés
}
stays-none = Aucun établissement n’est autorisé.
stay-new = Autoriser un établissement
stay-until = autorisé jusqu’au { $date }
stay-without-end = autorisé, sans date de fin
stay-hospital = Nom de l’hôpital ou de la clinique
stay-hospital-hint = Un mot de son nom suffit. Par exemple : hospitalier
stay-hospital-missing = Écrivez un mot du nom de l’établissement.
stay-find = Chercher
stay-found = { $count ->
    [one] Un établissement trouvé
   *[other] { $count } établissements trouvés
}
stay-none-found = Aucun établissement ne porte ce nom. Essayez un autre mot, par exemple : hospitalier
stay-until-when = Jusqu’à quel jour
stay-until-hint = Par exemple : 15/12/2026
stay-until-missing = Écrivez le dernier jour du séjour.
stay-past = Cette date est passée. Écrivez un jour à venir.
stay-too-long = Une autorisation dure un an au plus. Écrivez une date plus proche.
stay-go-on = Continuer
stay-title = Autoriser { $who } ?
stay-reads = Les soignants de cet établissement pourront lire votre dossier jusqu’au { $date }, ce jour compris.
stay-withdraw = Vous pourrez arrêter avant, quand vous voulez.
stay-do = Oui, autoriser
stay-done = { $who } peut lire votre dossier pendant votre séjour.
stay-end-title = Mettre fin à l’accès de { $who } ?
stay-end-reads = Ses soignants ne pourront plus lire votre dossier au titre de ce séjour.
stay-end-do = Oui, mettre fin
stay-ended = { $who } ne peut plus lire votre dossier au titre de ce séjour.

emergencies-title = En cas d’urgence
emergencies-what = Si votre vie est en danger, on peut avoir besoin de votre dossier sans pouvoir vous demander votre accord. Vous pouvez l’autoriser ou le refuser.
emergencies-on = { $count ->
    [0] tout est refusé
    [one] une autorisation sur trois
    [3] tout est autorisé
   *[other] { $count } autorisations sur trois
}
emergencies-some-missing = Ce serveur ne donne pas tous les réglages d’urgence.
emergencies-accesses = Voir les accès en urgence
emergency-samu = Le médecin du 15
emergency-glass = Les autres soignants
emergency-masked = Mes documents masqués
emergency-on = autorisé
emergency-off = refusé
emergency-now = Aujourd’hui
emergency-allow = Autoriser
emergency-refuse = Refuser
emergency-samu-what = Quand on appelle le 15 pour vous, le médecin qui répond peut lire votre dossier. Ce service s’appelle le SAMU.
emergency-glass-what = Si vous ne pouvez pas répondre et que votre vie est en danger, un soignant peut ouvrir votre dossier. Il doit dire pourquoi. On dit aussi « bris de glace ».
emergency-masked-what = Les documents que vous avez masqués peuvent être lus aussi, mais seulement en urgence.
emergency-samu-allow = Le médecin du 15 pourra lire votre dossier quand on appelle pour vous.
emergency-samu-refuse = Le médecin du 15 ne pourra plus lire votre dossier, même si vous êtes en danger.
emergency-glass-allow = Un soignant pourra ouvrir votre dossier si vous êtes en danger et ne pouvez pas répondre.
emergency-glass-refuse = Aucun soignant ne pourra ouvrir votre dossier sans votre accord, même si vous êtes en danger.
emergency-masked-allow = En urgence, vos documents masqués pourront être lus comme les autres.
emergency-masked-refuse = Vos documents masqués resteront cachés, même en urgence.
emergency-risk = Attention : les soignants pourront ignorer une allergie, une maladie ou un traitement.
emergency-told = Vous êtes prévenu de chaque accès en urgence.
emergency-samu-allow-title = Autoriser le médecin du 15 à lire mon dossier ?
emergency-samu-refuse-title = Interdire mon dossier au médecin du 15 ?
emergency-glass-allow-title = Autoriser les autres soignants en urgence ?
emergency-glass-refuse-title = Interdire mon dossier aux autres soignants en urgence ?
emergency-masked-allow-title = Montrer mes documents masqués en urgence ?
emergency-masked-refuse-title = Cacher mes documents masqués, même en urgence ?
switch-refuse-word = refuser
switch-allowed = C’est maintenant autorisé en urgence.
switch-refused = C’est maintenant refusé, même en urgence.

never-title = Qui ne voit jamais mon dossier
never-what = La loi réserve votre dossier à ceux qui vous soignent. Ceux-ci ne le voient jamais :
never-employer = Votre employeur
never-employer-why = Il n’a aucun accès, même avec votre accord.
never-occupational = Le médecin du travail
never-occupational-why = Il suit votre santé au travail, mais il ne lit pas ce dossier.
never-insurer = Les assureurs, les mutuelles et leurs médecins
never-insurer-why = Ils n’ont aucun accès, ni pour un contrat, ni pour un remboursement.
never-bank = Les banques
never-bank-why = Elles n’ont aucun accès, même pour un prêt.
never-assurance = L’Assurance Maladie et ses médecins-conseils
never-assurance-why = Elle ajoute vos soins remboursés, mais elle ne lit pas votre dossier.
never-asked = Pour un contrat ou un emploi, personne n’a le droit de vous demander d’ouvrir votre dossier. Ni de vous en demander une copie.

problem-changed-meanwhile = Ce réglage a été changé entre-temps, ici ou ailleurs. Regardez ce qu’il est maintenant, puis recommencez si vous le voulez.
problem-prove-identity = Le serveur veut être sûr que c’est vous. Redonnez votre mot de passe.

## Avis

notices-title = Avis
notices-unread = { $count ->
    [0] aucun non lu
    [one] 1 non lu
   *[other] { $count } non lus
}
notices-many = Vous avez { $count } nouveaux avis.
notices-many-urgent = Vous avez { $count } nouveaux avis, dont un accès en urgence.
notices-more = Vous avez plus de { $count } nouveaux avis.
notices-more-urgent = Vous avez plus de { $count } nouveaux avis, dont un accès en urgence.
notices-besides = { $first } { $then }
notice-access = { $who } a ouvert votre DMP.
notice-access-unnamed = Un professionnel a ouvert votre DMP.
notice-emergency = En urgence, { $who } a ouvert votre DMP sans votre accord.
notice-regulation = En urgence, { $who } a ouvert votre DMP après un appel au 15.
notice-emergency-unnamed = Un professionnel a ouvert votre DMP en urgence.
notice-deposit = { $who } a ajouté un document à votre DMP.
notice-deposit-titled = { $who } a ajouté un document à votre DMP : { $title }.
notice-deposit-unnamed = Un document a été ajouté à votre DMP.
notice-other = Vous avez un nouvel avis.
busy-notices = Le programme demande vos avis.
notices-what = Chaque avis dit ce qui s’est passé dans votre DMP : qui l’a ouvert, ce qui y a été ajouté.
notices-count = { $count ->
    [0] Aucun avis
    [one] 1 avis
   *[other] { $count } avis
}
notices-count-unread = { $count ->
    [0] Aucun avis
    [one] 1 avis
   *[other] { $count } avis
}, { $unread ->
    [0] aucun non lu
    [one] 1 non lu
   *[other] { $unread } non lus
}
notices-none = Vous n’avez pas d’avis.
notices-unreadable = { $count ->
    [one] Un avis n’a pas pu être lu par ce programme.
   *[other] { $count } avis n’ont pas pu être lus par ce programme.
}
notices-older = Voir les avis d’avant
notices-again = Mettre la liste à jour
notices-all-read = Tout marquer comme lu
notices-all-marked = Tous vos avis sont marqués comme lus.
notices-some-marked = { $count ->
    [0] Aucun avis n’a été marqué comme lu. { $why }
    [one] Un seul avis a été marqué comme lu. { $why }
   *[other] Seulement { $count } avis ont été marqués comme lus. { $why }
}
notice-unread-mark = Non lu
notice-read-mark = lu
notice-unread = non lu
notice-state = État
notice-who = Qui
notice-reason = Raison donnée
notice-title-access = Accès à votre DMP
notice-title-emergency = Accès en urgence à votre DMP
notice-title-deposit = Nouveau document
notice-title-other = Avis
notice-title-feed = Vos soins remboursés sont ajoutés
notice-title-announced = Un document vous attend
notice-title-visible = Un document vous est maintenant montré
notice-title-blocked = Un professionnel est bloqué à votre demande
notice-title-treating = Votre médecin traitant a changé
notice-kind-feed = Quand mes soins remboursés sont ajoutés
notice-kind-announced = Quand un document doit d’abord m’être expliqué
notice-kind-visible = Quand je peux enfin lire ce document
notice-kind-blocked = Quand mon médecin traitant bloque quelqu’un à ma demande
notice-kind-treating = Quand mon médecin traitant change
notice-trace = Voir dans l’historique des accès
notice-no-trace = L’historique ne montre plus ce qui s’est passé. Regardez « Qui a ouvert mon DMP ».
notice-mark-read = Marquer comme lu
notice-mark-unread = Marquer comme non lu
notice-not-marked = Cet avis n’a pas pu être marqué. Il reste dans la liste. { $why }
notice-choices-title = Choisir comment être prévenu
notice-choices-what = Tous les avis sont dans ce programme. Certains viennent aussi par SMS ou par e-mail : choisissez comment.
notice-choices-name = Vos choix
notice-choices-none = Ce serveur ne propose aucun choix.
notice-kind-access = Quand un professionnel ouvre mon DMP pour la première fois
notice-kind-emergency = Quand mon DMP est ouvert en urgence
notice-kind-deposit = Quand un document est ajouté
notice-kind-other = Un autre avis de ce serveur : { $code }
notice-by-sms = par SMS
notice-by-mail = par e-mail
notice-by-other = par un moyen que ce programme ne connaît pas
notice-by-none = ni SMS ni e-mail
notice-choose-sms = Par SMS
notice-choose-mail = Par e-mail
notice-choose-other = Par un autre moyen, que ce programme ne connaît pas
notice-choose-none = Ni SMS ni e-mail
notice-choice-required-mark = toujours envoyé
notice-choice-required = Vous êtes toujours prévenu de ces accès : c’est une protection. Vous choisissez seulement comment.
notice-choice-what = Choisissez comment être prévenu. L’avis reste de toute façon dans ce programme.
notice-choice-now = Aujourd’hui
notice-choice-chosen = c’est votre choix
notice-choice-done = C’est fait. Votre choix est enregistré.
notice-choice-unknown = La réponse du serveur s’est perdue. Votre choix est peut-être enregistré : regardez ci-dessous ce qu’il en est.
## Masquer, archiver, supprimer, et qui voit un document

privacy = Qui peut le voir, masquer, archiver
privacy-title = Montrer, masquer, ranger ce document
privacy-gone = Ce document n’est plus dans votre dossier.
privacy-masked = Ce document est masqué : les professionnels ne le voient pas, sauf exceptions.
privacy-shown = Ce document n’est pas masqué : les professionnels que vous autorisez peuvent le lire.
privacy-states = Ce qu’on en sait
mask = Masquer ce document
mask-one = Masquer « { $title } » ?
mask-many = { $count ->
    [one] Masquer un document ?
   *[other] Masquer { $count } documents ?
}
mask-some = Masquer plusieurs documents
mask-all = Masquer tous mes documents, et ceux à venir
mask-hides = Les professionnels ne le verront plus.
mask-but = Celui qui l’a écrit et votre médecin traitant le verront toujours. En urgence, cela dépend de vos réglages.
mask-person = Si vous pensez à une seule personne, mieux vaut la bloquer : elle ne verra plus rien de votre dossier.
mask-care = Attention : un document caché peut manquer à ceux qui vous soignent.
mask-do = Oui, masquer
mask-done = { $count ->
    [one] Un document est masqué.
   *[other] { $count } documents sont masqués.
}
mask-and-new = Les documents à venir seront masqués aussi.
show = Montrer ce document aux professionnels
show-one = Montrer « { $title } » ?
show-many = { $count ->
    [one] Montrer un document ?
   *[other] Montrer { $count } documents ?
}
show-some = Montrer plusieurs documents
show-all = Montrer tous mes documents, et ceux à venir
show-shows = Les professionnels que vous autorisez pourront le lire, selon leur métier.
show-do = Oui, montrer
show-done = { $count ->
    [one] Un document est montré.
   *[other] { $count } documents sont montrés.
}
show-and-new = Les documents à venir seront montrés aussi.
archive = Archiver ce document
archive-one = Archiver « { $title } » ?
archive-many = { $count ->
    [one] Archiver un document ?
   *[other] Archiver { $count } documents ?
}
archive-some = Archiver plusieurs documents
archive-what = Archiver, c’est ranger un document ancien. Il reste dans votre dossier, avec la mention « archivé ».
archive-not = Cela ne le cache pas. Pour le cacher, masquez-le.
archive-do = Oui, archiver
archive-done = { $count ->
    [one] Un document est archivé.
   *[other] { $count } documents sont archivés.
}
unarchive = Ne plus archiver ce document
unarchive-one = Ne plus archiver « { $title } » ?
unarchive-many = { $count ->
    [one] Ne plus archiver un document ?
   *[other] Ne plus archiver { $count } documents ?
}
unarchive-some = Ne plus archiver plusieurs documents
unarchive-what = Il reviendra parmi les autres.
unarchive-do = Oui
unarchive-done = { $count ->
    [one] Un document n’est plus archivé.
   *[other] { $count } documents ne sont plus archivés.
}
delete = Supprimer ce document
delete-one = Supprimer « { $title } » ?
delete-many = { $count ->
    [one] Supprimer un document ?
   *[other] Supprimer { $count } documents ?
}
delete-some = Supprimer plusieurs documents
delete-what = C’est vous qui l’avez ajouté. Il disparaîtra de votre dossier, pour vous et pour les professionnels.
delete-forever = Cela ne peut pas être annulé. Si vous voulez le garder, enregistrez d’abord une copie.
delete-do = Oui, supprimer
delete-word = supprimer
delete-done = { $count ->
    [one] Un document est supprimé.
   *[other] { $count } documents sont supprimés.
}
masking-title = Masquer mes documents
masking-what = Un document masqué n’est vu que de vous, de celui qui l’a écrit et de votre médecin traitant.
masking-one-person = Si vous pensez à une seule personne, mieux vaut la bloquer.
masking-coming = La liste de vos documents n’est pas encore complète. Revenez dans un moment.
new-mask = Masquer les documents à venir
new-show = Montrer les documents à venir
new-are-masked = aujourd’hui, ils sont masqués
new-are-shown = aujourd’hui, ils sont montrés
new-mask-title = Masquer les documents à venir ?
new-mask-what = Chaque nouveau document sera masqué à son arrivée. Vous pourrez le montrer ensuite.
new-mask-do = Oui, masquer
new-masked-done = Les documents à venir seront masqués.
new-show-title = Montrer les documents à venir ?
new-show-what = Chaque nouveau document pourra être lu par les professionnels que vous autorisez, selon leur métier.
new-show-do = Oui, montrer
new-shown-done = Les documents à venir seront montrés.
many-chosen = { $count ->
    [0] Choisissez les documents un par un. Choisir une deuxième fois, c’est renoncer.
    [one] Un document choisi.
   *[other] { $count } documents choisis.
}
many-none = Il n’y a aucun document de cette sorte.
many-nothing = Vous n’avez choisi aucun document. Choisissez-en un dans la liste.
many-go = { $count ->
    [0] Continuer
    [one] Continuer avec un document
   *[other] Continuer avec { $count } documents
}
failed-title = Tout n’est pas fait
failed-count = { $count ->
    [one] Un document à revoir
   *[other] { $count } documents à revoir
}
who-title = Qui peut voir ce document
who-if-masked = Et si je le masquais ?
who-if-shown = Et si je le montrais ?
who-as-it-is = Voir qui peut le lire aujourd’hui
who-after = Voir d’abord qui pourra le lire après
who-people = Les personnes que vous connaissez
who-person = { $who }, { $why }
who-professions = Les autres professionnels, selon leur métier
who-agreed = Avec votre accord, peuvent le lire
who-emergency = Seulement en urgence
who-not = Ne peuvent pas le lire
who-never = Votre employeur, les assureurs, les mutuelles et les banques ne le voient jamais.
standing-author = qui l’a écrit
standing-doctor = votre médecin traitant
standing-agreed = qui a votre accord
standing-blocked = que vous avez bloqué
sees = lit ce document
sees-emergency = seulement en urgence
sees-not = ne le lit pas
matrix-title = Quel métier lit quels documents
matrix-what = La loi dit quels documents chaque métier peut lire, une fois que vous avez donné votre accord.
matrix-version = Règles du { $date }.
matrix-count = lit { $count } sortes de documents sur { $all }
matrix-professions = { $count ->
    [one] Un métier
   *[other] { $count } métiers
}
matrix-agreed = Avec votre accord, et si le document n’est pas masqué :
matrix-all = tout
matrix-nothing = rien
matrix-only = seulement : { $kinds }
matrix-but = tout, sauf : { $kinds }

## Formulaires (clés form- merge- fault- hint- sent- send-)

busy-mine = Lecture de ce que vous avez écrit.
busy-sending = Envoi du document.
busy-file = Lecture du fichier.
form-page = { $title }, page { $rank } sur { $count }
form-next = Continuer
form-review = Relire avant d’envoyer
form-review-title = Relire : { $title }
form-previous = Revenir à la page précédente
form-put-aside = Enregistrer dans mon dossier et continuer plus tard
form-leave = Quitter ce formulaire
form-leave-title = Quitter ce formulaire ?
form-leave-what = « { $title } » n’est pas encore envoyé.
form-go-on = Continuer à écrire
form-keep = Garder ce que j’ai écrit, et sortir
form-kept = Ce que vous avez écrit est gardé. Vous le retrouverez dans « Ce que je dis de moi ».
form-throw-away = Jeter ce que j’ai écrit
form-throw-word = jeter
form-thrown-away = Ce que vous aviez écrit est jeté.
form-yes = Oui
form-no = Non
form-own-words = Ou dites-le avec vos mots
form-again = { $question } ({ $rank })
form-one-more = Ajouter : { $question }
form-take-away = Retirer : { $question } ({ $rank })
form-unknown = Cette question ne peut pas être posée ici : « { $question } ». Ce programme ne connaît pas ce genre de réponse ({ $kind }).
form-no-answer = sans réponse
form-nothing-answered = Aucune question n’est posée.
form-answers = { $count ->
    [one] { $count } question. Choisissez-la pour la corriger.
   *[other] { $count } questions. Choisissez-en une pour la corriger.
}
form-refused = { $count ->
    [one] Une réponse est à corriger avant de continuer.
   *[other] { $count } réponses sont à corriger avant de continuer.
}
form-understood = Compris : { $date }.
form-date-hint = Par exemple : 3/4/1958, ou 3 avril 1958.
form-integer-hint = Un nombre entier, par exemple : 12.
form-decimal-hint = Un nombre, par exemple : 12,5.
form-quantity-hint = Un nombre et son unité, par exemple : 12,5 kg.
form-quantity-in = Un nombre, en { $unit }.
hint-name = Par exemple : Léa, ou d’Alembert.
hint-phone = Par exemple : 06 12 34 56 78, ou +32 475 12 34 56.
hint-email = Par exemple : lea@exemple.fr.
hint-postcode = Cinq chiffres, par exemple : 33000.
hint-town = Par exemple : Bordeaux.
hint-address = Par exemple : https://exemple.fr.
hint-time = Par exemple : 14 h 30.
hint-moment = Par exemple : 3/4/1958 à 14 h 30.
fault-missing = Une réponse est attendue ici.
fault-too-long = { $over ->
    [one] Il y a { $over } caractère de trop : { $limit } au plus.
   *[other] Il y a { $over } caractères de trop : { $limit } au plus.
}
fault-name = Un nom s’écrit avec des lettres, par exemple : d’Alembert.
fault-phone = Ce numéro de téléphone n’est pas complet. Par exemple : 06 12 34 56 78, ou +32 475 12 34 56.
fault-email = Cette adresse électronique n’est pas complète. Par exemple : lea@exemple.fr.
fault-postcode = Un code postal a cinq chiffres, par exemple : 33000.
fault-town = Le code postal { $postcode } n’est pas celui de cette ville. Il va avec : { $towns }.
fault-day = Cette date n’existe pas ou n’est pas complète. Par exemple : 3/4/1958, ou 3 avril 1958.
fault-future = Cette date est dans l’avenir. Écrivez une date passée, ou celle d’aujourd’hui.
fault-whole = Un nombre entier est attendu, par exemple : 12.
fault-number = Un nombre est attendu, par exemple : 12,5.
fault-quantity = Un nombre et son unité sont attendus, par exemple : 12,5 kg.
fault-address = Cette adresse n’est pas complète. Par exemple : https://exemple.fr.
fault-time = Cette heure n’est pas complète. Par exemple : 14 h 30.
fault-moment = Un jour et une heure sont attendus. Par exemple : 3/4/1958 à 14 h 30.
fault-order = L’ordre d’appel est un nombre de 1 à 99.
fault-trusted-already = Votre personne de confiance est déjà { $name }. Il ne peut y en avoir qu’une : changez d’abord sa fiche.
merge-title = Quelqu’un d’autre a changé la même chose
merge-what = « { $title } » a été changé ailleurs pendant que vous écriviez. Rien n’est perdu : choisissez pour chaque question.
merge-same = Vos changements et les autres ne portent pas sur les mêmes questions. Ils sont réunis.
merge-mine = Ce que j’ai écrit : { $value }
merge-theirs = Ce qui est dans le dossier : { $value }
merge-go-on = Continuer, et relire avant d’envoyer
send-save = Enregistrer dans mon dossier
send-add = Ajouter à mon dossier
send-sign = Signer et mettre dans mon dossier
send-sign-word = signer
sent-aside = Vos réponses sont dans votre dossier. Vous pourrez continuer d’un autre ordinateur.
sent-not-done = Rien n’a été enregistré, et ce que vous avez écrit est gardé. { $why }
sent-unknown = Votre envoi est parti, mais la réponse s’est perdue. Ce que vous avez écrit est gardé. Envoyez à nouveau : rien ne sera en double.
sent-gone = Ce que vous changiez n’est plus dans le dossier. Ce que vous avez écrit est gardé : envoyez à nouveau pour le créer.
removed-done = La liste est à jour.

## Ce que je dis de moi (clés mine- contact- health- statement- directives- wish- deposit- card- drafts-)

mine-title = Ce que je dis de moi
mine-home = Personnes à prévenir, directives, ma santé, mes documents
mine-what = Ce que vous écrivez ici rejoint votre dossier. Les professionnels qui vous soignent peuvent le lire.
contacts-title = Mes personnes à prévenir
contacts-what = En cas d’urgence, les professionnels appellent ces personnes, dans l’ordre que vous choisissez.
contacts-trusted-what = La personne de confiance parle pour vous si vous ne pouvez plus le faire. Elle seule a ce rôle.
contacts-unreadable = { $count ->
    [one] { $count } fiche n’a pas pu être lue.
   *[other] { $count } fiches n’ont pas pu être lues.
}
contacts-count = { $count ->
    [0] Personne
    [one] { $count } personne
   *[other] { $count } personnes
}
contacts-none = Vous n’avez encore indiqué personne.
contact-new = Ajouter une personne
contact-change = Changer une fiche
contact-change-of = Changer la fiche de { $name }
contact-do-change = Changer cette fiche
contact-introduction = Prévenez cette personne que vous donnez son nom et son numéro.
contact-before = Cette fiche sera dans votre dossier. Les professionnels qui vous soignent pourront la lire.
contact-who = Qui est-ce ?
contact-reach = Comment l’appeler ?
contact-home = Où habite cette personne ?
contact-given = Prénom
contact-family = Nom
contact-roles = Son rôle
contact-roles-help = Une même personne peut avoir les deux rôles.
contact-emergency = À prévenir en cas d’urgence
contact-trusted = Personne de confiance
contact-both = À prévenir en cas d’urgence et personne de confiance
contact-neither = Aucun rôle indiqué
contact-link = Qui est cette personne pour vous ?
contact-phone = Téléphone
contact-other-phone = Autre téléphone
contact-email = Adresse électronique
contact-order = Ordre d’appel
contact-order-help = 1 pour la première personne à appeler, 2 pour la suivante.
contact-street = Numéro et rue
contact-postcode = Code postal
contact-town = Ville
contact-country = Pays
contact-country-help = Seulement hors de France.
contact-address = Adresse
contact-gone = Cette fiche n’est plus dans votre dossier. Revenez à la liste.
contact-added = La personne est dans votre dossier.
contact-changed = La fiche est à jour.
contact-remove = Retirer cette personne
contact-remove-title = Retirer cette personne ?
contact-remove-what = { $name } ne sera plus dans votre dossier. Les professionnels ne verront plus son numéro.
contact-remove-trusted = C’est votre personne de confiance : vous n’en aurez plus, tant que vous n’en indiquez pas une autre.
contact-keep = Ne rien changer
contact-do-remove = Retirer
contact-remove-word = retirer
link-mother = Mère
link-father = Père
link-daughter = Fille
link-son = Fils
link-child = Enfant
link-brother = Frère
link-sister = Sœur
link-husband = Époux
link-wife = Épouse
link-spouse = Conjoint ou conjointe
link-partner = Concubin, concubine ou partenaire de PACS
link-grandmother = Grand-mère
link-grandfather = Grand-père
link-uncle = Oncle
link-aunt = Tante
link-nephew = Neveu
link-niece = Nièce
link-cousin = Cousin ou cousine
link-family = Autre membre de la famille
link-friend = Ami, amie ou autre proche
link-neighbour = Voisin ou voisine
link-household = Personne qui vit sous le même toit
link-guardian = Tuteur ou tutrice
link-curator = Curateur ou curatrice
link-safeguard = Mandataire désigné par un juge
health-title = Ma santé, avec mes mots
health-what = Dites vos maladies, vos allergies et vos traitements. Ce sont vos mots : ils ne remplacent pas les documents de vos soignants.
health-nothing-said = Rien n’est dit pour l’instant.
health-and-more = d’autres encore
health-see-treatments = Voir les traitements de mes ordonnances
topic-illness = Maladies et antécédents
topic-allergy = Allergies
topic-treatment = Traitements
topic-blood = Groupe sanguin
topic-rhesus = Rhésus
statements-count = { $count ->
    [0] Rien
    [one] { $count } ligne
   *[other] { $count } lignes
}
statements-unreadable = { $count ->
    [one] { $count } ligne n’a pas pu être lue.
   *[other] { $count } lignes n’ont pas pu être lues.
}
statement-add = Ajouter
statement-not-concerned = Je ne suis pas concerné : ne rien avoir de tel est une réponse
statement-nothing = Je ne suis pas concerné
statement-introduction = Quelques mots suffisent, comme vous le diriez à votre médecin.
statement-before = Cette ligne sera dans votre dossier.
statement-illness = Quelle maladie, ou quelle opération ?
statement-allergy = À quoi êtes-vous allergique ?
statement-treatment = Quel médicament prenez-vous, et combien ?
statement-blood = Votre groupe sanguin
statement-rhesus = Votre rhésus
statement-blood-help = Recopiez-le d’une carte de groupe sanguin. Avant une transfusion, l’hôpital le vérifie toujours.
statement-what = Ce que j’ai dit
statement-since = Depuis quand ?
statement-since-when = depuis le { $date }
statement-note = Autre chose à savoir
statement-by = Écrit par
statement-not-mine = Vous n’avez pas écrit cette ligne : demandez à qui l’a écrite de la corriger.
statement-gone = Cette ligne n’est plus dans votre dossier. Revenez à la liste.
statement-saved = C’est dans votre dossier.
statement-change = Changer cette ligne
statement-remove = Retirer cette ligne
statement-remove-title = Retirer cette ligne ?
statement-remove-what = « { $what } » ne sera plus dans votre dossier.
statement-do-remove = Retirer
rhesus-positive = Positif
rhesus-negative = Négatif
blood-a = A
blood-b = B
blood-ab = AB
blood-o = O
seen-question = Qui peut le voir ?
seen-help = Masqué, seuls vous et votre médecin traitant le verrez.
seen-visible = Visible par les professionnels qui me soignent
seen-hidden = Masqué aux professionnels
state-masked = Masqué aux professionnels
directives-title = Directives anticipées
directives-what = Vous dites ici quels soins vous voulez ou refusez en fin de vie, si vous ne pouvez plus parler. Rien ne vous y oblige.
directives-own-words = Les questions sont celles de ce service. Leur texte suit le modèle du ministère sans le recopier.
directives-minor = Les directives anticipées s’écrivent à partir de 18 ans.
directives-none = Vous n’avez pas encore de directives dans votre dossier.
directives-there = Vos directives du { $date } sont dans votre dossier.
directives-dated = Du { $date }
directives-no-date = date inconnue
directives-read = Lire mes directives
directives-go-on = Continuer mes réponses commencées
directives-begun = Enregistrées le { $date }
directives-write = Écrire : { $title }
directives-no-form = Ce serveur ne propose pas de formulaire. Vous pouvez ajouter un document écrit à la main.
directives-replace-title = Remplacer vos directives ?
directives-replace-what = Vous avez déjà des directives. Les nouvelles prendront leur place : une seule version compte.
directives-replace-save = Avant, vous pouvez lire les anciennes et en garder une copie sur cet ordinateur.
directives-read-first = Lire les anciennes d’abord
directives-replace-go = Écrire les nouvelles
directives-sign = Je soussigné { $name }, date de naissance : { $born }, signe aujourd’hui, { $date }.
directives-sign-means = En signant, vous dites que ces réponses sont les vôtres. Vous pourrez en changer à tout moment.
directives-sign-replaces = Vos anciennes directives ne compteront plus.
directives-who-sees = Les professionnels qui vous soignent pourront les lire. Vous pourrez les masquer ensuite, comme tout document.
directives-signed = Vos directives sont signées et dans votre dossier. Parlez-en à votre personne de confiance.
wishes-title = Mes volontés
wishes-what = Dites ici ce qu’un médecin doit savoir de vos choix : un soin que vous refusez, une chose qui compte.
wishes-count = { $count ->
    [0] Aucun texte
    [one] { $count } texte
   *[other] { $count } textes
}
wishes-none = Vous n’avez encore rien écrit.
wish-new = Écrire une volonté
wish-introduction = Ce texte sera un document de votre dossier, visible par les professionnels qui vous soignent.
wish-title = Titre
wish-title-help = Par exemple : Soins que je refuse.
wish-text = Votre texte
wish-text-help = Écrivez comme vous parlez.
wish-before = Ce texte deviendra un document de votre dossier.
wish-added = Votre texte est dans vos documents.
donation-title = Don d’organes : ce que dit la loi
donation-law = En France, chacun est donneur d’organes après sa mort, sauf s’il a dit non de son vivant.
donation-refuse = Pour dire non, inscrivez-vous au registre national des refus, sur registrenationaldesrefus.fr ou par courrier.
donation-tell = Dites aussi votre choix à vos proches : les médecins leur demanderont.
donation-here = Écrire ici votre choix aide vos proches. Cela ne remplace pas l’inscription au registre.
deposit-new = Ajouter un document
deposit-of = Ajouter le fichier { $name }
deposit-what = Un fichier de cet ordinateur : PDF, texte, RTF, ou photo JPEG, PNG, TIFF. Sa taille : 5 Mo au plus.
deposit-path = Où est le fichier ?
deposit-path-hint = Écrivez ou collez son chemin complet. Vous pouvez aussi faire glisser le fichier dans cette fenêtre.
deposit-path-missing = Indiquez un fichier, par exemple : Documents/ordonnance.pdf.
deposit-choose = Prendre ce fichier
browse-do = Chercher le fichier dans mes dossiers
browse-starts = Où chercher ?
browse-above = Dossier du dessus
browse-elsewhere = Chercher ailleurs
browse-folder = { $name } : { $count ->
    [0] rien
    [one] { $count } fichier ou dossier
   *[other] { $count } fichiers et dossiers
}
browse-empty = Ce dossier est vide.
browse-unreadable = { $count ->
    [one] { $count } fichier ne peut pas être lu.
   *[other] { $count } fichiers ne peuvent pas être lus.
}
browse-cut = Il y a trop de fichiers ici pour les montrer tous. Écrivez plutôt le chemin du vôtre.
browse-is-folder = dossier
browse-is-other = ni fichier ni dossier
browse-downloads = Téléchargements
browse-documents = Documents
browse-pictures = Images
browse-desktop = Bureau
browse-home = Mon dossier personnel
browse-removable = Clé ou carte : { $name }
deposit-file = Le fichier : { $name }, { $format }, { $size }.
deposit-straightened = La photo a été redressée.
deposit-stripped = Le lieu et l’appareil de la prise de vue ont été retirés de la photo.
deposit-title = Titre
deposit-kind = De quoi s’agit-il ?
deposit-date = Date du document
deposit-dated = { $title } du { $date }
deposit-before = Ce document sera dans votre dossier. Vous pourrez le masquer ou le supprimer.
deposit-before-replacing = Ce document prendra la place de « { $title } ».
deposit-added = Le document est dans votre dossier.
correct-do = Corriger le titre, le genre ou la date
deposit-replace = Remplacer par un autre fichier
correct-title = Corriger un document
correct-of = Corriger : { $title }
correct-introduction = Vous changez le titre, le genre ou la date. Le contenu du document reste le même.
correct-before = La nouvelle description prendra la place de l’ancienne.
correct-done = Le document est corrigé.
paper-written = Écrit par { $name }, le { $date }.
paper-who = { $name }, date de naissance : { $born }.
paper-signed = Signé par { $name }, le { $date }, par son compte du dossier médical.
paper-signature = Signature
card-title = Ma fiche d’urgence
card-detail = Une page à garder sur soi
card-what = Cette page est faite à l’instant, sur cet ordinateur. Rien n’est envoyé. Imprimez-la et gardez-la sur vous.
card-save = Enregistrer cette fiche, pour l’imprimer
card-of = Fiche d’urgence de { $name }
card-born = Date de naissance : { $date }.
card-call = À prévenir en cas d’urgence
card-nobody = Personne n’est indiqué.
card-directives = J’ai écrit des directives anticipées le { $date }. Elles sont dans mon dossier médical partagé.
card-directives-undated = J’ai écrit des directives anticipées. Elles sont dans mon dossier médical partagé.
card-no-directives = Je n’ai pas écrit de directives anticipées dans mon dossier.
card-not-said = Rien n’est indiqué sur cette fiche.
card-blood = Groupe sanguin
card-blood-said = J’ai indiqué : { $blood }. À vérifier avant toute transfusion.
card-made = Fiche faite le { $date }, d’après ce que j’ai écrit dans mon dossier.
drafts-title = Reprendre ce que j’avais commencé
drafts-what = Ce que vous avez écrit sans l’envoyer vous attend ici.
drafts-count = { $count ->
    [0] Rien en attente
    [one] { $count } texte en attente
   *[other] { $count } textes en attente
}
drafts-waiting = { $count ->
    [one] Un texte que vous aviez commencé vous attend. Choisissez « Reprendre ce que j’avais commencé ».
   *[other] { $count } textes que vous aviez commencés vous attendent. Choisissez « Reprendre ce que j’avais commencé ».
}
drafts-none = Rien n’est en attente.
drafts-when = Écrit le { $date }
drafts-answers = { $count ->
    [0] Aucune réponse n’est encore donnée.
    [one] { $count } réponse est déjà donnée.
   *[other] { $count } réponses sont déjà données.
}
drafts-resume = Reprendre
drafts-found-again = Voici ce que vous aviez écrit.
drafts-no-place = Ce texte ne peut pas être repris : ce qu’il changeait n’est plus là. Il est gardé.
drafts-set-aside = { $count ->
    [one] Un texte gardé ici n’a pas pu être lu. Il est mis de côté, il n’est pas effacé.
   *[other] { $count } textes gardés ici n’ont pas pu être lus. Ils sont mis de côté, ils ne sont pas effacés.
}
drafts-at-home = Ce que vous écrivez est gardé sur cet ordinateur 30 jours, chiffré : vous seul pouvez le relire.
drafts-in-shop = Ce que vous écrivez est gardé sur ce poste 24 heures, chiffré : vous seul pouvez le relire.
drafts-in-memory = Ce que vous écrivez n’est gardé que tant que ce programme est ouvert. { $why }

## Brouillons : ce qui est écrit et pas encore envoyé

problem-unkept-disk-full = Le disque est plein : votre texte n’est gardé que dans le programme. Envoyez-le avant de quitter, ou libérez de la place.
problem-unkept-disk-read-only = Cet ordinateur refuse d’écrire : votre texte n’est gardé que dans le programme. Envoyez-le avant de quitter.
problem-unkept-disk-other = Votre texte n’a pas pu être gardé sur cet ordinateur : il est seulement dans le programme. Envoyez-le avant de quitter.
problem-unkept-no-key = Votre texte n’est gardé que dans le programme. Il sera perdu si le programme s’arrête. Envoyez-le avant de quitter.
problem-unkept-nothing-stays = Rien n’est écrit sur cet ordinateur : votre texte n’est gardé que dans le programme. Envoyez-le avant de quitter.
problem-unkept-too-large = Votre texte est trop long pour être gardé en attente. Envoyez-le, ou enlevez une partie.

## Un fichier à envoyer

problem-unfit-missing = Ce fichier n’est pas là. Vérifiez son nom et son dossier.
problem-unfit-folder = C’est un dossier. Choisissez un fichier dans ce dossier.
problem-unfit-unreadable = Ce fichier ne se laisse pas lire. Vérifiez vos droits, ou copiez-le dans vos documents.
problem-unfit-not-a-file = Ce n’est pas un fichier ordinaire : il ne peut pas être envoyé.
problem-unfit-link = C’est un raccourci vers un autre fichier. Pour envoyer ce fichier, écrivez son adresse : { $to }
problem-unfit-empty = Ce fichier est vide. Choisissez-en un autre.
problem-unfit-too-large = Ce fichier est trop gros : il dépasse { $limit }. Refaites-le plus petit, ou en plusieurs parties.
problem-unfit-kind = Ce genre de fichier n’est pas accepté. Sont acceptés : PDF, texte, RTF, et les images JPEG, PNG ou TIFF.
problem-unfit-not-as-named = Le nom de ce fichier annonce { $named }, mais son contenu est autre chose. Vérifiez que c’est le bon fichier.
problem-unfit-another = Le nom de ce fichier annonce { $named }, mais c’est en fait { $found }. Vérifiez que c’est le bon fichier, et renommez-le.
problem-unfit-changing = Ce fichier est en train de changer. Attendez qu’il soit complet, puis recommencez.
problem-unfit-damaged = Cette image ne s’ouvre pas : elle est abîmée, ou trop grande. Refaites la photo, ou choisissez un autre fichier.
