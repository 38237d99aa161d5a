import type { ApiResponse, Client } from '@opensearch-project/opensearch';
import type { TransportRequestOptions, TransportRequestParams } from '@opensearch-project/opensearch/lib/Transport.js';
import { UserError } from '../../error.js';
import type { OpenSearchSource } from '../../load/opensearch-source.js';
import { readText } from '../../load/read.js';
import type { Dsl } from './dsl.js';
import { type Service, TooManyGroups } from './service.js';

/** How long a search may take. */
const patienceMs = 300_000;

/** The credentials that were read: a server may repeat them in what it answers, and no message shows them. */
const secrets = new Set<string>();

/** A text without the credentials that were read, as they are and as headers write them. */
export function hidden(text: string): string {
  let shown = text;
  for (const each of secrets) {
    const written = [each, encodeURIComponent(each), Buffer.from(each).toString('base64')];
    for (const one of written) shown = shown.replaceAll(one, '[credentials]');
  }
  return shown;
}

/** What answers with anything but JSON: a login page, a proxy, another server. */
const notOpenSearch = (body: string, name: string): UserError =>
  new UserError(
    `${name} does not answer as OpenSearch does, but with ${JSON.stringify(hidden(body).slice(0, 60))}; ` +
      'see that the address is that of the cluster, and that no login page or proxy stands before it',
  );

/** The value of an environment variable that a manifest names. @throws UserError when it is not set */
export function secret(variable: string): string {
  const value = process.env[variable];
  if (value) {
    secrets.add(value);
    return value;
  }
  throw new UserError(
    `the manifest takes credentials from the environment variable ${variable}, which is not set; set it, and ask again`,
  );
}

/** Connects to a cluster. The server's certificate is checked unless the manifest says otherwise. */
export async function connect(source: OpenSearchSource): Promise<Client> {
  const { address, credentials, ca, verify = true } = source;
  const { Client: Official } = await import('@opensearch-project/opensearch');
  const auth =
    credentials &&
    ('username' in credentials
      ? { auth: { username: secret(credentials.username), password: secret(credentials.password) } }
      : { headers: { authorization: `ApiKey ${secret(credentials.key)}` } });
  const client = new Official({
    nodes: [...address],
    ssl: { rejectUnauthorized: verify, ...(ca === undefined ? {} : { ca: readText(ca) }) },
    requestTimeout: patienceMs,
    maxRetries: Math.max(2, address.length),
    ...auth,
  });
  const { transport } = client;
  const request = transport.request.bind(transport);
  const checked = async (params: TransportRequestParams, options?: TransportRequestOptions): Promise<ApiResponse> => {
    const response = await request(params, options);
    if (typeof response.body === 'string' && response.body !== '') throw notOpenSearch(response.body, nameOf(source));
    return response;
  };
  transport.request = checked as typeof transport.request;
  return client;
}

/** An index as messages call it. */
export const nameOf = ({ index, address }: OpenSearchSource): string => `index "${index}" at ${address.join(', ')}`;

/** A cluster's index as what answers searches. */
export function clusterService(client: Client, source: OpenSearchSource): Service {
  const { index } = source;
  const name = nameOf(source);
  return {
    name,
    async search(body: Dsl): Promise<unknown> {
      try {
        // partial answers are refused here too, and those that come all the same, where they are read
        const { body: answer } = await client.search({ index, body, allow_partial_search_results: false });
        return answer;
      } catch (error) {
        throw explained(error, name);
      }
    },
  };
}

/** What a client threw, for whoever asked: the server's own reason, or that it cannot be reached. */
export function explained(error: unknown, name: string): Error {
  const {
    name: kind,
    message,
    statusCode,
    body,
  } = error as { name?: string; message?: string; statusCode?: number; body?: unknown };
  if (kind === 'ResponseError') return answered(statusCode ?? 0, body, name);
  if (kind === 'TimeoutError')
    return new UserError(
      `${name} did not answer in ${patienceMs / 1000} s; ask a smaller question, or see that all nodes are up`,
    );
  if (kind === 'ConnectionError' || kind === 'NoLivingConnectionsError')
    return new UserError(
      hidden(`cannot reach ${name}: ${message?.split('\n')[0]}; see that it is up and the address right`),
    );
  if (kind === 'DeserializationError')
    return new UserError(`${name} does not answer as OpenSearch does; see that the address is that of the cluster`);
  return error instanceof Error ? error : new Error(String(error));
}

/** What a server's refusal means. */
export function answered(status: number, body: unknown, name: string): Error {
  const reasons = reasonsIn(body);
  if (reasons.some(({ type }) => type === 'too_many_buckets_exception')) return new TooManyGroups();
  if (status === 401 || status === 403)
    return new UserError(
      `${name} refuses the credentials (${status}); see the environment variables that the manifest names`,
    );
  const limit = reasons.find(({ type, reason }) =>
    /too_many_(?:nested_)?clauses|max_terms_count|maxClauseCount/.test(`${type} ${reason}`),
  );
  if (limit)
    return new UserError(
      `${name} takes no question of so many conditions: ${hidden(limit.reason).slice(0, 200)}; ` +
        'ask for fewer values or concepts at once, or let the rows answer: --engine rows',
    );
  if (typeof body === 'string' && /^\s*</.test(body)) return notOpenSearch(body, name);
  const deepest = reasons.at(-1);
  const said = deepest ? hidden(`${deepest.type}: ${deepest.reason}`).slice(0, 300) : `status ${status}`;
  if (reasons.some(({ type }) => type === 'index_not_found_exception'))
    return new UserError(`${name} is not there; load it: npx recount index <corpus>, or correct the manifest`);
  return new UserError(`${name} did not answer: ${said}`);
}

/** The reasons that a server gives, the outermost first. */
function reasonsIn(value: unknown): { readonly type: string; readonly reason: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, reason } = value as { type?: unknown; reason?: unknown };
  const own = typeof type === 'string' ? [{ type, reason: typeof reason === 'string' ? reason : '' }] : [];
  return [...own, ...Object.values(value).flatMap(reasonsIn)];
}
