/** jStat brings no types: these are the functions that this stage calls, and no more. */
declare module 'jstat' {
  const jStat: {
    /** ln of the binomial coefficient "n choose k". */
    combinationln(n: number, k: number): number;
    median(values: number[]): number;
  };
  export default jStat;
}
