//! What may a PDF cost? Bytes come in; out comes the document that the library reads them as, in which nothing unpacks to more
//! than a bound, pictures are empty, and no drawing draws itself. The library sets no bounds: it follows such drawings until
//! the stack ends, and reads the bytes of pictures as text.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use crate::source::LONGEST_ARTICLE;

/// Longest stream, unpacked, in bytes: those of pages have some 100 KiB, of fonts some MiB.
const LONGEST_STREAM: u64 = 2 * LONGEST_ARTICLE;

/// Longest stream, packed, of those whose length unpacked is not measured: they may grow a thousandfold.
const LONGEST_UNMEASURED: usize = 64 * 1024;

/// What marks a stream that was emptied.
const EMPTIED: &str = "NewshoundEmptied";

/// How deep drawings and pages may lie within one another.
const DEEPEST: usize = 32;

/// Longest name of a drawing, with the blanks behind it, in bytes.
const LONGEST_NAME: usize = 256;

/// The document of these bytes.
///
/// # Errors
/// What is wrong with it, in a short phrase.
pub(super) fn load(bytes: &[u8]) -> Result<Document, String> {
    if has_huge_index(bytes) {
        return Err("its index unpacks to more than any has".to_owned());
    }
    // While it loads, streams are changed where they are, other objects handed back.
    let filter = |id, object: &mut Object| {
        tame(object);
        Some((id, if matches!(object, Object::Stream(_)) { Object::Null } else { object.clone() }))
    };
    let options = LoadOptions { filter: Some(filter), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|error| error.to_string())?;
    }
    document.objects.values_mut().for_each(tame);
    let mut drawings = Drawings::of(&document);
    let forms = document.objects.iter().filter(|(_, object)| is_form(object)).map(|(id, _)| *id);
    let endless: Vec<ObjectId> = forms.filter(|id| drawings.length(*id, 0) > LONGEST_STREAM).collect();
    for id in endless {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            empty(stream);
        }
    }
    Ok(document)
}

/// True where one of the streams that tell the places of the objects, which the library unpacks before all others, is too
/// long.
fn has_huge_index(bytes: &[u8]) -> bool {
    let places = bytes.windows(5).enumerate().filter(|(_, window)| *window == b"/XRef").map(|(at, _)| at);
    places.take(1_000).any(|at| {
        let behind = bytes.get(at..).unwrap_or_default();
        let begin = behind.windows(6).take(4_096).position(|window| window == b"stream").map_or(0, |at| at + 6);
        unpacked(behind.get(begin..).unwrap_or_default().trim_ascii_start()) > LONGEST_STREAM
    })
}

fn tame(object: &mut Object) {
    if let Object::Stream(stream) = object
        && !is_bounded(stream)
    {
        empty(stream);
    }
}

/// True for a drawing that pages draw. What is none and is drawn all the same counts for the page.
fn is_form(object: &Object) -> bool {
    let kind = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype")).and_then(Object::as_name);
    kind.is_ok_and(|kind| kind == b"Form")
}

fn empty(stream: &mut Stream) {
    stream.dict.remove(b"Filter");
    stream.dict.set(EMPTIED, true);
    // An operator without effect: the library refuses a stream without any.
    stream.set_content(b"n\n".to_vec());
}

/// True for a stream that holds no picture and does not unpack to more than is allowed.
fn is_bounded(stream: &Stream) -> bool {
    if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
        return false;
    }
    match stream.filters().unwrap_or_default().as_slice() {
        [] | [b"ASCII85Decode"] => stream.content.len() as u64 <= LONGEST_STREAM,
        [b"FlateDecode"] => unpacked(&stream.content) <= LONGEST_STREAM,
        [b"LZWDecode"] | [b"ASCII85Decode", b"FlateDecode" | b"LZWDecode"] => stream.content.len() <= LONGEST_UNMEASURED,
        _ => false,
    }
}

/// The length that packed bytes have unpacked, as far as it is allowed; as the library, without their head where that is
/// damaged.
fn unpacked(bytes: &[u8]) -> u64 {
    let length = |stream: &mut dyn Read| {
        let (mut chunk, mut length) = (vec![0; 64 * 1024], 0);
        while let (true, Ok(read @ 1..)) = (length <= LONGEST_STREAM, stream.read(&mut chunk)) {
            length += read as u64;
        }
        length
    };
    match length(&mut ZlibDecoder::new(bytes)) {
        0 => length(&mut DeflateDecoder::new(bytes.get(2..).unwrap_or_default())),
        length => length,
    }
}

