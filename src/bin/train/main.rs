//! `train`: how is the shipped tagger made again? In: labelled text, one token a line, and the unpacked word clusters and
//! vectors that `src/entity/tagger/MODEL.md` names. Out: `src/entity/tagger/model.bin`, the same bytes for the same
//! input and seed. With `--score` it measures a model on labelled text. No text goes into the model, only weights.

mod copies;
mod corpus;
mod documents;
mod evaluate;
mod field;
mod groups;
mod learn;
mod lexemes;
mod quantise;
mod vectors;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use newshound::entity::tagger::model::{self, Model};

use crate::learn::Settings;

/// Any failure: the command is run by hand and only has to say what is wrong.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Trains the tagger of people, places and organisations, or scores one.
#[derive(Parser)]
struct Arguments {
    /// Labelled text to learn from: a file, or a folder of .bio files (repeatable)
    #[arg(long, value_name = "PATH")]
    silver: Vec<PathBuf>,
    /// Of a folder, the files whose name ends so before .bio
    #[arg(long, default_value = "_crf_conll_s2")]
    labels: String,
    /// Word clusters: `en_lexeme_cluster.json`, unpacked
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Word vectors: folder with `key2row`, `vectors` and `strings.json`
    #[arg(long, value_name = "FOLDER")]
    vectors: Option<PathBuf>,
    /// File of the model to write, or, without text to learn from, to score
    #[arg(long, default_value = "src/entity/tagger/model.bin")]
    model: PathBuf,
    /// Labelled text to measure on (repeatable); never learnt from
    #[arg(long, value_name = "FILE")]
    score: Vec<PathBuf>,
    /// Number that orders and copies depend on
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Times that the text is gone through
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// Rate of learning
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// What sums of squared slopes begin with
    #[arg(long, default_value_t = 1.0)]
    start: f32,
    /// Weight of the penalty on large weights
    #[arg(long, default_value_t = 0.0003)]
    penalty: f32,
    /// Features seen less often are left out
    #[arg(long, default_value_t = 2)]
    cutoff: u32,
    /// Features kept: those of the greatest weights, which are then learnt once more without the others
    #[arg(long, default_value_t = 215_000)]
    features: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("train: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<()> {
    if !arguments.silver.is_empty() {
        let file = train(arguments)?;
        fs::write(&arguments.model, &file)?;
        anstream::println!("{}: {} bytes", arguments.model.display(), file.len());
    }
    let file = fs::read(&arguments.model)?;
    let model = Model::open(&file).ok_or("not a model of this version")?;
    for path in &arguments.score {
        anstream::println!("{}", evaluate::score(&model, path)?);
    }
    Ok(())
}

/// The file of a model learnt anew.
fn train(arguments: &Arguments) -> Outcome<Vec<u8>> {
    let begin = Instant::now();
    let step = |what: &str| anstream::println!("{:>5.0} s  {what}", begin.elapsed().as_secs_f32());
    let classes = lexemes::table(arguments.clusters.as_deref(), arguments.vectors.as_deref(), arguments.seed)?;
    step(&format!("word classes: {} bytes", classes.len()));
    let documents = documents::all(&arguments.silver, &arguments.labels)?;
    let corpus = corpus::read(&documents, &classes, arguments.seed)?.cut(arguments.cutoff);
    step(&format!("{} documents, {} tokens, {} features", documents.len(), corpus.tokens.len(), corpus.hashes.len()));
    let settings = Settings {
        epochs: arguments.epochs,
        rate: arguments.rate,
        start: arguments.start,
        penalty: arguments.penalty,
        seed: arguments.seed,
    };
    let learnt = learn::learn(&corpus, &settings, &step);
    let corpus = corpus.keep(&learnt.greatest(arguments.features));
    let learnt = learn::learn(&corpus, &settings, &step);
    let (pairs, weights) = quantise::quantise(&learnt, &corpus.hashes);
    step("done");
    Ok(model::encode(&pairs, &classes, &weights))
}
