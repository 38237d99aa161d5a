import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArticle, readArticleFile } from '../../src/claims/article.js';
import { checkClaims } from '../../src/claims/check.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-article-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const head = 'id: piece\ntext: piece\ntitle: A piece\npublisher: Nobody\nnot_claims: []\nclaims:\n';
const share =
  '  - { id: share, line: 3, printed: "29.5%", section: top, kind: share, statement: A share, expected: reproduced }\n';

function article(claims: string) {
  writeFileSync(join(folder, 'piece.yaml'), head + claims);
  return readArticleFile(join(folder, 'piece.yaml'));
}

const source = {
  corpus: 'c',
  digest: 'sha256:0',
  answer: 'sha256:1',
  query: { by: [], concepts: [], match: 'phrase' },
} as const;
const counts = { provenance: { ...source, evidence: 'counts' } } as const;
const rows = { provenance: { ...source, evidence: 'rows' } } as const;

test('one check judges a claim and what prints it again, each at its own printed precision', () => {
  const piece = article(
    `${share}  - { id: again, repeats: share, line: 9, printed: "30%", section: end, expected: differs, explanation: rounded twice }\n`,
  );
  const { checks } = checkClaims(piece, { share: 86 / 292 }, counts);
  expect(checks.map(({ claim, verdict, evidence }) => ({ claim, verdict, evidence }))).toEqual([
    { claim: 'piece/share', verdict: 'reproduced', evidence: 'counts' },
    { claim: 'piece/again', verdict: 'differs', evidence: 'counts' },
  ]);
});

test('a check on the print alone says consistent or contradicted, one on data reproduced or differs', () => {
  const piece = article(share);
  expect(checkClaims(piece, { share: 0.295 }, 'print').checks[0]).toMatchObject({
    verdict: 'consistent',
    evidence: 'print',
  });
  expect(checkClaims(piece, { share: 0.3 }, 'print').checks[0]).toMatchObject({ verdict: 'contradicted' });
  expect(checkClaims(piece, { share: 0.3 }, rows).checks[0]).toMatchObject({ verdict: 'differs', evidence: 'rows' });
});

test('evidence is as good as the weakest source', () => {
  expect(checkClaims(article(share), { share: 0.295 }, [rows, counts]).checks[0]).toMatchObject({ evidence: 'counts' });
});

test('a value is never bound to a claim by chance: a wrong id is an error with the nearest one', () => {
  expect(() => checkClaims(article(share), { shaer: 0.295 }, counts)).toThrow(
    /claim "piece\/shaer" is not in .*piece\.yaml\. Did you mean "piece\/share"\?/,
  );
});

test('a check without a source, or with a value of the wrong kind, is an error', () => {
  expect(() => checkClaims(article(share), { share: 0.295 }, [])).toThrow(/the list is empty; a check of the print/);
  expect(() => checkClaims(article(share), { share: { a: 1 } }, counts)).toThrow(
    /claim "piece\/share": the claim asks for one number/,
  );
  expect(() => checkClaims(article(share), { share: NaN }, counts)).toThrow(/claim "piece\/share": value is NaN/);
});

test.each([
  ['two claims of one id', share + share, /piece\.yaml:8: claims\.1\.id: two claims have the id "share"/],
  [
    'a repetition of nothing',
    '  - { id: again, repeats: shre, line: 9, printed: "30%", section: end, expected: reproduced }\n',
    /piece\.yaml:7: claims\.0\.repeats: claim "again" repeats "shre", which is no claim/,
  ],
  [
    'words that are no number and have no means',
    share.replace('29.5%', 'a third'),
    /piece\.yaml:7: claims\.0\.printed: claim "share": printed "a third" is not a plain number/,
  ],
  [
    'a meaning that is none',
    share.replace('kind: share', 'kind: share, means: about a third'),
    /piece\.yaml:7: claims\.0\.means: claim "share": /,
  ],
  [
    'a differing claim without its reason',
    share.replace('expected: reproduced', 'expected: differs'),
    /:7: claims\.0.*: a claim that does not hold, or is untested, needs an explanation/,
  ],
  ['an unknown verdict', share.replace('expected: reproduced', 'expected: fine'), /:7: claims\.0/],
  ['a capital in an id', share.replace('id: share', 'id: Share'), /lower-case words joined by hyphens/],
])('an article file with %s is refused', (_, claims, message) => {
  expect(() => article(claims)).toThrow(message);
});

test('an article that is not there is an error with the nearest name', () => {
  expect(() => readArticle('fine-tuning-by-rolle')).toThrow(/no article "fine-tuning-by-rolle"/);
});
