use super::*;
use crate::domain::moment::Moment;
use crate::domain::record::{EventId, Outcome, Ref, Side};
use crate::domain::stage::Stage;
use crate::import::error::Question;

fn context() -> Context {
    Context { zone: chrono_tz::Asia::Riyadh, currency: "SAR".parse().unwrap(), now: "2026-01-01T00:00:00Z".parse().unwrap() }
}

fn read_bytes(bytes: &[u8], mapping: &str) -> Result<(Vec<Parsed>, Reader), FileError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let mut reader = open(file.path(), &Mapping::parse(mapping).unwrap(), &context())?;
    let parsed = reader.by_ref().collect::<Result<_, _>>()?;
    Ok((parsed, reader))
}

fn read(text: &str, mapping: &str) -> Vec<Parsed> {
    read_bytes(text.as_bytes(), mapping).unwrap().0
}

fn reasons(parsed: &Parsed) -> Vec<(&'static str, &'static str)> {
    let errors = parsed.record.as_ref().unwrap_err();
    errors.iter().map(|e| (e.field.map_or("", |f| f.key()), e.kind.key())).collect()
}

const LEADS: &str = "source='t'\n[[table]]\nkind='lead'\nheaders=['id']\n[table.columns]\nexternal_id='id'\nemail='email'\n\
    created_at='created'\nsource='source'\nmedium='medium'\nstage='stage'\nfull_name='name'\nvalue='value'\ncurrency='currency'\n\
    score='score'\ngclid='gclid'\nphone='phone'\n";

