import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { FastScanner, type LineCounts } from '../../src/tag/fast-scanner.js';
import { lexiconOf, type Lexicon, type MatchMode } from '../../src/tag/lexicon.js';
import { compileLexicon } from '../../src/tag/tag.js';
import { tagLine } from '../../src/tag/tagged-line.js';
import { Choices, hardLine } from './adversarial.js';

/** A lexicon of concepts, each with its phrases. */
const lexicon = (concepts: Readonly<Record<string, readonly string[]>>, mode: MatchMode = 'phrase'): Lexicon =>
  lexiconOf('test', Object.entries(concepts).map(([name, phrases]) => ({ name, mode, phrases: phrases.map((phrase) => ({ phrase, match: [], not: [] })) })));

const plain = lexicon({
  tuning: ['fine-tuning', 'fine tune', 'fine-tuning models'],
  rag: ['RAG'],
  lora: ['lora', 'qlora', 'rag lora'],
  ai: ['AI', 'AI models', 'ai rag'],
  node: ['node.js', 'Node'],
  c: ['C', 'c c'],
  k: ['k8s', 'kilo', 'kubernetes'],
  it: ["don't", 'it is', 'is'],
  numbers: ['3.14', '1'],
  long: ['abcdefghij', 'abcdefghi', 'large language models', 'large language model', 'language model'],
  under: ['x_y', '_x'],
  z: ['z'.repeat(255), 'z'],
});
const foreign = lexicon({ caf\u00e9: ['caf\u00e9', 'rag caf\u00e9'], han: ['\u6a5f\u68b0', '\u6a5f\u68b0\u5b66\u7fd2 rag'], summer: ['\u00e9t\u00e9'], agent: ['\u0430\u0433\u0435\u043d\u0442'], rag: ['rag'], high: ['\u{10400}'] });

/** What the exact path says of lines, one by one, in the terms of the scan. */
function exactly(lines: readonly Buffer[], of: Lexicon, fields: readonly string[] | undefined) {
  const tagger = compileLexicon(of);
  return lines.map((line) => tagLine(line, tagger, fields));
}

const summary = (counts: LineCounts) => ({
  postings: counts.postings,
  skipped: counts.skipped,
  withConcept: [...counts.withConcept],
  mentions: [...counts.mentions],
  withField: [...counts.withField],
  problems: counts.problems,
});

function expected(line: Buffer, of: Lexicon, fields: readonly string[] | undefined): ReturnType<typeof summary> {
  const [tagged] = exactly([line], of, fields);
  const none = { postings: 0, skipped: 0, withConcept: of.concepts.map(() => 0), mentions: of.concepts.map(() => 0), withField: (fields ?? ['all']).map(() => 0), problems: [] };
  if (!tagged || tagged.kind === 'blank') return none;
  if (tagged.kind === 'skipped') return { ...none, skipped: 1, problems: [{ line: 1, reason: tagged.reason, lost: 'posting' }] };
  return {
    postings: 1,
    skipped: 0,
    withConcept: tagged.mentions.map((n) => Math.min(n, 1)),
    mentions: [...tagged.mentions],
    withField: tagged.has.map(Number),
    problems: tagged.mistakes.map((reason) => ({ line: 1, reason, lost: 'fields' as const })),
  };
}

function scan(scanner: FastScanner, bytes: Uint8Array): LineCounts {
  scanner.place(bytes.length).set(bytes);
  return scanner.count(0, bytes.length);
}

describe('The fast scan counts in every line what the exact path counts', () => {
  test.each([
    ['named fields', plain, ['title', 'text'], 1],
    ['all texts', plain, undefined, 2],
    ['a path', plain, ['position.title', 'text'], 3],
    ['phrases that are not ASCII', foreign, ['title', 'text'], 4],
  ] as const)('%s', (_, of, fields, seed) => {
    const scanner = new FastScanner(of, fields);
    const choices = new Choices(seed);
    let exact = 0;
    const wrong: unknown[] = [];
    for (let i = 0; i < 3000; i += 1) {
      const line = hardLine(choices);
      const counts = scan(scanner, line);
      exact += counts.exact;
      const [found, truth] = [summary(counts), expected(line, of, fields)];
      if (!isDeepStrictEqual(found, truth)) wrong.push({ line: line.toString(), found: found.mentions.join(' '), truth: truth.mentions.join(' ') });
    }
    expect(wrong).toEqual([]);
    // the scan itself settles its share, so that the comparison is one
    expect(exact).toBeLessThan(2400);
  });
});
