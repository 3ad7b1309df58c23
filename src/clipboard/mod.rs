//! The system's clipboard, for a passage copied on purpose. Never through the terminal (S39), and never for long: what was
//! copied is a medical text, erased after a while and at the end unless something else has taken its place (S38).

mod system;

use crate::domain::Clean;
use std::future::Future;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// How long what was copied stays (S38).
pub const KEPT: Duration = Duration::from_secs(30);
/// A clipboard that has not answered by then will not: some hang with the program that holds them.
const PATIENCE: Duration = Duration::from_secs(2);

/// What holds a copied text for all programs. Every call may block.
pub trait Board {
    /// Flagged, where the system knows how, so that no history keeps it. False when it could not be put there.
    fn put(&mut self, text: &str) -> bool;
    fn holds(&mut self, text: &str) -> bool;
    fn clear(&mut self);
}

/// Opens a board, on the thread that will speak to it. `None` where there is none: no display, no desktop.
pub type Opens = Box<dyn FnOnce() -> Option<Box<dyn Board>> + Send>;

/// The clipboard, spoken to from a thread of its own: a board that hangs holds nobody up.
pub struct Clipboard {
    orders: Sender<Order>,
}

enum Order {
    Put(Clean, oneshot::Sender<bool>),
    Clear(oneshot::Sender<bool>),
}

impl Clipboard {
    /// The system's, opened at the first copy.
    pub fn system() -> Self {
        Self::over(Box::new(system::open), KEPT)
    }

    /// Over any board. What is copied stays for `kept`.
    pub fn over(opens: Opens, kept: Duration) -> Self {
        let (orders, heard) = mpsc::channel();
        // Without a thread, every order finds nobody: there is no clipboard.
        drop(thread::Builder::new().name("clipboard".to_owned()).spawn(move || serve(opens, &heard, kept)));
        Self { orders }
    }

    /// Whether the text is on the clipboard now.
    pub fn copy(&self, text: Clean) -> impl Future<Output = bool> + Send + use<> {
        let (told, answer) = oneshot::channel();
        self.order(Order::Put(text, told), answer)
    }

    /// Erases what was copied, if it is still there. Says when that is done.
    pub fn clear(&self) -> impl Future<Output = bool> + Send + use<> {
        let (told, answer) = oneshot::channel();
        self.order(Order::Clear(told), answer)
    }

    fn order(&self, order: Order, answer: oneshot::Receiver<bool>) -> impl Future<Output = bool> + Send + use<> {
        let sent = self.orders.send(order).is_ok();
        async move { sent && matches!(tokio::time::timeout(PATIENCE, answer).await, Ok(Ok(true))) }
    }
}

