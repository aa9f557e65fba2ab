use super::*;

fn path_of(name: &str, within: &[&str]) -> String {
    let within = within.iter().map(|written| (*written).to_owned()).collect();
    let context = Context { within, ..Context::default() };
    resolve(name, &context, None).map_or_else(|| "none".to_owned(), |id| place(id).path)
}

fn first(name: &str) -> String {
    lookup(name).first().map_or_else(|| "none".to_owned(), |id| place(*id).path)
}

fn region_of(written: &str) -> String {
    region(written).first().map_or_else(|| "none".to_owned(), |id| place(*id).path)
}

#[test]
fn paths_have_continent_country_region_and_name() {
    assert_eq!(first("MOSCOW"), "Europe/Russia/Moscow");
    assert_eq!(first("London"), "Europe/United Kingdom/England/London");
    assert_eq!(first("New Delhi"), "Asia/India/Delhi/New Delhi");
    assert_eq!(first("Kyiv"), "Europe/Ukraine/Kyiv");
    assert_eq!(path_of("Paris", &["Texas"]), "North America/United States/Texas/Paris");
    assert_eq!(first("Ukraine"), "Europe/Ukraine");
    assert_eq!(first("Europe"), "Europe");
}

#[test]
fn facts_stand_with_the_place() {
    let moscow = place(lookup("Moscow")[0]);
    assert_eq!((moscow.name, moscow.country, moscow.geonames), ("Moscow", Some("RU"), 524_901));
    assert_eq!(moscow.kind, PlaceKind::City);
    assert!((moscow.latitude - 55.752).abs() < 0.001 && (moscow.longitude - 37.618).abs() < 0.001);
    assert_eq!(place(lookup("Asia")[0]).country, None);
}

#[test]
fn forms_of_a_country_are_one_country() {
    let groups: [&[&str]; 9] = [
        &["United States", "U.S.", "US", "USA", "U.S.A.", "America", "the United States"],
        &["United Kingdom", "UK", "U.K.", "Britain", "Great Britain"],
        &["Netherlands", "The Netherlands", "Holland"],
        &["Turkey", "Türkiye", "TURKIYE"],
        &["Ivory Coast", "Côte d'Ivoire", "COTE D’IVOIRE"],
        &["Czechia", "Czech Republic"],
        &["South Korea", "S. Korea", "Republic of Korea"],
        &["Myanmar", "Burma"],
        &["United Arab Emirates", "UAE", "U.A.E."],
    ];
    for group in groups {
        for name in group {
            assert_eq!(lookup(name).first(), lookup(group[0]).first(), "{name}");
            assert_eq!(lookup(name).first().map(|id| kind(*id)), Some(PlaceKind::Country), "{name}");
        }
    }
}

#[test]
fn former_countries_and_old_names_are_known() {
    assert_eq!(first("U.S.S.R."), "Europe/Soviet Union");
    assert_eq!(first("West Germany"), "Europe/West Germany");
    assert_eq!(first("Yugoslavia"), "Europe/Yugoslavia");
    assert_eq!(path_of("BONN", &["West Germany"]), "Europe/Germany/North Rhine-Westphalia/Bonn");
    assert_eq!(path_of("KIEV", &["U.S.S.R."]), "Europe/Ukraine/Kyiv");
    assert_eq!(first("Peking"), first("Beijing"));
    assert_eq!(first("Bombay"), first("Mumbai"));
    assert_eq!(first("Saigon"), first("Ho Chi Minh City"));
    assert_eq!(first("Leningrad"), "Europe/Russia/Saint Petersburg");
    assert_eq!(first("Constantinople"), first("Istanbul"));
    assert_eq!(first("Rangoon"), first("Yangon"));
    assert_eq!(first("Ceylon"), "Asia/Sri Lanka");
}

#[test]
fn abbreviations_of_states_are_regions_alone() {
    for (written, state) in [
        ("Ky.", "Kentucky"),
        ("KY", "Kentucky"),
        ("Calif.", "California"),
        ("Cal", "California"),
        ("Dela.", "Delaware"),
        ("Ia.", "Iowa"),
        ("Penna.", "Pennsylvania"),
        ("W. Va.", "West Virginia"),
        ("W.Va.", "West Virginia"),
        ("N.Y.", "New York"),
        ("Ore", "Oregon"),
        ("D.C.", "District of Columbia"),
        ("Wash.", "Washington"),
        ("Me.", "Maine"),
        ("IN", "Indiana"),
    ] {
        assert_eq!(region_of(written), format!("North America/United States/{state}"), "{written}");
    }
    assert_eq!(region_of("Ont."), "North America/Canada/Ontario");
    assert_eq!(region_of("B.C."), "North America/Canada/British Columbia");
    assert_eq!(region_of("England"), "Europe/United Kingdom/England");
    for word in ["Me.", "Ore.", "Mass.", "Miss.", "IN", "OR", "Wash."] {
        assert!(!lookup(word).iter().any(|id| kind(*id) == PlaceKind::Region), "{word}");
    }
}

