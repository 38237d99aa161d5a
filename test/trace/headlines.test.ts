import { expect, test } from 'vitest';
import { cachedTraces } from '../../src/trace/cached-traces.js';
import { givenHeadlines, headlineOfClaim } from '../../src/trace/headlines.js';

test('every claim has a headline of at most fifteen words that is not cut short', async () => {
  const traces = (await cachedTraces()).flatMap((article) => article.traces);
  const headlines = traces.map(headlineOfClaim);
  expect(headlines.filter((headline) => headline.includes('…') || headline.split(' ').length > 15)).toEqual([]);
  const ids = traces.map(({ id }) => id);
  expect(Object.keys(givenHeadlines()).filter((id) => !ids.includes(id))).toEqual([]);
});
