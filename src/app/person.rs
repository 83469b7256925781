//! `mihwar person`: what is kept about a person, taken along or erased.

use super::App;
use super::say::say;
use crate::actions::erase_person::erase_person;
use crate::actions::export_person::export_person;
use crate::config::Person;
use crate::domain::text;
use crate::storage::{merges, person_data};
use anyhow::anyhow;
use std::process::ExitCode;
use uuid::Uuid;

/// Does what was asked.
pub(super) async fn person(app: &App, options: Person) -> Result<ExitCode, anyhow::Error> {
    let now = app.clock.now();
    match options {
        Person::Export { who } => {
            let leads = find(app, &who).await?;
            let kept = export_person(&app.database, &leads, None, now).await?.ok_or_else(|| unknown(&who))?;
            say!("{}", serde_json::to_string_pretty(&kept)?)?;
        }
        Person::Erase { who, yes } => {
            let leads = find(app, &who).await?;
            let told: Vec<String> = leads.iter().map(ToString::to_string).collect();
            if !yes {
                say!("This would be erased for ever: {}. Add --yes to do it.", told.join(", "))?;
                return Ok(ExitCode::FAILURE);
            }
            let erased = erase_person(&app.database, &leads, None, now).await?;
            say!("Erased: {erased} leads. What is left counts in reports and belongs to nobody.")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(app: &App, who: &str) -> Result<Vec<Uuid>, anyhow::Error> {
    let mut db = app.database.jobs.acquire().await?;
    let found = match (who.parse::<Uuid>(), text::fold_email(who)) {
        (Ok(id), _) => {
            // The id of a merged lead is that of whoever it is now.
            let ids = merges::survivor(&mut *db, id).await?.map_or_else(|| vec![id], |now| vec![now, id]);
            person_data::subjects(&mut db, &ids).await?.into_iter().map(|subject| subject.id).collect()
        }
        (_, Some(email)) => person_data::by_email(&mut db, &email).await?,
        _ => Vec::new(),
    };
    if found.is_empty() { Err(unknown(who)) } else { Ok(found) }
}

fn unknown(who: &str) -> anyhow::Error {
    anyhow!("No lead has the address or the id {who}.")
}
