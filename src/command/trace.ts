import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addTrace: AddCommand = (program, replying) => {
  program
    .command('trace')
    .description('show what stands behind a claim: cell, query, answer and data set')
    .argument('<claim>', 'a claim id (fine-tuning-by-role/mle-share, or mle-share), or a number as printed (18.2%)')
    .addOption(jsonOption())
    .action(
      replying(async (wanted: string, options: { json?: true }) => {
        const [{ cachedTraces }, { findTraces, traceText }, { claimsJson }, { endingWithCaveats }] = await Promise.all([
          import('../trace/cached-traces.js'),
          import('./trace-text.js'),
          import('./claims-table.js'),
          import('./caveats.js'),
        ]);
        const articles = await cachedTraces();
        const traces = findTraces(
          articles.flatMap((article) => article.traces),
          wanted,
        );
        const text = options.json ? claimsJson(traces) : traces.map(traceText).join('\n\n');
        return { text, ending: await endingWithCaveats(traces) };
      }),
    );
};
