import { readFileSync } from 'node:fs';
import { readArticleFile } from '../claims/article.js';
import { holding } from '../claims/verdict.js';
import { UserError } from '../error.js';
import { inProject } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { asking, isAtTerminal, type Talk } from '../terminal/ask.js';
import { field } from '../terminal/layout.js';
import { paint, paintVerdict } from '../terminal/paint.js';
import { cachedTraces } from '../trace/cached-traces.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { type NewExplanation, withVerdict } from './accepted-claim.js';
import { unexpectedIn } from './board.js';
import { endingWithCaveats } from './caveats.js';
import { findTraces } from './trace-text.js';

export interface AcceptOptions {
  readonly yes?: true;
  readonly why?: string;
}

/**
 * Takes computed verdicts over into the claims files, as the ones that are expected from now on: each after showing
 * what is printed, what is recounted and why, and asking. What was taken over is written at once.
 *
 * @throws UserError in CI, where no person decides; where there is no terminal, unless claims are named with `--yes`;
 *   for a verdict that needs a reason and has none
 */
export async function acceptVerdicts(named: readonly string[], { yes, why }: AcceptOptions): Promise<string> {
  const { CI } = process.env;
  if (CI !== undefined && !['', '0', 'false'].includes(CI.toLowerCase()))
    throw new UserError(
      'a person takes over a verdict, and CI never does; run recount accept on your machine, and commit what it writes',
    );
  if (yes && named.length === 0) throw new UserError('--yes takes over the claims that are named; name them');
  if (why !== undefined && !yes) throw new UserError('--why goes with --yes; without it recount accept asks');
  const traces = chosen(await cachedTraces(), named);
  if (traces.length === 0) return 'Every verdict is the expected one, so there is nothing to take over.';
  await endingWithCaveats(traces.map((trace) => ({ ...trace, expected: trace.verdict }))); // stale outputs alone
  if (yes) {
    for (const trace of traces) await take(trace, why === undefined ? 'keep' : { write: why });
    return traces.map(takenText).join('\n');
  }
  if (!isAtTerminal())
    throw new UserError(
      'recount accept asks about each claim, and this is no terminal; to take over claims without being asked, ' +
        `name them: npx recount accept ${traces[0]?.id} --yes --why "…"`,
    );
  const taken = await asking((talk) => askAll(traces, talk), 'what was taken over is written, and nothing else');
  const list = taken.length > 0 ? `:\n${taken.map(takenText).join('\n')}` : '';
  return `${taken.length} of ${traces.length} taken over${list}`;
}

/** The claims with another verdict than expected: all, or those of the articles and ids that are named. */
function chosen(articles: readonly TracedArticle[], named: readonly string[]): readonly Trace[] {
  if (named.length === 0) return unexpectedIn(articles);
  const all = articles.flatMap(({ traces }) => traces);
  return named.flatMap((name) => {
    const article = articles.filter(({ article: { id, text } }) => name === id || name === text);
    if (article.length > 0) return unexpectedIn(article);
    const found = findTraces(all, name);
    const others = found.filter(({ verdict, expected }) => verdict !== expected);
    if (others.length === 0) throw new UserError(`${found[0]?.id} is ${found[0]?.verdict}, as its file expects`);
    return others;
  });
}

async function askAll(traces: readonly Trace[], { ask, say }: Talk): Promise<readonly Trace[]> {
  const taken: Trace[] = [];
  for (const [i, trace] of traces.entries()) {
    say(`\n${shownText(trace, `${i + 1} of ${traces.length}`)}`);
    const answer = await ask(`Expect "${trace.verdict}" from now on? y(es), n(o), q(uit): `);
    if (answer === undefined || /^q/i.test(answer.trim())) break;
    if (!/^y/i.test(answer.trim())) continue;
    const explanation = await askWhy(trace, { ask, say });
    if (explanation === undefined) continue;
    await take(trace, explanation);
    taken.push(trace);
  }
  return taken;
}

/** The reason as the person gives it; undefined where one is needed and none is given: nothing is taken over then. */
async function askWhy({ verdict, explanation }: Trace, { ask, say }: Talk): Promise<NewExplanation | undefined> {
  const needed = !holding.includes(verdict);
  if (!needed && explanation === null) return 'keep';
  const keeps = explanation === null ? '' : needed ? ' (Enter keeps the one above)' : ' (Enter keeps it, - drops it)';
  const answer = (await ask(`Why, in a sentence${keeps}: `))?.trim();
  if (answer === undefined) return undefined;
  if (answer === '-' && !needed) return 'drop';
  if (answer !== '') return { write: answer };
  if (explanation !== null) return 'keep';
  say('A claim that does not hold needs a reason; it stays as it was.');
  return undefined;
}

function shownText(trace: Trace, heading: string): string {
  const { id, printed, line, section, statement, recounted, verdict, expected, explanation } = trace;
  return [
    `${paint('dim', heading)}  ${paint('bold', id)}`,
    field('printed', `${printed}  (line ${line}, ${section})`),
    field('says', statement),
    field('recounted', recounted ?? 'by no cell'),
    field('verdict', `${verdict}, expected ${expected}`),
    ...(explanation === null ? [] : [field('why', explanation)]),
  ].join('\n');
}

const takenText = ({ id, verdict, expected }: Trace): string => `${id}  ${expected} → ${paintVerdict(verdict)}`;

/** Writes a verdict into its claims file. @throws UserError, with the file as it was, where it then breaks a rule */
async function take({ id, verdict }: Trace, explanation: NewExplanation): Promise<void> {
  const [article = '', claim = ''] = id.split('/');
  const path = inProject('data', 'articles', `${article}.yaml`);
  const before = readFileSync(path, 'utf8');
  await writeAtomically(path, withVerdict(before, claim, verdict, explanation));
  try {
    readArticleFile(path);
  } catch (error) {
    await writeAtomically(path, before);
    throw error;
  }
}