#[test]
fn usage_decides_among_a_city_a_region_and_a_country() {
    assert_eq!(first("Washington"), "North America/United States/District of Columbia/Washington");
    assert_eq!(first("New York"), "North America/United States/New York/New York City");
    assert_eq!(first("Georgia"), "Asia/Georgia");
    assert_eq!(first("Ontario"), "North America/Canada/Ontario");
    assert_eq!(first("Geneva"), "Europe/Switzerland/Geneva");
    assert_eq!(first("Florida"), "North America/United States/Florida");
    assert_eq!(kind(lookup("Mexico")[0]), PlaceKind::Country);
    assert!(lookup("Washington").iter().any(|id| kind(*id) == PlaceKind::Region));
}

#[test]
fn a_dateline_means_the_city() {
    let alone = Context::default();
    let dateline = |name| resolve_dateline(name, &alone, None).map(|(place, _)| kind(place));
    assert_eq!(dateline("SINGAPORE"), Some(PlaceKind::City));
    assert_eq!(dateline("LUXEMBOURG"), Some(PlaceKind::City));
    assert_eq!(dateline("GAZA"), Some(PlaceKind::City));
    assert_eq!(dateline("UNITED NATIONS"), Some(PlaceKind::City));
    assert_eq!(dateline("QUEBEC"), Some(PlaceKind::City));
    assert_eq!(dateline("UKRAINE"), Some(PlaceKind::Country));
    assert_eq!(dateline("CALIFORNIA"), Some(PlaceKind::Region));
    assert_eq!(resolve("Quebec", &alone, None).map(kind), Some(PlaceKind::Region));
    assert_eq!(resolve("Singapore", &alone, None).map(kind), Some(PlaceKind::Country));
}

#[test]
fn the_region_given_decides() {
    assert_eq!(path_of("PORTLAND", &["Ore."]), "North America/United States/Oregon/Portland");
    assert_eq!(path_of("PORTLAND", &["Maine"]), "North America/United States/Maine/Portland");
    assert_eq!(path_of("ATHENS", &["Ga."]), "North America/United States/Georgia/Athens");
    assert_eq!(path_of("TBILISI", &["Georgia"]), "Asia/Georgia/Tbilisi");
    assert_eq!(path_of("SAN JOSE", &["Costa Rica"]), "North America/Costa Rica/San José");
    assert_eq!(path_of("LONDON", &["Ontario", "Canada"]), "North America/Canada/Ontario/London");
    assert_eq!(path_of("HONG KONG", &["China"]), "Asia/Hong Kong");
    assert_eq!(path_of("SAN JUAN", &["Puerto Rico"]), "North America/Puerto Rico/San Juan");
    assert_eq!(path_of("HOPE", &["Ark."]), "North America/United States/Arkansas/Hope");
    assert_eq!(path_of("MOSCOW", &["Nebraska"]), "none");
    assert_eq!(path_of("SEVASTOPOL", &["Crimea"]), "Europe/Ukraine/Sevastopol");
    assert_eq!(path_of("BOSTON", &["no region at all"]), first("Boston"));
}

#[test]
fn counties_and_bases_resolve_with_their_state() {
    assert_eq!(path_of("LAUREL COUNTY", &["Ky."]), "North America/United States/Kentucky/Laurel County");
    assert_eq!(path_of("CAMP LEJEUNE", &["N.C."]), "North America/United States/North Carolina");
    assert_eq!(path_of("Camp Nowhere", &[]), "none");
}

#[test]
fn written_forms_do_not_matter() {
    for name in ["ST. LOUIS", "ST LOUIS", "SAINT LOUIS", "St. Louis"] {
        assert_eq!(first(name), "North America/United States/Missouri/St. Louis", "{name}");
    }
    assert_eq!(first("SAINT PETERSBURG"), "Europe/Russia/Saint Petersburg");
    assert_eq!(path_of("ST. PETERSBURG", &["Fla."]), "North America/United States/Florida/St. Petersburg");
    assert_eq!(first("FRANKFURT"), "Europe/Germany/Hesse/Frankfurt am Main");
    assert_eq!(first("N'DJAMENA"), "Africa/Chad/N'Djamena");
    assert_eq!(first("AL-AIN"), "Asia/United Arab Emirates/Abu Dhabi/Al Ain City");
    assert_eq!(first("МОСКВА"), "Europe/Russia/Moscow");
    assert_eq!(first("SAO PAULO"), "South America/Brazil/São Paulo");
    assert_eq!(first("VATICAN CITY"), "Europe/Vatican/Vatican City");
}

