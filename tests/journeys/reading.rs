use crate::person::{Person, document, fetched, reading};
use dmp::app::{Answer, Effect, Msg};
use dmp::domain::{Damage, Disk, Faithful, Problem};
use std::path::PathBuf;

fn opened() -> Person {
    let mut person = Person::signed_in(vec![document(1, "Consultation", "2026-03-02"), document(2, "Radio", "2025-01-01")]);
    person.choose("Lire mes documents");
    person.choose("Consultation");
    person
}

fn read() -> Person {
    let mut person = opened();
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person
}

#[test]
fn a_document_is_fetched_then_read_with_progress_and_a_way_to_stop() {
    let mut person = opened();
    person.sees("Le document arrive.");
    let ticket = person.effects.iter().find(|e| matches!(e, Effect::Fetch { .. })).and_then(Effect::ticket).unwrap();
    person.msg(Msg::Progress(ticket, 500, Some(1200)));
    assert_eq!(person.page().busy.unwrap().progress, Some((500, 1200)));
    person.choose("Arrêter");
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
    person.sees("Arrêté à votre demande");
    person.choose("Réessayer");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person.sees("Toux depuis trois jours.");
}

#[test]
fn coming_back_to_a_document_fetches_nothing_again() {
    let mut person = read();
    person.goes_back();
    person.choose("Consultation");
    person.sees("Toux depuis trois jours.");
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Fetch { .. })));
}

#[test]
fn a_document_that_is_not_the_one_announced_is_said_and_still_readable_on_request() {
    let mut person = opened();
    person.answer(Answer::Fetched(Ok(fetched(Faithful::No))));
    person.sees("n’est pas identique à celui qui a été annoncé");
    person.does_not_see("Toux");
    person.choose("Lire quand même");
    person.answer(Answer::Read(Ok(reading())));
    person.sees("n’est pas identique à celui qui a été annoncé");
    person.sees("Toux depuis trois jours.");
}

#[test]
fn a_document_that_cannot_be_read_can_still_be_saved_and_the_next_one_opens() {
    let mut person = opened();
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Err(Problem::Damaged(Damage::DocumentType))));
    person.sees("définitions dangereuses");
    person.sees("Enregistrer une copie");
    person.goes_back();
    person.choose("Radio");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person.sees("Toux depuis trois jours.");
}

#[test]
fn the_table_of_contents_leads_to_a_part() {
    let mut person = read();
    person.choose("Table des matières");
    person.choose("Conclusion");
    let look = person.page().look.unwrap();
    assert_eq!(look.at, dmp::page::Anchor::Piece { piece: 2, line: 0 });
    person.sees("Toux depuis trois jours.");
}

#[test]
fn what_the_record_knows_of_a_document_is_one_choice_away() {
    let mut person = read();
    person.choose("À propos de ce document");
    for said in ["Sorte : Compte rendu de consultation", "Auteur : Dr Alice Dumont, médecin", "Taille : 1 Ko", "État : ordinaire"]
    {
        person.sees(said);
    }
}

#[test]
fn s40_saving_says_the_full_path_and_warns_before_writing() {
    let mut person = read();
    person.choose("Enregistrer une copie");
    let page = format!("{:?}", person.page().body);
    assert!(page.contains("2026-03-02 Consultation.xml") && page.contains("/home/camille"), "{page}");
    person.types("Nom du fichier", "ma consultation.xml");
    person.choose("Continuer");
    let path = PathBuf::from("/home/camille/ma consultation.xml");
    person.answer(Answer::Resolved(Ok(path.clone())));
    person.sees("Fichier : /home/camille/ma consultation.xml");
    person.sees("elle n’est plus protégée");
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Save { .. })), "nothing is written before the answer");
    person.choose("Enregistrer ce fichier");
    person.asks(|effect| matches!(effect, Effect::Save { replace: false, .. }));
    person.answer(Answer::Saved(Ok(path)));
    person.sees("La copie est enregistrée ici : /home/camille/ma consultation.xml");
    person.sees("Toux depuis trois jours.");
}

