//! `mihwar user`: people who sign in, for whoever looks after the server.

use super::App;
use super::commands::the_workspace;
use super::say::say;
use crate::actions::deactivate_user::{Deactivated, deactivate_user};
use crate::actions::invite_user::{Invitation, Invited, invite_user};
use crate::actions::make_link::{NewLink, make_link};
use crate::actions::reactivate_user::reactivate_user;
use crate::config::{Address, Invite, UserCommand};
use crate::domain::ids::UserId;
use crate::domain::moment::Moment;
use crate::domain::person::{Language, Role, Team};
use crate::domain::text;
use crate::storage::staff::{self, Someone, Standing, Which};
use crate::storage::users;
use std::io::Write as _;
use std::process::ExitCode;

/// Does what is asked.
pub(super) async fn user(app: &App, command: UserCommand) -> Result<ExitCode, anyhow::Error> {
    the_workspace(app).await?;
    match command {
        UserCommand::List => list(app).await?,
        UserCommand::Invite(options) => invite(app, options).await?,
        UserCommand::Reset { email, address } => reset(app, &email, &address).await?,
        UserCommand::Deactivate { email, to } => deactivate(app, &email, to.as_deref()).await?,
        UserCommand::Reactivate { email } => reactivate(app, &email).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(app: &App) -> Result<(), anyhow::Error> {
    for someone in staff::find(&app.database.jobs, Which::Users).await? {
        let Some(account) = someone.user else { continue };
        let team = someone.team.map_or("-", Team::key);
        let seen = account.seen.map_or_else(|| "never".to_owned(), |at| at.format("%Y-%m-%dT%H:%MZ").to_string());
        say!(
            "{}\t{}\t{}\t{team}\t{}\tlast here {seen}",
            account.email,
            text::clean(&someone.name),
            account.role.key(),
            account.standing.key()
        )?;
    }
    Ok(())
}

async fn invite(app: &App, options: Invite) -> Result<(), anyhow::Error> {
    let role =
        Role::from_key(&options.role).ok_or_else(|| anyhow::anyhow!("--role is viewer, sales, marketing, manager or admin"))?;
    let team =
        options.team.as_deref().map(|team| Team::from_key(team).ok_or_else(|| anyhow::anyhow!("--team is sales or marketing")));
    let team = role.implied_team().or(team.transpose()?);
    anyhow::ensure!(team.is_some() || !role.needs_team(), "--team is needed for this role: sales or marketing");
    let language =
        options.language.as_deref().map(|l| Language::from_key(l).ok_or_else(|| anyhow::anyhow!("--language is en or ar")));
    let language = language.transpose()?.unwrap_or(the_workspace(app).await?.language);
    let name = options.name.unwrap_or_else(|| options.email.clone());
    let invitation = Invitation { user: UserId::new(), name, email: options.email, role, team, language, person: None };
    match invite_user(&app.database, invitation, None, app.clock.now()).await? {
        Invited::Link(link) => print(&options.address, &link, Some(language))?,
        Invited::NoAddress => anyhow::bail!("This is no e-mail address."),
        Invited::AddressTaken => {
            anyhow::bail!("Somebody signs in with this address already: mihwar user reset gives him a link.")
        }
        Invited::PersonTaken | Invited::OtherPerson => anyhow::bail!("The person of this address signs in already."),
    }
    Ok(())
}

fn print(address: &Address, link: &NewLink, language: Option<Language>) -> Result<(), anyhow::Error> {
    let language = language.map_or_else(String::new, |language| format!("?lang={}", language.key()));
    say!("{}/join/{}{language}", address.base(address.listen), link.token)?;
    let _ = writeln!(std::io::stderr(), "The link works once, until {}.", link.until.format("%Y-%m-%d %H:%M UTC"));
    Ok(())
}

async fn known(app: &App, email: &str) -> Result<(Someone, UserId), anyhow::Error> {
    let key = text::fold_email(email).unwrap_or_default();
    let user = users::find_by_email(&app.database.jobs, &key).await?;
    let user = user.ok_or_else(|| anyhow::anyhow!("Nobody signs in with {email}: mihwar user list shows who does."))?;
    let someone = staff::find(&app.database.jobs, Which::User(user)).await?.pop();
    Ok((someone.ok_or_else(|| anyhow::anyhow!("the user is gone"))?, user))
}

async fn reset(app: &App, email: &str, address: &Address) -> Result<(), anyhow::Error> {
    let (someone, user) = known(app, email).await?;
    let link = make_link(&app.database, user, None, app.clock.now()).await?;
    let link = link.ok_or_else(|| anyhow::anyhow!("{email} has left: mihwar user reactivate lets him in again."))?;
    let language = someone.user.and_then(|account| account.language);
    print(address, &link, language)
}

async fn deactivate(app: &App, email: &str, to: Option<&str>) -> Result<(), anyhow::Error> {
    let (_, user) = known(app, email).await?;
    let taker = match to {
        Some(email) => Some(known(app, email).await?.0.person),
        None => None,
    };
    let (now, zone) = (app.clock.now(), the_workspace(app).await?.zone);
    match deactivate_user(&app.database, user, taker, Moment::Instant(now).local_date(zone), None, now).await? {
        Deactivated::Done => say!("{email} is deactivated; all sessions have ended.")?,
        Deactivated::Nobody => anyhow::bail!("the user is gone"),
        Deactivated::LastAdmin => anyhow::bail!("Nobody else administers: make somebody else an admin first."),
        Deactivated::NoTaker => anyhow::bail!("Whoever takes over must be somebody else, who has not left."),
    }
    Ok(())
}

async fn reactivate(app: &App, email: &str) -> Result<(), anyhow::Error> {
    let (someone, user) = known(app, email).await?;
    let left = someone.user.is_some_and(|account| account.standing == Standing::Left);
    reactivate_user(&app.database, user, None, app.clock.now()).await?;
    say!("{email} {}", if left { "can sign in again." } else { "could sign in all along." })?;
    Ok(())
}
