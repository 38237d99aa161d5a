import { jsonOption, timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addLive: AddCommand = (program, replying) => {
  program
    .command('live')
    .description('rerun an article on the index behind its own corpus, as it is today: rerun --engine opensearch')
    .argument('<article>', "its id, or its text's file name")
    .addOption(timeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (article: string, options: { timeout: number; json?: true }) => {
        const { rerunArticle } = await import('./rerun-article.js');
        return rerunArticle(article, { ...options, engine: 'opensearch', employer: 'company' });
      }),
    );
};
