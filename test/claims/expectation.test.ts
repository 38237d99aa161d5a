import { expect, test } from 'vitest';
import { type Computed, meets, parseMeans, parsePrinted } from '../../src/claims/expectation.js';

test.each<[printed: string, computed: number, holds: boolean]>([
  ['18.2%', 526 / 2893, true],
  ['18.2%', 0.1825, true], // an exact half, to the even digit
  ['18.3%', 0.1825, true], // an exact half, up
  ['18.3%', 0.1835, false], // an exact half never goes down to the odd digit
  ['18.2%', 0.18149, false],
  ['30%', 86 / 292, false], // 29.45 %, which a second rounding of 29.5 % would make 30 %
  ['29.5%', 86 / 292, true],
  ['6,802', 6802, true],
  ['6,802', 6802.4, true],
  ['6,802', 6803, false],
  ['1.4×', 1.4416, true],
  ['1.4×', 1.4501, false],
  ['0.10', 0.104, true],
  ['0.10', 0.096, true],
  ['0.10', 0.106, false], // 0.1 would hold here: the printed digits are the precision
  ['0.1', 0.106, true],
  ['1.005', 1.0045, true], // binary fractions must not decide a half
  ['−2', -2, true],
  ['-2', 2, false],
  ['0%', 0, true],
  ['1e-7', 1.04e-7, true],
  ['1e-7', 1.6e-7, false],
  ['12.4 million', 12_449_999, true],
  ['12.4 million', 12_450_001, false],
  ['$4.2M', 4_160_000, true],
  ['18,2 %', 0.182, true],
  ['18,2 %', 0.18, false],
  ['26.2 percent', 0.262, true],
  ['2024', 2024, true],
  ['.05', 0.0549, true],
  ['1,234,567,891', 1_234_567_891, true],
  ['1,234,567,891', 1_234_567_890, false],
  ['9,007,199,254,740,991', Number.MAX_SAFE_INTEGER, true],
  ['9,007,199,254,740,990', Number.MAX_SAFE_INTEGER, false],
  ['0.123456789', 0.123456789, true], // decimals are units, too
  ['0.123456789', 0.12345679, false],
  ['12,345,678.90%', 123_456.789, true],
  ['12,345,678.91%', 123_456.789, false],
  ['500,000,000', 500_000_000.5, true],
  ['500,000,001', 500_000_000.5, true],
  ['500,000,002', 500_000_000.5, false],
  ['14%', 0.3 - 0.155, true], // 0.14500000000000002: the noise of a subtraction is no digit
])('printed %s against %d holds: %s', (printed, computed, holds) => {
  expect(meets(computed, parsePrinted(printed))).toBe(holds);
});

test.each<[means: string, computed: Computed, holds: boolean]>([
  ['> 5', 5.35, true],
  ['> 5', 5, false],
  ['>= 5', 5, true],
  ['< 1e-7', 2.1e-8, true],
  ['<= 1', 1.01, false],
  ['= 5', 5, true],
  ['= 5', 5.01, false],
  ['in 2..4', 2, true],
  ['in 2..4', 4.01, false],
  ['in -1..0.5', -0.5, true],
  ['all in 2..4', { RAG: 2.2, LangChain: 3.8 }, true],
  ['all in 2..4', { RAG: 1.9, LangChain: 3.8 }, false],
  ['all < 1e-7', { a: 1e-80, b: 2e-8 }, true],
  [
    'AI Engineer > ML Engineer > Data Scientist',
    { 'Data Scientist': 0.05, 'ML Engineer': 0.18, 'AI Engineer': 0.26 },
    true,
  ],
  ['AI Engineer > ML Engineer', { 'ML Engineer': 0.26, 'AI Engineer': 0.26 }, false],
])('means "%s" against %j holds: %s', (means, computed, holds) => {
  expect(meets(computed, parseMeans(means))).toBe(holds);
});

test.each(['more than five', '', 'in 4..2', '> ', '> five', 'all A > B', 'A >', 'in 2-4'])(
  'means "%s" is refused with the forms that there are',
  (means) => {
    expect(() => parseMeans(means)).toThrow(`means "${means}" is none of the forms`);
  },
);

test.each(['five', '2–4×', '', 'p < 0.05', '26.2%%', '<5%', '~3,000', '$80K–$90K', 'GPT-4', '12 of 40'])(
  'printed "%s" is no plain number, and the message says what to write',
  (printed) => {
    expect(() => parsePrinted(printed)).toThrow(/is not a plain number; say what it asks for with means:/);
  },
);

test.each<[Computed, string, RegExp]>([
  [NaN, '> 5', /value is NaN/],
  [{ RAG: Infinity }, 'all > 5', /RAG is Infinity/],
  [{ a: 1, b: 2 }, '> 5', /asks for one number, the cell gave several \(a, b\)/],
  [5, 'all > 5', /several values .* the cell gave 5/],
  [{}, 'all > 5', /several values .* the cell gave \{\}/],
  [{ A: 1 }, 'A > B', /orders "B" among others, the cell gave A/],
])('%j cannot be held against "%s", and the message says why', (computed, means, message) => {
  expect(() => meets(computed, parseMeans(means))).toThrow(message);
});
