//! What a program may do here.

use super::person::keyed;

keyed!(
    /// One thing that a token may do.
    Scope {
        Leads = "leads:write",
        Touches = "touches:write",
    }
);
