import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { readLexicon } from '../../src/tag/lexicon.js';
import { compileLexicon } from '../../src/tag/tag.js';
import { tagLine } from '../../src/tag/tagged-line.js';
import { Choices, hardLine } from '../tag/adversarial.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-tag-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** Processes are started: on a busy machine that takes its time. */
const slow = { timeout: 120_000 };
const bin = inProject('src', 'bin.mjs');
const recount = (...args: string[]) => spawnSync(process.execPath, [bin, 'tag', ...args], { encoding: 'utf8' });
/** What is counted of a file, however much of it cannot be read. */
const told = (...args: string[]) => JSON.parse(recount(...args, '--max-lost', '1', '--json').stdout) as Told;
interface Told {
  readonly postings: number;
  readonly skipped: number;
  readonly lines: number;
  readonly bytes: number;
  readonly exactLines: number;
  readonly withField: Readonly<Record<string, number>>;
  readonly concepts: readonly { readonly concept: string; readonly postings: number; readonly mentions: number }[];
  readonly problemCount: number;
  readonly problems: readonly { readonly line: number; readonly reason: string; readonly lost: string }[];
}

const lexicon = put(
  'words.yaml',
  'mode: phrase\nconcepts:\n  rag: { phrases: [{ phrase: RAG }] }\n  tuning: { phrases: [{ phrase: fine-tuning }, { phrase: lora }] }\n',
);
const small = put(
  'small.jsonl',
  [
    '{"id":1,"title":"RAG, rag","text":"Fine\\u2011tuning"}',
    'no JSON',
    '',
    '{"id":2,"title":null,"text":["lora","rag\\nLoRA"]}',
    '{"id":3,"title":"fine","text":"tuning"}',
    '{"id":4,"title":5}',
  ].join('\r\n'),
);

test('a file is tagged: postings and mentions of each concept, what was read, and what was not, by line', slow, () => {
  expect(told(small, '--lexicon', lexicon, '--text', 'title', 'text')).toMatchObject({
    postings: 4,
    skipped: 1,
    lines: 6,
    withField: { title: 2, text: 3 },
    concepts: [
      { concept: 'rag', postings: 2, mentions: 3 },
      { concept: 'tuning', postings: 2, mentions: 3 },
    ],
    problemCount: 2,
    problems: [
      { line: 2, reason: expect.stringContaining('not valid JSON') as string, lost: 'posting' },
      { line: 6, reason: 'title: expected a text, or a list of texts, got 5', lost: 'fields' },
    ],
  });
});

test('a person reads a table, and the first problems with file and line', slow, () => {
  const { stdout, status } = recount(small, '--lexicon', lexicon, '--max-lost', '0.2');
  expect(status).toBe(0);
  expect(stdout).toContain('words in all texts of');
  expect(stdout).toMatch(/rag +2 +50\.0% +3\n/);
  expect(stdout).toMatch(/small\.jsonl:2: not valid JSON/);
});

test("each posting's concepts are written in the order of the file", slow, () => {
  const out = join(folder, 'sets.jsonl');
  expect(recount(small, '--lexicon', lexicon, '--out', out, '--max-lost', '0.2').status).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(
    '{"line":1,"concepts":["rag","tuning"]}\n{"line":4,"concepts":["rag","tuning"]}\n{"line":5,"concepts":[]}\n{"line":6,"concepts":[]}\n',
  );
});

test(
  'threads that share a file count as one does, and as the exact path does: lines longer than a chunk, and lines that are none, among them',
  slow,
  () => {
    const choices = new Choices(9);
    const long = `{"text":"${'maintain the fine-tuning of RAG. '.repeat(80_000)}"}`;
    const lines = [
      ...Array.from({ length: 3000 }, () => hardLine(choices)),
      Buffer.from(long),
      Buffer.from(long),
      Buffer.from('{"text":"rag"}'),
    ];
    const path = put('hard.jsonl', Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])));
    const tagger = compileLexicon(readLexicon(lexicon));
    const sums = { postings: 0, skipped: 0, mentions: [0, 0], problems: 0 };
    for (const line of lines) {
      const tagged = tagLine(line, tagger, ['title', 'text']);
      if (tagged.kind === 'blank') continue;
      sums[tagged.kind === 'posting' ? 'postings' : 'skipped'] += 1;
      sums.problems += tagged.kind === 'posting' ? tagged.mistakes.length : 1;
      if (tagged.kind === 'posting')
        tagged.mentions.forEach((n, i) => (sums.mentions[i] = (sums.mentions[i] ?? 0) + n));
    }
    const answers = ['1', '3'].map((threads) => {
      const out = join(folder, `sets-${threads}`);
      const { postings, skipped, concepts, problemCount, problems, lines } = told(
        path,
        '--lexicon',
        lexicon,
        '--text',
        'title',
        'text',
        '--threads',
        threads,
        '--out',
        out,
      );
      return { postings, skipped, concepts, problemCount, problems, lines, sets: readFileSync(out, 'utf8') };
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      lines: lines.length,
      postings: sums.postings,
      skipped: sums.skipped,
      problemCount: sums.problems,
    });
    expect(answers[0]?.concepts.map(({ mentions }) => mentions)).toEqual(sums.mentions);
  },
);

