import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices from a seed. */
export class Choices {
  private readonly generator;
  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }
  below(bound: number): number {
    return (this.generator.next() >>> 0) % bound;
  }
  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }
  /** As many as a number up to a bound says, small ones more often. */
  some(bound: number, make: () => string): string {
    let made = '';
    for (let n = this.below(1 + this.below(bound)); n >= 0; n -= 1) made += make();
    return made;
  }
}

/** Words of the lexicons below, and what nearly is one. */
const words = [
  'fine',
  'tuning',
  'FINE',
  'Tuning',
  'tune',
  'rag',
  'RAG',
  'Rag',
  'ragtime',
  'storage',
  'lora',
  'qlora',
  'ai',
  'AI',
  'a',
  'c',
  'C',
  'node',
  'js',
  'Node.js',
  'net',
  '3.14',
  '3',
  '14',
  '1',
  'k8s',
  'kubernetes',
  'kilo',
  'is',
  'it',
  "don't",
  'don',
  't',
  'caf\u00e9',
  'CAF\u00c9',
  'cafe\u0301',
  'caf',
  '\u6a5f\u68b0',
  '\u6a5f',
  '\u5b66\u7fd2',
  'large',
  'language',
  'model',
  'models',
  'learning',
  'machine',
  'x_y',
  'x',
  'y',
  '_x',
  '__',
  '_',
  '\u00e9t\u00e9',
  '\u00c9T\u00c9',
  'u',
  'n',
  't',
  'nag',
  'bag',
  'tag',
  'abcdefghi',
  'abcdefghij',
  '\u212ailo',
  '\u212a8s',
  '\u0130t',
  '\u0130s',
  '\u{10428}',
  '\u{10400}',
  '\u0430\u0433\u0435\u043d\u0442',
  '\u05d0',
  '\u05d0"\u05d0',
  "\u05d0'",
  '\u30ab\u30bf',
  '\u0e44\u0e17\u0e22',
  '\uae30\uacc4',
  '\u3072',
  'z'.repeat(254),
  'z'.repeat(255),
  'z'.repeat(130),
  'rag'.repeat(90),
  '.rag'.repeat(70),
  '\u00e9'.repeat(130),
  '\u00e9'.repeat(255),
];
const joints = [
  ' ',
  ' ',
  ' ',
  ' ',
  '',
  '',
  '-',
  '\u2011',
  '/',
  '\n',
  '\n\n',
  '\t',
  '\r\n',
  '\\',
  '"',
  "'",
  '\u2019',
  '\u2018',
  '.',
  '..',
  ',',
  ':',
  ';',
  '_',
  '#',
  '*',
  '(',
  ')',
  '+',
  '&',
  '<',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u2060',
  '\u0301',
  '\u2013',
  '\u2022',
  '\u2122',
  '\u2120',
  '\u00b7',
  '\u203f',
  '\ufe0f',
  '\u20e3',
  '\u{1f680}',
  '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}',
  '\u{1f1e9}\u{1f1ea}',
  '\u{1f1e9}',
  '\u2139',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\udc00',
  '\b',
  '\f',
  '\u0000',
  '\u007f',
  '\uff0c',
  '\u3002',
  ' '.repeat(20),
  '. ',
  ', ',
  " '",
  "' ",
  '" ',
  ' "',
];

const plainWords = words.filter((word) => /^[\x00-\x7f]{1,12}$/.test(word));
const milderJoints = joints.filter(
  (joint) => !/[\u00ad\u0301\u200d\u2060\ufe0f\u20e3\ufeff\u212a\ud800\udc00_]/.test(joint),
);

/** A text that is hard on a tokenizer; every other one less so, since one hard place leaves a whole line to the exact path. */
export function hardText(choices: Choices, length = 14): string {
  const [from, between] = choices.below(2) === 0 ? [words, joints] : [plainWords, milderJoints];
  return choices.some(length, () => choices.one(from) + choices.one(between));
}

