//! Words that files use for our fixed words, in English and Arabic, so that a mapping need not list them.

use crate::domain::handoff::State;
use crate::domain::record::{Business, Outcome};
use crate::domain::stage::Stage;
use crate::domain::text;

/// A word without the marks that only interfaces write.
fn key(word: &str) -> String {
    text::fold(word).replace(['_', '-'], " ")
}

/// The stage that a word names.
#[must_use]
pub fn stage(word: &str) -> Option<Stage> {
    let stage = match key(word).as_str() {
        "lead" | "subscriber" | "new" | "prospect" | "inquiry" | "عميل محتمل" | "مشترك" | "جديد" => Stage::Lead,
        "mql" | "marketing qualified lead" | "marketingqualifiedlead" | "marketing qualified" | "مؤهل تسويقيا" => {
            Stage::Mql
        }
        "sal" | "sales accepted lead" | "salesacceptedlead" | "sales accepted" | "accepted" | "مقبول من المبيعات" => {
            Stage::Sal
        }
        "sql" | "sales qualified lead" | "salesqualifiedlead" | "sales qualified" | "qualified" | "مؤهل بيعيا" => {
            Stage::Sql
        }
        "opportunity" | "opp" | "فرصه" | "فرصه بيعيه" => Stage::Opportunity,
        "won" | "customer" | "closed won" | "closedwon" | "evangelist" | "عميل" | "فوز" | "تم الفوز" => Stage::Won,
        "lost" | "closed lost" | "closedlost" | "خساره" | "خسرت" => Stage::Lost,
        "recycled" | "nurture" | "nurturing" | "معاد تدويره" | "معاد" => Stage::Recycled,
        "disqualified" | "unqualified" | "junk" | "مستبعد" | "غير مؤهل" => Stage::Disqualified,
        _ => return None,
    };
    Some(stage)
}

/// How a deal ended, if a word tells: `Some(None)` is an open one.
#[must_use]
#[expect(clippy::option_option, reason = "unknown, open and closed are three answers")]
pub fn outcome(word: &str) -> Option<Option<Outcome>> {
    match key(word).as_str() {
        "won" | "closed won" | "closedwon" | "win" | "تم الفوز" | "فوز" | "رابحه" | "مكسوبه" | "gewonnen" | "gagne" | "gagné" => {
            Some(Some(Outcome::Won))
        }
        "lost" | "closed lost" | "closedlost" | "loss" | "خساره" | "خسرت" | "خاسره" | "مفقوده" | "verloren" | "perdu" => {
            Some(Some(Outcome::Lost))
        }
        "open" | "in progress" | "pending" | "مفتوحه" | "جاريه" | "قيد التنفيذ" | "offen" | "ouvert" => {
            Some(None)
        }
        _ => None,
    }
}

/// New or existing business.
#[must_use]
pub fn business(word: &str) -> Option<Business> {
    match key(word).as_str() {
        "new" | "new business" | "newbusiness" | "new customer" | "جديد" | "عمل جديد" => Some(Business::New),
        "existing" | "existing business" | "existingbusiness" | "existing customer" | "renewal" | "upsell" | "قائم"
        | "عميل قائم" => Some(Business::Existing),
        _ => None,
    }
}

/// Yes or no.
#[must_use]
pub fn flag(word: &str) -> Option<bool> {
    match key(word).as_str() {
        "true" | "yes" | "y" | "1" | "نعم" | "oui" | "ja" => Some(true),
        "false" | "no" | "n" | "0" | "لا" | "non" | "nein" => Some(false),
        _ => None,
    }
}

/// The kind of a touch.
#[must_use]
pub fn touch(word: &str) -> Option<&'static str> {
    Some(match key(word).as_str() {
        "web" | "website" | "visit" | "page view" | "pageview" | "session" | "ويب" | "زياره" => "web",
        "ad" | "ad click" | "click" | "اعلان" => "ad",
        "form" | "form submission" | "نموذج" => "form",
        "chat" | "live chat" | "محادثه" => "chat",
        "email" | "e mail" | "mail" | "بريد" | "بريد الكتروني" => "email",
        "whatsapp" | "واتساب" => "whatsapp",
        "call" | "phone" | "phone call" | "مكالمه" | "اتصال" => "call",
        "meeting" | "demo" | "اجتماع" => "meeting",
        "event" | "webinar" | "فعاليه" => "event",
        "referral" | "احاله" => "referral",
        _ => return None,
    })
}

/// The kind of an activity.
#[must_use]
pub fn activity(word: &str) -> Option<&'static str> {
    Some(match key(word).as_str() {
        "call" | "phone" | "phone call" | "مكالمه" | "اتصال" => "call",
        "email" | "e mail" | "mail" | "بريد" | "بريد الكتروني" => "email",
        "meeting" | "demo" | "اجتماع" => "meeting",
        "message" | "whatsapp" | "sms" | "chat" | "رساله" | "واتساب" => "message",
        "note" | "task" | "ملاحظه" => "note",
        _ => return None,
    })
}

