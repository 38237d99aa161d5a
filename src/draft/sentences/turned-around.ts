import { named, type Reading, type Rule, wrong } from './reading.js';

const asks = 'mention|name|ask|list|need|require|want|call|contain|include|demand|expect|bring|say|touch';
const asked = '(?:mention|nam|list|need|requir|want|includ|demand|expect)\\p{Ll}*|asked for|called for';
const verlangt = '(?:nenn|verlang|forder|erwähn|brauch|benötig|wünsch|such|setz|enthalt|führ)\\p{Ll}*';
const clause = '[^,;:.()\\uE000-\\uE0FF]';

/** "26.2% do not mention it", of a value that counts those that do. */
const behind = new RegExp(
  `^${clause}{0,60}?\\s(?:(?:do|does|did)(?:n['’]t|\\s(?:not|never))\\s(?:\\p{Ll}+\\s)?(?:${asks})|` +
    `(?:never\\s(?:${asks})|make no mention|lack|omit|(?:go|do|get by) without)|` +
    `${verlangt}\\s${clause}{0,40}?(?:nicht(?!\\s(?:nur|einmal|mehr|weniger))|kein(?:e[nrsm]?)?)|` +
    `komm\\p{Ll}*\\s(?:ganz\\s)?ohne)(?!\\p{L})`,
  'iu',
);
/** "It is missing from 26.2%." */
const inFront = new RegExp(
  `(?:(?:is|are|was|were)(?:n['’]t|\\snot)\\s(?:${asked})\\s(?:in|by)|` +
    '(?:missing|absent)\\s(?:from|in)|fehl(?:t|en)\\s(?:in|bei))\\s' +
    '(?:(?:about|some|fully|exactly|rund|etwa)\\s)?$',
  'iu',
);
const inFrontOfNot = new RegExp(`^${clause}{0,40}?\\snicht\\s(?:${verlangt}|ge\\p{Ll}+t)`, 'iu');
const compares = /(?<!\p{L})(?:more|less|fewer|most|least|only|than|mehr|weniger|öfter|häufiger|seltener|nur|als)\b/iu;
const negative = /\b(?:not|no|none|never|without|lacks?|nicht|kein\p{Ll}*|ohne)(?!\p{L})|n['’]t/iu;

/** "26.2% do not ask for it", "it is missing from 26.2%": held against whether the value counts those that do. */
export const turnedAround: Rule = ({ masked, values }) =>
  values.flatMap((value): Reading[] => {
    const { says, unit, entities } = value.facts;
    const countsSome = unit === 'share' && entities.some(({ role }) => role === 'property');
    if (!countsSome || negative.test(says)) return [];
    const before = masked.slice(0, value.start);
    const after = masked.slice(value.end);
    const next = behind.exec(after) ?? (/\b(?:in|bei)\s$/i.test(before) ? inFrontOfNot.exec(after) : null);
    const denied = inFront.exec(before);
    if (!next && !denied) return [];
    // "hardly 5% do not" and "fewer than 5% do not" turn it around once more, or speak of less
    if (next && compares.test(masked.slice(value.end))) return [];
    if (/\b(?:not|nicht|than|als|hardly|kaum)\s$/i.test(before)) return [];
    const start = denied ? denied.index : value.end;
    const end = denied ? value.start - 1 : value.end + (next?.[0].length ?? 0);
    return [{ start, end, outcome: wrong(`${named(value)}, and counts those that do: ${says}`) }];
  });
