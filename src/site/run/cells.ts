import { type Node, parse } from 'acorn';
import { transform } from 'sucrase';

/*
 * A cell of TypeScript as a function of a scope that all cells share. What it declares at its top level lives in the
 * scope, so that later cells see it, and a cell that is run again declares it anew: as in the kernel.
 */

export interface CompiledCell {
  /** The body of an async function; `with (scope)` stands around it. */
  readonly code: string;
  /** The packages that it imports. */
  readonly imports: readonly string[];
  /** The names that it declares. */
  readonly declares: readonly string[];
}

type Ranged = Node & { readonly [key: string]: unknown };

/** @throws SyntaxError with the line in the cell */
export function compileCell(source: string): CompiledCell {
  const { code } = transform(source, {
    transforms: ['typescript'],
    disableESTransforms: true,
    keepUnusedImports: true,
  });
  const program = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
  }) as unknown as Node & { readonly body: readonly Ranged[] };
  const text = (node: Node): string => code.slice(node.start, node.end);
  const hoisted: string[] = [];
  const imports: string[] = [];
  const declares: string[] = [];
  const lines = program.body.map((statement, at): string => {
    switch (statement.type) {
      case 'ImportDeclaration': {
        const from = (statement['source'] as { value: string }).value;
        imports.push(from);
        hoisted.push(...imported(statement, from));
        declares.push(...(statement['specifiers'] as Ranged[]).map(({ local }) => (local as { name: string }).name));
        return '';
      }
      case 'VariableDeclaration':
        return (statement['declarations'] as Ranged[])
          .map((each) => {
            declares.push(...namesOf(each['id'] as Ranged));
            return each;
          })
          .map(
            (each) => `(${text(each['id'] as Ranged)} = ${each['init'] ? text(each['init'] as Ranged) : 'undefined'});`,
          )
          .join(' ');
      case 'FunctionDeclaration': {
        const name = (statement['id'] as { name: string }).name;
        declares.push(name);
        hoisted.push(`${name} = ${text(statement)};`);
        return '';
      }
      case 'ClassDeclaration': {
        const name = (statement['id'] as { name: string }).name;
        declares.push(name);
        return `${name} = ${text(statement)};`;
      }
      case 'ExportNamedDeclaration':
        return '';
      case 'ExpressionStatement':
        return at === program.body.length - 1 ? `__last(${text(statement).replace(/;$/, '')});` : text(statement);
      default:
        return text(statement);
    }
  });
  return { code: [...hoisted, ...lines].filter((line) => line !== '').join('\n'), imports, declares };
}

/** The names that a pattern binds: `a`, `{ a, b: c }`, `[a, ...rest]`, `a = 1`. */
function namesOf(pattern: Ranged | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern['name'] as string];
    case 'ObjectPattern':
      return (pattern['properties'] as Ranged[]).flatMap((each) => namesOf((each['value'] ?? each) as Ranged));
    case 'ArrayPattern':
      return (pattern['elements'] as (Ranged | null)[]).flatMap(namesOf);
    case 'AssignmentPattern':
      return namesOf(pattern['left'] as Ranged);
    case 'RestElement':
      return namesOf(pattern['argument'] as Ranged);
    default:
      return [];
  }
}

function imported(statement: Ranged, from: string): string[] {
  const module = `__modules[${JSON.stringify(from)}]`;
  return (statement['specifiers'] as Ranged[]).map((specifier) => {
    const local = (specifier['local'] as { name: string }).name;
    if (specifier.type === 'ImportDefaultSpecifier') return `${local} = ${module}.default ?? ${module};`;
    if (specifier.type === 'ImportNamespaceSpecifier') return `${local} = ${module};`;
    const name = specifier['imported'] as { name?: string; value?: string };
    return `${local} = ${module}[${JSON.stringify(name.name ?? name.value)}];`;
  });
}

/** The scope that cells share; reading a name that nobody declared is an error, as it is in the kernel. */
export function sharedScope(modules: Readonly<Record<string, unknown>>): object {
  const names: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  names['__modules'] = modules;
  return new Proxy(names, {
    has: (target, name) => typeof name === 'string' && name !== '__last' && (name in target || !(name in globalThis)),
    get: (target, name) => {
      if (name === Symbol.unscopables) return undefined;
      if (typeof name === 'string' && !(name in target)) throw new ReferenceError(`${name} is not defined`);
      return target[name as string];
    },
    set: (target, name, value: unknown) => {
      target[name as string] = value;
      return true;
    },
  });
}

/** Runs a compiled cell in the scope; resolves to the value of its last expression. */
export async function runCell({ code, declares }: CompiledCell, scope: object): Promise<unknown> {
  let last: unknown;
  // declared first, so that a name such as `top` is the cell's and not the browser's
  for (const name of declares) Reflect.set(scope, name, undefined);
  const body = `with (__scope) { return (async () => {\n${code}\n})(); }`;
  const run = new Function('__scope', '__last', body) as (
    scope: object,
    last: (value: unknown) => void,
  ) => Promise<void>;
  await run(scope, (value) => {
    last = value;
  });
  return last;
}
