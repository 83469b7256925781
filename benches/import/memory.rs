//! Watches the memory of this process, server and import in one, as a server has them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A watch that runs.
pub struct Watch {
    idle: u64,
    stop: Arc<AtomicBool>,
    peak: Arc<AtomicU64>,
    watching: JoinHandle<()>,
}

impl Watch {
    /// Starts to watch.
    pub fn start() -> Self {
        let (stop, peak) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (stopped, highest) = (Arc::clone(&stop), Arc::clone(&peak));
        let watching = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                highest.fetch_max(resident().unwrap_or_default(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Self { idle: resident().unwrap_or_default(), stop, peak, watching }
    }

    /// Ends it: megabytes at its start, and at most. None where the system does not tell.
    pub fn stop(self) -> Option<(u64, u64)> {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.watching.join();
        let peak = self.peak.load(Ordering::Relaxed);
        (peak > 0).then_some((self.idle >> 20, peak.max(self.idle) >> 20))
    }
}

/// Bytes of this process in memory, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}