/// Length of what a page draws, unpacked, in bytes, as far as it is allowed; without an end where that was emptied.
pub(super) fn page_length(document: &Document, page: ObjectId) -> u64 {
    let mut length = 0;
    for id in document.get_page_contents(page) {
        if let Ok(stream) = document.get_object(id).and_then(Object::as_stream) {
            if stream.dict.has(EMPTIED.as_bytes()) {
                return u64::MAX;
            }
            length += if stream.filters().is_ok() { unpacked(&stream.content) } else { stream.content.len() as u64 };
        }
        if length > LONGEST_STREAM {
            break;
        }
    }
    length
}

/// True where a page belongs to a tree of pages that ends.
pub(super) fn has_end(document: &Document, page: ObjectId) -> bool {
    let parent = |id: ObjectId| document.get_dictionary(id).ok()?.get(b"Parent").and_then(Object::as_reference).ok();
    let mut above = Some(page);
    for _ in 0..DEEPEST {
        above = above.and_then(parent);
    }
    above.is_none()
}

/// What drawings cost: the length of what they draw, counted as often as it is drawn.
pub(super) struct Drawings<'a> {
    document: &'a Document,
    known: BTreeMap<ObjectId, u64>,
}

impl<'a> Drawings<'a> {
    /// Those of a document.
    pub fn of(document: &'a Document) -> Self {
        Self { document, known: BTreeMap::new() }
    }

    /// Length of what a page with that content draws, in bytes.
    pub fn length_of_page(&mut self, page: ObjectId, content: &[u8]) -> u64 {
        let document = self.document;
        let mut above = document.get_dictionary(page).ok();
        let mut resources = None;
        for _ in 0..DEEPEST {
            resources = above.and_then(|node| dictionary(document, node, b"Resources"));
            if resources.is_some() {
                break;
            }
            above = above.and_then(|node| dictionary(document, node, b"Parent"));
        }
        resources.map_or(content.len() as u64, |resources| self.length_drawn(content, resources, 0))
    }

    /// Length of a drawing: without an end where it draws itself.
    fn length(&mut self, id: ObjectId, depth: usize) -> u64 {
        if depth > DEEPEST {
            return u64::MAX;
        }
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let document = self.document;
        let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { return 0 };
        // What is being counted and is met again draws itself.
        self.known.insert(id, u64::MAX);
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let length = match dictionary(document, &stream.dict, b"Resources") {
            Some(resources) => self.length_drawn(&content, resources, depth),
            // It would draw what those name that draw it, and so itself.
            None if names_drawn(&content).next().is_some() => u64::MAX,
            None => content.len() as u64,
        };
        self.known.insert(id, length);
        length
    }

    fn length_drawn(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> u64 {
        let mut length = content.len() as u64;
        let Some(known) = dictionary(self.document, resources, b"XObject") else { return length };
        let ids = || known.iter().filter_map(|(_, object)| object.as_reference().ok());
        for name in names_drawn(content) {
            // A name that is written otherwise there may be any of them.
            let drawn = match known.get(name).and_then(Object::as_reference) {
                Ok(id) => self.length(id, depth + 1),
                Err(_) => ids().map(|id| self.length(id, depth + 1)).max().unwrap_or(0),
            };
            length = length.saturating_add(drawn);
        }
        length
    }
}

fn dictionary<'a>(document: &'a Document, within: &'a Dictionary, name: &[u8]) -> Option<&'a Dictionary> {
    document.dereference(within.get(name).ok()?).ok()?.1.as_dict().ok()
}

/// The names of what a stream of operators draws: `/Name Do`.
fn names_drawn(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = content.windows(2).enumerate().filter(|(_, window)| *window == b"Do").map(|(at, _)| at);
    ends.filter_map(|at| {
        let before = content.get(at.saturating_sub(LONGEST_NAME)..at)?.trim_ascii_end();
        let begin = before.iter().rposition(|byte| *byte == b'/')?;
        before.get(begin + 1..)
    })
}

/// How deep a stream of operators saves the state of the page without taking it back: `q`, `Q`.
pub(super) fn states(content: &[u8]) -> usize {
    let (mut open, mut most) = (0usize, 0usize);
    for word in content.split(u8::is_ascii_whitespace) {
        match word {
            b"q" => open += 1,
            b"Q" => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}
