//! Which news agency does a credit name? A closed list of agencies, wires and broadcasters with the forms in which
//! datelines, bylines and sign-offs write them; in comes a credit, out comes the usual short name. Unlisted names are
//! refused here: whether a bracket of capitals is a station's call sign is for the grammar to say.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold;

/// Short name, then every other form; folded, because credits come in every case and with or without dots.
const AGENCIES: &[(&str, &[&str])] = &[
    ("AP", &["ap", "associated press", "the associated press", "the ap", "asosiated press"]),
    ("Reuters", &["reuters", "reuter", "reutersd", "thomson reuters", "thomson reuters foundation", "ロイター", "roita"]),
    ("AFP", &["afp", "agence france presse"]),
    ("UPI", &["upi", "united press international"]),
    ("Xinhua", &["xinhua", "xinhua news agency", "new china news agency"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani", "asian news international"]),
    ("IANS", &["ians", "indo asian news service"]),
    ("UNI", &["uni"]),
    ("dpa", &["dpa", "deutsche presse agentur"]),
    ("TASS", &["tass", "itar tass"]),
    ("RIA Novosti", &["ria novosti", "ria", "sputnik"]),
    ("Interfax", &["interfax"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("Jiji", &["jiji", "jiji press"]),
    ("Yonhap", &["yonhap", "yonhap news", "yonhap news agency"]),
    ("EFE", &["efe", "agencia efe"]),
    ("Europa Press", &["europa press"]),
    ("ANSA", &["ansa", "ansa test"]),
    ("AGI", &["agi"]),
    ("Adnkronos", &["adnkronos"]),
    ("Lusa", &["lusa"]),
    ("ANP", &["anp"]),
    ("APA", &["apa"]),
    ("NTB", &["ntb"]),
    ("TT", &["tt"]),
    ("STT", &["stt"]),
    ("PA", &["pa", "pa media", "press association"]),
    ("PAP", &["pap"]),
    ("CTK", &["ctk"]),
    ("MTI", &["mti"]),
    ("Ukrinform", &["ukrinform"]),
    ("UNIAN", &["unian"]),
    ("Anadolu", &["anadolu", "anadolu agency", "aa"]),
    ("IRNA", &["irna"]),
    ("SPA", &["spa", "saudi press agency"]),
    ("WAM", &["wam"]),
    ("MENA", &["mena"]),
    ("KUNA", &["kuna"]),
    ("SANA", &["sana"]),
    ("APP", &["app"]),
    ("BSS", &["bss"]),
    ("UNB", &["unb"]),
    ("Bernama", &["bernama"]),
    ("Antara", &["antara"]),
    ("VNA", &["vna"]),
    ("TNA", &["tna"]),
    ("PNA", &["pna"]),
    ("KCNA", &["kcna"]),
    ("CNA", &["cna"]),
    ("AAP", &["aap"]),
    ("CP", &["cp", "the canadian press", "canadian press"]),
    ("IPS", &["ips", "inter press service"]),
    ("UN News", &["un news", "un news centre"]),
    ("CNN", &["cnn", "cnncom"]),
    ("BBC", &["bbc", "bbc news"]),
    ("NPR", &["npr"]),
    ("VOA", &["voa", "voa news", "voice of america"]),
    ("RFE/RL", &["rferl", "rfe rl"]),
    ("DW", &["dw"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("Dow Jones", &["dow jones", "dow jones newswires"]),
    ("MarketWatch", &["marketwatch"]),
    ("ANN", &["ann"]),
    ("Business Wire", &["business wire", "businesswire"]),
    ("PRNewswire", &["prnewswire", "pr newswire", "prnewswire usnewswire"]),
    ("GlobeNewswire", &["globenewswire", "globe newswire"]),
    ("Marketwire", &["marketwire", "marketwired", "market wire"]),
    ("Accesswire", &["accesswire"]),
    ("Newsfile", &["newsfile corp"]),
];

/// The short name by form.
static BY_FORM: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| AGENCIES.iter().flat_map(|(name, forms)| forms.iter().map(|form| (*form, *name))).collect());

/// The usual short name of an agency, or `None` where the words are no listed agency.
///
/// ```
/// use newshound::article::agency;
/// assert_eq!(agency::known("REUTER"), Some("Reuters"));
/// assert_eq!(agency::known("The Associated Press"), Some("AP"));
/// assert_eq!(agency::known("Lehman Brothers"), None);
/// ```
#[must_use]
pub fn known(credit: &str) -> Option<&'static str> {
    match credit.trim() {
        "РИА Новости" => return Some("RIA Novosti"),
        "ТАСС" => return Some("TASS"),
        "Интерфакс" => return Some("Interfax"),
        "Укринформ" | "Укрінформ" => return Some("Ukrinform"),
        "УНИАН" | "УНІАН" => return Some("UNIAN"),
        "新华社" | "新華社" => return Some("Xinhua"),
        "中央社" => return Some("CNA"),
        "ロイター" => return Some("Reuters"),
        "共同" | "共同通信" => return Some("Kyodo"),
        "時事" | "時事通信" => return Some("Jiji"),
        "연합뉴스" => return Some("Yonhap"),
        _ => {}
    }
    if credit.len() > 60 {
        return None;
    }
    BY_FORM.get(fold(credit).as_str()).copied()
}

/// The agency as a dateline credits it: the usual short name of a listed one; in another script than the Latin one as it
/// stands there, because a dateline is kept as it is written.
///
/// ```
/// use newshound::article::agency;
/// assert_eq!(agency::credited("REUTER").as_deref(), Some("Reuters"));
/// assert_eq!(agency::credited("ロイター").as_deref(), Some("ロイター"));
/// ```
#[must_use]
pub fn credited(credit: &str) -> Option<String> {
    let name = known(credit)?;
    let latin = credit.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    Some(if latin { name } else { credit.trim() }.to_owned())
}

/// True for a bracket that may hold a station or an unlisted agency: two to six capitals, such as `WKYT` or `NTB-AF`.
#[must_use]
pub fn is_call_sign(credit: &str) -> bool {
    let letters = credit.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters) && credit.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::{is_call_sign, known};

    #[test]
    fn forms_of_an_agency_share_one_short_name() {
        for form in ["AP", "A.P.", "Associated Press", "the AP"] {
            assert_eq!(known(form), Some("AP"), "{form}");
        }
        assert_eq!(known("DPA"), Some("dpa"));
        assert_eq!(known("ITAR-TASS"), Some("TASS"));
        assert_eq!(known("РИА Новости"), Some("RIA Novosti"));
    }

    #[test]
    fn words_that_only_contain_an_agency_are_none() {
        for other in ["", "Apple", "Reuters Building", "Pan", "(", &"AP ".repeat(100)] {
            assert_eq!(known(other), None, "{other}");
        }
    }

    #[test]
    fn call_signs_are_short_capitals() {
        assert!(is_call_sign("WKYT"));
        assert!(!is_call_sign("Wkyt"));
        assert!(!is_call_sign("KENTUCKY"));
        assert!(!is_call_sign("W"));
        assert!(!is_call_sign("12"));
    }
}
