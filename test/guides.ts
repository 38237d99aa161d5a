import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inProject } from '../src/load/project.js';

/** A fenced block of a guide, with what its first line says to do: `sh run exit=1`. */
export interface Block {
  readonly line: number;
  readonly language: string;
  /** `run`, `exit=1`, `add=data/articles/mine.yaml`: a word without a value is true. */
  readonly options: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A Markdown file that people follow. */
export interface Guide {
  /** From the project's root: `docs/audit.md`. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** README, CONTRIBUTING and every guide of `docs/`, from the files as they stand. */
export function guides(): Guide[] {
  const inDocs = readdirSync(inProject('docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', 'findings/README.md', ...inDocs.map((name) => join('docs', name))].map(guide);
}

function guide(name: string): Guide {
  const text = readFileSync(inProject(name), 'utf8');
  const blocks = [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map((match): Block => {
    const [language = '', ...options] = (match[1] ?? '').trim().split(/\s+/);
    return {
      line: text.slice(0, match.index).split('\n').length,
      language,
      options: Object.fromEntries(
        options.map((option) => option.split(/=(.*)/)).map(([key, value = 'yes']) => [key, value]),
      ),
      text: match[2] ?? '',
    };
  });
  return { name, text, blocks };
}

/** Every command line that a guide shows, in blocks and between backticks: `recount precision --save`. */
export function commandsShown({ text, blocks }: Guide): readonly (readonly string[])[] {
  const prose = text.replace(/^```.*\n[^]*?^```$/gm, '');
  const lines = [
    ...blocks.filter(({ language }) => language === 'sh').flatMap((block) => block.text.split('\n')),
    ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
  ];
  return lines
    .map((line) => /(?:^|\s)(?:npx )?recount ([a-z]+\b.*)/.exec(line)?.[1]?.replace(/\s#.*/, ''))
    .filter((line) => line !== undefined)
    .map((line) => line.trim().split(/\s+/));
}

/** Relative links of a guide that lead to no file, or to no heading of one. */
export function deadLinks({ name, text }: Guide): string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    const [path = '', heading] = link.split('#');
    const file = path === '' ? name : join(dirname(name), path);
    try {
      const there = readFileSync(inProject(file), basename(file).endsWith('.md') ? 'utf8' : 'latin1');
      const headings = [...there.matchAll(/^#+ (.*)$/gm)].map(([, words = '']) => slug(words));
      return heading === undefined || headings.includes(heading) ? [] : [`${link}: ${file} has no such heading`];
    } catch {
      return [`${link}: there is no such file`];
    }
  });
}

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
