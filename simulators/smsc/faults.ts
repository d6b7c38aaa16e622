/** How a request ends badly: no answer at all, an error page, silence, or taken with the answer lost. */
export type SmscOutage = 'refuse' | 'http500' | 'silence' | 'loseAnswer'

/** What the provider does wrong, for tests. */
export interface SmscFaults {
  /** The next requests of any kind end so. */
  next(count: number, outage: SmscOutage): void
  /** Every request ends so until `none`. */
  always(outage: SmscOutage): void
  /** What becomes of every message to a phone, by the provider's status and reason codes. */
  fate(phone: string, status: number, reasonCode: number): void
  none(): void
}

export interface SmscFaultQueue extends SmscFaults {
  take(): SmscOutage | undefined
  fateOf(phone: string): { readonly status: number; readonly reasonCode: number } | undefined
}

export const digitsOf = (phone: string): string => phone.replaceAll(/\D/gu, '')

export function createSmscFaults(): SmscFaultQueue {
  let queue: SmscOutage[] = []
  let lasting: SmscOutage | undefined
  const fates = new Map<string, { readonly status: number; readonly reasonCode: number }>()
  return {
    next: (count, outage) => void queue.push(...Array.from({ length: count }, () => outage)),
    always(outage) {
      lasting = outage
    },
    fate: (phone, status, reasonCode) => void fates.set(digitsOf(phone), { status, reasonCode }),
    none() {
      queue = []
      lasting = undefined
      fates.clear()
    },
    take: () => queue.shift() ?? lasting,
    fateOf: (phone) => fates.get(phone),
  }
}
