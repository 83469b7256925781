use super::*;
use crate::domain::record::Record;
use crate::import::read::{Parsed, open};
use std::path::PathBuf;

fn context() -> Context {
    Context { zone: chrono_tz::Asia::Riyadh, currency: "SAR".parse().unwrap(), now: "2026-06-01T00:00:00Z".parse().unwrap() }
}

fn proposed(text: &str) -> Proposal {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    propose(file.path(), &context(), &Options::default()).unwrap()
}

fn kinds(proposal: &Proposal) -> Vec<Kind> {
    proposal.mapping.tables.iter().map(|t| t.kind).collect()
}

fn keys(proposal: &Proposal) -> Vec<&'static str> {
    proposal.questions.iter().map(Question::key).collect()
}

#[test]
fn every_shipped_mapping_is_sound_and_can_be_written() {
    for (sender, mapping) in PRESETS.iter() {
        mapping.check().unwrap();
        assert_eq!(Mapping::parse(&mapping.to_toml().unwrap()).unwrap(), *mapping, "{}", sender.key());
    }
}

#[test]
fn a_plain_id_names_the_records_where_nothing_else_does() {
    let id_of = |text: &str| {
        let found = proposed(text);
        assert_eq!(found.mapping.tables.len(), 1, "{text}");
        found.mapping.tables[0].columns.get(&Field::ExternalId).map(|column| column.columns.join(" "))
    };
    let own = "id,email,first_name,last_name,company,consent_at,created_at,score\n7,a@b.example,A,B,C,,2024-01-01,1\n";
    assert_eq!(id_of(own).as_deref(), Some("id"));
    assert_eq!(id_of(&own.replace("id,", "id,external_id,").replace("7,", "7,8,")).as_deref(), Some("external_id"));
    assert_eq!(id_of(&own.replace("id,", "number,")), None);
}

#[test]
fn each_sender_is_told_by_its_headers() {
    let (lead, deal, cost, campaign) = (Kind::Lead, Kind::Deal, Kind::CampaignCost, Kind::Campaign);
    for (text, sender, expected) in [
        ("external_id,email,created_at,source\n1,a@b.example,2024-01-01,google\n", Sender::Mihwar, vec![lead]),
        (
            "Record ID,First Name,Email,Lifecycle Stage,Create Date\n1,A,a@b.example,Lead,2024-01-01\n",
            Sender::Hubspot,
            vec![lead],
        ),
        (
            "hs_object_id,lifecyclestage,createdate,hs_lifecyclestage_customer_date\n1,customer,1704067200000,1704067200000\n",
            Sender::Hubspot,
            vec![lead, Kind::StageEvent],
        ),
        (
            "Lead Owner,First Name,Last Name,Company / Account,Lead Source,Lead Status,Created Date,Lead ID\nA,B,C,D,Web,Open,2024-01-01,00Q1\n",
            Sender::Salesforce,
            vec![lead],
        ),
        (
            "Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,OwnerId\n1,2,N,Closed Won,5,USD,2024-02-01,2024-01-01,9\n",
            Sender::Salesforce,
            vec![deal],
        ),
        (
            "CampaignId,LeadId,Status,HasResponded,FirstRespondedDate,CreatedDate\n1,2,Sent,true,2024-01-02,2024-01-01\n",
            Sender::Salesforce,
            vec![Kind::Touch],
        ),
        (
            "Deal - Title,Deal - Value,Deal - Currency of value,Deal - Status,Deal - Won time\nA,5,USD,Won,2024-01-01 10:00:00\n",
            Sender::Pipedrive,
            vec![deal],
        ),
        (
            "Bericht\n1. Januar 2024\nTag,Kampagne,Währungscode,Kosten\n01.02.2024,A,EUR,\"1.234,56\"\n02.02.2024,A,EUR,\"2,50\"\n",
            Sender::GoogleAds,
            vec![campaign, cost],
        ),
        (
            "Jour;Campagne;Code de la devise;Coût;Impr.;Clics\n2024-01-01;A;EUR;1 234,56;5;6\n2024-01-02;A;EUR;2,50;5;6\n",
            Sender::GoogleAds,
            vec![campaign, cost],
        ),
        ("Début des rapports,Nom de la campagne,Montant dépensé (EUR)\n2024-01-01,A,5\n", Sender::Meta, vec![campaign, cost]),
        (
            "Campaign Performance Report\n\nStart Date (in UTC)\tEnd Date (in UTC)\tCampaign Name\tCampaign ID\tCurrency\tTotal Spent\n1/2/2024\t1/2/2024\tA\t7\tUSD\t$174.03\n",
            Sender::Linkedin,
            vec![campaign, cost],
        ),
        (
            "Gregorian date,Campaign name,Impressions,Clicks,Spend\n2024-01-01,A,5,6,7\n",
            Sender::MicrosoftAds,
            vec![campaign, cost],
        ),
        ("date,channel,campaign,spend\n2024-01-01,google,A,5\n", Sender::Unknown, vec![cost]),
        ("الاسم,البريد الإلكتروني,المصدر,تاريخ الإنشاء\nهدى,a@b.example,google,2024-01-01\n", Sender::Unknown, vec![lead]),
    ] {
        let proposal = proposed(text);
        assert_eq!((proposal.sender, kinds(&proposal)), (sender, expected), "{text}");
        assert!(!proposal.sample.is_empty());
    }
}

