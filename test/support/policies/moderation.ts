import type { Row } from './rows.ts'

/** Keeping order. */
export const moderationRows: Row[] = []
