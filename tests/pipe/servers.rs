//! Servers that are not there, or are not what they should be: one sentence, and the way to go on.

use crate::support::person::{Ears, Person};
use crate::support::pipe::Pipe;
use crate::support::{DONE, Start};
use std::io::{Read, Write};
use std::net::TcpListener;

/// What is said on the first page when the client is sent to this address.
fn told(server: &str, sentence: &str) {
    let mut pipe = Pipe::start(Start::dmp(&["--place", "partage", "--server", server]));
    let mut ears = Ears::new(&mut pipe);
    ears.reads(sentence);
    // It can be tried again, and left.
    ears.chooses("Réessayer");
    ears.reads(sentence);
    ears.quits();
    assert_eq!(pipe.end(), DONE, "{server}");
    assert_eq!(pipe.errors(), "");
}

#[test]
fn an_address_that_is_none_is_said() {
    told("https://", "L’adresse du serveur est mal écrite. Vérifiez-la : elle commence par https://.");
    told("http://dmp.example/fhir", "Cette adresse n’est pas protégée");
}

#[test]
fn f1_a_server_that_does_not_listen_is_said() {
    // Bound, then closed: nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    told(
        &format!("http://127.0.0.1:{port}/fhir"),
        "Le serveur ne répond pas. Vérifiez votre connexion à internet, puis réessayez.",
    );
}

#[test]
fn a_server_that_is_no_dmp_is_said() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let body = "<html><body>Une page</body></html>";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
            let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    told(&format!("http://{at}/fhir"), "Cette adresse ne répond pas comme un serveur de DMP. Vérifiez l’adresse.");
}