/// How an offer to sales stands.
#[must_use]
pub fn handoff_state(word: &str) -> Option<State> {
    Some(match key(word).as_str() {
        "offered" | "pending" | "open" | "waiting" | "new" | "معروض" | "معلق" | "قيد الانتظار" | "مفتوح" => {
            State::Offered
        }
        "accepted" | "accept" | "approved" | "مقبول" | "قبل" | "تم القبول" => State::Accepted,
        "rejected" | "reject" | "declined" | "refused" | "مرفوض" | "رفض" | "تم الرفض" => State::Rejected,
        "expired" | "timed out" | "منته" | "منتهي" | "انتهت صلاحيته" => State::Expired,
        "withdrawn" | "recalled" | "cancelled" | "canceled" | "مسحوب" | "سحب" | "ملغي" => State::Withdrawn,
        "returned" | "sent back" | "معاد" | "مرتجع" | "اعيد" => State::Returned,
        _ => return None,
    })
}

/// Why sales sends a lead back: the key of one of the reasons that Mihwar brings.
#[must_use]
pub fn handoff_reason(word: &str) -> Option<&'static str> {
    Some(match key(word).as_str() {
        "no response" | "no response after 3 attempts" | "no answer" | "unresponsive" | "لا رد" | "لا رد بعد 3 محاولات" => {
            "no_response"
        }
        "bad timing" | "timing" | "too early" | "not now" | "توقيت غير مناسب" | "مبكر" | "ليس الان" => {
            "bad_timing"
        }
        "no budget" | "budget" | "لا ميزانيه" => "no_budget",
        "wrong contact" | "wrong contact data" | "bad contact data" | "invalid contact" | "بيانات تواصل خاطئه" => {
            "wrong_contact"
        }
        "no project" | "not a real project" | "ليس مشروعا حقيقيا" | "لا مشروع" => "no_project",
        "too small" | "اصغر من المطلوب" => "too_small",
        "wrong industry" | "قطاع غير مناسب" => "wrong_industry",
        "wrong role" | "wrong person" | "منصب غير مناسب" => "wrong_role",
        "competitor" | "locked in with a competitor" | "مرتبط بمنافس" | "منافس" => "competitor",
        "duplicate" | "مكرر" => "duplicate",
        "territory" | "out of territory" | "خارج نطاق العمل" => "territory",
        _ => return None,
    })
}

/// The category of a cost.
#[must_use]
pub fn category(word: &str) -> Option<&'static str> {
    Some(match key(word).as_str() {
        "media" | "ads" | "advertising" | "ad spend" | "اعلانات" | "وسائط" => "media",
        "people" | "salaries" | "salary" | "رواتب" | "موظفون" => "people",
        "tools" | "software" | "ادوات" | "برمجيات" => "tools",
        "agency" | "agencies" | "وكاله" => "agency",
        "event" | "events" | "فعاليه" | "فعاليات" => "event",
        "content" | "محتوي" => "content",
        _ => return None,
    })
}

/// Whether a cell is the label of a row of totals.
#[must_use]
pub fn is_total(cell: &str) -> bool {
    const WORDS: [&str; 14] = [
        "total",
        "totals",
        "grand total",
        "grand totals",
        "subtotal",
        "sum",
        "gesamt",
        "summe",
        "insgesamt",
        "totaux",
        "الاجمالي",
        "اجمالي",
        "المجموع",
        "المجموع الكلي",
    ];
    let quick = cell.trim_start().as_bytes().first().is_none_or(|b| !b.is_ascii() || b"tTgGsSiI".contains(b));
    if !quick || cell.chars().count() > 80 {
        return false;
    }
    let label = text::fold(cell);
    WORDS.iter().any(|word| {
        label.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with(':') || (word.contains("grand") && rest.starts_with('('))
        })
    })
}

/// Whether a lone cell at the end of a file is one of a report's footer.
#[must_use]
pub fn is_footer(cell: &str) -> bool {
    const WORDS: [&str; 13] = [
        "copyright",
        "©",
        "confidential",
        "generated",
        "all rights",
        "records)",
        "total",
        "as of ",
        "filtered by",
        "report",
        "تقرير",
        "سري",
        "الاجمالي",
    ];
    let label = text::fold(cell);
    WORDS.iter().any(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_systems_are_understood() {
        assert_eq!(stage("marketingqualifiedlead"), Some(Stage::Mql));
        assert_eq!(stage(" Sales Qualified Lead"), Some(Stage::Sql));
        assert_eq!(stage("فرصة"), Some(Stage::Opportunity));
        assert_eq!(stage("proposal"), None);
        for stage_ in Stage::ALL {
            assert_eq!(stage(stage_.key()), Some(stage_));
        }
        assert_eq!(outcome("Closed Won"), Some(Some(Outcome::Won)));
        assert_eq!(outcome("خسارة"), Some(Some(Outcome::Lost)));
        assert_eq!(outcome("مفتوحة"), Some(None));
        assert_eq!(outcome("Negotiation"), None);
        assert_eq!(flag("نعم"), Some(true));
        assert_eq!(business("Existing Business"), Some(Business::Existing));
    }

    #[test]
    fn labels_of_totals_are_not_names_that_begin_like_them() {
        for label in
            ["Total: Account", "Gesamt: Konto", "Grand Total", "TOTAL", "Grand Totals (60 records)", "الإجمالي", "المجموع:"]
        {
            assert!(is_total(label), "{label}");
        }
        for name in ["Total Energies", "Totally new", "Summer sale", "Grand Hotel", "Gesamtschule", "", "Sumitomo"] {
            assert!(!is_total(name), "{name}");
        }
    }
}
