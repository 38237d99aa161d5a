import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { inPackage } from '../load/project.js';

/**
 * What a notebook may import, read from the declarations that the compiler writes beside the compiled code.
 *
 * They hold each signature and doc comment whole, a top-level statement at the start of a line, and go wherever the
 * package goes. So the reference needs no second compiler, which TypeDoc would: it runs on TypeScript 6 at most.
 */
export interface ApiEntry {
  readonly name: string;
  readonly isFunction: boolean;
  /** The folder of `src` that it belongs to: `stats`. */
  readonly room: string;
  /** As TypeScript declares it, without `export` and `declare`. */
  readonly signature: string;
  readonly comment: DocComment;
}

/** A doc comment, by its tags. */
export interface DocComment {
  /** What stands before the first tag. */
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly returns?: string;
  readonly throws?: string;
  readonly example?: string;
}

/** All that `src/index.ts` exports, in its order; functions and types alike. */
export function readApi(): ApiEntry[] {
  const root = inPackage('dist');
  return exportsOf(join(root, 'index.d.ts')).map((exported) => {
    const { file, statements } = declarationsOf(exported);
    const [first] = statements;
    return {
      name: exported.name,
      isFunction: first.isFunction,
      room: relative(root, file).split(sep)[0] ?? '',
      signature: statements.map(({ code }) => code).join('\n'),
      comment: parseComment(first.comment),
    };
  });
}

/** The statements that declare a name, in the file that exports it or in one that this exports it from. */
function declarationsOf({ name, file }: Exported): { readonly file: string; readonly statements: Declarations } {
  const [first, ...overloads] = statementsOf(readFileSync(file, 'utf8')).filter((each) => each.name === name);
  if (first !== undefined) return { file, statements: [first, ...overloads] };
  const from = exportsOf(file).find((each) => each.name === name);
  if (from === undefined) throw new Error(`${file} declares no ${name}`);
  return declarationsOf(from);
}

type Declarations = readonly [Statement, ...Statement[]];

/** A name, and the file that a statement exports it from. */
interface Exported {
  readonly name: string;
  readonly file: string;
}

/** The names that a file exports from others, each with the file that declares it. */
function exportsOf(file: string): Exported[] {
  const from = /^export (?:type )?(?:\*|\{([^}]*)\}) from '(\.[^']+)\.js';/gm;
  return [...readFileSync(file, 'utf8').matchAll(from)].flatMap(([, names, path = '']) => {
    const source = join(dirname(file), `${path}.d.ts`);
    if (names === undefined) return exportsOf(source);
    const listed = names.split(',').map((name) => name.trim().replace(/^type /, ''));
    return listed.filter((name) => name !== '').map((name) => ({ name, file: declaring(name, source) }));
  });
}

/** The file that declares a name: the one it is exported from, or another whose name that one passes on. */
const declaring = (name: string, file: string): string =>
  exportsOf(file).find((passedOn) => passedOn.name === name)?.file ?? file;

interface Statement {
  readonly name: string;
  readonly isFunction: boolean;
  readonly comment: string;
  readonly code: string;
}

/** The exported statements of a declaration file, with the comments before them. What is inside is indented. */
function statementsOf(text: string): Statement[] {
  const statement = new RegExp(
    String.raw`(?:^\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^export (?:declare )?((function|interface|type|class|` +
      String.raw`const) (\w+)[^]*?)(?=^\/\*\*|^export |^import |^declare |^interface |^type |^const |` +
      '(?![^]))',
    'gm',
  );
  return [...text.matchAll(statement)].map(([, comment = '', code = '', kind, name = '']) => ({
    name,
    isFunction: kind === 'function' || (kind === 'const' && code.includes('=>')),
    comment,
    code: code.trimEnd(),
  }));
}

/** Parts a doc comment at its tags; `comment` is what stands between its first and last mark. */
export function parseComment(comment: string): DocComment {
  const text = comment.replace(/^ *\* ?/gm, '').trim();
  const [before = '', ...tags] = text.split(/^@(?=[a-z]+\b)/m);
  const tagged = tags.map((tag) => {
    const [, name = '', rest = ''] = /^(\w+)\s?([^]*)$/.exec(tag) ?? [];
    return { name, text: rest.trim() };
  });
  const one = (name: string) => tagged.find((tag) => tag.name === name)?.text;
  const [returns, throws, example] = [one('returns'), one('throws'), one('example')];
  return {
    text: before.trim(),
    params: tagged
      .filter(({ name }) => name === 'param')
      .map((tag) => {
        const [, name = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(tag.text) ?? [];
        return { name, text: rest };
      }),
    ...(returns === undefined ? {} : { returns }),
    ...(throws === undefined ? {} : { throws }),
    ...(example === undefined ? {} : { example }),
  };
}
