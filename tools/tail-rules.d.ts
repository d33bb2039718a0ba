/** What a file for each provider of rules/tail.yml would hold. */
export function expandTail(table: unknown): { provider: string; name: string; rules: object[] }[];