fn lead(parsed: &Parsed) -> &crate::domain::record::LeadRow {
    match parsed.record.as_ref().unwrap() {
        Record::Lead(lead) => lead,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_lead_is_read_with_everything_it_has() {
    let rows = read(
        "ID,Email,Created,Source,Medium,Stage,Name,Value,Currency,Score,gclid,Extra\n\
         1,a@b.example,2024-03-01 10:00,google,cpc,MQL,Huda Al Harbi,\"3,100\",usd,7.5,x1, kept \n",
        LEADS,
    );
    let lead = lead(&rows[0]);
    assert_eq!(lead.created, Some(Moment::Instant("2024-03-01T07:00:00Z".parse().unwrap())), "in the workspace's zone");
    assert_eq!(lead.channel.as_deref(), Some("Paid Search"));
    assert_eq!(lead.stage, Some(Stage::Mql));
    assert_eq!((lead.first_name.as_deref(), lead.last_name.as_deref()), (Some("Huda"), Some("Al Harbi")));
    assert_eq!(lead.value.map(|m| (m.minor, m.currency.to_string())), Some((310_000, "USD".to_owned())));
    assert_eq!(lead.score, Some(7.5));
    assert_eq!(rows[0].raw, [("gclid".to_owned(), "x1".to_owned()), ("Extra".to_owned(), "kept".to_owned())]);
    assert_eq!(rows[0].line, 2);
}

#[test]
fn one_bad_row_keeps_its_reasons_and_its_cells_and_the_rest_lands() {
    let rows = read(
        "id,email,created,stage,value,currency,phone\n\
         1,,2024-02-30,,,,\n\
         2,,2052-01-01,,,,\n\
         3,,soon,proposal,12x,usd,\n\
         ,nobody,2024-01-01,,,,0501234567\n\
         ,,2024-01-01,,,,+966 50 123 4567\n\
         6,,,,5,XX,\n\
         7,,,,-5,USD,\n\
         8,,,,99999999999999999999,USD,\n\
         9,a,b,,,,,shifted\n\
         10,,,,5,,\n",
        LEADS,
    );
    assert_eq!(reasons(&rows[0]), [("created_at", "impossible_date")]);
    assert_eq!(reasons(&rows[1]), [("created_at", "future_date")]);
    assert_eq!(reasons(&rows[2]), [("created_at", "not_a_date"), ("stage", "unknown_stage"), ("value", "not_a_number")]);
    assert_eq!(reasons(&rows[3]), [("", "no_identity")], "a national number names nobody");
    assert!(rows[4].record.is_ok());
    assert_eq!(reasons(&rows[5]), [("currency", "unknown_currency")]);
    assert_eq!(reasons(&rows[6]), [("value", "negative_amount")]);
    assert_eq!(reasons(&rows[7]), [("value", "out_of_range")]);
    assert_eq!(reasons(&rows[8]), [("", "extra_cells")]);
    assert_eq!(reasons(&rows[9]), [("currency", "missing")]);
    assert_eq!(rows[0].raw.len(), 7, "all cells of a bad row");
    assert_eq!(rows[8].raw[7], (String::new(), "shifted".to_owned()));
}

#[test]
fn hostile_cells_do_no_harm() {
    let arabic = "ش".repeat(200);
    let text = format!(
        "id,name,source\n\"1\",\"=cmd|' /C calc'!A0\",\u{202E}evil\u{202C}\n2,{arabic},a\0b\n3,\"say \"\"hi\"\"\nthere\",'=1+1\n4,{},x\n5\n",
        "x".repeat(501)
    );
    let rows = read(&text, LEADS);
    assert_eq!(lead(&rows[0]).first_name.as_deref(), Some("=cmd|'"), "kept as text, neutralised on export");
    assert_eq!(lead(&rows[0]).source.as_deref(), Some("evil"));
    assert_eq!(lead(&rows[1]).first_name.as_deref().map(|n| n.chars().count()), Some(200));
    assert_eq!(lead(&rows[1]).source.as_deref(), Some("a b"));
    assert_eq!(lead(&rows[2]).last_name.as_deref(), Some("\"hi\" there"));
    assert_eq!(lead(&rows[2]).source.as_deref(), Some("=1+1"));
    assert_eq!(reasons(&rows[3]), [("full_name", "too_long")]);
    assert_eq!(rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 3, 4, 6, 7]);
    assert!(rows[4].record.is_ok(), "a short row is one with blank cells");
}

#[test]
fn day_and_month_are_decided_by_the_file_or_asked() {
    let order = |dates: &[&str]| {
        let text =
            format!("id,created\n{}\n", dates.iter().enumerate().map(|(i, d)| format!("{i},{d}")).collect::<Vec<_>>().join("\n"));
        read_bytes(text.as_bytes(), LEADS).map(|(rows, _)| {
            let created = |row: &Parsed| row.record.as_ref().ok().map(|_| lead(row).created.unwrap().on().unwrap().to_string());
            rows.iter().map(created).collect::<Vec<_>>()
        })
    };
    assert_eq!(order(&["04/01/2024", "13/01/2024"]).unwrap()[0].as_deref(), Some("2024-01-04"));
    assert_eq!(order(&["04/01/2024", "01/13/2024"]).unwrap()[0].as_deref(), Some("2024-04-01"));
    assert_eq!(order(&["05/05/2024", "2024-01-02"]).unwrap()[0].as_deref(), Some("2024-05-05"));
    let Err(FileError::Ask(Question::DateOrder { column, sample })) = order(&["05/05/2024", "04/01/2024"]) else { panic!("ask") };
    assert_eq!((column.as_str(), sample.as_str()), ("created", "04/01/2024"));
    assert!(matches!(order(&["13/01/2024", "01/13/2024"]), Err(FileError::Ask(_))), "it contradicts itself");
    // One slip among many is a slip of its row.
    let mut many = vec!["13/01/2024"; 11];
    many.push("01/13/2024");
    assert_eq!(order(&many).unwrap()[11], None);
    let told = read("id,created\n1,04/01/2024\n", &format!("date_order='mdy'\n{LEADS}"));
    assert_eq!(lead(&told[0]).created.unwrap().on().unwrap().to_string(), "2024-04-01");
}

#[test]
fn words_that_differ_only_in_writing_become_one() {
    let rows = read("id,source\n1,ORGANIC SEARCH\n2, Organic  Search \n3,Organic Search\n4,organic search\n", LEADS);
    assert!(rows.iter().all(|row| lead(row).source.as_deref() == Some("Organic Search")));
    assert!(rows.iter().all(|row| lead(row).channel.as_deref() == Some("Organic Search")));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "id,source\n1,EMAIL\n").unwrap();
    let known = Known::from([(super::super::fields::Field::Source, [("email".to_owned(), "E-mail".to_owned())].into())]);
    let options = Options { spellings: known, ..Options::default() };
    let mut reader = open_with(file.path(), &Mapping::parse(LEADS).unwrap(), &context(), &options).unwrap();
    assert_eq!(lead(&reader.next().unwrap().unwrap()).source.as_deref(), Some("E-mail"));
}

