import { engineOption, jsonOption, setOption, timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';
import type { RerunOptions } from './rerun-article.js';

export const addRerun: AddCommand = (program, replying) => {
  program
    .command('rerun')
    .description("ask all that an article's notebooks ask of another corpus, and show both side by side")
    .argument('<article>', "its id, or its text's file name")
    .requiredOption('--on <corpus>', 'the other corpus: an id, or the path of a manifest')
    .option('--map <file>', 'a YAML file that says where the fields stand there: fields: { role: title }')
    .option('--employer <field>', 'the field that names the employer, in both corpora', 'company')
    .addOption(
      engineOption(
        'what answers there: the postings where they are on this machine (recount data pull brings those of a ' +
          'published corpus), else the recording, which has what notebooks asked of it and no more',
      ),
    )
    .addOption(setOption())
    .option('--save', 'keep the result in data/reruns, for a page of the site')
    .addOption(timeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (article: string, options: RerunOptions) => {
        const { rerunArticle } = await import('./rerun-article.js');
        return rerunArticle(article, options);
      }),
    );
};
