//! The face at a terminal, key by key, without a terminal: the bytes it writes are listed (D13).

use crate::desk::{Desk, asking, did};
use crate::pages::{NAME, PASSWORD, action, busy, document, documents, field, look, notice, page, sign_in};
use dmp::face::linear::Manner;
use dmp::page::{Anchor, Block, Entry, Heard, Leaving, StopId, Tone};
use std::time::Duration;
use tokio::time::timeout;

#[tokio::test(start_paused = true)]
async fn what_is_typed_ahead_never_stops_a_wait() {
    let mut desk = Desk::new(Manner::Terminal);
    desk.feed("1\r\r5\r");
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("par-date"));
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", true);
    assert!(timeout(Duration::from_secs(5), desk.heard(&waiting)).await.is_err());
    assert!(desk.took().ends_with("Chargement.\r\nAttente. 0 pour arrêter : "));
    desk.feed("0\r");
    assert_eq!(did(&desk.heard(&waiting).await), Some("arrêter"));
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("chercher"), "what was typed ahead is heard by the page");
}

#[tokio::test(start_paused = true)]
async fn what_is_typed_to_stop_a_wait_is_not_an_answer_to_what_comes_after() {
    let mut desk = Desk::new(Manner::Terminal);
    desk.show(&documents(2));
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", true);
    assert!(timeout(Duration::from_secs(5), desk.next(&waiting)).await.is_err());
    desk.feed("0");
    assert!(matches!(desk.next(&waiting).await, Heard::Active));
    desk.show(&documents(2));
    desk.feed("\r");
    assert!(matches!(desk.next(&documents(2)).await, Heard::Active), "0 would have gone back");
}

#[tokio::test]
async fn a_terminal_flushes_what_was_typed_ahead_of_a_grave_question() {
    let mut desk = Desk::new(Manner::Terminal);
    desk.feed("1\r2\r2");
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("par-date"));
    desk.show(&asking());
    desk.feed("g\r");
    assert_eq!(did(&desk.heard(&asking()).await), Some("garder"));
}

#[tokio::test]
async fn a_line_is_edited_with_backspaces_alone() {
    let mut desk = Desk::new(Manner::Terminal);
    let page = sign_in("");
    desk.show(&page);
    desk.took();
    desk.feed("cami\u{e9}e\u{301}\u{7f}\u{7f}\u{1b}[D\u{1b}OA\u{1b}[[A\u{1b}[3~lle");
    assert!(matches!(desk.next(&page).await, Heard::Active));
    assert_eq!(desk.took(), "cami\u{e9}e\u{301}\u{8} \u{8}\u{8} \u{8}lle");
    desk.feed("\u{15}x\r");
    let heard = desk.heard(&page).await;
    let Heard::Edited(NAME, change) = heard else { panic!("{heard:?}") };
    assert_eq!(change.text.as_str(), "x");
    assert_eq!(desk.took(), format!("{}x\r\n", "\u{8} \u{8}".repeat(7)));
}

#[tokio::test]
async fn a_line_that_wrapped_is_said_again_when_it_shortens() {
    let mut desk = Desk::new(Manner::Terminal);
    let page = sign_in("");
    desk.show(&page);
    desk.feed(&"a".repeat(300));
    desk.next(&page).await;
    desk.took();
    desk.feed("\u{7f}");
    desk.next(&page).await;
    assert_eq!(desk.took(), format!("\r\nIdentifiant : {}", "a".repeat(299)));
}

#[tokio::test]
async fn a_password_is_never_echoed_and_shown_once_on_demand() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut page = sign_in("camille");
    page.look = look(2, Anchor::Stop(StopId::Field(PASSWORD)));
    desk.feed("Tilleul-4\u{7f}5-saisons!\r3\r4\r");
    let heard = desk.heard(&page).await;
    let Heard::Did { mut secrets, .. } = heard else { panic!("{heard:?}") };
    assert_eq!(secrets.take(PASSWORD).unwrap().reveal(), "Tilleul-5-saisons!");
    let told = desk.took();
    assert_eq!(told.matches("Tilleul").count(), 1, "{told}");
    assert!(told.contains("\r\nMot de passe : Tilleul-5-saisons!\r\n"), "{told}");
}

#[tokio::test]
async fn f50_a_paste_submits_nothing_and_carries_no_escape() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut page = sign_in("camille");
    page.look = look(2, Anchor::Stop(StopId::Field(PASSWORD)));
    desk.feed("\u{1b}[200~Tilleul\r\n\u{1b}[31mfin\n\u{1b}[201~");
    assert!(matches!(desk.next(&page).await, Heard::Active));
    desk.feed("\rc\r");
    let heard = desk.heard(&page).await;
    let Heard::Did { mut secrets, .. } = heard else { panic!("{heard:?}") };
    assert_eq!(secrets.take(PASSWORD).unwrap().reveal(), "Tilleul [31mfin");
}

#[tokio::test]
async fn f50_a_paste_of_a_mebibyte_is_refused_whole() {
    let mut desk = Desk::new(Manner::Terminal);
    let page = sign_in("");
    desk.show(&page);
    desk.took();
    desk.feed(&format!("\u{1b}[200~{}\u{1b}[201~", "1\r".repeat(512 * 1024)));
    desk.feed("camille\r");
    let heard = desk.heard(&page).await;
    let Heard::Edited(NAME, change) = heard else { panic!("{heard:?}") };
    assert_eq!(change.text.as_str(), "camille");
    let told = desk.took();
    assert!(told.starts_with("\r\nCe texte est trop long."), "{told}");
    assert!(told.len() < 500, "{}", told.len());
}