#[test]
fn a_copy_named_without_an_ending_gets_that_of_what_it_holds() {
    for (typed, kept) in [
        ("ma consultation", "ma consultation.xml"),
        ("vu par le Dr. Dumont", "vu par le Dr. Dumont.xml"),
        ("bilan 2025.04", "bilan 2025.04.xml"),
        ("lettre.", "lettre.xml"),
        ("lettre.XML", "lettre.XML"),
        ("", ""),
    ] {
        let mut person = read();
        person.choose("Enregistrer une copie");
        person.types("Nom du fichier", typed);
        person.choose("Continuer");
        let name = person
            .effects
            .iter()
            .find_map(|effect| if let Effect::Resolve { name, .. } = effect { Some(name.to_string()) } else { None });
        assert_eq!(name.as_deref(), Some(kept));
    }
    let mut person = read();
    person.choose("Enregistrer une copie");
    person.choose("Le texte seul");
    person.types("Nom du fichier", "lettre");
    person.choose("Continuer");
    person.asks(|effect| matches!(effect, Effect::Resolve { name, .. } if name.as_str() == "lettre.txt"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let mut person = read();
    person.choose("Enregistrer une copie");
    person.choose("Continuer");
    person.answer(Answer::Resolved(Ok(PathBuf::from("/home/camille/x.xml"))));
    person.choose("Enregistrer ce fichier");
    person.answer(Answer::Saved(Err(Problem::Disk(Disk::Exists))));
    person.sees("Ce fichier existe déjà");
    let page = person.page();
    let replace = page.actions.last().unwrap();
    assert!(replace.grave.is_some(), "replacing is grave");
    person.choose("Remplacer l’ancien fichier");
    person.asks(|effect| matches!(effect, Effect::Save { replace: true, .. }));
    person.answer(Answer::Saved(Err(Problem::Disk(Disk::Full))));
    person.sees("Le disque est plein");
    person.sees("Nom du fichier");
}

#[test]
fn a_folder_that_does_not_exist_is_said_and_what_was_typed_stays() {
    let mut person = read();
    person.choose("Enregistrer une copie");
    person.types("Dossier", "/nulle/part");
    person.choose("Continuer");
    person.answer(Answer::Resolved(Err(Problem::Disk(Disk::NoFolder))));
    person.sees("Ce dossier n’existe pas");
    assert!(format!("{:?}", person.page().body).contains("/nulle/part"));
}

#[test]
fn files_of_the_computer_are_read_without_a_server() {
    let files = vec![document(1, "resultats.xml", "2026-03-02"), document(2, "lettre.txt", "2026-03-02")];
    let settings = |files| dmp::app::Settings { files, ..dmp::app::Settings::default() };
    let mut person = Person::with(settings(files.clone()));
    person.sees("2 fichiers");
    person.choose("lettre.txt");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::NotAnnounced))));
    person.answer(Answer::Read(Ok(reading())));
    person.sees("Toux depuis trois jours.");
    person.does_not_see("Enregistrer");
    person.goes_back();
    person.choose("Quitter le programme");
    assert_eq!(person.model.over(), Some(0));

    let one = Person::with(settings(files[..1].to_vec()));
    one.sees("Le document arrive.");
}

#[test]
fn f23_a_document_that_is_gone_is_said_and_the_list_stays() {
    let mut person = opened();
    person.answer(Answer::Fetched(Err(Problem::NotFound)));
    person.sees("Cela n’existe pas, ou n’existe plus, dans votre DMP. Revenez à la liste.");
    person.goes_back();
    person.sees("2 documents");
}

#[test]
fn a_locked_document_is_opened_with_its_own_password_which_is_kept_nowhere() {
    let mut person = opened();
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Err(Problem::Damaged(Damage::Locked))));
    person.sees("Ce document est protégé par un mot de passe choisi par son auteur.");
    person.sees("Enregistrer une copie");
    person.choose("Ouvrir avec ce mot de passe");
    person.sees("Écrivez d’abord le mot de passe du document.");
    person.types("Mot de passe du document", "bouleau");
    person.choose("Ouvrir avec ce mot de passe");
    person.asks(|effect| matches!(effect, Effect::Read { password: Some(password), .. } if password.reveal() == "bouleau"));
    person.answer(Answer::Read(Err(Problem::Damaged(Damage::WrongPassword))));
    person.sees("Ce n’est pas le mot de passe de ce document.");
    person.types("Mot de passe du document", "tilleul");
    person.choose("Ouvrir avec ce mot de passe");
    person.answer(Answer::Read(Ok(reading())));
    person.sees("Toux depuis trois jours.");
    person.does_not_see("Mot de passe du document");
}

