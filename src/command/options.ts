import { type Command, InvalidArgumentError, Option } from 'commander';
import { type EngineName, engineNames } from '../count/engine.js';
import { matchModes } from '../tag/match-mode.js';

/*
 * The options that several commands have, and how numbers are read. Each is made anew for each command, since
 * commander keeps state in it.
 */

export const jsonOption = () => new Option('--json', 'print JSON, for machines');

export const timeoutOption = () =>
  new Option('--timeout <seconds>', 'time limit of each cell').default(300).argParser(secondsOf);

export const startTimeoutOption = () =>
  new Option('--start-timeout <seconds>', 'time in which a kernel must have started').default(120).argParser(secondsOf);

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('Give seconds, more than 0 and at most 86400.');
}

/** The time limits of a run, in seconds, as the options of a command give them. */
export interface Timeouts {
  readonly timeout: number;
  readonly startTimeout?: number | undefined;
}

/** Values of parameters as they were given, by name; of several values of one name, each is a setting of its own. */
export type Given = ReadonlyMap<string, readonly string[]>;

export const setOption = () =>
  new Option(
    '--set <name=value>',
    "another value of a notebook's parameter, beside the committed run; several of one name make a table",
  ).argParser(withGiven);

function withGiven(text: string, before: Given = new Map()): Given {
  const [, name, value] = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Give name=value, such as least=50.');
  return new Map(before).set(name, [...(before.get(name) ?? []), value]);
}

export const engineOption = (
  about = 'what answers count queries: the recordings (default), the postings themselves, or an OpenSearch index',
) => new Option('--engine <engine>', about).choices(engineNames);

/** Kernels and this process alike read it from the environment. */
export function useEngine(engine: EngineName | undefined): void {
  if (engine !== undefined) process.env['RECOUNT_ENGINE'] = engine;
}

export const matchOption = (about = 'how concepts are looked for; by default, as their lexicon says') =>
  new Option('--match <mode>', about).choices(matchModes);

export const whereOption = () =>
  new Option(
    '--where <conditions...>',
    'only postings with field=value, field~part of it, field= (empty), or field>=value (also >, <=, <); all must hold',
  );

export const articleOption = () =>
  new Option('--article <article>', "only this article's, by its id or its text's file name");

/** What the commands take that look for concepts in the texts of a corpus. */
export const conceptOptions = (command: Command, { limit }: { readonly limit: number }): Command =>
  command
    .argument('<corpus>', 'an id, or the path of a manifest; its rows have to be here')
    .argument('<concepts...>', 'concepts of its lexicon')
    .addOption(matchOption())
    .addOption(whereOption())
    .option('--in <fields...>', 'look in these fields; by default, those in which concepts are counted')
    .addOption(new Option('--limit <n>', 'at most this many').argParser(wholeNumber).default(limit))
    .addOption(jsonOption());

export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 up.');
}

export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a share from 0 to 1, such as 0.05.');
}

/** The shares of an option that takes several. */
export const shares = (text: string, before: readonly number[] | undefined): number[] => [
  ...(before ?? []),
  share(text),
];

export function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1024 && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 1024 to 65535.');
}
