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
  // GitHub asks each rule for both descriptions and a help
  const rules = diagnosticKinds.map((id) => ({
    id,
    shortDescription: { text: kindHelp[id] },
    fullDescription: { text: `${kindHelp[id]}.` },
    help: { text: `docs/audit.md says what "${id}" looks for, and how often such a finding was right.` },
  }));
  const results = found.map(({ path, diagnostic: { kind, severity, line, column, text, arithmetic }, accepted }) => ({
    ruleId: kind,
    ruleIndex: diagnosticKinds.indexOf(kind),
    level: severity,
    message: { text: `“${text}”: ${arithmetic}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split(/[\\/]/).map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: Math.max(1, column), snippet: { text } },
        },
      },
    ],
    partialFingerprints: { 'recount/v1': `${kind}:${text}` },
    // on every result or on none (SARIF 2.1.0, 3.27.23): a viewer may look at the first alone
    suppressions: accepted ? [{ kind: 'external', justification: accepted.reason }] : [],
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'recount audit', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
