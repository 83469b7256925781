//! Static files: in the binary, named by their content, kept by the browser for a year.

use axum::Router;
use memory_serve::{Manifest, MemoryServe};
use std::sync::LazyLock;

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| serve().manifest());

fn serve() -> MemoryServe {
    memory_serve::load!().index_file(None).enable_hashed_routes(true)
}

/// `/static/…`. Call it once, at start.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().nest("/static", serve().into_router())
}

/// The address of a static file by its path below `static/`, with its hash.
#[must_use]
pub fn url(file: &str) -> String {
    let route = format!("/{file}");
    format!("/static{}", MANIFEST.get(&route).unwrap_or(&route))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_layout_links_to_exists_and_is_hashed() {
        for file in ["app.css", "app.js", "live.js", "icon.svg", "vendor/htmx.min.js"] {
            assert_ne!(url(file), format!("/static/{file}"), "not found, so not hashed");
        }
    }
}
