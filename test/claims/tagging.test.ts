import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formsAudit, parseAudits, sampleAudit, supportAudit } from '../../src/claims/tagging.js';
import { parseTally } from '../../src/claims/tally.js';
import { corpus } from '../../src/count/corpus.js';
import { inProject } from '../../src/load/project.js';

const folder = inProject('data', 'samples');
const names = readdirSync(folder).map((name) => name.replace('.json', ''));

test.each(names)(
  'the tally %s is of today’s data and phrases, of fifty matches or more, and holds no text of a posting',
  (name) => {
    const audit = sampleAudit(name);
    expect(audit.of).toBeGreaterThanOrEqual(50);
    expect(audit.share.estimate).toBeCloseTo(audit.right / audit.of, 12);
    expect(Object.values(audit.byPhrase).reduce((sum, { right }) => sum + right, 0)).toBe(audit.right);
    const longest = JSON.stringify(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')), (key, value: unknown) =>
      key === 'means' || key === 'marks' ? '' : value,
    );
    expect(longest.match(/"[^"]{80,}"/g)).toBeNull();
  },
);

// R: prop.test(51, 60, correct = FALSE)$conf.int
test('an unmarked match counts neither as right nor as wrong', () => {
  expect(sampleAudit('field-guide.agents')).toMatchObject({
    right: 57,
    of: 59,
    unmarked: 1,
    share: { estimate: 57 / 59 },
  });
  const { low, high } = sampleAudit('field-guide.fine-tuning-broad').share;
  expect([low, high].map((end) => end?.toFixed(6))).toEqual(['0.738854', '0.919026']);
});

test('an audit bears also on the places where a claim is printed again', () => {
  expect(sampleAudit('field-guide.rag', { claims: ['fine-tuning-by-role/mle-share'] }).claims).toEqual([
    'fine-tuning-by-role/mle-share',
  ]);
  expect(sampleAudit('field-guide.rag', { claims: ['fine-tuning-by-role/aie-most'] }).claims).toContain(
    'fine-tuning-by-role/aie-word-more-often',
  );
  expect(() => sampleAudit('field-guide.rag', { claims: ['fine-tuning-by-role/mle-shaer'] })).toThrow(
    'Did you mean "fine-tuning-by-role/mle-share"?',
  );
});

test('a tally whose marks are not its counts is refused, and one that is not there', () => {
  const json = readFileSync(`${folder}/field-guide.rag.json`, 'utf8');
  expect(() => parseTally(json.replace('"right": 60', '"right": 59'), 'rag.json')).toThrow(
    'rag.json is no tally: marks: they are 60 y, 0 n, 0 ?, which the counts do not say',
  );
  expect(() => sampleAudit('field-guide.rga')).toThrow(
    /there is no tally "field-guide\.rga".*Did you mean "field-guide\.rag"\?/,
  );
});

test('the words that a substring caught are counted as matches of something else', async () => {
  const { provenance } = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
  const rows = [
    { form: 'lora', postings: 3, mentions: 3 },
    { form: 'exploration', postings: 13, mentions: 14 },
    { form: 'flora', postings: 1 },
  ];
  const audit = formsAudit(
    { provenance, rows },
    { lexicon: 'as printed', concept: 'lora', meant: (form) => form === 'lora' },
  );
  expect(audit).toMatchObject({
    right: 3,
    of: 18,
    share: { estimate: 3 / 18, low: null, high: null },
    strangers: [
      { form: 'exploration', mentions: 14 },
      { form: 'flora', mentions: 1 },
    ],
  });
  expect(() => formsAudit({ provenance, rows: [] }, { lexicon: 'x', concept: 'lora', meant: () => true })).toThrow(
    'has no forms; ask for',
  );
});

test('audits survive the notebook’s JSON, and anything else is an error that says where', async () => {
  const answer = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
  const audits = [
    sampleAudit('field-guide.rag'),
    supportAudit(answer, { k: 90, n: 100 }, { concept: 'Docker', words: 'anywhere' }),
  ];
  expect(parseAudits(JSON.parse(JSON.stringify({ audits })), 'here')).toEqual(audits);
  expect(() => parseAudits({ audits: [{ kind: 'guess' }] }, 'notebooks/x.ipynb (cell y)')).toThrow(
    /^notebooks\/x\.ipynb \(cell y\) holds no audit of tagging/,
  );
});