#[test]
fn a_copy_is_the_original_the_text_or_a_pdf_and_its_name_follows() {
    use dmp::app::Form;
    let mut person = read();
    person.choose("Enregistrer une copie");
    person.sees("Ce que vous enregistrez");
    let named = |person: &Person| format!("{:?}", person.page().body);
    assert!(named(&person).contains("2026-03-02 Consultation.xml"));
    let pdf = |page: &dmp::app::Page| {
        let choice = |block: &dmp::page::Block<dmp::app::Do>| {
            let dmp::page::Block::Choice(choice) = block else { return None };
            choice.options.last().map(|option| option.does.clone())
        };
        page.body.iter().find_map(choice).unwrap()
    };
    let does = pdf(&person.page());
    person.hear(dmp::page::Heard::Did { does, secrets: dmp::page::Secrets::default(), at: dmp::page::Anchor::Top });
    assert!(named(&person).contains("2026-03-02 Consultation.pdf"));
    person.choose("Continuer");
    person.answer(Answer::Resolved(Ok(PathBuf::from("/home/camille/2026-03-02 Consultation.pdf"))));
    person.choose("Enregistrer ce fichier");
    let form = person.effects.iter().find_map(|effect| if let Effect::Save { form, .. } = effect { Some(form) } else { None });
    let Some(Form::Pdf(paper)) = form else { panic!("{form:?}") };
    assert_eq!(paper.origin.as_str(), "Texte tiré du document « Consultation ». Date : 2 mars 2026. Seul l’original fait foi.");
}

/// Notes said of the whole, then its pages, each of one paragraph.
fn pages(notes: usize, pages: std::ops::RangeInclusive<usize>) -> dmp::domain::Reading {
    use dmp::domain::{Label, Piece, Reading, Words};
    let mut pieces = vec![Piece::Note(Label::UnreadableGlyphs { count: 3 }); notes];
    for number in pages {
        let heading = Words::label(Label::Page { number, total: 300 });
        pieces.push(Piece::Heading { level: 1, text: heading });
        pieces.push(Piece::Paragraph(Words::plain(format!("Ceci est la page {number}.").as_str())));
    }
    Reading { pieces, ..Reading::default() }
}

fn begun() -> Person {
    let mut person = opened();
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    let ticket = person.effects.iter().rev().find(|e| matches!(e, Effect::Read { .. })).and_then(Effect::ticket).unwrap();
    person.msg(Msg::Answer(ticket, Answer::Begun(Box::new(pages(0, 1..=1)))));
    person
}

#[test]
fn the_first_page_is_read_while_the_others_come_and_what_needs_the_whole_waits_for_it() {
    let mut person = begun();
    person.sees("La première page est lue. Lecture des autres pages en cours.");
    person.sees("Ceci est la page 1.");
    for waits in ["Table des matières", "Chercher dans ce document", "Copier ce passage"] {
        person.does_not_see(waits);
    }
    let place = dmp::page::Anchor::Piece { piece: 1, line: 2 };
    person.msg(Msg::Seen(place));
    let before = person.page().look;
    person.answer(Answer::Read(Ok(pages(0, 1..=300))));
    assert_eq!(person.page().look, before, "the eye is left where it is");
    person.sees("Ceci est la page 300.");
    for comes in ["Table des matières", "Chercher dans ce document", "Copier ce passage"] {
        person.sees(comes);
    }
    assert!(person.page().busy.is_none());
}

#[test]
fn what_is_said_of_the_whole_does_not_move_the_eye_to_other_words() {
    use dmp::page::Anchor;
    let mut person = begun();
    person.msg(Msg::Seen(Anchor::Piece { piece: 1, line: 2 }));
    person.answer(Answer::Read(Ok(pages(2, 1..=300))));
    assert_eq!(person.page().look.unwrap().at, Anchor::Piece { piece: 3, line: 2 });
    // Who has not moved is shown what is said first.
    let mut person = begun();
    person.msg(Msg::Seen(Anchor::Piece { piece: 0, line: 0 }));
    person.answer(Answer::Read(Ok(pages(2, 1..=300))));
    assert_eq!(person.page().look.unwrap().at, Anchor::Top);
}

#[test]
fn reading_the_other_pages_can_be_stopped_or_fail_as_any_reading() {
    let mut person = begun();
    let ticket = person.effects.iter().rev().find(|e| matches!(e, Effect::Read { .. })).and_then(Effect::ticket).unwrap();
    person.stops();
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
    person.sees("Arrêté à votre demande");
    person.msg(Msg::Answer(ticket, Answer::Begun(Box::new(pages(0, 1..=1)))));
    person.does_not_see("Ceci est la page 1.");
    let mut person = begun();
    person.answer(Answer::Read(Err(Problem::Damaged(Damage::Unsafe))));
    person.does_not_see("Ceci est la page 1.");
    person.sees("Enregistrer une copie");
}
