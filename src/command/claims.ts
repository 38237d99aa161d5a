import { Option } from 'commander';
import { type Verdict, verdicts } from '../claims/verdict.js';
import { articleOption, jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addClaims: AddCommand = (program, replying) => {
  program
    .command('claims')
    .description('list claims: what was printed, what was recounted, and the verdict')
    .addOption(articleOption())
    .addOption(new Option('--verdict <verdict>', 'only those with this verdict').choices(verdicts))
    .addOption(jsonOption())
    .action(
      replying(async (options: { article?: string; verdict?: Verdict; json?: true }) => {
        const [{ cachedTraces }, { selectClaims, claimsJson, claimsText }] = await Promise.all([
          import('../trace/cached-traces.js'),
          import('./claims-table.js'),
        ]);
        const traces = selectClaims(await cachedTraces(), options);
        return { text: options.json ? claimsJson(traces) : claimsText(traces) };
      }),
    );
};
