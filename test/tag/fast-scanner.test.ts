import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { list } from 'tar';
import { describe, expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { FastScanner, type LineCounts } from '../../src/tag/fast-scanner.js';
import { type Lexicon, lexiconOf, readLexicon } from '../../src/tag/lexicon.js';
import type { MatchMode } from '../../src/tag/match-mode.js';
import { compileLexicon } from '../../src/tag/tag.js';
import { tagLine } from '../../src/tag/tagged-line.js';
import { Choices, hardLine } from './adversarial.js';

/** A lexicon of concepts, each with its phrases. */
const lexicon = (concepts: Readonly<Record<string, readonly string[]>>, mode: MatchMode = 'phrase'): Lexicon =>
  lexiconOf(
    'test',
    Object.entries(concepts).map(([name, phrases]) => ({
      name,
      mode,
      phrases: phrases.map((phrase) => ({ phrase, match: [], not: [] })),
    })),
  );

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
const foreign = lexicon({
  caf\u00e9: ['caf\u00e9', 'rag caf\u00e9'],
  han: ['\u6a5f\u68b0', '\u6a5f\u68b0\u5b66\u7fd2 rag'],
  summer: ['\u00e9t\u00e9'],
  agent: ['\u0430\u0433\u0435\u043d\u0442'],
  rag: ['rag'],
  high: ['\u{10400}'],
});

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
  const none = {
    postings: 0,
    skipped: 0,
    withConcept: of.concepts.map(() => 0),
    mentions: of.concepts.map(() => 0),
    withField: (fields ?? ['all']).map(() => 0),
    problems: [],
  };
  if (!tagged || tagged.kind === 'blank') return none;
  if (tagged.kind === 'skipped')
    return { ...none, skipped: 1, problems: [{ line: 1, reason: tagged.reason, lost: 'posting' }] };
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
  ] as const)('%s', { timeout: 120_000 }, (_, of, fields, seed) => {
    const scanner = new FastScanner(of, fields);
    const choices = new Choices(seed);
    let exact = 0;
    const wrong: unknown[] = [];
    for (let i = 0; i < 2000; i += 1) {
      const line = hardLine(choices);
      const counts = scan(scanner, line);
      exact += counts.exact;
      const [found, truth] = [summary(counts), expected(line, of, fields)];
      if (!isDeepStrictEqual(found, truth))
        wrong.push({ line: line.toString(), found: found.mentions.join(' '), truth: truth.mentions.join(' ') });
    }
    expect(wrong).toEqual([]);
    // the scan itself settles its share, so that the comparison is one
    expect(exact).toBeLessThan(1600);
  });
});

/** The mentions of each concept in some lines. */
const mentionsIn = (of: Lexicon, text: string, fields?: readonly string[]): number[] => [
  ...scan(new FastScanner(of, fields), Buffer.from(text)).mentions,
];
const rag = lexicon({ rag: ['RAG', 'fine-tuning', 'k8s'] });

test.each([
  ['a posting after another', '{"text":"rag"}\n{"text":"RAG rag"}\n', 3, 0],
  ['Windows line ends, and no newline at the end', '{"text":"rag"}\r\n\r\n{"text":"rag"}', 2, 0],
  ['an escape before, between and after', '{"text":"\\nrag\\tfine\\u2011tuning\\\\rag\\"rag\\""}', 4, 0],
  [
    'characters that are not ASCII on either side',
    '{"text":"•rag–fine\u2011tuning—érag ragé 🚀rag🚀 LLM’s rag’s rag’"}',
    4,
    0,
  ],
  [
    'no phrase across two fields, two items or two postings',
    '{"a":"fine","b":"tuning","c":["fine","tuning"]}\n{"a":"tuning"}',
    0,
    0,
  ],
  ['a letter written as an escape, the Kelvin sign', '{"text":"\\u0072ag \u212a8s \\u212A8S"}', 3, 1],
  ['a repeated key, of which the last counts', '{"text":"rag rag","text":"rag"}', 1, 1],
  ['nested texts, which are no fields', '{"text":{"text":"rag"},"more":[["rag"],{"text":"rag"},"rag"]}', 1, 0],
  ['a byte order mark', '\ufeff{"text":"rag"}', 1, 1],
] as const)('%s: counted by the scan, or left to the exact path', (_, text, mentions, exact) => {
  const counts = scan(new FastScanner(rag, undefined), Buffer.from(text));
  expect([counts.mentions[0], counts.exact]).toEqual([mentions, exact]);
});

test('a line of one megabyte is counted by the scan, one with more matches than its output holds by the exact path', {
  timeout: 60_000,
}, () => {
  const line = (times: number) => Buffer.from(`{"text":"${'fine\u2011tuning of AI, '.repeat(times)}"}\n`);
  const counts = scan(new FastScanner(rag, ['text']), Buffer.concat([line(50_000), line(90_000), line(1)]));
  expect([counts.mentions[0], counts.exact]).toEqual([140_001, 1]);
});

test('a token that the analyzer cuts at 255 units may end in a phrase', () => {
  expect(mentionsIn(rag, `{"text":"${'a'.repeat(255)}rag ${'a'.repeat(252)}rag"}`)).toEqual([1]);
});

test('phrases of one concept that overlap count once, the leftmost, then the longest', () => {
  const of = lexicon({ it: ['engineering tools', 'prompt', 'prompt engineering', 'tools and'], other: ['prompt'] });
  expect(mentionsIn(of, '{"text":"prompt engineering tools and prompt engineering"}')).toEqual([3, 2]);
});

test.each(['word', 'substring'] as const)('a lexicon in %s mode is tagged by the exact path', (mode) => {
  const counts = scan(
    new FastScanner(lexicon({ rag: ['rag'] }, mode), undefined),
    Buffer.from('{"text":"rag storage"}\n\n'),
  );
  expect([counts.mentions[0], counts.exact]).toEqual([mode === 'word' ? 1 : 2, 2]);
});

const archive = inProject(
  '..',
  'shared',
  'data',
  'ai-engineering-field-guide',
  'ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);
test.skipIf(!existsSync(archive))(
  "the field guide's postings are counted alike, in UTF-8 and with escapes",
  { timeout: 120_000 },
  async () => {
    const bodies: string[] = [];
    await list({
      file: archive,
      onReadEntry: (entry) => void entry.on('data', (data: Buffer) => bodies.push(data.toString())),
    });
    expect(bodies.length).toBeGreaterThan(1700);
    const of = readLexicon(inProject('test', 'bench', 'lexicon.yaml'));
    const scanner = new FastScanner(of, ['text']);
    const escaped = (json: string): string =>
      json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const wrong: string[] = [];
    let exact = 0;
    for (const text of bodies) {
      const json = JSON.stringify({ text });
      const truth = expected(Buffer.from(json), of, ['text']);
      for (const written of [json, escaped(json)]) {
        const counts = scan(scanner, Buffer.from(written));
        exact += counts.exact;
        if (!isDeepStrictEqual(summary(counts), truth)) wrong.push(written.slice(0, 200));
      }
    }
    expect(wrong).toEqual([]);
    expect(exact).toBeLessThan(bodies.length / 10);
  },
);