/** A string as JSON has it, with escapes where none is needed, here and there. */
function jsonString(choices: Choices, text: string): string {
  const ascii = choices.below(4) === 0;
  const wild = choices.below(12) === 0;
  const escape = (unit: string): string =>
    `\\u${(choices.below(2) ? unit.charCodeAt(0).toString(16) : unit.charCodeAt(0).toString(16).toUpperCase()).padStart(4, '0')}`;
  const plain = JSON.stringify(text).slice(1, -1);
  let made = plain;
  if (ascii) made = made.replace(/[\u0080-\uffff]/g, escape);
  if (choices.below(4) === 0)
    made = made.replace(/\u2019|\u2013|\u00a0|\u212a|\u0130|[<&'/]/g, (unit) =>
      choices.below(2) ? escape(unit) : unit,
    );
  if (wild)
    made = made.replace(/(?<!\\u?[0-9a-fA-F]{0,3})[a-zA-Z.,:; -]/g, (unit) =>
      choices.below(40) === 0 ? escape(unit) : unit,
    );
  if (choices.below(6) === 0) made = made.replace(/\//g, '\\/');
  return `"${made}"`;
}

const space = (choices: Choices): string => choices.one(['', '', '', ' ', '  ', '\t', '\r']);

function jsonValue(choices: Choices, depth: number): string {
  const s = () => space(choices);
  switch (choices.below(depth > 3 ? 5 : 8)) {
    case 0:
      return choices.one(['null', 'true', 'false']);
    case 1:
      return choices.one(['0', '-0', '12', '-3.14', '1e5', '1E-7', '0.5e+3', '123456789012345678901234567890']);
    case 2:
    case 3:
    case 4:
      return jsonString(choices, hardText(choices, 5));
    case 5:
      return `[${s()}${Array.from({ length: choices.below(4) }, () => `${s()}${jsonValue(choices, depth + 1)}${s()}`).join(',')}]`;
    case 6:
      return `{${s()}${Array.from({ length: choices.below(4) }, () => `${s()}${jsonString(choices, choices.one(keys))}${s()}:${s()}${jsonValue(choices, depth + 1)}${s()}`).join(',')}}`;
    default:
      return `[${s()}${Array.from({ length: choices.below(4) }, () => jsonString(choices, hardText(choices, 4))).join(`${s()},${s()}`)}${s()}]`;
  }
}
const keys = ['title', 'text', 'Text', 'other', 'id', 'position', 'position.title', 'te"xt', '\u00e9', ''];

/** A line of a JSONL file that is hard on a reader: most are postings, some are nearly. */
export function hardLine(choices: Choices): Buffer {
  const s = () => space(choices);
  const unused = [...keys];
  const members = Array.from({ length: choices.below(6) }, () => {
    const key = choices.below(12) === 0 ? choices.one(keys) : (unused.splice(choices.below(unused.length), 1)[0] ?? '');
    const isText = choices.below(8) !== 0;
    return `${s()}${jsonString(choices, key)}${s()}:${s()}${isText ? jsonString(choices, hardText(choices)) : jsonValue(choices, 0)}${s()}`;
  });
  const line = `${s()}{${members.join(',')}}${s()}`;
  switch (choices.below(30)) {
    case 0:
      return Buffer.from(
        choices.one([
          '',
          ' ',
          '\t \r',
          '\r',
          '\u00a0',
          '\ufeff',
          'null',
          '[]',
          '"text"',
          '{',
          '{}}',
          '{"a":1,}',
          '{"a":01}',
          '{"a":tru}',
          '{"a"}',
          '{a:1}',
          "{'a':1}",
          '{"a":+1}',
          '{"a":.5}',
          '{"a":1.}',
          '{"a":"\\x"}',
          '{"a":"\\u12g4"}',
          '{"a":"\t"}',
          '{"a":[1,]}',
          '{"a":[1}',
          '{"a":nulls}',
          '{"a":-}',
          '{"a":1e}',
          'not JSON',
          '{"text":"rag',
          '{"text":"rag"',
          '{"text":"rag\\"}',
          '\ufeff{"text":"rag"}',
          '{"text":"rag"}\u00a0',
        ]),
      );
    case 1: {
      // a byte too few, too many, or another
      const bytes = Buffer.from(line);
      const at = choices.below(Math.max(1, bytes.length));
      const byte = choices.one([
        0x22, 0x5c, 0x7b, 0x7d, 0x2c, 0x80, 0xc0, 0xc2, 0xe2, 0xed, 0xf0, 0xf5, 0xff, 0x00, 0x1f, 0x41,
      ]);
      const [put, skip] = choices.one<[number[], number]>([
        [[], 1],
        [[byte], 0],
        [[byte], 1],
      ]);
      return Buffer.from(
        [...bytes.subarray(0, at), ...put, ...bytes.subarray(at + skip)].filter((each) => each !== 0x0a),
      );
    }
    default:
      return Buffer.from(line);
  }
}
