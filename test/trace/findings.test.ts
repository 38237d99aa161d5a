import { describe, expect, test } from 'vitest';
import { parseMeans, parsePrinted } from '../../src/claims/expectation.js';
import { findingsText } from '../../src/command/findings-text.js';
import { reviewText } from '../../src/command/review-page.js';
import { piped } from '../../src/terminal/print.js';
import { readAudits } from '../../src/trace/audits.js';
import { type Finding, findingsOf } from '../../src/trace/findings.js';
import {
  type FindingKind,
  severities,
  weighChoices,
  weighDefinition,
  weighParts,
  weighVerdict,
} from '../../src/trace/severity.js';
import { readTraces } from '../../src/trace/trace.js';

const articles = readTraces();
const audits = readAudits();
const findings = findingsOf(articles, audits);
const tells = ({ kind, also }: Finding, wanted: string) =>
  [kind, ...also.map((each) => each.kind)].includes(wanted as FindingKind);
const traces = new Map(articles.flatMap((article) => article.traces).map((trace) => [trace.id, trace]));

describe('severity', () => {
  test.each<[printed: string, computed: number, severity: string, size: number]>([
    ['4.1%', 0.04161, 'inexact', 0.0149],
    ['2.6', 1.774, 'overturned', 0.3177],
    ['100', 109, 'inexact', 0.09],
    ['100', 111, 'overturned', 0.11],
  ])('a number printed %s and recounted %d is %s', (printed, computed, severity, size) => {
    const weight = weighVerdict({ computed, expectation: parsePrinted(printed) });
    expect([weight.severity, weight.size.toFixed(4)]).toEqual([severity, size.toFixed(4)]);
  });

  test.each<[means: string, computed: number | Record<string, number>, severity: string, size: number]>([
    ['>= 0.7', 0.35, 'overturned', 0.5],
    ['> 0', -0.2, 'overturned', 0.2],
    ['all < 0.05', { a: 0.01, b: 0.2, c: 0.6 }, 'overturned', 2 / 3],
    ['in 2..4', 5, 'overturned', 0.25],
    ['a > b', { a: 1, b: 2 }, 'overturned', 1],
    ['= 10', 11, 'inexact', 0.1],
    ['= 2', 1, 'overturned', 0.5],
  ])('a comparison %s that fails with %j is %s', (means, computed, severity, size) => {
    const weight = weighVerdict({ computed, expectation: parseMeans(means) });
    expect([weight.severity, weight.size.toFixed(4)]).toEqual([severity, size.toFixed(4)]);
  });

  test('a definition is overturned where surely most of its matches are something else, fragile from a tenth on', () => {
    const weigh = (estimate: number, low: number | null, high: number | null) =>
      weighDefinition({ share: { estimate, low, high } })?.severity;
    expect([
      weigh(0.4, 0.3, 0.49),
      weigh(0.4, 0.3, 0.51),
      weigh(0.4, null, null),
      weigh(0.9, 0.8, 0.95),
      weigh(0.91, 0.8, 0.95),
    ]).toEqual(['overturned', 'fragile', 'overturned', 'fragile', undefined]);
  });

  test.each<[why: string, part: { postings: number; alone: number | null; turns?: boolean }, size: number | undefined]>(
    [
      ['20 of the 21 that count are of a part with 20 of 425', { postings: 20, alone: 1 }, 20 / 21],
      ['half of what counts, and a little more', { postings: 20, alone: 11 / 20 }, 11 / 21],
      ['less than half of what counts', { postings: 20, alone: 10 / 20 }, undefined],
      ['a part with more than a tenth of the postings', { postings: 43, alone: 21 / 43 }, undefined],
      ['a part that turns it', { postings: 100, alone: 0, turns: true }, 1 / 2],
      ['a part without a value', { postings: 20, alone: null }, undefined],
    ],
  )('of a share of 21 in 425 with %s', (_, { turns = false, ...part }, size) => {
    const parts = [{ part: 'one', without: 0.04, turns, ...part }];
    const left = {
      claim: '',
      over: 'employer',
      postings: 425,
      value: 21 / 425,
      parts,
      of: 2,
      fewest: null,
      sources: [],
    };
    expect(weighParts({ ...left, measure: 'share' })?.size).toEqual(size);
  });

  test('a share of some is fragile where all that its words cover give another number', () => {
    const left = { claim: '', over: 'type', measure: 'share' as const, postings: 621, value: 0.931, parts: [], of: 0 };
    const weigh = (turns: boolean) =>
      weighParts({ ...left, fewest: null, sources: [], wider: { postings: 895, value: 0.808, turns } });
    expect([weigh(true)?.severity, weigh(false)]).toEqual(['fragile', undefined]);
  });

  test('a headline is overturned where its direction is lost in most choices, fragile where it does not survive in all', () => {
    const weigh = (sameDirection: number, survives: number) =>
      weighChoices({ sameDirection, survives, total: 10 })?.severity;
    expect([weigh(4, 0), weigh(5, 5), weigh(10, 9), weigh(10, 10)]).toEqual([
      'overturned',
      'fragile',
      'fragile',
      undefined,
    ]);
  });
});

