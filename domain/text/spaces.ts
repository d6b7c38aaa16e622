/** A space no line breaks at: between a number and what it counts. */
export const noBreakSpace = '\u00a0'
/** The minus sign that is as wide as a digit. */
export const minusSign = '\u2212'
