/** What a process's mark of trouble names when its workflow itself can't go on; every other name is an effect's. */
export const engineTrouble = 'engine'
