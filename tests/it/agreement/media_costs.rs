//! Cost per click, lead and customer of the Facebook ads. We keep whole cents a row, the references keep all digits, so
//! money agrees to 1e-8 only.

use super::{EXACT, agree, agree_rate, expected, number, shared, whole};
use mihwar::domain::money::{Currency, Money};
use mihwar::metrics::cac::{cac, cost_per};
use mihwar::metrics::costs::Spent;
use mihwar::metrics::figure::{Figure, Reason};
use mihwar::metrics::rate::Rate;
use serde_json::Value;
use std::collections::BTreeMap;

const CENTS: f64 = 1e-8;

#[derive(Default)]
struct Ads {
    rows: u64,
    cents: i64,
    impressions: u64,
    clicks: u64,
    leads: u64,
    customers: u64,
}

impl Ads {
    fn add(&mut self, row: &csv::StringRecord, columns: &BTreeMap<String, usize>, currency: Currency) {
        let text = |name: &str| &row[columns[name]];
        let count = |name: &str| text(name).parse::<u64>().unwrap();
        self.rows += 1;
        self.cents += Money::parse(text("Spent"), currency).unwrap().minor;
        self.impressions += count("Impressions");
        self.clicks += count("Clicks");
        self.leads += count("Total_Conversion");
        self.customers += count("Approved_Conversion");
    }

    #[track_caller]
    fn agree(&self, what: &str, expected: &Value, currency: Currency) {
        assert_eq!(self.rows, whole(&expected["ads"]), "{what}");
        for (found, key) in
            [(self.impressions, "impressions"), (self.clicks, "clicks"), (self.leads, "leads"), (self.customers, "customers")]
        {
            assert_eq!(Figure::count(found).value, expected[key].as_f64(), "{what} {key}");
        }
        let spend = Figure::money(self.cents, self.rows, currency);
        let cost = Spent { minor: Some(self.cents), days_without_rate: 0 };
        for (found, key) in [
            (spend, "spend"),
            (cost_per(cost, self.clicks, currency, Reason::NobodyReached), "cpc"),
            (cost_per(cost, self.leads, currency, Reason::NoLeads), "cpl"),
            (cac(cost, self.customers, currency), "cac"),
        ] {
            agree(&format!("{what} {key}"), found.value.unwrap() / 100.0, number(&expected[key]), CENTS);
        }
        let clicked = Figure::rate(self.clicks, self.impressions, Reason::NobodyReached);
        agree(&format!("{what} ctr"), clicked.value.unwrap(), number(&expected["ctr"]), EXACT);
        agree_rate(what, Rate::new(self.customers, self.leads).unwrap(), &expected["lead_to_customer"]);
    }
}

#[test]
fn costs_of_facebook_ads_agree() {
    let (Some(reference), Some(file)) = (expected("facebook_ads_kag"), shared("facebook_ads_kag/site_conversion_data.csv"))
    else {
        return;
    };
    let currency: Currency = "USD".parse().unwrap();
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let columns: BTreeMap<_, _> = reader.headers().unwrap().iter().map(str::to_owned).zip(0..).collect();
    let mut overall = Ads::default();
    let mut groups: BTreeMap<(&str, String), Ads> = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        overall.add(&row, &columns, currency);
        for (group, column) in [("by_campaign", "xyz_campaign_id"), ("by_age", "age")] {
            groups.entry((group, row[columns[column]].to_owned())).or_default().add(&row, &columns, currency);
        }
    }
    overall.agree("overall", &reference["overall"], currency);
    let known = ["by_campaign", "by_age"].map(|group| reference[group].as_object().unwrap().len());
    assert_eq!(groups.len(), known.iter().sum::<usize>());
    for ((group, key), ads) in &groups {
        ads.agree(&format!("{group} {key}"), &reference[group][key], currency);
    }
}
