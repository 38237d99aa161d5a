import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';

/** Elements that job postings are written with; another word in angle brackets is text. */
const elements =
  'a|abbr|article|aside|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|' +
  'head|header|hr|html|i|iframe|img|input|label|li|main|mark|meta|nav|ol|option|p|pre|s|script|section|select|' +
  'small|span|strong|style|sub|sup|svg|table|tbody|td|template|th|thead|title|tr|u|ul|video';
const tag = new RegExp(`<(?:/?(?:${elements})(?:\\s[^<>]*)?/?>|!--)`, 'i');
const escapedTag = new RegExp(`&(?:amp;)?lt;/?(?:${elements})(?:\\s|/|&(?:amp;)?gt;)`, 'i');
const entity = /&(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i;

/** Whether a text holds mark-up: elements, elements that are escaped, or entities. */
export const holdsMarkup = (text: string): boolean =>
  (text.includes('<') && tag.test(text)) || (text.includes('&') && entity.test(text));

/** Elements that begin and end a line of their own. */
const blocks = new Set(
  (
    'article aside blockquote body center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'html li main nav ol option p pre section table tbody td th thead title tr ul br'
  ).split(' '),
);
/** Elements whose content is not text. */
const hidden = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'head']);

/**
 * The text of mark-up, as a reader of the page sees it: without elements, attributes, scripts and styles, its entities
 * decoded, words at the ends of blocks kept apart. Mark-up that is escaped once or twice is decoded first. A text
 * without mark-up stays as it is.
 *
 * @example
 * textOfMarkup('<ul><li>Python</li><li>R&amp;D</li></ul>') // => 'Python\nR&D'
 * textOfMarkup('&lt;p class="ai"&gt;machine&amp;nbsp;learning&lt;/p&gt;') // => 'machine\u00a0learning'
 * textOfMarkup('if a < b') // => 'if a < b'
 */
export function textOfMarkup(text: string): string {
  let decoded = text;
  for (let round = 0; round < 2 && !tag.test(decoded) && escapedTag.test(decoded); round += 1)
    decoded = decodeHTML(decoded);
  let plain = tag.test(decoded) ? withoutElements(decoded) : decoded;
  for (let round = 0; round < 2 && entity.test(plain); round += 1) plain = decodeHTML(plain);
  return plain;
}

function withoutElements(html: string): string {
  const pieces: string[] = [];
  let hiddenDepth = 0;
  const breakLine = (name: string): void => {
    if (blocks.has(name)) pieces.push('\n');
  };
  const parser = new Parser({
    onopentagname: (name) => {
      if (hidden.has(name)) hiddenDepth += 1;
      breakLine(name);
    },
    ontext: (text) => {
      if (hiddenDepth === 0) pieces.push(text);
    },
    onclosetag: (name) => {
      if (hidden.has(name)) hiddenDepth = Math.max(0, hiddenDepth - 1);
      breakLine(name);
    },
  });
  parser.end(html);
  return pieces
    .join('')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}
