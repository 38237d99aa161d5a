/**
 * The addresses of a cluster to test on: RECOUNT_OPENSEARCH, as `npm run cluster -- start` prints them. Without it these
 * tests are skipped, and say so; where nothing may be skipped (CI) that is an error.
 */
export function clusterAddresses(): readonly string[] | undefined {
  const said = process.env['RECOUNT_OPENSEARCH'];
  if (said) return said.split(',').map((each) => new URL(each).origin);
  const how = 'RECOUNT_OPENSEARCH=$(npm run -s cluster -- start) npm test';
  if (process.env['CI']) throw new Error(`there is no OpenSearch to test on: ${how}`);
  console.warn(`skipped: no OpenSearch to test on; ${how}`);
  return undefined;
}
