//! Does this look like the name of a person? A shape, not a proof: one to five words with capitals or particles,
//! no figures, none of the words of outlets, desks and jobs. Used for bylines and credits, where the position already
//! speaks for a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::months;

/// Words of jobs: what stands with a name and is none.
const JOBS: &str = "\
    writer writers correspondent correspondents editor editors reporter reporters staff columnist analyst \
    journalist contributor contributors desk bureau chief producer intern redaktion korrespondent corresponsal \
    correspondant correspondante photographer team newsroom special agencies agency service services wire \
    editorial board corresponsales redaktor";

/// Words of outlets.
const OUTLETS: &str = "\
    news times post daily herald review journal press tribune gazette magazine guardian star sun chronicle \
    telegraph observer express mail today media network online tv radio television broadcasting newspaper \
    newspapers wire foundation institute university council ministry government inc ltd corp company group \
    report reports bulletin sports department division office committee court center centre school college \
    association society bank union world international national weekly independent globe monitor standard echo \
    examiner inquirer tagblatt tageblatt zeitung anzeiger kurier magazin revista diario periódico gaceta redacción rédaction \
    redazione redaksjonen blog weblog bbc cnn afp reuters reuter xinhua upi com";

/// Words that begin sentences and titles and no names.
const NO_NAMES: &str = "\
    the a an this that these all any no our your my his her its their and but or if when while after before as \
    at in on to from with without not more most how why what who where new last next now then far chance law \
    land sea air train night day morning noon midnight contrast comparison popular request order contributing \
    user users admin administrator webmaster published updated posted share advertisement photo video january february april june july september october \
    november december late early mid";

const PARTICLES: &str = "\
    van von der den de di da dos das del della la le bin ibn al el ter ten zu y e do du ben abu bint st";

type Words = LazyLock<HashSet<&'static str>>;

static JOB_WORDS: Words = LazyLock::new(|| JOBS.split(' ').collect());
static OUTLET_WORDS: Words = LazyLock::new(|| OUTLETS.split(' ').collect());
static OTHER_WORDS: Words = LazyLock::new(|| NO_NAMES.split(' ').collect());

/// True for the shape of a person's name.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && text.len() <= 60
        && words.iter().enumerate().all(|(at, word)| is_name_word(word, at))
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        && !is_suffix(text)
}

fn is_name_word(word: &str, at: usize) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    let initial = lower.len() == 1 && word.ends_with('.');
    if !initial && [&JOB_WORDS, &OUTLET_WORDS, &OTHER_WORDS].iter().any(|words| words.contains(lower.as_str())) {
        return false;
    }
    if months::weekday(&lower).is_some() && lower.len() > 4 {
        return false;
    }
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‘') || is_mark(c));
    let stops = word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let small = word.starts_with(char::is_lowercase) && !has_inner_capital(word);
    letters && !stops && (!small || (at > 0 && PARTICLES.split(' ').any(|particle| particle == lower)))
}

/// `al-Assad`, `d'Arcy`: a particle with its name.
fn has_inner_capital(word: &str) -> bool {
    word.contains(['-', '\'', '’']) && word.chars().any(char::is_uppercase)
}

fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// `Jr.`, `III`: what follows a name and belongs to it.
#[must_use]
pub fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// `MD`, `Ph.D.`: what follows a name and does not belong to it.
#[must_use]
pub fn is_credential(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| *c != '.').collect();
    matches!(
        plain.as_str(),
        "MD" | "PhD" | "Ph D" | "MS" | "MA" | "BA" | "RD" | "RN" | "MBA" | "JD" | "Esq" | "FAND" | "MPH" | "CFP"
    )
}

/// True where some word is that of a job: `Chief Political Correspondent`.
#[must_use]
pub fn is_job(text: &str) -> bool {
    has_word(text, &JOB_WORDS)
}

/// True where some word is that of an outlet: `The Continental Review`.
#[must_use]
pub fn is_outlet(text: &str) -> bool {
    has_word(text, &OUTLET_WORDS) || text.to_lowercase().contains(".com")
}

fn has_word(text: &str, words: &Words) -> bool {
    text.len() <= 80
        && text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && words.contains(word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::{is_credential, is_job, is_name, is_outlet, is_suffix};

    #[test]
    fn names_have_capitals_or_particles() {
        for name in ["Jane Roe", "Harshit", "JEAN-LUC ROE", "J. R. Ewing", "Ludwig van Beethoven", "Omar al-Bashir", "José Río"]
        {
            assert!(is_name(name), "{name}");
        }
    }

    #[test]
    fn other_words_are_no_names() {
        for other in [
            "",
            "the mayor",
            "Friday",
            "Staff Reporter",
            "New Review",
            "Jane Roe said",
            "Route 66",
            "A B",
            "One Two Three Four Five Six",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn what_follows_a_name() {
        assert!(is_suffix("Jr."));
        assert!(is_credential("Ph.D."));
        assert!(is_job("Chief Political Correspondent"));
        assert!(is_outlet("The Continental Review"));
        assert!(!is_job("Deskbound"));
    }
}
