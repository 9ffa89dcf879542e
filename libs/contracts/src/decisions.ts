/** What a gate does with somebody, the mildest first. Apart from the schemas: pages that judge offline need no more. */
export const DECISIONS = ['allow', 'warn', 'stop'] as const;
export type Decision = (typeof DECISIONS)[number];
