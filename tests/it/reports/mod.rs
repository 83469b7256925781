//! Reports on worlds that one can add up by eye.

mod goals;
mod money;
mod of_deals;
mod of_leads;
mod shape;

use crate::support::{TestDatabase, World, at, workspace};
use mihwar::domain::period::Period;
use mihwar::reports::{Question, run};
use mihwar::storage::metrics::{Dimension, Filters};
use serde_json::Value;

/// A company in Riyadh with what a world tells of it, asked at an instant.
struct Asked {
    database: TestDatabase,
    question: Question,
}

impl Asked {
    async fn new(world: World, period: Period, as_of: &str) -> Self {
        let database = TestDatabase::lease().await;
        world.save(&database.db).await;
        Self { database, question: Question::new(workspace("Asia/Riyadh", "SAR"), period, at(as_of)) }
    }

    async fn report(&self, name: &str) -> Value {
        run(name, &self.database.db, &self.question).await.unwrap()
    }

    async fn only(&mut self, key: Dimension, value: &str) {
        let mut db = self.database.db.pages.acquire().await.unwrap();
        self.question.filters = Filters::resolve(&mut db, vec![(key, value.to_owned())]).await.unwrap();
    }
}
