import type { AddCommand } from './reply.js';

export const addOverlay: AddCommand = (program, replying) => {
  program
    .command('overlay')
    .description("make a bookmark that colours an article's numbers by verdict on its published page, in your browser")
    .argument('<article>', 'the article, by id')
    .option('--out <folder>', 'where the page with the bookmark goes (default: .recount/overlay)')
    .option('--site <address>', 'where your site is published; each mark then leads to its claim')
    .action(
      replying(async (article: string, options: { out?: string; site?: string }) => {
        const { overlayReply } = await import('./overlay-page.js');
        return overlayReply(article, options);
      }),
    );
};
