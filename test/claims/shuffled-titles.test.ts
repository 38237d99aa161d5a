/**
 * What verdicts on other postings are worth where there is nothing to find: the titles of the field guide's postings are
 * shuffled over them, so that nothing goes with any title, and the statements of both essays are tested again with the
 * notebooks' own contrasts and the articles' own corrections. At most one printed statement in twenty may then be decided
 * (statements of an amount, "both need X", may hold or fail whatever the titles are; of contrasts hardly any may).
 *
 * All statements on the field guide but three, of a classifier and of profiles, which bootstrap for seconds each.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readArticle } from '../../src/claims/article.js';
import type { Direction, Span } from '../../src/claims/direction.js';
import { weakest } from '../../src/claims/replication.js';
import { replicationVerdict } from '../../src/claims/verdict.js';
import { corpus } from '../../src/count/corpus.js';
import { namesIn } from '../../src/count/pattern.js';
import type { Filter } from '../../src/count/query.js';
import { readManifest } from '../../src/load/manifest.js';
import { inProject } from '../../src/load/project.js';
import { pullCorpus } from '../../src/load/pull.js';
import { isCode } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { type ClusterCount, clusteredDifference, clusteredShare } from '../../src/stats/index.js';
import { shuffled } from '../../src/stats/resampling.js';
import { shared } from '../shared.js';

const tarball = shared(
  'data/ai-engineering-field-guide/ai-engineering-field-guide-ee3ce790e0a306a2ea9c2f149c0ead46e4895491.tar.gz',
);

type Contrasts = Record<'notes' | 'devlyn', Record<'ai' | 'ml', Record<string, string>>>;

/** The contrasts as the notebook states them: claim → concept, by essay and side. */
function contrastsOfNotebook(): Contrasts {
  const path = 'notebooks/ai-vs-ml-2-roles.ipynb';
  const cells = parseNotebook(readFileSync(inProject(path), 'utf8'), path).cells.filter(isCode);
  const source = cells.find(({ id }) => id === 'mapping')?.source ?? '';
  const literal = /const contrasts = (\{[^]*\}) as const/.exec(source)?.[1];
  return new Function(`return ${literal}`)() as Contrasts;
}

interface Posting {
  readonly company: string;
  readonly title: string;
  readonly level: string;
  readonly has: ReadonlySet<string>;
}

const concepts = [
  'llm-apis', 'rag', 'evals', 'mcp', 'agents', 'prompts', 'tool-calling', 'orchestration', 'vector-database',
  'observability', 'latency', 'cost', 'fallbacks', 'user-outcomes', 'product-thinking', 'software-engineering',
  'production', 'pipelines', 'web', 'system-design', 'training', 'features', 'feature-store', 'architectures', 'mlops',
  'drift', 'model-deployment', 'statistics', 'data-pipelines', 'deep-learning-framework', 'experiment-tracking', 'gpu',
  'experiments', 'model-metrics', 'forecasting', 'fraud', 'recommendation', 'fine-tuning', 'evaluation',
  'model-selection', 'inference-cost',
]; // biome-ignore format: a list
const categories = ['genai', 'ml', 'web', 'databases', 'data', 'cloud', 'ops', 'languages'];

/** One entry a posting: its title group, and which of the concepts its text names. */
async function postingsOf(): Promise<Posting[]> {
  const inTitle = (concept: string): Filter => ({ mentions: concept, in: 'title' });
  const rows = await corpus('field-guide').count({
    where: { not: { field: 'description', is: null } },
    by: [
      'company',
      {
        as: 'title',
        first: {
          'AI Engineer': { all: [inTitle('title-ai-engineer'), { not: inTitle('title-machine-learning') }] },
          'ML Engineer': { all: [inTitle('title-ml-engineer'), { not: inTitle('title-ai-ml-joined') }] },
        },
      },
      { as: 'level', first: { above: inTitle('title-above-senior') } },
      {
        as: 'named',
        holding: Object.fromEntries([
          ...concepts.map((concept): [string, Filter] => [concept, { mentions: `role-${concept}` }]),
          ...categories.map((field): [string, Filter] => [`fills ${field}`, { not: { field, is: null } }]),
        ]),
      },
    ],
    match: 'phrase',
  });
  return rows.rows.flatMap(({ company, title, level, named, postings }) =>
    Array.from({ length: postings }, () => ({ company, title, level, has: new Set(namesIn(named)) })),
  );
}

type Measured = [claim: string, interval: Span, direction: Direction];