describe('the findings of the committed notebooks', () => {
  test('name a claim once, and every claim that differs or is contradicted', () => {
    const named = findings.flatMap(({ claims }) => claims);
    expect(new Set(named).size).toBe(named.length);
    const failing = [...traces.values()].filter(({ verdict }) => verdict === 'differs' || verdict === 'contradicted');
    const told = findings.filter(({ kind, also }) =>
      [kind, ...also.map((each) => each.kind)].some((each) => each === 'differs' || each === 'contradicted'),
    );
    const unnamed = failing.filter(({ id }) => !told.some(({ claims }) => claims.includes(id)));
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  test('are worst first: by severity; headlines before other claims, data before print, then by size', () => {
    const rank = findings.map(({ severity, headline, evidence, size }) => [
      severities.indexOf(severity),
      Number(!headline),
      Number(evidence === 'print'),
      1 - size,
    ]);
    const compare = (a: number[], b: number[]) =>
      a.map((each, i) => each - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
    expect(rank).toEqual(rank.toSorted(compare));
  });

  test('begin with headlines that do not survive; a difference that chance could turn, and a list that omits a word, stand far below', () => {
    const place = (claim: string, kind: string) =>
      findings.findIndex((each) => tells(each, kind) && each.claims.includes(claim));
    expect(findings[0]).toMatchObject({ severity: 'overturned', headline: true, evidence: 'data' });
    expect(place('field-guide/rag-most-common', 'choices')).toBeLessThan(
      place('ai-vs-ml-notes/map-says-the-same', 'contradicted'),
    );
    expect(findings[place('ai-vs-ml-devlyn/ml-feature-store', 'replication')]?.severity).toBe('undecided');
    expect(findings[place('ai-vs-ml-devlyn/badge-lags', 'replication')]?.severity).toBe('fragile');
  });

  test('each have an article, claims that there are, a sentence with a number, a reason, and a cell that exists', () => {
    for (const { article, claims, finding, why, trace, size } of findings) {
      expect(claims.length).toBeGreaterThan(0);
      expect(claims.map((id) => traces.get(id)?.article)).toEqual(claims.map(() => article));
      expect(finding).toMatch(/\d.*\.$/s);
      expect(why.length).toBeGreaterThan(10);
      expect(trace.notebook).toMatch(/^notebooks\/.*\.ipynb$/);
      expect(size).toBeGreaterThanOrEqual(0);
      expect(size).toBeLessThanOrEqual(1);
    }
  });

  test('hold what the audits found: "lora" inside exploration, skills that the text lacks, gaps that could be chance, a ratio that turns', () => {
    const sentence = (claim: string, kind: string) =>
      findings
        .filter((each) => each.claims.includes(claim))
        .flatMap((each) => [each, ...each.also])
        .find((each) => each.kind === kind);
    expect(sentence('field-guide/ft-primary-jobs', 'definition')).toMatchObject({
      severity: 'overturned',
      why: expect.stringContaining('exploration (14)') as string,
    });
    expect(sentence('field-guide/docker-jobs', 'definition')?.finding).toContain(
      '181 have its words in their own text',
    );
    expect(sentence('fine-tuning-by-role/deep-lower-aie', 'correction')?.finding).toContain('4 of the 6 differences');
    expect(sentence('fine-tuning-by-role/aie-over-mle', 'replication')?.finding).toMatch(
      /1\.44×.* in the article, 0\.63×/,
    );
  });

  test('hold what a reviewer looks for first: labels that differ for the same text, a week and repeated texts that carry a number, and the limits of the data', () => {
    const found = (claim: string, kind: string) =>
      findings
        .filter((each) => each.claims.includes(claim))
        .flatMap((each) => [
          { ...each, limits: each.limits },
          ...each.also.map((also) => ({ ...also, limits: each.limits })),
        ])
        .find((each) => each.kind === kind);
    expect(found('field-guide/ai-first-share', 'labels')?.finding).toContain('Of 15 pairs of postings');
    expect(found('fine-tuning-by-role/aie-share', 'parts')?.finding).toMatch(
      /week 2026-03-30 .*41%, where it is 31\.9%.* 22\.4%/,
    );
    expect(found('field-guide/java-share', 'parts')?.finding).toMatch(
      /texts that repeat another .* 12\.0% instead of 14\.9%/,
    );
    expect(found('field-guide/java-share', 'parts')?.limits.join()).toContain('found by a search for “AI Engineer”');
  });

  test('say what one employer carries, and what is said of all and counted in some', () => {
    const parts = (claim: string) =>
      findings
        .filter(({ claims }) => claims.includes(claim))
        .flatMap((each) => [each, ...each.also])
        .find(({ kind }) => kind === 'parts')?.finding;
    expect(parts('what-is-an-ai-engineer/aie-disclosure')).toContain(
      '20 of the 21 postings that count for it are of employer Prolific, which has 20 of 425 postings',
    );
    expect(parts('field-guide/beyond-genai-summary')).toContain(
      'that is of 621 postings only, and of all 895 that its words cover it is 80.8%',
    );
  });

  test.each<[claim: string, printed: string, why: RegExp]>([
    ['fine-tuning-by-role/aie-over-mle', '1.4×', /Of 4 intervals 3 leave out the article’s/],
    ['what-is-an-ai-engineer/commenter-half', 'over 50%', /The intervals do not overlap/],
    ['what-is-an-ai-engineer/aie-frameworks', 'minimal', /prints no number .* leaves out the value/],
    ['what-is-an-ai-engineer/aie-mlops', 'rare', /prints no number .* holds the value/],
  ])('speak of two intervals for %s, printed %s, only where there are two', (claim, printed, why) => {
    const [finding] = findings.filter(({ claims }) => claims.includes(claim));
    expect(traces.get(claim)?.printed).toBe(printed);
    expect(finding?.why).toMatch(why);
    expect(finding?.title).toMatch(/: [\d.]+[%×], not (?:above|below) [\d.]+[%×] on field-guide$/);
  });

  test('tell of numbers that are off alike for one reason once, by the one that is furthest off', () => {
    const alike = findings.filter(({ finding }) => finding.includes('for the same reason'));
    expect(alike.length).toBeGreaterThan(0);
    for (const { claims, finding } of alike) {
      const [first, ...others] = claims.map((claim) => weighVerdict(traces.get(claim)!).size);
      expect(Math.max(...others)).toBeLessThanOrEqual(first ?? NaN);
      expect(finding).toContain(` ${others.length} more are off`);
    }
  });

  test('have the limits of all that they tell, marked samples included', () => {
    for (const each of findings.filter((finding) => tells(finding, 'definition') && finding.claims.length > 0))
      expect(each.limits.join()).toMatch(/^field-guide: /);
    const rest = findings.find(({ claims }) => claims.includes('fine-tuning-by-role/ds-share'));
    expect(rest?.limits.join()).toMatch(
      /the phrases of fine-tuning find 87\.4% .* by a sample of 118 postings of field-guide/,
    );
  });

  test('follow from the audits: without them only the verdicts are left, and a claim that comes to hold is none', () => {
    const none = { tagging: [], families: [], sensitivities: [], replications: [], leftOut: [] };
    expect(new Set(findingsOf(articles, none).map(({ kind }) => kind))).toEqual(
      new Set(['differs', 'contradicted', 'replication', 'caveat']),
    );
    const mended = articles.map((article) => ({
      ...article,
      traces: article.traces.map((trace) => ({ ...trace, verdict: 'reproduced' as const, finding: null })),
    }));
    expect(findingsOf(mended, none)).toEqual([]);
    expect(findingsText([])).toMatch(/^No findings/);
  });
});

test('the page of an article fits 80 columns and says how it stands', () => {
  const pageOf = piped(reviewText(articles, audits, 'skillenai-fine-tuning-by-role'));
  expect(pageOf.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  expect(pageOf).toContain('9 of 18 tests survive Holm at 0.05');
  expect(pageOf.split('\n').length).toBeLessThan(80);
  expect(() => reviewText(articles, audits, 'skillenai')).toThrow('there is no article "skillenai"');
});
