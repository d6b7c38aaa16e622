/** Of the senders in the tests; the product's is ten times as long. */
export const leaseMs = 2_000