const COSTS: &str = "source='g'\n[[table]]\nkind='campaign'\nheaders=['Day','Cost']\ndistinct=true\n[table.columns]\n\
    external_id='Campaign ID'\nname='Campaign'\n[[table]]\nkind='campaign_cost'\nheaders=['Day','Cost']\n[table.columns]\n\
    campaign='Campaign ID'\nstart_date='Day'\namount='Cost'\ncurrency='Currency code'\ncategory={constant='media'}\n";

#[test]
fn preambles_totals_and_footers_are_passed_over() {
    let text = "Campaign report\nJan 1 - Mar 31\nCampaign\tCampaign ID\tDay\tCurrency code\tCost\n\
        A\t1\t2024-01-01\tUSD\t1,217.53\nTotal Energies\t2\t2024-01-01\tUSD\t--\nA\t1\t2024-01-02\tUSD\t-3\n\
        Campaign\tCampaign ID\tDay\tCurrency code\tCost\nTotal: Campaigns\t--\t--\tUSD\t17,649.36\n\nGrand Totals (60 records)\nCopyright © 2024\nAll rights reserved\n";
    let (rows, reader) = read_bytes(text.as_bytes(), COSTS).unwrap();
    let costs: Vec<&Parsed> = rows.iter().filter(|r| r.table == 1).collect();
    assert_eq!(costs.len(), 3);
    assert!(matches!(costs[0].record.as_ref().unwrap(), Record::CampaignCost(c) if c.amount.minor == 121_753));
    assert_eq!(reasons(costs[1]), [("amount", "missing")], "two dashes are no amount, not zero");
    assert_eq!(reasons(costs[2]), [("amount", "negative_cost")]);
    assert_eq!(rows.iter().filter(|r| r.table == 0).count(), 2, "each campaign once");
    let lines: Vec<(u64, PassedOver)> = reader.passed_over().to_vec();
    assert_eq!(
        lines,
        [
            (7, PassedOver::Header),
            (8, PassedOver::Total),
            (10, PassedOver::Footer),
            (11, PassedOver::Footer),
            (12, PassedOver::Footer)
        ]
    );
}

#[test]
fn german_amounts_follow_their_column() {
    let text = "Day;Campaign;Campaign ID;Currency code;Cost\n01.02.2024;A;1;EUR;1.234,56\n02.02.2024;A;1;EUR;1.234\nGesamt: Konto;;;EUR;2.468,56\n";
    let amounts: Vec<i64> = read(text, COSTS)
        .iter()
        .filter_map(|r| match r.record.as_ref() {
            Ok(Record::CampaignCost(c)) => Some(c.amount.minor),
            _ => None,
        })
        .collect();
    assert_eq!(amounts, [123_456, 123_400]);
}

