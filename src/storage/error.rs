//! What can go wrong with the database, told apart by what a person can do about it.

/// An error of the database.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The user or the password of `DATABASE_URL` is wrong.
    #[error("Postgres refuses the user or the password of DATABASE_URL: check both.")]
    Refused(#[source] sqlx::Error),
    /// The database named does not exist.
    #[error("The database named in DATABASE_URL does not exist: create it (createdb), or name another.")]
    NoDatabase(#[source] sqlx::Error),
    /// Nothing answers, or the connection was lost: it may come back.
    #[error("The database does not answer. It may be restarting; Mihwar goes on by itself when it is back.")]
    Unreachable(#[source] sqlx::Error),
    /// The disk of the database is full.
    #[error("The disk of the database is full: make room, then go on.")]
    DiskFull(#[source] sqlx::Error),
    /// A query took longer than it may.
    #[error("The question took too long and was stopped.")]
    TooSlow(#[source] sqlx::Error),
    /// The schema is newer than this program.
    #[error("The database was migrated by a newer version of Mihwar: start that version.")]
    NewerSchema,
    /// A named constraint refused the row.
    #[error("the constraint {name} refuses the row")]
    Constraint {
        /// The constraint's name, which maps to a message beside a field.
        name: String,
        /// What the database said.
        #[source]
        source: sqlx::Error,
    },
    /// Anything else.
    #[error("The database answered with an error.")]
    Other(#[source] sqlx::Error),
}

impl StorageError {
    /// Whether the same may work in a moment.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::TooSlow(_))
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else {
            return match error {
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Protocol(_)
                | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
                other => Self::Other(other),
            };
        };
        // SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
        match database.code().as_deref().unwrap_or_default() {
            "28P01" | "28000" => Self::Refused(error),
            "3D000" => Self::NoDatabase(error),
            "57P01" | "57P02" | "57P03" | "08006" | "08001" | "08004" | "08003" | "53300" => Self::Unreachable(error),
            "53100" => Self::DiskFull(error),
            "57014" => Self::TooSlow(error),
            _ => match database.constraint().map(str::to_owned) {
                Some(name) => Self::Constraint { name, source: error },
                None => Self::Other(error),
            },
        }
    }
}
