/**
 * The limits hold on two cores that have nothing else to do. On a machine that is busy with other things, CHAOS_SLACK says how
 * many times as long everything may take; the table then says so.
 */
export const SLACK = Math.max(1, Number(process.env.CHAOS_SLACK ?? 1) || 1)

/** So long may it take here, if `ms` is the limit. */
export const allowed = (ms: number) => ms * SLACK
