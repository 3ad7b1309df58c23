//! The face in a pipe: lines in, lines out, and no control byte but the line feed.

use crate::desk::{Desk, asking, did};
use crate::pages::{NAME, busy, documents, field, line, page, sign_in};
use dmp::face::linear::{Linear, Manner, Options};
use dmp::page::{Block, Heard, Leaving};
use dmp::words::Words;
use std::io::{self, Write};
use std::time::Duration;
use tokio::time::timeout;

#[tokio::test]
async fn a_pipe_is_told_plain_lines() {
    let mut desk = Desk::new(Manner::Pipe);
    desk.feed("bonjour\r\n5\n");
    let heard = desk.heard(&documents(2)).await;
    assert_eq!(did(&heard), Some("chercher"));
    let told = desk.took();
    assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    assert!(told.contains("\nVotre choix : \nRéponse inconnue."), "{told}");
}

#[tokio::test]
async fn f48_end_of_input_leaves_and_chooses_nothing() {
    let mut desk = Desk::new(Manner::Pipe);
    desk.feed("5");
    desk.end();
    let heard = desk.heard(&documents(2)).await;
    assert!(matches!(heard, Heard::Leaving(Leaving::Ended)), "{heard:?}");
    let heard = desk.heard(&asking()).await;
    assert!(matches!(heard, Heard::Leaving(Leaving::Ended)), "{heard:?}");
}

#[tokio::test]
async fn f48_a_closed_output_is_an_error_not_a_panic() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }
    let mut linear = Linear::over(Closed, io::empty(), Manner::Pipe, Options::default());
    let fault = linear.next(&documents(2), &Words::french()).await.unwrap_err();
    assert_eq!(fault.kind(), io::ErrorKind::BrokenPipe);
}

#[tokio::test(start_paused = true)]
async fn in_a_pipe_lines_wait_while_the_page_is_busy() {
    let mut desk = Desk::new(Manner::Pipe);
    desk.feed("1\n5\n");
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("par-date"));
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", true);
    assert!(timeout(Duration::from_secs(60), desk.next(&waiting)).await.is_err());
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("chercher"));
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_said_after_a_second_then_every_ten() {
    let mut desk = Desk::new(Manner::Pipe);
    let mut waiting = documents(2);
    waiting.busy = busy("Chargement", false);
    assert!(timeout(Duration::from_millis(900), desk.next(&waiting)).await.is_err());
    assert_eq!(desk.took(), "");
    // Dropped and started again, it keeps the time.
    assert!(timeout(Duration::from_millis(200), desk.next(&waiting)).await.is_err());
    assert_eq!(desk.took(), "Chargement.\n");
    assert!(timeout(Duration::from_millis(20_500), desk.next(&waiting)).await.is_err());
    assert_eq!(desk.took(), "Chargement. Toujours en cours.\n".repeat(2));
    desk.show(&documents(2));
    let told = desk.took();
    assert!(told.starts_with("Fini. Documents. 5 choix.\n") && told.ends_with("Fini. Votre choix : "), "{told}");
    desk.show(&waiting);
    desk.show(&documents(2));
    assert!(!desk.took().contains("Chargement"), "a new wait is short again");
}

#[tokio::test]
async fn dropping_the_future_loses_nothing() {
    let mut desk = Desk::new(Manner::Pipe);
    let page = documents(2);
    desk.feed("5");
    {
        let next = desk.linear.next(&page, &desk.words);
        tokio::pin!(next);
        assert!(futures_util::future::poll_immediate(next.as_mut()).await.is_none());
    }
    desk.feed("\n");
    assert_eq!(did(&desk.heard(&page).await), Some("chercher"));
}

#[tokio::test]
async fn a_pipe_keeps_its_lines_before_a_grave_question_and_answers_it_in_full() {
    let mut desk = Desk::new(Manner::Pipe);
    desk.feed("1\n2\nbloquer\n");
    assert_eq!(did(&desk.heard(&documents(2)).await), Some("par-date"));
    assert_eq!(did(&desk.heard(&asking()).await), Some("bloquer"));
    assert!(desk.took().contains("Réponse inconnue"), "2 is not a number of this page");
}

#[tokio::test]
async fn f50_an_endless_line_in_a_pipe_is_refused_whole() {
    let mut desk = Desk::new(Manner::Pipe);
    desk.feed(&format!("{}\ncamille\n", "1".repeat(1024 * 1024)));
    let heard = desk.heard(&sign_in("")).await;
    let Heard::Edited(NAME, change) = heard else { panic!("{heard:?}") };
    assert_eq!(change.text.as_str(), "camille");
    assert!(desk.took().contains("Ce texte est trop long."));
}

#[tokio::test]
async fn an_edit_replaces_the_whole_value_and_a_blank_erases_it() {
    let mut desk = Desk::new(Manner::Pipe);
    let mut form = page("recherche", "Recherche");
    form.body = vec![Block::Field(field(NAME, "Mots", None, line("e\u{301}cho")))];
    desk.feed("1\n \n");
    let heard = desk.heard(&form).await;
    let Heard::Edited(NAME, change) = heard else { panic!("{heard:?}") };
    assert_eq!((change.from, change.to, change.text.as_str()), (0, 4, ""));
}
