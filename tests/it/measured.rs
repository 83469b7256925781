//! Numbers for Prometheus: there, on a listener of their own, and without people in them.

use crate::process::{import, init, leads_file, mihwar};
use crate::support::OwnDatabase;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn serve(url: &str, pages: SocketAddr, more: &[&str]) -> Serving {
    let pages = pages.to_string();
    let args = [&["serve", "--listen", &pages, "--database-url", url], more].concat();
    let mut child = mihwar(&args).stderr(Stdio::inherit()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("is ready"), "{said}");
    Serving(child)
}

#[tokio::test]
async fn numbers_stand_on_their_own_listener_and_name_nobody() {
    let database = OwnDatabase::create("measured").await;
    init(&database.url);
    assert!(import(&database.url, &leads_file(30)).wait().unwrap().success());
    let (pages, numbers) = (free(), free());
    let _serving = serve(&database.url, pages, &["--metrics-listen", &numbers.to_string()]);

    let id = "0198c0de-0000-7000-8000-000000000001";
    for request in ["GET /health/live", "GET /health/live", "BREW /health/live", "GET /huda@example.com/secret"] {
        ask(pages, request);
    }
    ask(pages, &format!("GET /leads/{id}?q=huda"));
    let mut told = ask(numbers, "GET /metrics");
    for _ in 0..100 {
        if told.contains("job=\"clean_up\",outcome") {
            break;
        }
        // The first job is still at work.
        tokio::time::sleep(Duration::from_millis(50)).await;
        told = ask(numbers, "GET /metrics");
    }
    for line in [
        "mihwar_http_requests_total{method=\"GET\",route=\"/health/live\",status=\"200\"} 2\n",
        "mihwar_http_requests_total{method=\"other\",route=\"/health/live\",status=\"405\"} 1\n",
        "mihwar_http_requests_total{method=\"GET\",route=\"/leads/{id}\",",
        "mihwar_http_requests_total{method=\"GET\",route=\"none\",",
        "mihwar_http_request_duration_seconds_count{method=\"GET\",route=\"/health/live\"} 2\n",
        "mihwar_database_up 1\n",
        "mihwar_database_connections{pool=\"pages\",state=\"most\"} 16\n",
        "mihwar_jobs_total{job=\"clean_up\",outcome=\"done\"} 1\n",
        "mihwar_import_rows{outcome=\"new\"} 30\n",
        "mihwar_imports_running 0\n",
        "mihwar_derived_dirty_days 0\n",
        "mihwar_derived_dirty_age_seconds 0\n",
        "# EOF\n",
    ] {
        assert!(told.contains(line), "{line} is not in {told}");
    }
    assert!(!told.contains("huda") && !told.contains(id) && !told.contains("BREW"), "{told}");

    let of_pages = ask(pages, "GET /metrics");
    assert!(!of_pages.starts_with("HTTP/1.1 200") && !of_pages.contains("mihwar_http"), "{of_pages}");
    assert!(ask(numbers, "GET /overview").starts_with("HTTP/1.1 404"), "and no page stands there");
}

#[tokio::test]
async fn numbers_are_told_without_the_database_too() {
    let database = OwnDatabase::create("measured_down").await;
    init(&database.url);
    let (pages, numbers) = (free(), free());
    let _serving = serve(&database.url, pages, &["--metrics-listen", &numbers.to_string()]);
    ask(pages, "GET /health/live");
    database.take_away().await;
    let told = ask(numbers, "GET /metrics");
    assert!(told.contains("mihwar_database_up 0\n") && told.contains("mihwar_http_requests"), "{told}");
    assert!(!told.contains("mihwar_derived_dirty_days "), "what nobody knows is no number: {told}");
}
