/** Where a message is after its provider took it. All but `accepted` are final; what was `delivered` may still be `read`. */
export const deliveryStates = ['accepted', 'delivered', 'read', 'failed', 'expired'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Whether news moves a message on: they come late, twice and in any order. */
export const mayBecome = (now: DeliveryState | null, next: DeliveryState): boolean =>
  now === null || (now === 'accepted' && next !== 'accepted') || (now === 'delivered' && next === 'read')

/** The message did not reach its receiver, and won't. */
export const isLost = (state: DeliveryState | null): boolean => state === 'failed' || state === 'expired'
