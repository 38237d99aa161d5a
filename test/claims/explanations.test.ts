import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { articleIds, readArticle } from '../../src/claims/article.js';
import { inProject } from '../../src/load/project.js';
import { isCode } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { notebookPaths } from '../../src/trace/outputs.js';
import { readTraces, unfilled } from '../../src/trace/trace.js';
import { typedAmounts, typedNumbers } from './typed-numbers.js';

const traces = readTraces().flatMap((article) => article.traces);
const isOnData = ({ evidence }: (typeof traces)[number]): boolean => evidence === 'counts' || evidence === 'rows';

/** The sentences of our own that stand beside the claims of an article, as its file writes them. */
function sentences(id: string) {
  const { claims } = readArticle(id);
  const written = parse(readFileSync(inProject('data', 'articles', `${id}.yaml`), 'utf8')) as {
    claims: { id: string; explanation?: string; because?: string; finding?: string }[];
  };
  // where no data are at hand there is nothing but the print, and all of it may be quoted
  const all = traces.some((trace) => trace.id.startsWith(`${id}/`) && isOnData(trace)) ? [] : claims;
  return written.claims.flatMap((claim) =>
    [claim.explanation, claim.because, claim.finding].flatMap((sentence) =>
      sentence === undefined
        ? []
        : [{ sentence, claim: `${id}/${claim.id}`, prints: [...all, ...claimsLike(claim.id)].map((c) => c.printed) }],
    ),
  );

  /** The claim, and where it is printed again. */
  function claimsLike(short: string) {
    const own = claims.find((each) => each.id === `${id}/${short}`);
    return claims.filter(({ checkedAs }) => checkedAs === own?.checkedAs);
  }
}

describe.each(articleIds())('the sentences beside the claims of %s', (id) => {
  test('have no typed number that data could change', () => {
    const typed = sentences(id).flatMap(({ sentence, claim, prints }) =>
      typedNumbers(sentence, { prints }).map((number) => `${claim}: ${number} in “${sentence}”`),
    );
    expect(typed).toEqual([]);
  });

  test('say no amount in words that data could change', () => {
    const typed = sentences(id).flatMap(({ sentence, claim, prints }) =>
      traces.some((trace) => trace.id === claim && isOnData(trace))
        ? typedAmounts(sentence, { prints }).map((amount) => `${claim}: ${amount} in “${sentence}”`)
        : [],
    );
    expect(typed).toEqual([]);
  });
});

describe.each(notebookPaths())('the prose of %s', (path) => {
  const { cells } = parseNotebook(readFileSync(inProject(path), 'utf8'), path);
  const code = cells
    .filter(isCode)
    .map(({ source }) => source)
    .join('\n');
  const prints = articleIds()
    .filter((id) => code.includes(id))
    .flatMap((id) => [...readArticle(id).claims, ...readArticle(id).notClaims])
    .map(({ printed }) => printed);
  const lines = cells.filter((cell) => !isCode(cell)).flatMap(({ source }) => source.split(/\n/));

  test('has no typed number that data could change', () => {
    const typed = lines
      .map((line) => line.replaceAll(/`[^`]*`|\]\([^)]*\)/g, (code) => '_'.repeat(code.length)))
      .flatMap((line) => typedNumbers(line, { prints }).map((number) => `${number} in “${line}”`));
    expect(typed.filter((number) => /^\S*\d/.test(number))).toEqual([]);
  });

  // a notebook that asks no corpus knows the print alone
  test.runIf(/\bcorpus\(/.test(code))('says no amount in words that data could change', () => {
    expect(lines.flatMap((line) => typedAmounts(line, { prints }).map((amount) => `${amount} in “${line}”`))).toEqual(
      [],
    );
  });
});

test('every explanation is filled from what the cells computed', () => {
  expect(traces.filter(({ explanation }) => explanation?.includes('{') || explanation?.startsWith(unfilled))).toEqual(
    [],
  );
});

describe('a typed number', () => {
  test.each<[sentence: string, typed: string[]]>([
    ['With every spelling it is 348 postings.', ['348']],
    ['The share is 69.4%, and 31 of 621 name it twice over.', ['69.4%', '31', '621']],
    ['Beyond chance only for SFT (p 0.0044).', ['0.0044']],
    ['Any of 174 to 178 of 429 postings would print so.', ['174', '178', '429']],
    ['Eleven companies have four postings.', ['Eleven', 'four']],
    ['The mean is 1.77 times that, or $166,400.', ['1.77 times', '$166,400']],
    ['In the week of 30 March 2026 it was 41%.', ['41%']],
    ['The printed 30% is 29.5% rounded again.', ['29.5%']],
    ['It falls by 0.8 points, a 95% share.', ['0.8', '95%']],
  ])('is found in “%s”', (sentence, typed) => {
    expect(typedNumbers(sentence, { prints: ['30%'] })).toEqual(typed);
  });

  test.each([
    'Line 53 gives another case, as do lines 15 and 27.',
    'No corpus at hand has postings from before 2025, or 6 April.',
    'The printed 30% rounds the already rounded {as percent 1}.',
    'None survives Holm at 0.05; the 95% Wilson interval holds zero.',
    'Of the three labels two are printed; the share is what they leave of 100.',
    'All titles with three postings or more are {large | titles}, p95 latency among them.',
    '{} of {postings} ({share as percent 1}).',
  ])('is none in “%s”', (sentence) => {
    expect(typedNumbers(sentence, { prints: ['30%'] })).toEqual([]);
  });
});

describe('an amount in words', () => {
  test.each<[sentence: string, typed: string[]]>([
    ['RAG is in a third of the postings, LangChain in about a fifth.', ['a third of the', 'about a fifth']],
    [
      'Agents are named by three times as many postings, LLMs twice as often.',
      ['three times as many', 'twice as often'],
    ],
    ['Nine in ten of the postings name it, nearly all as a word.', ['Nine in ten', 'nearly all']],
    ['By the three names it would be well under half; the rest is mostly APIs.', ['well under half', 'mostly']],
    ['Most of them are there for one word, hardly any for two.', ['Most of them', 'hardly any']],
  ])('is found in “%s”', (sentence, typed) => {
    expect(typedAmounts(sentence, { prints: [] })).toEqual(typed);
  });

  test.each([
    '"Most" is read as more than half of the postings.',
    'Texts are alike that share four fifths of their six-word sequences.',
    'It moves by more than a tenth of itself.',
    'The five words are {share as percent 1} of all; {ratio as value 1} times as many as before.',
    'What is called “nearly all” there is not said.',
    'Titles with the word are mostly for support.',
  ])('is none in “%s”', (sentence) => {
    expect(typedAmounts(sentence, { prints: ['mostly AI support'] })).toEqual([]);
  });
});
