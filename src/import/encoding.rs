//! The encoding of a text file, and a reader that gives it as UTF-8 with plain line ends.

use super::error::FileError;
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use std::io::{ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;

/// Tells the encoding of a text file by its beginning and, where that is plain ASCII or UTF-8, by the rest of it: one
/// pass without keeping anything.
///
/// # Errors
/// [`FileError::Binary`] for what is no text, and errors of reading.
pub fn detect(sample: &[u8], rest: impl Read) -> Result<&'static Encoding, FileError> {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return Ok(encoding);
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = sample.len() / 2;
    if pairs > 1 && odd * 10 > pairs * 4 && even * 20 < pairs {
        return Ok(UTF_16LE);
    }
    if pairs > 1 && even * 10 > pairs * 4 && odd * 20 < pairs {
        return Ok(UTF_16BE);
    }
    // A stray NUL in a cell is dirt; many, or other control characters, are no text.
    let control = sample.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    if control * 100 > sample.len() {
        return Err(FileError::Binary);
    }
    legacy_or_utf8(sample, rest)
}

/// Counts well-formed and broken sequences of UTF-8 over the whole file. A few broken ones among many good ones are
/// dirt; otherwise the file is in a code page.
fn legacy_or_utf8(sample: &[u8], mut rest: impl Read) -> Result<&'static Encoding, FileError> {
    let mut tally = Tally::default();
    tally.feed(sample);
    let mut buffer = vec![0; CHUNK];
    loop {
        let n = match rest.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(e.into()),
        };
        tally.feed(&buffer[..n]);
    }
    if tally.broken <= tally.good { Ok(UTF_8) } else { Ok(tally.code_page()) }
}

/// What the bytes above ASCII look like.
#[derive(Default)]
struct Tally {
    good: u64,
    broken: u64,
    arabic: u64,
    lonely: u64,
    carried: Vec<u8>,
}

impl Tally {
    fn feed(&mut self, chunk: &[u8]) {
        if self.carried.is_empty() {
            return self.count(chunk);
        }
        // What was cut off is finished first, so that a long chunk is not copied.
        let mut joined = std::mem::take(&mut self.carried);
        let (head, tail) = chunk.split_at(chunk.len().min(3));
        joined.extend_from_slice(head);
        self.count(&joined);
        let mut left = std::mem::take(&mut self.carried);
        if left.is_empty() {
            self.count(tail);
        } else {
            left.extend_from_slice(tail);
            self.count(&left);
        }
    }

    fn count(&mut self, mut bytes: &[u8]) {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.good += sequences(text.as_bytes());
                    return;
                }
                Err(error) => {
                    let (good, bad) = bytes.split_at(error.valid_up_to());
                    self.good += sequences(good);
                    let Some(length) = error.error_len() else {
                        self.carried = bad.to_vec();
                        return;
                    };
                    self.broken += 1;
                    self.look(bad);
                    bytes = &bad[length..];
                }
            }
        }
    }

    /// Arabic words are runs of high bytes; accented letters of Western languages stand alone.
    fn look(&mut self, bad: &[u8]) {
        if bad.len() > 1 && bad[1] >= 0x80 { self.arabic += 1 } else { self.lonely += 1 }
    }

    fn code_page(&self) -> &'static Encoding {
        if self.arabic * 2 >= self.lonely { WINDOWS_1256 } else { WINDOWS_1252 }
    }
}

/// How many sequences of more than one byte there are.
fn sequences(utf8: &[u8]) -> u64 {
    if utf8.is_ascii() { 0 } else { utf8.iter().map(|b| u64::from(*b >= 0xC0)).sum() }
}

/// Gives a file of any encoding as UTF-8 without BOM, with `\n` for every line end and at the end of the text.
pub struct Decoding<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    from: usize,
    ended: bool,
    after_cr: bool,
    read: Arc<AtomicU64>,
}

