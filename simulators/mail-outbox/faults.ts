/** What the outside world's mail server does wrong, for tests. */
export interface OutboxFaults {
  /** Refuses the next letters at RCPT TO with this code, as 451 (greylisting) or 550 (no such user). */
  refuseRecipients(count: number, responseCode: number, message?: string): void
  /** Takes the next letters' data and answers with this code. */
  refuseData(count: number, responseCode: number, message?: string): void
  /** Keeps the next letters and drops the connection before the answer: the client can't know. */
  dropAfterData(count: number): void
  /** Waits before it answers any letter, milliseconds; 0 ends it. */
  delay(delayMs: number): void
  /** Ends every fault. */
  none(): void
}

export interface Refusal {
  readonly responseCode: number
  readonly message: string
}

/** The faults yet to happen, taken one by one. */
export interface FaultQueue extends OutboxFaults {
  nextRecipientRefusal(): Refusal | undefined
  nextDataRefusal(): Refusal | undefined
  nextDrop(): boolean
  readonly delayMs: number
}

const defaultMessage = (code: number): string => (code >= 500 ? 'Mailbox unavailable' : 'Greylisted, please try again later')

export function createFaultQueue(): FaultQueue {
  let recipients: Refusal[] = []
  let data: Refusal[] = []
  let drops = 0
  let delayMs = 0
  const times = (count: number, responseCode: number, message?: string): Refusal[] =>
    Array.from({ length: count }, () => ({ responseCode, message: message ?? defaultMessage(responseCode) }))
  return {
    refuseRecipients: (count, responseCode, message) => void recipients.push(...times(count, responseCode, message)),
    refuseData: (count, responseCode, message) => void data.push(...times(count, responseCode, message)),
    dropAfterData(count) {
      drops += count
    },
    delay(milliseconds) {
      delayMs = milliseconds
    },
    none() {
      recipients = []
      data = []
      drops = 0
      delayMs = 0
    },
    nextRecipientRefusal: () => recipients.shift(),
    nextDataRefusal: () => data.shift(),
    nextDrop() {
      if (drops === 0) return false
      drops -= 1
      return true
    },
    get delayMs() {
      return delayMs
    },
  }
}
