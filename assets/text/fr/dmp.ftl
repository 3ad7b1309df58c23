### Toutes les phrases que lit une personne. Français courant : vingt mots par phrase au plus, pas de jargon sans son explication.
### Un problème dit ce qui s’est passé, puis quoi faire.

## Dates, tailles, listes

date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-month = { $month } { $year }
date-time = { $date } à { $time }
time = { $hour } h { $minute }
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
size-kilobytes = { $count } Ko
size-megabytes = { $count } Mo
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
problem-wrong-credentials = Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.
problem-locked = Il y a eu trop d’essais. Par sécurité, attendez { $wait } avant de réessayer.
problem-wrong-code = Ce code n’est pas le bon. Vérifiez les chiffres, puis réessayez.
problem-wrong-code-left = Ce code n’est pas le bon. { $left ->
    [0] Il ne reste aucun essai.
    [one] Il reste { $left } essai.
   *[other] Il reste { $left } essais.
} Vérifiez aussi l’heure de cet ordinateur si le code vient d’une application.
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
problem-stopped = Arrêté à votre demande.
problem-disk-full = Le disque est plein. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-read-only = Il est impossible d’écrire dans ce dossier. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-no-folder = Ce dossier n’existe pas. Rien n’a été enregistré. Choisissez un autre dossier.
problem-disk-exists = Un fichier de ce nom existe déjà. Rien n’a été remplacé.
problem-disk-suspicious = Ce qui se trouve à cet endroit n’est pas un fichier ordinaire. Rien n’a été enregistré. Choisissez un autre dossier.
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

face-screen-title = { $title }. { $banner }
face-screen-fact = { $label } : { $value }
face-screen-field = { $label } :
face-screen-error = Erreur. { $text }
face-screen-warning = Attention. { $text }
face-screen-success = C’est fait. { $text }
face-screen-progress = Avancement : { $percent } %.
face-screen-loading = Cette ligne arrive.
face-screen-chosen = { $label }, choisi
face-screen-action = { $label } ({ $key })
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
face-screen-choice-unknown = Choix { $here }, nombre total inconnu.
face-screen-action-position = Action { $here } sur { $total }.
face-screen-field-position = Champ { $here } sur { $total }.
face-screen-line = Ligne { $here } sur { $total }.
face-screen-part = { $line } Partie { $here } sur { $total }.
face-screen-part-named = { $line } Partie { $here } sur { $total } : { $heading }.
face-screen-keys-choice = Haut, Bas : bouger. Entrée : choisir.
face-screen-keys-field = Entrée : suite.
face-screen-keys-reading = Haut, Bas : lire.
face-screen-keys-link = Haut, Bas : lire. Entrée : suivre le lien.
face-screen-keys-text = Bas : lire la suite.
face-screen-keys-news = Entrée : continuer.
face-screen-keys-back = Échap : retour.


## Lecture des documents (clés label- et reader-)


## Pages de l’application : accueil, connexion, documents (clés par page)


## Ligne de commande, réglages, fichiers, arrêt (clés cli- settings- save-)


