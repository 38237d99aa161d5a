import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import type { Verdict } from '../claims/verdict.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'gray';

/*
 * A painted text stands between two marks until it is printed: only there it is known whether the stream wants colour.
 * The marks hold a number that is drawn anew for each process, so that no text from outside can contain one; escape
 * sequences of its own are made visible like all control characters.
 */
const secret = randomBytes(6).toString('hex');
const opening = (style: Style): string => `\u{fdd0}${secret}${style};`;
const closing = `\u{fdd1}${secret}`;
const painted = new RegExp(`\u{fdd0}${secret}(\\w+);([^]*?)${closing}`, 'g');

/**
 * Marks a text to be printed in a style; {@link print} gives it colour where the stream is a terminal that wants it.
 */
export const paint = (style: Style, text: string): string => `${opening(style)}${text}${closing}`;

/** Whether a stream is a terminal that wants colour. */
export const wantsColour = (stream: NodeJS.WriteStream = process.stdout): boolean =>
  stream.isTTY === true && !process.env['NO_COLOR'];

/** Resolves the marks of {@link paint}: to escape sequences where `colour` is wanted, else to the bare text. */
export const resolvePaint = (text: string, colour: boolean): string =>
  text.replace(painted, (_, style: Style, inner: string) =>
    colour ? styleText(style, inner, { validateStream: false }) : inner,
  );

const styles: Readonly<Record<Verdict, Style>> = {
  reproduced: 'green',
  differs: 'red',
  consistent: 'green',
  contradicted: 'red',
  replicated: 'green',
  'not replicated': 'red',
  undecided: 'yellow',
  untested: 'gray',
};

/** A verdict in its colour. */
export const paintVerdict = (verdict: Verdict, text: string = verdict): string => paint(styles[verdict], text);
