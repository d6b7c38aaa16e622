/** What a person who watches a process is told: every move and every word, or only that it has ended. */
export const watchExtents = ['all', 'ends'] as const
export type WatchExtent = (typeof watchExtents)[number]
