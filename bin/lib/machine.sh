# What the machine must have: looked for, installed from the system's packages where it is missing, and never touched
# where it is not. Read by bin/serve, bin/test and bin/prepare.
# shellcheck shell=bash

rust_wanted=1.94
node_wanted=20
postgres_wanted=15

say() { printf '%s\n' "$*" >&2; }
stop() {
  say "$*"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANTED: whether version HAVE (1.95.0) is WANTED (1.94) or newer.
at_least() {
  local have=${1:-0}.0 wanted=$2.0
  local have_minor=${have#*.} wanted_minor=${wanted#*.}
  ((${have%%.*} > ${wanted%%.*})) && return
  ((${have%%.*} == ${wanted%%.*} && ${have_minor%%.*} >= ${wanted_minor%%.*}))
}

need_rust() {
  PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
  local have
  have=$(rustc --version 2>/dev/null | cut -d' ' -f2) || true
  at_least "${have%%-*}" "$rust_wanted" && has cargo && return
  stop "Mihwar needs Rust $rust_wanted or newer (here: ${have:-none}). Get it from https://rustup.rs, or run: rustup update"
}

need_linker() {
  has cc && return
  install_for "a C compiler, by which Rust links" gcc "xcode-select --install"
}

need_node() {
  local have
  have=$(node --version 2>/dev/null) || true
  at_least "${have#v}" "$node_wanted" && has npm && return
  stop "The browser tests need Node $node_wanted or newer with npm (here: ${have:-none}). Get it from https://nodejs.org/en/download"
}

# Folders in which Postgres' programs may stand: the places in which the server itself looks.
postgres_folders() {
  local IFS=: folder
  if [ -n "${MIHWAR_PG_BIN:-}" ]; then
    printf '%s\n' "$MIHWAR_PG_BIN"
    return
  fi
  for folder in /usr/lib/postgresql/*/bin /usr/local/opt/*/bin /opt/homebrew/opt/*/bin /usr/*/bin $PATH; do
    printf '%s\n' "$folder"
  done
}

postgres_major() { "$1/pg_ctl" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+).*/\1/'; }

# Sets pg_bin to the folder of the newest initdb and pg_ctl; fails where there is none.
find_postgres() {
  local folder major newest=0
  pg_bin=
  while IFS= read -r folder; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] || continue
    major=$(postgres_major "$folder")
    if ((${major:-0} > newest)); then
      newest=$major pg_bin=$folder
    fi
  done < <(postgres_folders)
  [ -n "$pg_bin" ]
}

need_postgres() {
  if ! find_postgres; then
    keep_debian_from_making_a_cluster
    install_for "Postgres" postgresql "brew install postgresql@17"
    find_postgres || stop "Postgres was installed, but initdb and pg_ctl were not found: name their folder in MIHWAR_PG_BIN."
  fi
  at_least "$(postgres_major "$pg_bin")" "$postgres_wanted" && return
  stop "Mihwar needs Postgres $postgres_wanted or newer, and $pg_bin has an older one: https://www.postgresql.org/download"
}

# Debian's package would create and start a cluster of its own, which nobody here needs.
keep_debian_from_making_a_cluster() {
  has apt-get || return 0
  local settings=/etc/postgresql-common/createcluster.conf
  [ -f "$settings" ] || install_for "Postgres" postgresql-common ""
  if grep -qE '^[[:space:]]*create_main_cluster' "$settings"; then
    return 0
  fi
  printf '\ncreate_main_cluster = false\n' | as_root tee -a "$settings" >/dev/null
}

# Sets chromium to the browser's program; fails where there is none.
find_chromium() {
  local name
  for name in "${MIHWAR_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && has "$name"; then
      chromium=$(command -v "$name")
      return
    fi
  done
  return 1
}

need_chromium() {
  find_chromium && return
  install_for "Chromium" chromium "brew install --cask chromium"
  find_chromium || stop "Chromium was installed but not found: name its program in MIHWAR_CHROMIUM."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    stop "This needs root, and there is no sudo. As root, run: $*"
  fi
}

# install_for WHAT DEBIAN_PACKAGE COMMAND_ON_A_MAC: installs, or says the one line that does.
install_for() {
  local what=$1 package=$2 on_a_mac=$3
  if has apt-get; then
    say "Installing $what (Debian package $package) …"
    if [ -z "${apt_is_fresh:-}" ]; then
      as_root apt-get update -q >&2
      apt_is_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$package" >&2
  elif [ "$(uname)" = Darwin ] && [ "${on_a_mac%% *}" = brew ] && has brew; then
    say "Installing $what …"
    $on_a_mac >&2
  elif [ "$(uname)" = Darwin ]; then
    stop "$what is missing. Run: $on_a_mac"
  else
    stop "$what is missing: install the package that your system has it in (on Debian it is called $package)."
  fi
}
