import type { AddCommand } from './reply.js';

export const addReview: AddCommand = (program, replying) => {
  program
    .command('review')
    .description('the methodological state of an article on one page')
    .argument('[article]', "its id or its text's file name; by default, a page for each")
    .action(
      replying(async (named: string | undefined) => {
        const [{ cachedTraces }, { readAudits }, { reviewText }] = await Promise.all([
          import('../trace/cached-traces.js'),
          import('../trace/audits.js'),
          import('./review-page.js'),
        ]);
        return { text: reviewText(await cachedTraces(), readAudits(), named) };
      }),
    );
};
