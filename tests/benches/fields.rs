//! How fast are the fields of an article recognised? `cargo bench --bench fields` reads the stories of `corpus/` into
//! memory once and recognises them on one thread, without entities or files, in bytes of text a second. The variable
//! `NEWSHOUND_BENCH` names another folder to measure on.

use std::path::PathBuf;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use newshound::article::model::{Document, Stated};
use newshound::article::{Surroundings, blocks, dateline, recognise};
use newshound::source::{self, Read};

const TODAY: Date = date(2026, 11, 22);

fn main() {
    divan::main();
}

/// Whole stories: headline, byline, dateline, date and body.
#[divan::bench]
fn stories(bencher: Bencher) {
    let documents = documents();
    bencher.counter(bytes(documents.iter().map(|document| document.text.as_str()))).bench_local(|| {
        for document in &documents {
            black_box(recognise(black_box(document), &Surroundings::alone(TODAY)));
        }
    });
}

/// All stories as the paragraphs of a single one: what a long text costs behind its head.
#[divan::bench]
fn one_long_story(bencher: Bencher) {
    let text = documents().into_iter().map(|document| document.text).collect::<Vec<_>>().join("\n\n");
    let document = Document { text, stated: Stated::default(), ..documents().remove(0) };
    bencher
        .counter(BytesCount::of_str(&document.text))
        .bench_local(|| recognise(black_box(&document), &Surroundings::alone(TODAY)));
}

/// The question whether a paragraph opens with a dateline, asked of every paragraph.
#[divan::bench]
fn datelines(bencher: Bencher) {
    let paragraphs: Vec<String> =
        documents().iter().flat_map(|document| blocks::paragraphs(&document.text)).map(|paragraph| paragraph.text).collect();
    bencher.counter(bytes(paragraphs.iter().map(String::as_str))).bench_local(|| {
        for paragraph in &paragraphs {
            black_box(dateline::opening(black_box(paragraph)));
        }
    });
}

fn bytes<'a>(texts: impl Iterator<Item = &'a str>) -> BytesCount {
    BytesCount::new(texts.map(str::len).sum::<usize>())
}

/// The documents of the folder, as the index would read them.
fn documents() -> Vec<Document> {
    let corpus = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folder = std::env::var_os("NEWSHOUND_BENCH").map_or_else(corpus, PathBuf::from);
    let roots = source::plan(&[], &[folder]).expect("the folder is there");
    let mut documents = Vec::new();
    for file in roots.iter().flat_map(source::walk).filter_map(Result::ok) {
        source::read(&file, &mut |found| {
            if let Read::Document(document) = found.read() {
                documents.push(*document);
            }
            true
        });
    }
    documents
}
