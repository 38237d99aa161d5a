import { parse, type TokenType } from 'sugar-high/core';
import { tokenize } from 'sugar-high/lang/typescript';
import { type Html, html } from './html.js';

/** The kinds of words that are set apart; all else is plain. */
const marked: readonly TokenType[] = ['keyword', 'string', 'comment'];

/** A cell stands on its notebook's page and on that of each claim that it decides. */
const written = new Map<string, Html>();

/** A cell's TypeScript, with keywords, strings and comments set apart. */
export function sourceCode(source: string): Html {
  const known = written.get(source) ?? mark(source);
  written.set(source, known);
  return known;
}

const mark = (source: string): Html =>
  html`<pre class="code"><code>${parse(source, { tokenize, jsx: false }).lines.map((line, i) => [
    i > 0 && '\n',
    line.tokens.map(token),
  ])}</code></pre>`;

const token = ({ type, value }: { readonly type: TokenType; readonly value: string }): Html | string =>
  marked.includes(type) && value !== '' ? html`<span class="${type}">${value}</span>` : value;
