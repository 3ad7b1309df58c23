//! What comes from the keyboard and the terminal, on a thread of its own.
//!
//! When a terminal goes away, crossterm turns in circles inside its read; on a thread apart this harms nobody, and
//! another thread that waits for the hang-up alone tells of the end.

use crossterm::event::{Event, EventStream};
use futures_util::StreamExt;
use std::io;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

pub(super) enum Came {
    Event(Event),
    /// Nothing more will come.
    End,
}

pub(super) struct Events {
    queue: UnboundedReceiver<Came>,
    sender: UnboundedSender<Came>,
    /// Dropped to stop listening.
    listening: Option<oneshot::Sender<()>>,
    watching: bool,
}

impl Events {
    pub(super) fn new() -> Self {
        let (sender, queue) = unbounded_channel();
        Self { queue, sender, listening: None, watching: false }
    }

    /// Cancel-safe: what has come stays in the queue until it is given.
    pub(super) async fn next(&mut self) -> io::Result<Came> {
        self.listen()?;
        Ok(self.queue.recv().await.unwrap_or(Came::End))
    }

    /// Throws away what was typed ahead; true if the end has come.
    pub(super) fn drain(&mut self) -> bool {
        let mut ended = false;
        while let Ok(came) = self.queue.try_recv() {
            ended |= matches!(came, Came::End);
        }
        ended
    }

    /// Leaves the keyboard to others, until the next [`Events::next`].
    pub(super) fn stop(&mut self) {
        self.listening = None;
        self.drain();
    }

    fn listen(&mut self) -> io::Result<()> {
        if self.listening.is_some() {
            return Ok(());
        }
        let (stop, stopped) = oneshot::channel();
        let (sender, handle) = (self.sender.clone(), Handle::try_current().map_err(io::Error::other)?);
        std::thread::Builder::new().name("keyboard".into()).spawn(move || handle.block_on(forward(sender, stopped)))?;
        self.listening = Some(stop);
        self.watch()
    }

    #[cfg(unix)]
    fn watch(&mut self) -> io::Result<()> {
        use rustix::event::{PollFd, PollFlags, poll};
        if std::mem::replace(&mut self.watching, true) {
            return Ok(());
        }
        let sender = self.sender.clone();
        let wait = move || {
            let input = io::stdin();
            loop {
                // No event is asked for: only the hang-up, which is always told.
                let mut waited = [PollFd::new(&input, PollFlags::empty())];
                match poll(&mut waited, None) {
                    Err(rustix::io::Errno::INTR) => {}
                    Ok(_) | Err(_) => break,
                }
            }
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Came::End);
        };
        std::thread::Builder::new().name("hang-up".into()).spawn(wait).map(drop)
    }

    #[cfg(not(unix))]
    fn watch(&mut self) -> io::Result<()> {
        self.watching = true;
        Ok(())
    }
}

async fn forward(sender: UnboundedSender<Came>, mut stopped: oneshot::Receiver<()>) {
    let mut events = EventStream::new();
    loop {
        let came = tokio::select! {
            _ = &mut stopped => return,
            event = events.next() => match event {
                Some(Ok(event)) => Came::Event(event),
                Some(Err(_)) | None => Came::End,
            },
        };
        let last = matches!(came, Came::End);
        if sender.send(came).is_err() || last {
            return;
        }
    }
}
