import { UserError } from '../../../error.js';

/** What stands in a page for readers of packed files that it does not have. */
const refuse = (): never => {
  throw new UserError('a page does not read zip or xz; unpack the file first, or pack it with gzip');
};

/** Of `yauzl`. */
export const open = refuse;
/** Of `xz-decompress`. */
export class XzReadableStream {
  constructor() {
    refuse();
  }
}
