/** How many visits a month a contact is taken to agree to until they, or the organization, say otherwise. */
export const usualVisitsPerMonth = 4
