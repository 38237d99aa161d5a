import { basename } from 'node:path';
import type { Argument, Command, Option } from 'commander';
import { articleIds, readArticle } from '../claims/article.js';
import { namesIn } from '../load/project.js';
import { notebookPaths } from '../trace/outputs.js';

/** The names that an argument or option takes, by the word that its help has for it. */
const names: Readonly<Record<string, () => readonly string[]>> = {
  notebooks: () => notebookPaths().map((path) => basename(path, '.ipynb')),
  article: articleIds,
  articles: articleIds,
  claim: () => articleIds().flatMap((id) => readArticle(id).claims.map((claim) => claim.id)),
  claims: () => [...articleIds(), ...articleIds().flatMap((id) => readArticle(id).claims.map((claim) => claim.id))],
  corpus: () => yamlIn('corpora'),
  corpora: () => yamlIn('corpora'),
  lexicon: () => yamlIn('lexicons'),
};

const yamlIn = (folder: string): string[] =>
  namesIn('data', folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length));

/** Names that a shell takes as they are: what would have to be quoted, or could be a command to it, is not offered. */
const isPlain = (name: string): boolean => /^[\w@%+=:,./-]+$/.test(name);

/**
 * What the last word may become: commands, their options, and what their arguments name in this workspace.
 *
 * @param words those behind `recount`, the last of them as far as it is typed
 */
export function candidatesFor(program: Command, words: readonly string[]): readonly string[] {
  const typed = words.at(-1) ?? '';
  const { command, given } = commandOf(program, words.slice(0, -1));
  const open = optionWanting(command, given);
  const found = typed.startsWith('-')
    ? visibleOptions(command)
    : open
      ? valuesOf(open)
      : [...subcommands(command), ...argumentNames(command, given)];
  return found.filter((name) => name.startsWith(typed) && isPlain(name));
}

/** The command that words lead to, and the words that it is given. */
function commandOf(program: Command, words: readonly string[]): { command: Command; given: readonly string[] } {
  const [first, ...rest] = words;
  const command = program.commands.find((each) => each.name() === first);
  return command ? commandOf(command, rest) : { command: program, given: words };
}

const subcommands = (command: Command): string[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((each) => each.name());

const visibleOptions = (command: Command): string[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short }) => long ?? short ?? '');

/** The option whose value comes next, if one does. */
function optionWanting(command: Command, given: readonly string[]): Option | undefined {
  const at = given.findLastIndex((word) => word.startsWith('-'));
  const word = given[at];
  const option = command.options.find(({ long, short }) => word !== undefined && [long, short].includes(word));
  if (!option || option.isBoolean() || option.negate) return undefined;
  return option.variadic || at === given.length - 1 ? option : undefined;
}

const valuesOf = (option: Option): readonly string[] =>
  option.argChoices ?? names[/[<[]([\w-]+)/.exec(option.flags)?.[1] ?? '']?.() ?? [];

/** What the argument may be that comes next. */
function argumentNames(command: Command, given: readonly string[]): readonly string[] {
  const { registeredArguments } = command;
  const at = given.filter((word, i) => !word.startsWith('-') && !optionWanting(command, given.slice(0, i))).length;
  const last = registeredArguments.at(-1);
  const next: Argument | undefined = registeredArguments[at] ?? (last?.variadic ? last : undefined);
  return next?.argChoices ?? names[next?.name() ?? '']?.() ?? [];
}