test.each([
  [
    'a file that is not there',
    [join(folder, 'none.jsonl'), '--lexicon', lexicon],
    /cannot read .*none\.jsonl: there is no such file/,
  ],
  ['a folder', [folder, '--lexicon', lexicon], /it is a folder/],
  [
    'a field that no posting has',
    [small, '--lexicon', lexicon, '--text', 'titel'],
    /no posting of .*small\.jsonl has text in "titel"\. Did you mean "title"\? The first posting has: id, title, text/,
  ],
  [
    'a file of which more than a hundredth is lost',
    [small, '--lexicon', lexicon],
    /small\.jsonl: 1 posting could not be read \(4 could\); more than 1 % is an error\. First: .*:2: .* --max-lost 0\.2/,
  ],
  ['no lexicon', [small], /--lexicon/],
  ['a lexicon that is not there', [small, '--lexicon', 'fine-tunning'], /Did you mean "fine-tuning"/],
  ['an output that cannot be', [small, '--lexicon', lexicon, '--out', join(folder, 'no', 'sets')], /cannot write/],
  [
    'a gzip file that breaks off',
    [put('cut.jsonl.gz', gzipSync('{"text": "rag"}\n'.repeat(1000)).subarray(0, 40)), '--lexicon', lexicon],
    /cut\.jsonl\.gz:\d+: the gzip data break off here/,
  ],
])('%s is refused with what to do', slow, (_, args, message) => {
  const { status, stderr, stdout } = recount(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test('a gzip file has the counts of what it holds', slow, () => {
  const lines = readFileSync(small);
  const packed = put('packed.jsonl.gz', gzipSync(lines));
  const counted = (path: string) => {
    const { concepts, postings, lines, problemCount } = told(path, '--lexicon', lexicon);
    return { concepts, postings, lines, problemCount };
  };
  expect(counted(packed)).toEqual(counted(small));
});

test('a line that is too long is listed, and the lines around it are tagged', slow, () => {
  const path = join(folder, 'long.jsonl');
  const file = openSync(path, 'w');
  writeSync(file, '{"text":"rag"}\n{"text":"');
  const piece = 'rag '.repeat(1 << 18);
  for (let i = 0; i < 70; i += 1) writeSync(file, piece);
  writeSync(file, '"}\n{"text":"rag"}\n');
  for (const threads of ['1', '2']) {
    expect(told(path, '--lexicon', lexicon, '--threads', threads)).toMatchObject({
      postings: 2,
      skipped: 1,
      lines: 3,
      problems: [
        { line: 2, reason: 'the line has more than 64 MB; is it JSON with a posting a line?', lost: 'posting' },
      ],
    });
  }
});

test('an empty file has no postings', slow, () => {
  expect(told(put('empty.jsonl', ''), '--lexicon', lexicon, '--text', 'title')).toMatchObject({
    postings: 0,
    lines: 0,
    bytes: 0,
  });
});

test('Ctrl-C leaves nothing behind', slow, async () => {
  const path = join(folder, 'large.jsonl');
  const file = openSync(path, 'w');
  const block = `${JSON.stringify({ text: 'maintain the fine-tuning of RAG. '.repeat(200) })}\n`.repeat(1000);
  for (let i = 0; i < 10; i += 1) writeSync(file, block);
  const out = join(folder, 'stopped.jsonl');
  const child = spawn(process.execPath, [bin, 'tag', path, '--lexicon', lexicon, '--out', out, '--threads', '2'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  while (child.exitCode === null && !readdirSync(folder).some((name) => name.includes('stopped.jsonl.')))
    await new Promise((again) => setTimeout(again, 5));
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(said).toContain('stopped by SIGINT; nothing was written');
  expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  expect(existsSync(out)).toBe(false);
});
