// The Rust contender: serde reads the two texts of each line, a DFA of the aho-corasick crate finds the first words of the
// phrases, and a few comparisons settle them. usage: tag FILE LEXICON.json THREADS
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Posting<'a> {
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    description: Cow<'a, str>,
}

/// A word that begins phrases: of each the words that follow, and its concept.
struct First {
    phrases: Vec<(Vec<String>, usize)>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the text goes on with more of the word: a letter, or a mark and a letter.
fn goes_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if is_word(c) => true,
        Some('.' | ':' | '\'' | '\u{2019}') => chars.next().is_some_and(is_word),
        _ => false,
    }
}

fn begins(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some(c) if is_word(c) => false,
        Some('.' | ':' | '\'' | '\u{2019}') => !chars.next().is_some_and(is_word),
        _ => true,
    }
}

fn follows(mut rest: &str, words: &[String]) -> bool {
    for word in words {
        let next = rest.trim_start_matches(|c| !is_word(c));
        if next.len() == rest.len() || next.len() < word.len() || !next.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes()) {
            return false;
        }
        rest = &next[word.len()..];
        if goes_on(rest) {
            return false;
        }
    }
    true
}

fn look(text: &str, finder: &AhoCorasick, firsts: &[First], found: &mut u64) {
    for hit in finder.find_overlapping_iter(text) {
        if !begins(&text[..hit.start()]) || goes_on(&text[hit.end()..]) {
            continue;
        }
        for (words, concept) in &firsts[hit.pattern().as_usize()].phrases {
            if *found & (1 << concept) == 0 && follows(&text[hit.end()..], words) {
                *found |= 1 << concept;
            }
        }
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let lexicon: Vec<(String, Vec<Vec<String>>)> = serde_json::from_slice(&std::fs::read(&args[2]).unwrap()).unwrap();
    let threads: usize = args[3].parse().unwrap();
    let mut by_first: BTreeMap<String, First> = BTreeMap::new();
    for (concept, (_, phrases)) in lexicon.iter().enumerate() {
        for words in phrases {
            by_first.entry(words[0].clone()).or_insert(First { phrases: vec![] }).phrases.push((words[1..].to_vec(), concept));
        }
    }
    let words: Vec<String> = by_first.keys().cloned().collect();
    let firsts: Vec<First> = by_first.into_values().collect();
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(&words).unwrap();

    let bytes = std::fs::read(&args[1]).unwrap();
    let mut cuts = vec![0];
    for i in 1..threads {
        let at = bytes.len() * i / threads;
        cuts.push(at + bytes[at..].iter().position(|b| *b == b'\n').map_or(0, |n| n + 1));
    }
    cuts.push(bytes.len());
    let counts: Vec<Vec<u64>> = std::thread::scope(|scope| {
        let parts: Vec<_> = cuts
            .windows(2)
            .map(|cut| {
                let part = &bytes[cut[0]..cut[1]];
                let (finder, firsts, n) = (&finder, &firsts, lexicon.len());
                scope.spawn(move || {
                    let mut counts = vec![0u64; n];
                    for line in part.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
                        let posting: Posting = serde_json::from_slice(line).unwrap();
                        let mut found = 0;
                        look(&posting.title, finder, firsts, &mut found);
                        look(&posting.description, finder, firsts, &mut found);
                        for (concept, count) in counts.iter_mut().enumerate() {
                            *count += (found >> concept) & 1;
                        }
                    }
                    counts
                })
            })
            .collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let sums: BTreeMap<&str, u64> = lexicon.iter().enumerate().map(|(i, (name, _))| (name.as_str(), counts.iter().map(|part| part[i]).sum())).collect();
    println!("{}", serde_json::to_string(&sums).unwrap());
}
