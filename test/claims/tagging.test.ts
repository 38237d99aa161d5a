import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labelAudit } from '../../src/claims/label-audit.js';
import { formsAudit, parseAudits, sampleAudit, supportAudit } from '../../src/claims/tagging.js';
import { parseTally } from '../../src/claims/tally.js';
import { corpus } from '../../src/count/corpus.js';
import { inProject } from '../../src/load/project.js';

const corpusAnswer = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
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

describe('labels given to the same text more than once', () => {
  const { provenance } = corpusAnswer;
  type Labelled = readonly [text: string, label: string, postings: number];
  const rows = (...all: Labelled[]) => ({
    provenance,
    rows: all.map(([same_text, label, postings]) => ({ same_text, label, postings })),
  });
  const size = {
    provenance,
    rows: ['1', '2', '3'].map((same_text) => ({ same_text, postings: same_text === '3' ? 3 : 2 })),
  };
  const how = { text: 'same_text', label: 'label', size, concept: 'type' };

  test('one label each: the pairs of postings that have the same; three postings make three pairs', () => {
    const types = rows(['1', 'a', 2], ['2', 'a', 1], ['2', 'b', 1], ['3', 'a', 2], ['3', 'b', 1]);
    expect(labelAudit(types, how)).toMatchObject({
      right: 2,
      of: 5,
      texts: 3,
      unit: 'pairs',
      share: { estimate: 0.4 },
    });
  });

  test('a list each: the labels of one posting that another has too', () => {
    const skills = rows(['1', 'x', 2], ['1', 'y', 1], ['2', 'x', 2], ['2', 'z', 1], ['3', 'x', 3]);
    // of text 1: x and x found again, y not; of text 2 the same; of text 3 each of three x in both others
    expect(labelAudit(skills, how)).toMatchObject({ right: 10, of: 12, unit: 'labels' });
  });

  test('an interval takes the postings of one text as one voice: pairs are counted once', () => {
    const pairs = Array.from({ length: 15 }, (_, i) => String(i));
    const types = rows(
      ...pairs.flatMap((text, i): Labelled[] =>
        i < 9
          ? [[text, 'a', 2]]
          : [
              [text, 'a', 1],
              [text, 'b', 1],
            ],
      ),
    );
    const sizes = { provenance, rows: pairs.map((same_text) => ({ same_text, postings: 2 })) };
    const { low, high } = labelAudit(types, { ...how, size: sizes }).share;
    // R: prop.test(9, 15, correct = FALSE)$conf.int
    expect([low, high].map((end) => end?.toFixed(2))).toEqual(['0.36', '0.80']);
  });

  test('one text says nothing', () => {
    expect(() => labelAudit(rows(['1', 'a', 2]), how)).toThrow('fewer than two texts');
  });
});
