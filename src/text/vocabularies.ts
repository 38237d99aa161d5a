import type { Vocabulary } from './markup.js';

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
const none: ReadonlySet<string> = new Set();

/** A web page. */
export const html: Vocabulary = {
  xml: false,
  unseen: names('script style noscript template svg math head nav select textarea iframe object button del s strike'),
  inline: names(`a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strike strong
    sub sup time tt u var wbr`),
  headings: { h1: 1, h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 },
  paragraphs: names('p table ul ol blockquote'),
  items: names('li'),
  rows: names('tr'),
  cells: names('td th'),
  raised: names('sup'),
  lowered: names('sub'),
  preformatted: names('pre'),
};

/** TEI, as GROBID writes it for a paper: https://tei-c.org. */
export const tei: Vocabulary = {
  xml: true,
  unseen: names(`fileDesc encodingDesc textClass langUsage revisionDesc listBibl graphic orgName label`),
  works: 'listBibl',
  inline: names('hi ref rs s formula date num term title foreign emph c w pc'),
  headings: { head: 2 },
  paragraphs: names('p table figDesc note abstract figure div'),
  items: names('item'),
  rows: names('row'),
  cells: names('cell'),
  raised: none,
  lowered: none,
  preformatted: none,
};

/** JATS, in which journals and PubMed Central publish articles: https://jats.nlm.nih.gov. */
export const jats: Vocabulary = {
  xml: true,
  unseen: names(`journal-meta article-id article-categories contrib-group aff author-notes pub-date history permissions
    self-uri kwd-group funding-group custom-meta-group ref-list tex-math mml:annotation graphic media label
    counts volume issue fpage lpage elocation-id object-id`),
  works: 'ref-list',
  inline: names(`italic bold sc monospace underline strike overline roman sans-serif sub sup xref ext-link email uri
    named-content styled-content inline-formula alternatives textual-form mml:math mml:mi mml:mn mml:mo
    mml:mrow mml:mtext mml:msup mml:msub mml:mfenced mml:mpadded mml:semantics mml:mstyle mml:mspace abbrev
    break inline-graphic private-char fixed-case target`),
  headings: { 'article-title': 1, title: 2 },
  paragraphs: names('p table table-wrap caption abstract sec fig list disp-formula fn table-wrap-foot'),
  items: names('list-item'),
  rows: names('tr'),
  cells: names('td th'),
  raised: names('sup'),
  lowered: names('sub'),
  preformatted: names('preformat code'),
};

/** WordprocessingML, the document inside a Word file: ECMA-376. */
export const word: Vocabulary = {
  xml: true,
  unseen: names(
    'w:rPr m:rPr m:ctrlPr m:sSubPr m:sSupPr m:oMathParaPr w:pPr w:sectPr w:tblPr w:tblGrid w:trPr w:tcPr ' +
      'w:instrText w:del w:moveFrom w:fldData w:sdtPr mc:Fallback w:drawing w:pict',
  ),
  inline: names(`w:r w:t w:hyperlink w:smartTag w:customXml w:dir w:bdo w:ins w:del w:moveTo w:moveFrom w:sdt w:sdtPr
    w:sdtContent w:fldSimple w:fldChar w:instrText w:rPr w:proofErr w:permStart w:permEnd w:bookmarkStart
    w:bookmarkEnd w:commentRangeStart w:commentRangeEnd w:commentReference w:footnoteReference
    w:endnoteReference w:softHyphen w:lastRenderedPageBreak m:oMath m:r m:t m:sSub m:sSup m:e m:sub m:sup m:d
    m:dPr w:superscript w:subscript`),
  headings: {},
  paragraphs: names('w:tbl'),
  items: none,
  rows: names('w:tr'),
  cells: names('w:tc'),
  raised: names('w:superscript m:sup'),
  lowered: names('w:subscript m:sub'),
  preformatted: names('w:t m:t'),
};
