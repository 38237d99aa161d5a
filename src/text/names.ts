import { joined, joinedBefore, type Rule, rule, standsBefore } from './rule.js';

/** Addresses and other stretches whose digits count nothing. */
export const addressRules: readonly Rule<'name'>[] = [
  rule(/\b24\/7\b/, 'name', 'open 24/7', '24/7 name'),
  rule(/\b(?:https?:\/\/|www\.)\S{1,2000}/, 'name', 'see https://a.example/2024', 'https://a.example/2024 name'),
  rule(/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}/, 'name', 'write to a1@b.example', 'a1@b.example name'),
  rule(/\b\d{3,4}-\d{3,4}(?:-\d{4})?\b(?!\s?%)/, 'name', 'call 555-0142', '555-0142 name'),
  rule(/\b\d+\.\d+\.\d+(?:\.\d+)*\b/, 'name', 'on 3.2.1', '3.2.1 name'),
  rule(/\[\d{1,3}\](?=\W|$)/, 'name', 'as said before [12].', '[12] name'),
  rule(/\barXiv:\S{1,40}/, 'name', 'see arXiv:2401.01234', 'arXiv:2401.01234 name'),
  rule(/\b10\.\d{4,9}\/\S{1,200}/, 'name', 'see 10.1000/a1', '10.1000/a1 name'),
];
export const addresses = joined(addressRules, 'g');
/** All but those of e-mail, which are slow to look for where no `@` stands. */
export const otherAddresses = joined(
  addressRules.filter(({ pattern }) => !pattern.source.includes('@')),
  'g',
);

/** Words and signs before a number that make a label of it. */
export const labelRules: readonly Rule<'name'>[] = [
  rule(/\b(?:[Tt]ables?|[Ff]igures?|Figs?\.?|[Ee]quations?|Eq\.|[Aa]ppendix)\s$/, 'name', 'in Table 2', '2 name'),
  rule(/\b(?:Tabelle|Abbildung|Abb\.|Tableau|Tabla|Tabela)\s$/, 'name', 'in Tabelle 2', '2 name'),
  rule(/\b(?:[Ss]ections?|[Cc]hapters?|[Pp]ages?|[Pp]arts?|pp?\.|Vol\.|Note)\s$/, 'name', 'in section 4', '4 name'),
  rule(/\b(?:Kapitel|Abschnitt|Seite|S\.|chapitre|capítulo|página)\s$/, 'name', 'in Kapitel 4', '4 name'),
  rule(/\b(?:[Ss]teps?|[Pp]hase|[Rr]ule|Day|Week|Wave|Round|Season|Episode|Item)\s$/, 'name', 'in step 4', '4 name'),
  rule(/\b(?:Study|Studies|Studie|Experiments?|Models?|Questions?|Signal)\s$/, 'name', 'in Study 2', '2 name'),
  rule(/\b(?:[Ll]evel|[Gg]rade|[Tt]ype|Tier|Room|Route)\s$/, 'name', 'at level 3', '3 name'),
  rule(/\b(?:[Vv]ersions?|[Rr]eleases?|[Nn]o\.|Nr\.|Issue|ISO|RFC|HTTP)\s$/, 'name', 'version 3.2', '3.2 name'),
  rule(/\b(?:Fortune|Web|Apollo|Article|Art\.|Act)\s$/, 'name', 'of the Fortune 500', '500 name'),
  rule(/[§#]\s?$/, 'name', 'by § 12', '12 name'),
  rule(/(?:\bv\.?\s?|\bC\+\+)$/, 'name', 'in C++17', '17 name'),
];

/** Products whose versions are small: 3 in "Python 3", but not 758 in "In Python 758 of 900". */
const product = /(?<=\b(?:Python|Java|Node|Windows|iOS|Android|Llama|GPT|Claude|Gemini)\s)/y;
export const followsProduct = (text: string, at: number): boolean => standsBefore(product, text, at);

/** Letters of alphabets that put a space between words; in the others a number stands right beside letters. */
const spacedLetter = '(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])\\p{L}';

const letterBefore = new RegExp(`(?:${spacedLetter}|[_@#\\\\])$`, 'u');
const hyphenBefore = /[\p{L}\d][-‑]$/u;
const rangeBefore = /\d\s?%?[-‑]$/;

const label = joinedBefore(labelRules, '');

/** Whether the words before digits make a label of them: `Table 2`. */
export const isLabelled = (text: string, at: number): boolean => standsBefore(label, text, at);

/** Whether digits go on a name that stands before them: `GPT-4`, `p95`. */
export const continuesName = (before: string): boolean =>
  !/[\s(=<>,;|]/.test(before[before.length - 1] ?? '') &&
  (letterBefore.test(before) || /(?<!\d)\/$/.test(before) || (hyphenBefore.test(before) && !rangeBefore.test(before)));

const letterAfter = new RegExp(`^(?:[-‑]?(?:${spacedLetter}|_)|\\.\\p{L})`, 'u');
const compound = new RegExp(
  '^[-‑](?:to|point|item|page|question|word|step|part|way|fold|times?|star|member|person|' +
    'year|month|week|day|hour|minute|second)\\b',
);

/** Whether letters go on a name that digits begin: `3D`, but not `12-year`. */
export const beginsName = (after: string): boolean =>
  !/[\s),;%]/.test(after[0] ?? '') && letterAfter.test(after) && !compound.test(after);

/** Whether digits are the marker of an item in a list: `2. Second point`. */
export const isListMarker = (before: string, after: string): boolean =>
  /^[.)]\s/.test(after) && /(?:^|\n)[ \t]*$/.test(before);
