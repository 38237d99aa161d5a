import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';
import type { SiteOptions } from './site-build.js';

export const addSite: AddCommand = (program, replying) => {
  program
    .command('site')
    .description('build the static site from the executed notebooks and the claims; it opens from the file system')
    .option('--out <folder>', 'where the site is put, whole or not at all (default: .recount/site)')
    .option(
      '--article-text <files...>',
      "your own copies of articles: each number in its verdict's colour, with the way to its trace",
    )
    .option('--address <url>', 'where the site will be published, for previews and frames elsewhere')
    .addOption(jsonOption())
    .action(
      replying(async (options: SiteOptions) => {
        const { siteReply } = await import('./site-build.js');
        return siteReply(options);
      }),
    );
};