#[test]
fn the_story_decides_where_no_city_stands_alone() {
    let story = |names: &[&str]| Context {
        mentioned: names.iter().flat_map(|name| lookup(name).into_iter().take(1)).collect(),
        ..Context::default()
    };
    let path = |name, names: &[&str]| resolve(name, &story(names), None).map(|id| place(id).path);
    assert_eq!(path("Birmingham", &["Alabama"]).as_deref(), Some("North America/United States/Alabama/Birmingham"));
    assert_eq!(path("Birmingham", &["Iran"]).as_deref(), Some("Europe/United Kingdom/England/Birmingham"));
    assert_eq!(path("Georgia", &["United States"]).as_deref(), Some("North America/United States/Georgia"));
    assert_eq!(path("Georgia", &["Russia"]).as_deref(), Some("Asia/Georgia"));
    assert_eq!(path("Moscow", &["Idaho"]).as_deref(), Some("Europe/Russia/Moscow"));
}

#[test]
fn a_dateline_says_what_told_its_place() {
    let told = |name: &str, within: &[&str], mentioned: &[&str], source: Option<&str>| {
        let within = within.iter().map(|written| (*written).to_owned()).collect();
        let mentioned = mentioned.iter().flat_map(|name| lookup(name).into_iter().take(1)).collect();
        let held = |region: &str| lookup(name).into_iter().find(|id| is_within(*id, lookup(region)[0]));
        let (id, reason) = resolve_dateline(name, &Context { within, mentioned }, source.and_then(held)).expect("a place");
        format!("{} {}", place(id).path, reason.as_str())
    };
    assert_eq!(told("PORTLAND", &["Maine"], &[], None), "North America/United States/Maine/Portland region");
    assert_eq!(told("PORTLAND", &["Maine"], &[], Some("Oregon")), "North America/United States/Maine/Portland region");
    assert_eq!(told("HUNTSVILLE", &[], &[], Some("Texas")), "North America/United States/Texas/Huntsville source");
    assert_eq!(told("HUNTSVILLE", &[], &["Alabama"], Some("Texas")), "North America/United States/Texas/Huntsville source");
    assert_eq!(told("HUNTSVILLE", &[], &["Texas"], None), "North America/United States/Texas/Huntsville story");
    assert_eq!(told("HUNTSVILLE", &[], &[], None), "North America/United States/Alabama/Huntsville population");
    assert_eq!(told("MOSCOW", &[], &[], Some("Idaho")), "Europe/Russia/Moscow stand-alone");
    assert_eq!(told("MALTA", &[], &[], Some("Illinois")), "Europe/Malta country");
    assert_eq!(told("YEKATERINBURG", &[], &[], None), "Europe/Russia/Sverdlovsk Oblast/Yekaterinburg only");
}

#[test]
fn codes_words_and_institutions_are_no_places() {
    for name in [
        "CSU",
        "NYU",
        "IMF",
        "European",
        "Reddit",
        "University",
        "Of",
        "Hope",
        "Kremlin",
        "White House",
        "NATO",
        "",
        "...",
        "LED",
    ] {
        assert_eq!(lookup(name), Vec::new(), "{name}");
    }
}

#[test]
fn regions_are_found_by_whatever_word_stands_with_them() {
    for name in ["Kursk region", "Kursk Oblast", "KURSK PROVINCE"] {
        assert!(first(name).starts_with("Europe/Russia/Kursk"), "{name}");
        assert_eq!(lookup(name).first().map(|id| kind(*id)), Some(PlaceKind::Region), "{name}");
    }
    assert_eq!(first("city of Chicago"), first("Chicago"));
    assert_eq!(first("nowhere region"), "none");
}

#[test]
fn a_region_called_after_its_city_is_left_out() {
    assert_eq!(first("Buenos Aires"), "South America/Argentina/Buenos Aires");
    assert_eq!(first("La Paz"), "South America/Bolivia/La Paz");
    assert_eq!(first("Berlin"), "Europe/Germany/Berlin");
    assert_eq!(first("Nairobi"), "Africa/Kenya/Nairobi");
    assert_eq!(first("Mumbai"), "Asia/India/Maharashtra/Mumbai");
}

#[test]
fn stand_alone_cities_are_known() {
    assert!(is_stand_alone("ATLANTA") && is_stand_alone("St. Louis") && is_stand_alone("Paris"));
    assert!(!is_stand_alone("Victoria") && !is_stand_alone("Springfield") && !is_stand_alone("nowhere"));
}

#[test]
fn containment_follows_the_map_and_news_usage() {
    let id = |name| lookup(name)[0];
    assert!(is_within(id("Moscow"), id("Russia")) && is_within(id("Moscow"), id("Europe")));
    assert!(is_within(id("Moscow"), id("Soviet Union")) && is_within(id("Hong Kong"), id("China")));
    assert!(!is_within(id("Russia"), id("Moscow")) && !is_within(id("Paris"), id("Germany")));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(name in ".*", within in ".*") {
        let context = Context { within: vec![within.clone()], mentioned: region(&within) };
        for id in lookup(&name).into_iter().chain(resolve(&name, &context, None)).chain(resolve_dateline(&name, &context, None).map(|(place, _)| place)) {
            proptest::prop_assert!(!place(id).path.is_empty());
        }
    }
}
