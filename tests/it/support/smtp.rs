//! A mail server of a test: it listens on this machine only, keeps what it takes, and refuses what it is told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A letter that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The address it was for.
    pub to: String,
    /// Its head, unfolded.
    pub head: String,
    /// Its text, decoded.
    pub body: String,
}

impl Arrived {
    /// A line of the head, decoded.
    pub fn header(&self, name: &str) -> String {
        let line = self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        words(line.unwrap_or_else(|| panic!("no {name} in {}", self.head)))
    }
}

#[derive(Default)]
struct Desk {
    arrived: Vec<Arrived>,
    recipients: VecDeque<&'static str>,
    passwords: VecDeque<&'static str>,
}

/// The mail server.
pub struct MailServer {
    /// Where it listens.
    pub port: u16,
    desk: Arc<Mutex<Desk>>,
    task: JoinHandle<()>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let desk = Arc::<Mutex<Desk>>::default();
        let own = Arc::clone(&desk);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&own)));
            }
        });
        Self { port, desk, task }
    }

    /// What it says to the next recipients instead of taking them.
    pub fn refuse(&self, answers: &[&'static str]) {
        self.desk.lock().unwrap().recipients.extend(answers);
    }

    /// What it says to the next passwords instead of taking them.
    pub fn refuse_passwords(&self, answers: &[&'static str]) {
        self.desk.lock().unwrap().passwords.extend(answers);
    }

    /// What arrived, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.desk.lock().unwrap().arrived.clone()
    }
}

async fn talk(stream: TcpStream, desk: Arc<Mutex<Desk>>) {
    let mut stream = BufReader::new(stream);
    let (mut to, mut line) = (String::new(), String::new());
    let mut answer = "220 test".to_owned();
    loop {
        if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        line.clear();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let verb = line.split(' ').next().unwrap_or_default().trim().to_ascii_uppercase();
        answer = match verb.as_str() {
            "EHLO" => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN".to_owned(),
            "AUTH" => desk.lock().unwrap().passwords.pop_front().unwrap_or("235 welcome").to_owned(),
            "RCPT" => {
                line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                desk.lock().unwrap().recipients.pop_front().unwrap_or("250 yes").to_owned()
            }
            "DATA" => {
                let _ = stream.write_all(b"354 go on\r\n").await;
                let text = data(&mut stream).await;
                // Long enough that somebody else could have begun with the same letter.
                tokio::time::sleep(Duration::from_millis(20)).await;
                desk.lock().unwrap().arrived.push(arrived(&to, &text));
                "250 taken".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        };
    }
}

async fn data(stream: &mut BufReader<TcpStream>) -> String {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 || line == ".\r\n" {
            return text;
        }
        text.push_str(line.strip_prefix("..").map_or(line.as_str(), |rest| &line[line.len() - rest.len() - 1..]));
    }
}

fn arrived(to: &str, text: &str) -> Arrived {
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ").replace("\r\n", "\n");
    let encoding = head.lines().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: ")).unwrap_or("7bit");
    let body = match encoding {
        "base64" => String::from_utf8(base64(body)).unwrap(),
        "quoted-printable" => String::from_utf8(quoted(&body.replace("=\r\n", ""))).unwrap(),
        _ => body.to_owned(),
    };
    Arrived { to: to.to_owned(), head, body: body.replace("\r\n", "\n") }
}

/// A line of the head whose words may be encoded.
fn words(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, encoded)) = rest.split_once("=?utf-8?b?") {
        // Between two encoded words a space means nothing.
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        let (word, after) = encoded.split_once("?=").expect("its end");
        out.push_str(&String::from_utf8(base64(word)).expect("each word is whole"));
        rest = after;
    }
    out + rest
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut count = 0;
    let mut out = Vec::new();
    for value in text.bytes().filter_map(|b| LETTERS.iter().position(|l| *l == b)) {
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    out
}

fn quoted(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'=' {
            out.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}