#[test]
fn equal_rows_without_ids_are_counted_and_again_so_on_reimport() {
    let text = "Day,Campaign,Campaign ID,Currency code,Cost\n2024-01-01,A,1,USD,5\n2024-01-01,A,1,USD,5\n2024-01-02,A,1,USD,5\n";
    let ids = || -> Vec<EventId> {
        read(text, COSTS)
            .into_iter()
            .filter_map(|r| match r.record {
                Ok(Record::CampaignCost(c)) => Some(c.event_id),
                _ => None,
            })
            .collect()
    };
    let first = ids();
    let nth = |id: &EventId| match id {
        EventId::Counted { nth, .. } => *nth,
        EventId::Given(_) => panic!("it has no id"),
    };
    assert_eq!(first.iter().map(nth).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(first.iter().map(EventId::key).collect::<HashSet<_>>().len(), 3);
    assert_eq!(first, ids());
}

const DEALS: &str = "source='d'\ncurrency='workspace'\n[[table]]\nkind='deal'\nheaders=['id','stage']\n[table.columns]\nexternal_id='id'\n\
    opened_at='opened'\noutcome={column='stage',otherwise='open'}\nclosed_at={column='closed',when={closed=true}}\n\
    expected_close={column='closed',when={closed=false}}\namount='amount'\nlead='lead'\ncontacts='contacts'\n";

#[test]
fn a_deal_closes_only_with_its_outcome() {
    let rows = read(
        "id,stage,opened,closed,amount,lead,contacts\n\
         1,Closed Won,2024-01-01,2024-02-01,\"SAR 4,180\",L1,b@c.example; L1;L2\n\
         2,Proposal,2024-01-01,2030-02-01,,a@b.example,\n\
         3,Closed Lost,2024-03-01,2024-02-01,,,\n\
         4,Closed Lost,2024-03-01,,,,\n",
        DEALS,
    );
    let Record::Deal(won) = rows[0].record.as_ref().unwrap() else { panic!() };
    assert_eq!((won.outcome, won.amount.unwrap().minor), (Some(Outcome::Won), 418_000));
    assert_eq!(won.lead, Some(Ref::Id("L1".to_owned())));
    assert_eq!(won.contacts, [Ref::Email("b@c.example".to_owned()), Ref::Id("L2".to_owned())]);
    let Record::Deal(open) = rows[1].record.as_ref().unwrap() else { panic!() };
    assert_eq!((open.closed, open.outcome, open.amount), (None, None, None));
    assert_eq!(open.expected_close.unwrap().to_string(), "2030-02-01", "which may lie ahead");
    assert_eq!(open.lead, Some(Ref::Email("a@b.example".to_owned())));
    assert_eq!(reasons(&rows[2]), [("closed_at", "closed_before_opened")]);
    assert_eq!(reasons(&rows[3]), [("closed_at", "closed_without_date")]);
}

#[test]
fn touches_name_a_lead_or_a_visitor_and_a_side() {
    let mapping = "source='x'\n[[table]]\nkind='touch'\nheaders=['at']\n[table.columns]\nevent_id='id'\nlead={column='user',by='key2'}\n\
        visitor='visitor'\noccurred_at='at'\nkind='kind'\nresponded='responded'\n";
    let rows = read(
        "id,user,visitor,at,kind,responded\n1,u1,,2024-01-01,call,نعم\n2,,v1,2024-01-01T00:00:00Z,زيارة,\n3,,,2024-01-01,fax,\n",
        mapping,
    );
    let Record::Touch(call) = rows[0].record.as_ref().unwrap() else { panic!() };
    assert_eq!((call.lead.clone(), call.side, call.responded), (Some(Ref::Key2("u1".into())), Side::Sales, Some(true)));
    let Record::Touch(visit) = rows[1].record.as_ref().unwrap() else { panic!() };
    assert_eq!((visit.visitor.as_deref(), visit.kind.as_deref(), visit.side), (Some("v1"), Some("web"), Side::Marketing));
    assert_eq!(reasons(&rows[2]), [("", "no_identity"), ("kind", "unknown_word")]);
}

#[test]
fn costs_are_spread_over_their_month() {
    let mapping = "source='x'\ncurrency='USD'\n[[table]]\nkind='campaign_cost'\nheaders=['month']\nspread='month'\n[table.columns]\n\
        start_date='month'\nend_date='until'\namount='spend'\ncategory={constant='media'}\n";
    let rows =
        read("month,spend,until\n2024-02-01,5,\n2024-12-01,5,\n2024-01-05,5,2024-01-07\n2024-01-05,5,2024-01-04\n", mapping);
    let end = |row: &Parsed| match row.record.as_ref().unwrap() {
        Record::CampaignCost(cost) => cost.end.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!([end(&rows[0]), end(&rows[1]), end(&rows[2])], ["2024-02-29", "2024-12-31", "2024-01-07"]);
    assert_eq!(reasons(&rows[3]), [("end_date", "ends_before_start")]);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let key = |text: &str, mapping: &str| read_bytes(text.as_bytes(), mapping).map(|_| ()).unwrap_err().key();
    assert_eq!(key("id,name\n", LEADS), "empty", "a header and nothing else");
    assert_eq!(key("a,b\n1,2\n", LEADS), "no_table");
    let no_currency = "source='d'\n[[table]]\nkind='deal'\nheaders=['id']\n[table.columns]\nexternal_id='id'\namount='amount'\n";
    assert_eq!(key("id,amount\n1,5\n", no_currency), "ask");
}

#[test]
fn a_preview_shows_good_and_bad_rows_and_progress_is_counted() {
    let day = |n: u32| if n.is_multiple_of(10) { "31/02/2024" } else { "13/01/2024" };
    let text = (0..500).map(|n| format!("{n},{}", day(n))).collect::<Vec<_>>().join("\n");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("id,created\n{text}")).unwrap();
    let mapping = Mapping::parse(LEADS).unwrap();
    let preview = preview(file.path(), &mapping, &context(), &Options::default(), 20).unwrap();
    assert_eq!((preview.good.len(), preview.bad.len(), preview.total_rows), (20, 20, 500));
    let mut reader = open(file.path(), &mapping, &context()).unwrap();
    assert_eq!(reader.by_ref().count(), 500);
    assert_eq!(reader.bytes_read(), reader.total_bytes());
}

#[test]
fn utf16_and_windows_1256_files_are_read() {
    let text = "id,name\n1,محور\n";
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, encoding_rs::WINDOWS_1256.encode(text).0.into_owned()] {
        assert_eq!(lead(&read_bytes(&bytes, LEADS).unwrap().0[0]).first_name.as_deref(), Some("محور"));
    }
}

