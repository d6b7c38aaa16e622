/** Who besides its owner sees a saved view: nobody, the whole organization, or people of some roles. */
export const viewSharings = ['nobody', 'everybody', 'roles'] as const
export type ViewSharing = (typeof viewSharings)[number]