/// Until nobody can order any more.
fn serve(opens: Opens, orders: &Receiver<Order>, kept: Duration) {
    let mut opens = Some(opens);
    let mut board: Option<Box<dyn Board>> = None;
    // What was copied, and when it is to go.
    let mut copied: Option<(Clean, Instant)> = None;
    loop {
        let order = match &copied {
            Some((_, until)) => orders.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match order {
            Ok(Order::Put(text, told)) => {
                if board.is_none() {
                    board = opens.take().and_then(|open| open());
                }
                let put = board.as_mut().is_some_and(|board| board.put(&text));
                if put {
                    copied = Some((text, Instant::now() + kept));
                }
                // Who asked may have stopped waiting.
                let _ = told.send(put);
            }
            Ok(Order::Clear(told)) => {
                erase(board.as_mut(), copied.take());
                let _ = told.send(true);
            }
            Err(RecvTimeoutError::Timeout) => erase(board.as_mut(), copied.take()),
            Err(RecvTimeoutError::Disconnected) => return erase(board.as_mut(), copied.take()),
        }
    }
}

/// Only what is ours: the person may have copied something else since.
fn erase(board: Option<&mut Box<dyn Board>>, copied: Option<(Clean, Instant)>) {
    if let (Some(board), Some((text, _))) = (board, copied)
        && board.holds(&text)
    {
        board.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Condvar, Mutex};

    /// A board that can be looked at, and on which anybody may put something.
    #[derive(Clone, Default)]
    struct Wall(Arc<(Mutex<Shown>, Condvar)>);

    #[derive(Default)]
    struct Shown {
        text: Option<String>,
        changes: usize,
    }

    impl Wall {
        fn shows(&self) -> Option<String> {
            self.0.0.lock().unwrap().text.clone()
        }

        fn write(&self, text: Option<&str>) {
            let mut shown = self.0.0.lock().unwrap();
            shown.text = text.map(str::to_owned);
            shown.changes += 1;
            self.0.1.notify_all();
        }

        /// Waits until something was written or erased so many times.
        fn wait(&self, times: usize) {
            let shown = self.0.0.lock().unwrap();
            drop(self.0.1.wait_while(shown, |shown| shown.changes < times).unwrap());
        }

        fn clipboard(&self, kept: Duration) -> Clipboard {
            let wall = self.clone();
            Clipboard::over(Box::new(move || Some(Box::new(wall))), kept)
        }
    }

    impl Board for Wall {
        fn put(&mut self, text: &str) -> bool {
            self.write(Some(text));
            true
        }

        fn holds(&mut self, text: &str) -> bool {
            self.shows().as_deref() == Some(text)
        }

        fn clear(&mut self) {
            self.write(None);
        }
    }

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn s38_what_was_copied_is_erased_after_a_while() {
        let wall = Wall::default();
        let clipboard = wall.clipboard(Duration::from_millis(1));
        assert!(clipboard.copy("TSH : 4,16".into()).await);
        wall.wait(2);
        assert_eq!(wall.shows(), None);
        assert_eq!(KEPT, Duration::from_secs(30));
    }

    #[tokio::test]
    async fn s38_what_somebody_else_copied_since_is_left_alone() {
        let wall = Wall::default();
        let clipboard = wall.clipboard(LONG);
        assert!(clipboard.copy("TSH : 4,16".into()).await);
        wall.write(Some("une adresse"));
        assert!(clipboard.clear().await);
        assert_eq!(wall.shows().as_deref(), Some("une adresse"));
    }

    #[tokio::test]
    async fn s38_what_was_copied_is_erased_at_the_end_and_on_order() {
        let wall = Wall::default();
        let clipboard = wall.clipboard(LONG);
        assert!(clipboard.copy("un".into()).await);
        assert!(clipboard.clear().await);
        assert_eq!(wall.shows(), None);
        assert!(clipboard.copy("deux".into()).await);
        assert_eq!(wall.shows().as_deref(), Some("deux"));
        drop(clipboard);
        wall.wait(4);
        assert_eq!(wall.shows(), None);
    }

    #[tokio::test]
    async fn a_second_copy_takes_the_place_of_the_first() {
        let wall = Wall::default();
        let clipboard = wall.clipboard(LONG);
        assert!(clipboard.copy("un".into()).await && clipboard.copy("deux".into()).await);
        assert_eq!(wall.shows().as_deref(), Some("deux"));
        assert!(clipboard.clear().await);
        assert_eq!(wall.shows(), None);
    }

    #[tokio::test]
    async fn without_a_board_nothing_is_copied_and_nothing_breaks() {
        let clipboard = Clipboard::over(Box::new(|| None), LONG);
        assert!(!clipboard.copy("un".into()).await);
        assert!(clipboard.clear().await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_board_that_hangs_is_given_up_on() {
        let (hold, held) = mpsc::channel::<()>();
        let hangs = move || {
            let _ = held.recv();
            None
        };
        let clipboard = Clipboard::over(Box::new(hangs), LONG);
        assert!(!clipboard.copy("un".into()).await);
        drop(hold);
    }
}