#[test]
fn refused_rows_can_be_put_right_and_read_again() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "id,name,created,phone\n1,=Acme,31/02/2024,+966501234567\n2,b,13/01/2024,\n").unwrap();
    let mapping = Mapping::parse(LEADS).unwrap();
    let mut reader = open(file.path(), &mapping, &context()).unwrap();
    let mut rejects = super::super::rejects::Rejects::new(Vec::new(), reader.headers(), "reason").unwrap();
    for parsed in reader.by_ref().map(Result::unwrap).filter(|p| p.record.is_err()) {
        rejects.push(&parsed, "no such day").unwrap();
    }
    let corrected = String::from_utf8(rejects.finish().unwrap().0).unwrap().replace("31/02", "28/02");
    let rows = read(&corrected, LEADS);
    assert_eq!(rows.len(), 1);
    assert_eq!(lead(&rows[0]).first_name.as_deref(), Some("=Acme"));
    assert_eq!(lead(&rows[0]).phone.as_deref(), Some("+966501234567"));
}

#[test]
fn a_workbook_is_read_like_a_text_file() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet().set_name("بيانات").unwrap();
    sheet.write(0, 0, "Leads of March").unwrap();
    sheet.write_row(2, 0, ["ID", "Name", "Created", "Value", "Currency"]).unwrap();
    sheet.write(4, 0, 7001).unwrap();
    sheet.write(4, 1, "هدى").unwrap();
    sheet.write_with_format(4, 2, rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 4, 1).unwrap(), &day).unwrap();
    sheet.write(4, 3, 4180.5).unwrap();
    sheet.write(4, 4, "sar").unwrap();
    sheet.write(5, 0, 7002).unwrap();
    sheet.write(5, 2, "31/02/2024").unwrap();
    let (rows, reader) = read_bytes(&book.save_to_buffer().unwrap(), LEADS).unwrap();
    assert_eq!((reader.sheet(), reader.header_line()), (Some("بيانات"), 3));
    let huda = lead(&rows[0]);
    assert_eq!((huda.external_id.as_deref(), huda.first_name.as_deref()), (Some("7001"), Some("هدى")));
    assert_eq!(huda.created.and_then(Moment::on).map(|d| d.to_string()).as_deref(), Some("2024-04-01"));
    assert_eq!(huda.value.map(|m| m.minor), Some(418_050));
    assert_eq!((rows[1].line, reasons(&rows[1])), (6, vec![("created_at", "impossible_date")]));
}

#[test]
fn a_reader_may_move_to_another_thread() {
    fn sends<T: Send>() {}
    sends::<Reader>();
    sends::<FileError>();
}
