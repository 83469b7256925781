//! The parts that pages are put together from. Each is a struct of finished text with its own template, and prints
//! itself: `{{ card }}` in a page, nothing more.

mod actions;
mod chart_figure;
mod empty;
mod filter;
mod form;
mod funnel;
mod kpi;
mod lists;
mod markup;
mod overlay;
mod owner;
mod small;
mod table;

pub use actions::{Actions, Progress};
pub use chart_figure::{ChartFigure, Legend, LegendKey};
pub use empty::{Empty, EmptyKind};
pub use filter::{Choice, Dates, FilterBar, Panel, Pill, PillState};
pub use form::{ErrorSummary, Field, FieldKind, OptionItem, Radios};
pub use funnel::{FunnelFigure, FunnelMove, FunnelStage, Owner};
pub use kpi::{KpiCard, KpiChange, KpiFoot, KpiLoading, TargetState};
pub use lists::{Facts, RowBar, Rows, Timeline, TimelineItem, TimelineSide};
pub use markup::Markup;
pub use overlay::{Definition, Dialog, Toast, ToastKind, Undo};
pub use owner::{chosen_owner, owner_field};
pub use small::{Delta, Direction, Judgement, Link, Segmented, State, StateKind, Tag, TagKind};
pub use table::{Cell, Column, Pager, Pick, Picks, Row, Sort, SortState, Table};

/// Lets a component stand in another template without being escaped again: its own template escaped it.
macro_rules! prints_itself {
    ($($component:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $component {})+ };
}
use prints_itself;
