import { orderingRule, severities, severityMeans } from '../trace/severities.js';
import { articleOption, jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

const severityHelp = [
  'Severities:',
  ...severities.map((name) => `  ${name.padEnd(12)}${severityMeans[name]}`),
  '',
  orderingRule,
].join('\n');

export const addFindings: AddCommand = (program, replying) => {
  program
    .command('findings')
    .description('what a reviewer should know, worst first: what differs, matches the wrong words, or does not survive')
    .addOption(articleOption())
    .addOption(jsonOption())
    .addHelpText('after', `\n${severityHelp}`)
    .action(
      replying(async (options: { article?: string; json?: true }) => {
        const [{ cachedTraces }, { readAudits }, { findingsOf }, text, { chosenArticles }, { endingWithCaveats }] =
          await Promise.all([
            import('../trace/cached-traces.js'),
            import('../trace/audits.js'),
            import('../trace/findings.js'),
            import('./findings-text.js'),
            import('./claims-table.js'),
            import('./caveats.js'),
          ]);
        const articles = await cachedTraces();
        const chosen = chosenArticles(articles, options.article);
        const wanted = chosen.map(({ article }) => article.text);
        const findings = findingsOf(articles, readAudits()).filter(({ article }) => wanted.includes(article));
        return {
          text: options.json ? text.findingsJson(findings) : text.findingsText(findings),
          ending: await endingWithCaveats(chosen.flatMap(({ traces }) => traces)),
        };
      }),
    );
};
