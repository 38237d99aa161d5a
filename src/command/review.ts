import type { AddCommand } from './reply.js';

export const addReview: AddCommand = (program, replying) => {
  program
    .command('review')
    .description('the methodological state of an article on one page')
    .argument('[article]', "its id or its text's file name; by default, a page for each")
    .action(
      replying(async (named: string | undefined) => {
        const [{ cachedTraces }, { readAudits }, { reviewText }, { chosenArticles }, { endingWithCaveats }] =
          await Promise.all([
            import('../trace/cached-traces.js'),
            import('../trace/audits.js'),
            import('./review-page.js'),
            import('./claims-table.js'),
            import('./caveats.js'),
          ]);
        const articles = await cachedTraces();
        const traces = chosenArticles(articles, named).flatMap((article) => article.traces);
        return { text: reviewText(articles, readAudits(), named), ending: await endingWithCaveats(traces) };
      }),
    );
};
