import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { readWellFormed } from '../../src/text/well-formed.js';

/** What a reader is told, and whether all was well-formed. */
function told(source: string): { isWellFormed: boolean; events: string[] } {
  const events: string[] = [];
  const isWellFormed = readWellFormed(source, {
    open: (name, at) => events.push(`<${name} ${at}`),
    close: (name, at) => events.push(`>${name} ${at}`),
    text: (text, at) => events.push(`${text} ${at}`),
  });
  return { isWellFormed, events };
}

/** What a parser of XML tells. */
function parsed(source: string): string[] {
  const events: string[] = [];
  const parser: Parser = new Parser(
    {
      onopentag: (name) => events.push(`<${name} ${parser.startIndex}`),
      onclosetag: (name) => events.push(`>${name} ${parser.startIndex}`),
      ontext: (text) => events.push(`${text} ${parser.startIndex}`),
    },
    { decodeEntities: true, xmlMode: true },
  );
  parser.end(source);
  return events;
}

const pieces = [
  ...['<p>', '</p>', '<hi rend="sub">', '</hi>', '<ref a="1" b=\'2 > 1\'/>', '<lb/>', '<lb />', '<w:t>', '</w:t>', 'a'],
  ...[' ', '\n', '&amp;', '&lt;', '&#233;', '&#x3c7;', '<!-- a <b> -->', '<?xml a?>', '<!DOCTYPE article>', 'p < .05'],
  ...['&', '&nbsp;', '&#1;', '<', '>', '"', '=', '/', '<p a=1>', '<p a>', '<a/b>', '</ p>', '<![CDATA[<p>]]>', '<!-->'],
  ...['<3', '&amp', '<p a = "1">', '<p\ta="1">', '</p >', '-->', "<p a='", '<!ELEMENT p>'],
];

test('well-formed XML is read as a parser reads it, and any other is left to one', () => {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  let known = 0;
  for (let i = 0; i < 20000; i += 1) {
    const inside = Array.from({ length: next(8) }, () => pieces[next(pieces.length)]).join('');
    const source = next(2) === 0 ? `<p>${inside}</p>` : inside;
    const { isWellFormed, events } = told(source);
    if (!isWellFormed) continue;
    known += 1;
    expect({ source, events }).toEqual({ source, events: parsed(source) });
  }
  expect(known).toBeGreaterThan(1000);
});

test('a stretch that is passed over is not read', () => {
  const events: string[] = [];
  const source = '<a>one<b>two</b>three</a>';
  const reader = { open: () => 0, close: () => 0, text: (text: string, at: number) => events.push(`${text} ${at}`) };
  expect(readWellFormed(source, reader, { start: 6, end: 16 })).toBe(true);
  expect(events).toEqual(['one 3', 'three 16']);
});
