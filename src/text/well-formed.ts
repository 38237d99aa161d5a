/** What a reader of marked-up source is told, each with its place. */
export interface Reader {
  open(name: string, at: number): void;
  close(name: string, at: number): void;
  /** A stretch of text, or the character of an entity. */
  text(text: string, at: number): void;
}

const [LT, GT, SLASH, AMP, EQUALS, DOUBLE, SINGLE] = [60, 62, 47, 38, 61, 34, 39];
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11);
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

const entity = /&(?:(amp|lt|gt|quot|apos)|#(\d{2,5})|#x([\da-fA-F]{2,4}));/y;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML in which every element is closed, every attribute quoted and every entity plain, as programs write it;
 * false for any other, which a parser must read anew. A stretch that nobody needs is passed over.
 *
 * A parser looks at every character of every attribute, of which most of a paper's file consists.
 */
export function readWellFormed(source: string, reader: Reader, passed?: { start: number; end: number }): boolean {
  const open: string[] = [];
  let wanted = passed;
  for (let at = 0; at < source.length; ) {
    if (at === wanted?.start) {
      at = wanted.end;
      wanted = undefined;
      continue;
    }
    if (source.charCodeAt(at) !== LT) {
      const next = source.indexOf('<', at);
      const end = next === -1 ? source.length : next;
      if (!readText(source, at, end, reader)) return false;
      at = end;
      continue;
    }
    const past = source.startsWith('!', at + 1) || source.startsWith('?', at + 1) ? noElement(source, at) : undefined;
    const end = past ?? element(source, at, open, reader);
    if (end === -1) return false;
    at = end;
  }
  return open.length === 0 && wanted === undefined;
}

/** The text between two tags, parted at its entities. */
function readText(source: string, start: number, end: number, reader: Reader): boolean {
  let from = start;
  for (let at = source.indexOf('&', from); at !== -1 && at < end; at = source.indexOf('&', from)) {
    entity.lastIndex = at;
    const [whole = '', name, decimal, hex] = entity.exec(source) ?? [];
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isPlain = (code >= 32 && code < 127) || (code >= 160 && code < 0xd800);
    const char = name === undefined ? (isPlain ? String.fromCharCode(code) : undefined) : named[name];
    if (char === undefined) return false;
    if (at > from) reader.text(source.slice(from, at), from);
    reader.text(char, at);
    from = at + whole.length;
  }
  if (end > from) reader.text(source.slice(from, end), from);
  return true;
}

/** Where a comment, a processing instruction or a document type ends; -1 for anything else. */
function noElement(source: string, at: number): number {
  if (source.startsWith('<!--', at)) {
    const end = source.indexOf('-->', at + 4);
    return end === -1 || source.startsWith('>', at + 4) || source.startsWith('->', at + 4) ? -1 : end + 3;
  }
  if (!source.startsWith('<?', at) && !source.startsWith('<!DOCTYPE', at)) return -1;
  return source.indexOf('>', at) + 1 || -1;
}

/** Reads one tag, and says where it ends; -1 for one that is not as it should be. */
function element(source: string, at: number, open: string[], reader: Reader): number {
  const isClosing = source.charCodeAt(at + 1) === SLASH;
  const from = at + (isClosing ? 2 : 1);
  if (!isLetter(source.charCodeAt(from))) return -1;
  let to = from + 1;
  for (
    let code = source.charCodeAt(to);
    code !== GT && code !== SLASH && !isSpace(code);
    code = source.charCodeAt(to)
  ) {
    if (code === LT || code === AMP || Number.isNaN(code)) return -1;
    to += 1;
  }
  const name = source.slice(from, to);
  if (isClosing) {
    if (source.charCodeAt(to) !== GT || open.pop() !== name) return -1;
    reader.close(name, at);
    return to + 1;
  }
  const end = endOfTag(source, to);
  if (end === -1) return -1;
  reader.open(name, at);
  if (source.charCodeAt(end - 1) === SLASH) reader.close(name, at);
  else open.push(name);
  return end + 1;
}

/** The `>` of a tag whose attributes are all quoted; -1 where something else stands there. */
function endOfTag(source: string, start: number): number {
  for (let at = start; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === GT) return at;
    if (code === LT || code === DOUBLE || code === SINGLE) return -1;
    if (code === SLASH && source.charCodeAt(at + 1) !== GT) return -1;
    if (code !== EQUALS) continue;
    const quote = source.charCodeAt(at + 1);
    if (quote !== DOUBLE && quote !== SINGLE) return -1;
    at = source.indexOf(quote === DOUBLE ? '"' : "'", at + 2);
    if (at === -1) return -1;
  }
  return -1;
}