#[test]
fn what_must_be_asked_is_listed() {
    let proposal = proposed("external_id,email,created_at\n1,a@b.example,04/01/2024 10:00\n");
    assert_eq!(keys(&proposal), ["date_order", "zone"]);
    assert_eq!(keys(&proposed("date,channel,campaign,spend\n2024-01-01,google,A,5\n")), ["currency"]);
    assert_eq!(keys(&proposed("date,channel,campaign,spend,currency\n2024-01-01,google,A,5,USD\n")), [""; 0]);
    let unknown = proposed("colour,shape\nred,round\n");
    assert_eq!((keys(&unknown), kinds(&unknown)), (vec!["kind"], vec![]));
    assert_eq!(unknown.unmapped, ["colour", "shape"]);
    let columns = columns_for(Kind::Lead, &["E-Mail".to_owned(), "owner".to_owned(), "x".to_owned()]);
    assert_eq!(columns.keys().map(|f| f.key()).collect::<Vec<_>>(), ["email", "owner"]);
}

#[test]
fn a_proposal_reads_its_own_file_and_survives_being_written() {
    let text = "Start Date (in UTC)\tEnd Date (in UTC)\tCampaign Name\tCampaign ID\tCurrency\tTotal Spent\n1/2/2024\t1/3/2024\tA\t7\tUSD\t$174.03\n";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let proposal = propose(file.path(), &context(), &Options::default()).unwrap();
    let mapping = Mapping::parse(&proposal.mapping.to_toml().unwrap()).unwrap();
    assert_eq!(mapping, proposal.mapping);
    let rows: Vec<Parsed> = open(file.path(), &mapping, &context()).unwrap().map(Result::unwrap).collect();
    let Record::CampaignCost(cost) = rows[1].record.as_ref().unwrap() else { panic!("{rows:?}") };
    assert_eq!((cost.start.to_string(), cost.end.to_string()), ("2024-01-02".to_owned(), "2024-01-03".to_owned()));
    assert_eq!((cost.amount.minor, cost.campaign.as_deref()), (17_403, Some("7")));
}

fn made(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/crm_exports/made").join(name);
    if !path.exists() {
        println!("left out: ../shared/data/crm_exports/made/{name} is not there");
        return None;
    }
    Some(path)
}

#[test]
fn exports_as_other_systems_make_them_are_read_by_their_proposals() {
    for (name, sender, questions, good) in [
        ("arabic_utf8_bom.csv", Sender::Unknown, vec![], vec![(Kind::Deal, 60)]),
        ("google_ads_campaign_report_utf16.csv", Sender::GoogleAds, vec![], vec![(Kind::Campaign, 4), (Kind::CampaignCost, 12)]),
        ("hubspot_all_contacts.csv", Sender::Hubspot, vec!["zone"], vec![(Kind::Lead, 60), (Kind::StageEvent, 0)]),
        ("hubspot_all_deals.csv", Sender::Hubspot, vec!["currency", "zone"], vec![(Kind::Deal, 60)]),
        ("meta_ads_manager.csv", Sender::Meta, vec![], vec![(Kind::Campaign, 4), (Kind::CampaignCost, 12)]),
        ("pipedrive_deals.csv", Sender::Pipedrive, vec!["zone"], vec![(Kind::Deal, 60)]),
    ] {
        let Some(path) = made(name) else { return };
        let proposal = propose(&path, &context(), &Options::default()).unwrap();
        assert_eq!((proposal.sender, keys(&proposal)), (sender, questions), "{name}");
        let mut mapping = proposal.mapping.clone();
        mapping.currency = mapping.currency.or(Some(CurrencyChoice::Workspace));
        let mut counts: BTreeMap<Kind, usize> = mapping.tables.iter().map(|t| (t.kind, 0)).collect();
        for parsed in open(&path, &mapping, &context()).unwrap() {
            let parsed = parsed.unwrap();
            assert!(parsed.record.is_ok(), "{name}: {parsed:?}");
            *counts.get_mut(&mapping.tables[parsed.table].kind).unwrap() += 1;
        }
        println!("{name}: {counts:?}, unmapped {:?}", proposal.unmapped);
        for (kind, count) in good {
            assert!(counts[&kind] == count, "{name}: {counts:?}");
        }
    }
}
