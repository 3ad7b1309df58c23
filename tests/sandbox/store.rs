//! What is acknowledged is kept, and a folder that is not understood is left alone.

use crate::app::{App, CAMILLE, Hands, NADIA, Setting, client, record};
use dmp::sandbox::{Failure, Options, Trial, start, start_trial};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

fn setting(folder: &Path) -> Setting {
    let mut setting = Setting::default();
    setting.options.data = Some(folder.to_owned());
    setting
}

async fn refusal(folder: &Path) -> Failure {
    let setting = setting(folder);
    let trial = Trial { clock: setting.clock, record: Some(record()), ..Trial::default() };
    match start_trial(setting.options, trial).await {
        Ok(_) => panic!("it started"),
        Err(failure) => failure,
    }
}

#[tokio::test]
async fn f32_a_restart_keeps_sessions_sign_ins_under_way_and_codes() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    let changed = app.challenge(&[("auth_session", &begun.session()), ("new_password", crate::app::NEW_PASSWORD)]).await;
    let chosen = app.choose(&changed.session(), "sms").await;
    let code = app.sent(CAMILLE.0).await;
    app.stop().await;
    let app = App::on(folder.path()).await;
    assert_eq!(app.get("/account", &tokens.access).await.status, 200);
    assert_eq!(app.code(&chosen.session(), &code).await.status, 200);
    assert_eq!(app.begin(CAMILLE.0, crate::app::NEW_PASSWORD).await.str("next_step"), "otp");
}

/// Not a test: the process that [`f33_what_was_acknowledged_survives_kill_9`] kills.
#[tokio::test]
#[ignore = "run by f33 in a process of its own"]
async fn server() {
    let folder = std::env::var_os("DMP_TEST_FOLDER").expect("run by f33");
    let options = Options { data: Some(folder.into()), source_limit: false, ..Options::default() };
    let running = start_trial(options, Trial { record: Some(record()), ..Trial::default() }).await.unwrap();
    println!("\nlistening on {}", running.base());
    std::future::pending::<()>().await;
}

fn spawn(folder: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::server", "--ignored", "--nocapture"])
        .env("DMP_TEST_FOLDER", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let base = lines.find_map(|line| line.unwrap().strip_prefix("listening on ").map(str::to_owned));
    (child, base.expect("the server says where it listens"))
}

#[tokio::test]
async fn f33_what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, base) = spawn(folder.path());
    let app = |base: String| App { running: None, clock: Arc::new(Hands::default()), http: client(), base };
    let mut at = app(base);
    let begun = at.begin(NADIA.0, NADIA.1).await;
    let chosen = at.choose(&begun.session(), "sms").await;
    let done = at.code(&chosen.session(), &at.sent(NADIA.0).await).await;
    let mut tokens = at.tokens(at.exchange(&done.str("authorization_code"), "i").await, "i");
    let mut acknowledged = 0;
    for kill in 0..20_u64 {
        // Each acknowledged refresh is a write: the token that it gave is the only one good from then on.
        let mut left = 1 + kill * 7 % 11;
        loop {
            let fields = [("grant_type", "refresh_token"), ("refresh_token", tokens.refresh.as_str()), ("client_instance", "i")];
            let sent = at.http.post(format!("{}/auth/token", at.root())).form(&fields).send();
            if left == 0 {
                // Killed while this one is on its way: done or not, nobody knows.
                let (_, _unknown) = tokio::join!(async { child.kill().unwrap() }, sent);
                break;
            }
            tokens = at.tokens(crate::app::Answer::of(sent.await.unwrap()).await, "i");
            acknowledged += 1;
            left -= 1;
        }
        child.wait().unwrap();
        let (next, base) = spawn(folder.path());
        (child, at) = (next, app(base));
        // The acknowledged token is good, or its lost successor is told again: never refused.
        let answer = at.refresh(&tokens.refresh, "i").await;
        assert_eq!(answer.status, 200, "after kill {kill}: {}", answer.text);
        tokens = at.tokens(answer, "i");
        assert_eq!(at.get("/account", &tokens.access).await.status, 200);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(acknowledged > 60, "{acknowledged}");
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

#[tokio::test]
async fn f36_a_full_disk_changes_nothing_says_so_and_reading_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    app.stop().await;
    let pages = {
        let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
        connection.query_row("PRAGMA page_count", [], |row| row.get::<_, u32>(0)).unwrap()
    };
    let mut full = setting(folder.path());
    full.pages = Some(pages);
    let app = App::with(full).await;
    // Pages still have holes: fill them with sign-ins until there is none.
    let mut last = None;
    for number in 0..5_000 {
        let answer = app.begin(&format!("personne-{number}"), "x").await;
        if answer.status != 400 {
            last = Some(answer);
            break;
        }
    }
    let refused = last.expect("the disk was never full");
    assert_eq!((refused.status.as_u16(), refused.str("error")), (507, "insufficient_storage".to_owned()));
    assert_eq!(app.get("/account", &tokens.access).await.status, 200);
    assert_eq!(app.search(&tokens, "").await.status, 200);
    app.stop().await;
    let app = App::on(folder.path()).await;
    assert_eq!(app.get("/account", &tokens.access).await.status, 200, "with room again, everything goes on");
    app.tokens(app.refresh(&tokens.refresh, &tokens.instance).await, "");
}

