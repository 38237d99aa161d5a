import * as danfo from 'danfojs-node';

/** danfo.js for a page: all but what reads and writes files, and its plots. */
export const content: object = danfo;
