import type { Diagnostic } from '../audit/diagnostic.js';
import { diagnosticKinds } from '../audit/diagnostic.js';
import { kindHelp } from '../audit/kind-help.js';
import type { Accepted } from './audit-baseline.js';

/** A finding in its file, and who accepted it. */
export interface Found {
  readonly path: string;
  readonly diagnostic: Diagnostic;
  readonly accepted: Accepted | undefined;
}

/** The findings as SARIF 2.1.0, which code hosts show beside the lines. */
export function sarif(found: readonly Found[]): string {
  const rules = diagnosticKinds.map((id) => ({ id, shortDescription: { text: kindHelp[id] } }));
  const results = found.map(({ path, diagnostic: { kind, severity, line, column, text, arithmetic }, accepted }) => ({
    ruleId: kind,
    ruleIndex: diagnosticKinds.indexOf(kind),
    level: severity,
    message: { text: `“${text}”: ${arithmetic}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('\\').map(encodeURI).join('/') },
          region: { startLine: line, startColumn: Math.max(1, column) },
        },
      },
    ],
    partialFingerprints: { 'recount/v1': `${kind}:${text}` },
    ...(accepted ? { suppressions: [{ kind: 'external', justification: accepted.reason }] } : {}),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'recount audit', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
