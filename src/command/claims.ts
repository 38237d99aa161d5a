import { Option } from 'commander';
import { verdicts } from '../claims/verdict.js';
import type { ClaimFilter } from './claims-table.js';
import { articleOption, jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addClaims: AddCommand = (program, replying) => {
  program
    .command('claims')
    .description('list claims: what was printed, what was recounted, and the verdict')
    .addOption(articleOption())
    .addOption(new Option('--verdict <verdict>', 'only those with this verdict').choices(verdicts))
    .option('--unexpected', 'only those with another verdict than their file expects')
    .option('--why', 'say of each what it claims, and why it has its verdict')
    .addOption(jsonOption())
    .action(
      replying(async (options: ClaimFilter & { why?: true; json?: true }) => {
        const [{ cachedTraces }, list, { endingWithCaveats }] = await Promise.all([
          import('../trace/cached-traces.js'),
          import('./claims-table.js'),
          import('./caveats.js'),
        ]);
        const articles = await cachedTraces();
        const chosen = list.selectClaims(articles, options);
        const text = options.json
          ? list.claimsJson(chosen.flatMap(({ traces }) => traces))
          : options.why
            ? list.claimsWithReasons(chosen)
            : list.claimsText(chosen);
        const spokenOf = list.chosenArticles(articles, options.article).flatMap(({ traces }) => traces);
        return { text, ending: await endingWithCaveats(spokenOf) };
      }),
    );
};
