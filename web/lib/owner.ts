let held: string | undefined

/** Whose drafts this browser keeps now: a person in an organization, or undefined while nobody is signed in. */
export const draftOwner = (): string | undefined => held

/** Says who is signed in, as a text that no other person in no other organization has. */
export const setDraftOwner = (owner: string | undefined): void => {
  held = owner
}
