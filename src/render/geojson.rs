//! Where on a map do articles take place? Each resolved place of an article becomes a point as RFC 7946 writes it, with
//! the article and the place in its properties; places without coordinates have no point.

use serde::Serialize;
use serde_json::{Value, json};

use super::json::line;
use crate::article::model::{Article, Place};

/// What stands before and after the features of a collection.
pub const BEGIN: &str = r#"{"type":"FeatureCollection","features":["#;
/// See [`BEGIN`].
pub const END: &str = "]}";

/// The points of an article, one line of JSON each, in the order of its places.
pub fn features(article: &Article) -> Vec<String> {
    article.places.iter().filter_map(|place| feature(article, place)).map(|feature| line(&feature)).collect()
}

/// All points of several articles as one collection.
pub fn collection(articles: &[Article]) -> Vec<String> {
    let features: Vec<String> = articles.iter().flat_map(features).collect();
    vec![format!("{BEGIN}{}{END}", features.join(",\n"))]
}

#[derive(Serialize)]
struct Properties<'a> {
    article: &'a str,
    path: &'a str,
    headline: Option<&'a str>,
    date: Option<&'a str>,
    place: &'a str,
    place_path: Option<&'a str>,
    country: Option<&'a str>,
    geonames: Option<u32>,
    count: usize,
    dateline: bool,
}

fn feature(article: &Article, place: &Place) -> Option<Value> {
    let (latitude, longitude) = (place.location.latitude?, place.location.longitude?);
    let filed = article.dateline.iter().flat_map(|dateline| &dateline.places);
    let properties = Properties {
        article: &article.id,
        path: &article.path,
        headline: article.headline.as_deref(),
        date: article.date.as_ref().map(|date| date.value.as_str()),
        place: &place.name,
        place_path: place.location.path.as_deref(),
        country: place.location.country.as_deref(),
        geonames: place.location.geonames,
        count: place.count,
        dateline: filed.into_iter().any(|filed| filed.location.path.is_some() && filed.location.path == place.location.path),
    };
    // GeoJSON writes the longitude first.
    let geometry = json!({"type": "Point", "coordinates": [longitude, latitude]});
    Some(json!({"type": "Feature", "geometry": geometry, "properties": properties}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::{Dateline, DatelinePlace, Format, Location};

    fn article() -> Article {
        let location = Location {
            path: Some("Europe/Norway/Oslo".into()),
            country: Some("NO".into()),
            latitude: Some(59.91),
            longitude: Some(10.75),
            geonames: Some(3_143_244),
        };
        let place = |name: &str, location| Place { name: name.into(), count: 2, salience: 0, forms: vec![name.into()], location };
        let mut article = Article::new("a.txt".into(), "corpus/a.txt".into(), Format::Text);
        article.places = vec![place("Oslo", location.clone()), place("Tallisby", Location::default())];
        let filed = DatelinePlace { location, ..DatelinePlace::default() };
        article.dateline = Some(Dateline { places: vec![filed], ..Dateline::default() });
        article
    }

    #[test]
    fn resolved_places_become_points() {
        let lines = collection(&[article()]);
        let map: Value = serde_json::from_str(&lines.concat()).unwrap();
        let [feature] = map["features"].as_array().unwrap().as_slice() else { panic!("{map}") };
        assert_eq!(feature["geometry"]["coordinates"], json!([10.75, 59.91]));
        assert_eq!((&feature["properties"]["place"], &feature["properties"]["dateline"]), (&json!("Oslo"), &json!(true)));
    }

    #[test]
    fn no_article_is_an_empty_map() {
        assert_eq!(collection(&[]), [r#"{"type":"FeatureCollection","features":[]}"#]);
    }
}