/** The verdicts of the statements of one essay, by claim; how each is measured stands in the notebooks. */
function verdictsOf(essay: 'notes' | 'devlyn', postings: readonly Posting[], contrasts: Contrasts, tests: number) {
  const level = 1 - 0.05 / tests;
  const counts = (isIn: (posting: Posting) => boolean, k: (posting: Posting) => number, n = 1): ClusterCount[] => {
    const employers = new Map<string, { k: number; n: number }>();
    for (const posting of postings.filter(isIn)) {
      const sum = employers.get(posting.company) ?? { k: 0, n: 0 };
      employers.set(posting.company, { k: sum.k + k(posting), n: sum.n + n });
    }
    return [...employers.values()];
  };
  const titled = (title: string) => (posting: Posting) => posting.title === title;
  const names = (concept: string) => (posting: Posting) => Number(posting.has.has(concept));
  const employers = (title: string, concept: string) => counts(titled(title), names(concept));
  const lead = (side: 'ai' | 'ml', concept: string) => {
    const [ai, ml] = [employers('AI Engineer', concept), employers('ML Engineer', concept)];
    return side === 'ai' ? clusteredDifference(ai, ml, { level }) : clusteredDifference(ml, ai, { level });
  };
  const share = (title: string, concept: string) => clusteredShare(employers(title, concept), { level });
  const both = (concept: string) => weakest([share('AI Engineer', concept), share('ML Engineer', concept)]);
  const filled = (posting: Posting) => categories.filter((field) => posting.has.has(`fills ${field}`)).length;
  const spans = (posting: Posting) =>
    Number(posting.has.has('llm-apis') && (posting.has.has('training') || posting.has.has('fine-tuning')));

  const pointed = (['ai', 'ml'] as const).flatMap((side) =>
    Object.entries(contrasts[essay][side]).map(
      ([claim, concept]): Measured => [claim, lead(side, concept), { above: 0 }],
    ),
  );
  const amounts: Record<'notes' | 'devlyn', Measured[]> = {
    notes: [
      ['evaluation-both', both('evaluation'), { above: 0.1 }],
      ['model-selection-both', both('model-selection'), { above: 0.1 }],
      [
        'tools-differ',
        weakest([
          ...['llm-apis', 'rag', 'evals', 'mcp'].map((concept) => lead('ai', concept)),
          ...['training', 'features', 'architectures'].map((concept) => lead('ml', concept)),
        ]),
        { above: 0 },
      ],
      [
        'broader-than-ml',
        clusteredDifference(counts(titled('AI Engineer'), filled, 8), counts(titled('ML Engineer'), filled, 8), {
          level,
        }),
        { above: 0 },
      ],
    ],
    devlyn: [
      ['ai-rarely-trains', share('AI Engineer', 'training'), { below: 0.1 }],
      ['ml-constantly-trains', share('ML Engineer', 'training'), { above: 0.5 }],
      ['both-software', both('software-engineering'), { above: 0.5 }],
      ['both-evaluation', both('evaluation'), { above: 0.5 }],
      ['both-inference-cost', both('inference-cost'), { above: 0.5 }],
      [
        'senior-spans',
        clusteredDifference(
          counts((posting) => posting.level === 'above', spans),
          counts((posting) => posting.level !== 'above', spans),
          { level },
        ),
        { above: 0 },
      ],
    ],
  };
  return [...pointed, ...amounts[essay]].map(([claim, interval, direction]) => ({
    claim,
    isContrast: pointed.some(([id]) => id === claim),
    isDecided: replicationVerdict([{ corpus: 'field-guide', direction, interval }]) !== 'undecided',
  }));
}

test.skipIf(!tarball)(
  'with titles shuffled over the postings, at most one statement in twenty is decided',
  { timeout: 300_000 },
  async () => {
    await pullCorpus(readManifest('field-guide'), { from: tarball ?? '' });
    process.env['RECOUNT_ENGINE'] = 'rows';
    const postings = await postingsOf().finally(() => delete process.env['RECOUNT_ENGINE']);
    const contrasts = contrastsOfNotebook();
    const rates = { statements: 0, decided: 0, contrasts: 0, decidedContrasts: 0 };
    for (let seed = 1; seed <= 200; seed++) {
      const dealt = shuffled(postings, seed);
      const mixed = postings.map((posting, i) => ({
        ...posting,
        title: dealt[i]?.title ?? '',
        level: dealt[i]?.level ?? '',
      }));
      for (const essay of ['notes', 'devlyn'] as const) {
        const { id, tests, claims } = readArticle(`ai-vs-ml-${essay}`);
        for (const { claim, isContrast, isDecided } of verdictsOf(essay, mixed, contrasts, tests)) {
          const printed = claims.filter(({ checkedAs }) => checkedAs === `${id}/${claim}`).length;
          expect(printed, claim).toBeGreaterThan(0);
          rates.statements += printed;
          rates.decided += isDecided ? printed : 0;
          rates.contrasts += isContrast ? 1 : 0;
          rates.decidedContrasts += isContrast && isDecided ? 1 : 0;
        }
      }
    }
    expect(rates.decidedContrasts / rates.contrasts, JSON.stringify(rates)).toBeLessThan(0.005);
    expect(rates.decided / rates.statements, JSON.stringify(rates)).toBeLessThanOrEqual(0.05);
  },
);
