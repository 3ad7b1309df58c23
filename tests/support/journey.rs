//! Where a person goes: the journeys that the program exists for, told once for every face.

use super::DONE;
use super::person::Person;
use super::sandbox::Sandbox;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The fictional person of the demonstration.
pub const CAMILLE: &str = "camille.martin";
pub const INITIAL: &str = "Bienvenue-2026!";
pub const CHOSEN: &str = "quatre oiseaux boivent le soleil";

/// A fictional person who has been there before.
pub const NADIA: &str = "nadia.benali";
pub const NADIAS: &str = "Tilleul-4-saisons!";

/// What the list says when nothing is left out.
pub const ALL: &str = "127 documents";

/// The first start: where one is, then the sign-in page with what it says of the demonstration.
pub fn arrive(person: &mut impl Person, place: &str) {
    person.reads("Où êtes-vous ?");
    person.chooses(place);
    person.reads("Identifiant :");
    person.finds("Votre mot de passe sera envoyé à ce serveur : 127.0.0.1");
}

/// Signs in for the first time: the initial password is changed, after one that is refused. Answers the code that was read.
pub fn sign_in_first(person: &mut impl Person) -> String {
    person.finds(CAMILLE);
    person.finds(INITIAL);
    person.fills("Identifiant", CAMILLE);
    person.fills("Mot de passe", INITIAL);
    person.chooses("Se connecter");
    person.reads("Nouveau mot de passe :");
    person.finds("Il a entre 12 et 128 caractères.");
    choose_password(person, "camille");
    person.reads("Ce mot de passe n’est pas accepté.");
    person.finds("Il est trop court.");
    person.finds("Il contient votre nom, votre identifiant ou votre date de naissance.");
    choose_password(person, CHOSEN);
    person.reads("Recevoir un code");
    person.chooses("Par SMS");
    person.reads("Téléphone de démonstration.");
    let code = person.code();
    person.fills("Code", &code);
    person.chooses("Valider le code");
    person.reads("Bonjour Camille");
    code
}

/// Signs `nadia.benali` in, who has been there before, by SMS.
pub fn sign_in_again(person: &mut impl Person, sandbox: &Sandbox) {
    identify(person);
    prove(person, sandbox);
}

/// The first page of it.
pub fn identify(person: &mut impl Person) {
    person.reads("Identifiant :");
    person.fills("Identifiant", NADIA);
    person.fills("Mot de passe", NADIAS);
}

/// The rest of it. Answers the code.
pub fn prove(person: &mut impl Person, sandbox: &Sandbox) -> String {
    person.chooses("Se connecter");
    person.reads("Recevoir un code");
    person.chooses("Par SMS");
    person.reads("Écrire le code");
    let code = sandbox.code_of(NADIA);
    person.fills("Code", &code);
    person.chooses("Valider le code");
    person.reads("Accueil");
    code
}

fn choose_password(person: &mut impl Person, password: &str) {
    person.fills("Nouveau mot de passe", password);
    person.fills("Le même, une deuxième fois", password);
    person.chooses("Choisir ce mot de passe");
}

/// From home to the list, once all of it has come.
pub fn open_the_list(person: &mut impl Person) {
    person.finds("Lire mes documents, 127 en tout");
    person.chooses("Lire mes documents");
}

/// Finds a document by what one types, reads it to its table, and goes by its table of contents.
pub fn read_the_biology(person: &mut impl Person) {
    open_the_list(person);
    person.reads(ALL);
    person.fills("Chercher", "tsh t4l");
    person.reads("2 documents sur");
    person.chooses("CR BIO TSH T4L");
    person.reads("CR BIO TSH T4L");
    person.finds("Thyréostimuline (TSH)");
    person.finds("4,97 mUI/L");
    person.finds("0,27 à 4,20");
    person.chooses("Table des matières");
    person.reads("Parties du document");
    person.chooses("Commentaire du biologiste");
    person.reads("Commentaire du biologiste");
}

/// Saves a copy of the document that is open, where it is said to go and nowhere else.
pub fn save_a_copy(person: &mut impl Person, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    person.chooses("Enregistrer une copie");
    person.reads("La copie sera un fichier sur cet ordinateur.");
    person.fills("Dossier", folder.to_str().unwrap());
    person.fills("Nom du fichier", "../ma copie.xml");
    person.chooses("Continuer");
    person.reads("Vérifier avant d’enregistrer");
    person.finds("Cette copie sort de votre DMP : elle n’est plus protégée.");
    person.chooses("Enregistrer ce fichier");
    person.reads("La copie est enregistrée ici");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [copy] = files.as_slice() else { panic!("{files:?}") };
    let bytes = std::fs::read(copy).unwrap();
    assert!(bytes.starts_with(b"<?xml"), "{copy:?}");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("CR BIO") || text.contains("HORMONOLOGIE"), "{text}");
    assert_eq!(std::fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(copy.parent(), Some(folder));
}

/// From a document back to the list, and a filter put and taken away with one key.
pub fn filter_by_category(person: &mut impl Person) {
    person.goes_back();
    person.reads("2 documents sur");
    person.shortcut('x');
    person.reads(ALL);
    person.chooses("Choisir une catégorie");
    person.reads("Catégories");
    person.chooses("Résultats de biologie");
    person.reads("Filtre : catégorie Résultats de biologie");
    person.finds("Bilan biologique annuel 2026");
    person.shortcut('c');
    person.reads(ALL);
}

/// From the list home, out of the session, and out of the program.
pub fn leave(person: &mut impl Person) {
    person.goes_back();
    person.reads("Accueil");
    person.chooses("Me déconnecter");
    person.reads("Vous êtes déconnecté. Le serveur a fermé votre connexion.");
    person.quits();
    assert_eq!(person.end(), DONE);
}

/// All of it.
pub fn whole(person: &mut impl Person, home: &Path) {
    arrive(person, "Chez moi");
    sign_in_first(person);
    read_the_biology(person);
    save_a_copy(person, &home.join("copies"));
    filter_by_category(person);
    leave(person);
}