impl<R: Read> Decoding<R> {
    /// Decodes `source`; the bytes taken from it are added to `read`.
    pub fn new(source: R, encoding: &'static Encoding, read: Arc<AtomicU64>) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let raw = vec![0; CHUNK];
        Self { source, decoder, raw, text: Vec::with_capacity(CHUNK * 3), from: 0, ended: false, after_cr: false, read }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.from = 0;
        self.text.clear();
        let n = self.source.read(&mut self.raw)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        self.ended = n == 0;
        let mut taken = 0;
        let mut buffer = std::mem::take(&mut self.text);
        buffer.resize(self.decoder.max_utf8_buffer_length(n).unwrap_or(CHUNK * 4), 0);
        let mut filled = 0;
        loop {
            let (result, read, written, _) = self.decoder.decode_to_utf8(&self.raw[taken..n], &mut buffer[filled..], self.ended);
            taken += read;
            filled += written;
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => buffer.resize(buffer.len() + CHUNK, 0),
            }
        }
        buffer.truncate(filled);
        self.text = buffer;
        self.plain_line_ends();
        if self.ended {
            self.text.push(b'\n');
        }
        Ok(())
    }

    /// `\r\n` and a lone `\r` become `\n`, also across two fillings.
    fn plain_line_ends(&mut self) {
        if !self.after_cr && !self.text.contains(&b'\r') {
            return;
        }
        let mut after_cr = self.after_cr;
        self.text.retain_mut(|b| {
            let keep = !(after_cr && *b == b'\n');
            after_cr = *b == b'\r';
            if after_cr {
                *b = b'\n';
            }
            keep
        });
        self.after_cr = after_cr;
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.from == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let n = out.len().min(self.text.len() - self.from);
        out[..n].copy_from_slice(&self.text[self.from..self.from + n]);
        self.from += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (&'static str, String) {
        let (sample, rest) = bytes.split_at(bytes.len().min(16));
        let encoding = detect(sample, rest).unwrap();
        let mut text = String::new();
        Decoding::new(bytes, encoding, Arc::default()).read_to_string(&mut text).unwrap();
        (encoding.name(), text)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "name,الاسم\r\nSociété,محور\r\n";
        let plain = "name,الاسم\nSociété,محور\n\n";
        let mut bom = b"\xEF\xBB\xBF".to_vec();
        bom.extend_from_slice(text.as_bytes());
        assert_eq!(decoded(text.as_bytes()), ("UTF-8", plain.to_owned()));
        assert_eq!(decoded(&bom), ("UTF-8", plain.to_owned()));
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            assert_eq!(decoded(&utf16(&format!("\u{FEFF}{text}"), little)), (name, plain.to_owned()));
            let ascii = utf16("id,name\n1,Acme\n", little);
            assert_eq!(decoded(&ascii), (name, "id,name\n1,Acme\n\n".to_owned()), "without a BOM");
        }
        assert_eq!(decoded(&WINDOWS_1256.encode(text).0), ("windows-1256", plain.to_owned()));
        assert_eq!(decoded("Größe,Ñandú\n".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()).0, "windows-1252");
    }

    #[test]
    fn a_code_page_is_told_by_bytes_far_behind_the_sample() {
        let mut bytes = b"id,name\n".to_vec();
        for n in 0..40_000 {
            bytes.extend_from_slice(format!("{n},Acme\n").as_bytes());
        }
        bytes.extend_from_slice(&WINDOWS_1256.encode("1,محور للتسويق\n").0);
        assert_eq!(decoded(&bytes).0, "windows-1256");
    }

    #[test]
    fn a_broken_byte_among_many_good_ones_does_not_change_the_encoding() {
        let mut bytes = "محور,محور,محور\n".repeat(20_000).into_bytes();
        bytes.extend_from_slice(b"\xFF\n");
        let (name, text) = decoded(&bytes);
        assert_eq!(name, "UTF-8");
        assert!(text.ends_with("\u{FFFD}\n\n"));
    }

    #[test]
    fn line_ends_are_plain_across_fillings() {
        let text = "abc\r\n".repeat(50_000);
        assert_eq!(decoded(text.as_bytes()).1, format!("{}\n", "abc\n".repeat(50_000)));
        assert_eq!(decoded(b"a\rb\rc").1, "a\nb\nc\n");
    }

    #[test]
    fn binary_files_are_told() {
        let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(matches!(detect(&bytes, std::io::empty()), Err(FileError::Binary)));
        let dirty = format!("{}a\0b\n", "id,name\n1,Acme\n".repeat(100));
        assert_eq!(decoded(dirty.as_bytes()).0, "UTF-8");
    }
}
