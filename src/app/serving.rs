//! The server: listens, serves, and leaves in good order.

use super::App;
use super::measuring::measuring;
use super::say::say;
use crate::actions::sign_in::secret;
use crate::config::{Secret, Serve};
use crate::gauges::Gauges;
use crate::jobs::clean_up;
use crate::jobs::handoff_clocks::handoff_clocks;
use crate::jobs::handoff_news::handoff_news;
use crate::jobs::refresh_derived::refresh_derived;
use crate::jobs::send_mail::{Post, send_mail};
use crate::live::Live;
use crate::mail::Mailer;
use crate::storage::{imports, workspace};
use crate::web::router::router;
use crate::web::state::{Settings, WebState};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long the server, when it stops, waits for a letter that is on its way.
const LAST_LETTER: Duration = Duration::from_secs(20);

/// Serves until it is told to stop.
pub(super) async fn serve(app: &App, options: Serve) -> Result<ExitCode, anyhow::Error> {
    let mailer = Mailer::new(options.smtp_url.as_ref().map(Secret::reveal), options.mail_from.as_deref())?;
    let listener = listen(options.address.listen).await?;
    let base = options.address.base(listener.local_addr()?);
    imports::mark_interrupted(&app.database.jobs, app.clock.now() - chrono::TimeDelta::minutes(2)).await?;
    let code = workspace::set_up_code(&app.database.pages, &secret()[..24]).await?;
    let gauges = Gauges::default();
    let measuring = match options.metrics_listen {
        Some(address) => Some(measuring(app, gauges.clone(), address).await?),
        None => None,
    };
    let live = Live::default();
    let state = WebState {
        db: app.database.clone(),
        clock: app.clock.clone(),
        gauges: gauges.clone(),
        live: live.clone(),
        settings: Arc::new(Settings {
            public_url: options.address.public_url,
            trusted_proxies: options.trusted_proxies,
            development: options.development,
            uploads: app.uploads.clone(),
            upload_bytes: None,
            mail: mailer.as_ref().map(|mailer| mailer.route().clone()),
        }),
    };
    match code {
        Some(code) => say!("Mihwar is ready. Set it up at: {base}/set-up?code={code}")?,
        None => say!("Mihwar is ready: {base}")?,
    }
    let building = tokio::spawn(refresh_derived(app.database.clone(), app.clock.clone(), gauges.clone()));
    let ticking = tokio::spawn(handoff_clocks(app.database.clone(), app.clock.clone(), gauges.clone()));
    let hearing = tokio::spawn(handoff_news(app.database.clone(), live.clone()));
    let stop = watch::Sender::new(false);
    let post = mailer.map(|mailer| Post { mailer, base });
    let mailing = tokio::spawn(send_mail(app.database.clone(), app.clock.clone(), post, gauges.clone(), stop.subscribe()));
    let cleaning = tokio::spawn(clean_up::every_hour(app.database.clone(), app.clock.clone(), app.uploads.clone(), gauges));
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            stopped().await;
            // Streams last as long as their pages: they must be told.
            live.end();
        })
        .await?;
    stop.send_replace(true);
    // What it was building is rolled back, and stays marked.
    building.abort();
    ticking.abort();
    hearing.abort();
    cleaning.abort();
    if let Some(measuring) = measuring {
        measuring.abort();
    }
    // A letter that is on its way goes; one whose mail server is silent is tried again later.
    let _ = tokio::time::timeout(LAST_LETTER, mailing).await;
    say!("Mihwar has stopped.")?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, anyhow::Error> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!("Another program listens on {address}: stop it, or choose another port with --listen 127.0.0.1:8081.")
        }
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("This user may not listen on {address}: choose a port above 1023 with --listen.")
        }
        ErrorKind::AddrNotAvailable => anyhow::anyhow!("{address} is no address of this machine: choose another with --listen."),
        _ => error.into(),
    })
}

pub(super) async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