#[tokio::test]
async fn f39_a_damaged_or_foreign_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    App::on(folder.path()).await.stop().await;
    let good = std::fs::read(&file).unwrap();
    let mut wounded = good.clone();
    let middle = wounded.len() / 2 / 4096 * 4096;
    wounded[middle..middle + 8192].fill(0xAB);
    let other = tempfile::NamedTempFile::new().unwrap();
    rusqlite::Connection::open(other.path()).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    for bytes in
        [b"ceci n'est pas une base".repeat(300), wounded, good[..good.len() / 3].to_vec(), std::fs::read(other.path()).unwrap()]
    {
        overwrite(&file, &bytes);
        let failure = refusal(folder.path()).await;
        assert!(matches!(failure, Failure::DatabaseDamaged(..)), "{failure:?}");
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "left as it is");
    }
    overwrite(&file, &good);
    App::on(folder.path()).await.stop().await;
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refusal(folder.path()).await, Failure::DatabaseNewer(_)));
}

fn overwrite(file: &Path, bytes: &[u8]) {
    use std::io::Write;
    let mut out = std::fs::OpenOptions::new().write(true).truncate(true).open(file).unwrap();
    out.write_all(bytes).unwrap();
}

#[tokio::test]
async fn f39_a_database_locked_by_another_program_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    App::on(folder.path()).await.stop().await;
    let other = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    other.execute_batch("PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE; UPDATE accounts SET phone = phone").unwrap();
    assert!(matches!(refusal(folder.path()).await, Failure::DatabaseLocked(_)));
}

#[tokio::test]
async fn f41_a_second_sandbox_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = App::on(folder.path()).await;
    assert!(matches!(refusal(folder.path()).await, Failure::FolderTaken(_)));
    assert_eq!(first.begin(NADIA.0, NADIA.1).await.str("next_step"), "otp", "the first goes on");
    first.stop().await;
    App::on(folder.path()).await;
}

#[tokio::test]
async fn f42_a_port_already_taken_is_said_to_be_and_only_loopback_is_listened_on() {
    let app = App::start().await;
    let address: SocketAddr = app.root().strip_prefix("http://").unwrap().parse().unwrap();
    let taken = start(Options { listen: address, ..Options::default() }).await;
    assert!(matches!(taken, Err(Failure::PortTaken(_))));
    for elsewhere in ["0.0.0.0:0", "192.168.1.1:0", "[::]:0"] {
        let refused = start(Options { listen: elsewhere.parse().unwrap(), ..Options::default() }).await;
        assert!(matches!(refused, Err(Failure::NotLoopback(_))), "{elsewhere}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_and_its_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("bac");
    let app = App::on(&folder).await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    app.stop().await;
}

#[tokio::test]
async fn in_memory_nothing_is_shared_between_two_sandboxes_and_messages_are_told_as_they_are_sent() {
    let (one, other) = (App::start().await, App::start().await);
    let mut messages = one.running.as_ref().unwrap().messages();
    one.first_sign_in().await;
    let first = messages.recv().await.unwrap();
    assert_eq!((first.to.as_str(), first.channel.as_str(), first.code.is_some()), (CAMILLE.0, "sms", true));
    assert!(messages.recv().await.unwrap().code.is_none(), "the password has been changed");
    assert_eq!(other.begin(CAMILLE.0, CAMILLE.1).await.str("next_step"), "password_change");
    assert!(other.outbox(CAMILLE.0).await.is_empty());
}
