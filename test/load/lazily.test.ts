import { expect, test } from 'vitest';
import { lazily } from '../../src/load/lazily.js';

test('a property is made when it is first looked at, once, and is there for whoever lists or copies them', () => {
  let made = 0;
  const lazy = lazily({ id: 'jobs' }, { digest: () => `sha256:${++made}` });
  expect(Object.keys(lazy)).toEqual(['id', 'digest']);
  expect(made).toBe(0);
  expect([lazy.digest, lazy.digest, made]).toEqual(['sha256:1', 'sha256:1', 1]);
  expect({ ...lazy }).toEqual({ id: 'jobs', digest: 'sha256:1' });
});