#[tokio::test]
async fn s42_hostile_text_typed_or_pasted_is_echoed_without_control_characters() {
    let mut desk = Desk::new(Manner::Terminal);
    let page = sign_in("");
    desk.show(&page);
    desk.took();
    desk.feed("a\u{202e}b\u{9b}c\u{1b}[200~\u{1b}]52;c;eA\u{7}\u{200b}\u{1b}[201~");
    desk.next(&page).await;
    assert_eq!(desk.took(), "abc]52;c;eA");
}

#[tokio::test]
async fn a_notice_never_comes_in_the_middle_of_typing() {
    let mut desk = Desk::new(Manner::Terminal);
    let quiet = sign_in("");
    let mut news = sign_in("");
    news.notice = notice(8, Tone::Information, "Code envoyé");
    desk.feed("cam");
    assert!(matches!(desk.next(&quiet).await, Heard::Active));
    desk.took();
    desk.show(&news);
    assert_eq!(desk.took(), "");
    desk.feed("ille\r");
    assert!(matches!(desk.heard(&news).await, Heard::Edited(..)));
    desk.show(&news);
    let told = desk.took();
    assert!(told.starts_with("ille\r\nInformation. Code envoyé.\r\n"), "{told:?}");
}

#[tokio::test]
async fn a_notice_comes_at_once_on_an_empty_line_and_the_prompt_after_it() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut page = documents(1);
    desk.show(&page);
    desk.took();
    page.notice = notice(8, Tone::Warning, "Votre session se termine dans une minute");
    desk.show(&page);
    assert_eq!(desk.took(), "\r\nAttention. Votre session se termine dans une minute.\r\nAttention. Votre choix : ");
}

#[tokio::test]
async fn what_was_typed_for_a_page_that_went_is_not_an_answer() {
    let mut desk = Desk::new(Manner::Terminal);
    desk.feed("5");
    desk.next(&documents(2)).await;
    desk.took();
    desk.show(&document(3));
    desk.feed("\r");
    assert!(matches!(desk.next(&document(3)).await, Heard::Active));
    desk.show(&document(3));
    assert!(desk.took().starts_with("\r\nLa page a changé. Votre réponse n’a pas été prise.\r\nCompte rendu."));
}

#[tokio::test]
async fn control_keys_leave() {
    let mut desk = Desk::new(Manner::Terminal);
    let page = documents(2);
    desk.feed("abc\u{4}\u{3}");
    assert!(matches!(desk.heard(&page).await, Heard::Leaving(Leaving::Asked)));
    desk.feed("\u{4}");
    assert!(matches!(desk.heard(&page).await, Heard::Leaving(Leaving::Ended)));
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", false);
    desk.feed("\u{3}");
    assert!(matches!(desk.heard(&waiting).await, Heard::Leaving(Leaving::Asked)), "even during a wait");
    desk.end();
    assert!(matches!(desk.heard(&waiting).await, Heard::Leaving(Leaving::Ended)), "the terminal went away");
}

#[tokio::test]
async fn wiping_clears_a_terminal_and_says_nothing_to_a_pipe() {
    for (manner, clear) in [(Manner::Terminal, "\u{1b}[H\u{1b}[2J\u{1b}[3J"), (Manner::Pipe, "")] {
        let mut desk = Desk::new(manner);
        desk.show(&documents(1));
        desk.took();
        desk.linear.wipe().unwrap();
        assert_eq!(desk.took(), clear);
        desk.show(&documents(1));
        assert!(desk.took().contains("Documents. 4 choix."), "everything is said again");
    }
}

#[tokio::test]
async fn wiping_forgets_a_password_typed_and_one_being_typed() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut page = page("connexion", "Connexion");
    page.body = vec![Block::Field(field(PASSWORD, "Mot de passe", None, Entry::Secret))];
    page.actions = vec![action("entrer", 'e', "Entrer").taking(&[PASSWORD])];
    desk.feed("1\rcanari\r1\rcan");
    for _ in 0..4 {
        desk.next(&page).await;
    }
    desk.linear.wipe().unwrap();
    desk.feed("e\r");
    let heard = desk.heard(&page).await;
    let Heard::Did { secrets, .. } = heard else { panic!("{heard:?}") };
    assert!(secrets.0.is_empty());
}

#[tokio::test]
async fn leaving_ends_the_line_of_the_prompt_once() {
    for (manner, end) in [(Manner::Terminal, "\r\n"), (Manner::Pipe, "\n")] {
        let mut desk = Desk::new(manner);
        desk.show(&documents(1));
        desk.took();
        desk.linear.leave().unwrap();
        assert_eq!(desk.took(), end);
        desk.linear.leave().unwrap();
        assert_eq!(desk.took(), "");
    }
}

#[tokio::test]
async fn a_line_begun_before_a_wait_does_not_stop_it() {
    let mut desk = Desk::new(Manner::Terminal);
    desk.feed("0");
    desk.next(&documents(2)).await;
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", true);
    desk.show(&waiting);
    desk.feed("\r");
    assert!(matches!(desk.next(&waiting).await, Heard::Active));
    desk.show(&waiting);
    assert!(desk.took().ends_with("\r\nLa page a changé. Votre réponse n’a pas été prise.\r\n"));
}
