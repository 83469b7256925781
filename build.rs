//! Takes the static files into the binary and rebuilds when a translation is added.

fn main() {
    println!("cargo::rerun-if-changed=src/i18n/locales");
    memory_serve::load_directory("./static");
}
