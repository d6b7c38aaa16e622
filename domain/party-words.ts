import type { Lang } from './label.ts'
import type { Party } from './roles.ts'

interface PartyForms {
  /** «ждёт …» */
  readonly awaited: string
  /** «напомним …» */
  readonly reminded: string
}

/** Parties inside a sentence, where Russian declines them. */
export const partyWords: Readonly<Record<Lang, Readonly<Record<Party, PartyForms>>>> = {
  ru: {
    support: { awaited: 'поддержку', reminded: 'поддержке' },
    support1: { awaited: 'первую линию', reminded: 'первой линии' },
    support2: { awaited: 'вторую линию', reminded: 'второй линии' },
    support3: { awaited: 'третью линию', reminded: 'третьей линии' },
    manager: { awaited: 'руководителя', reminded: 'руководителю' },
    delivery: { awaited: 'разработку', reminded: 'разработке' },
    rep: { awaited: 'представителя', reminded: 'представителю' },
    analyst: { awaited: 'аналитика', reminded: 'аналитику' },
    trainer: { awaited: 'тренера', reminded: 'тренеру' },
    requester: { awaited: 'заявителя', reminded: 'заявителю' },
    contact: { awaited: 'контактное лицо', reminded: 'контактному лицу' },
    integration: { awaited: 'внешнюю систему', reminded: 'внешней системе' },
    machine: { awaited: 'систему', reminded: 'системе' },
  },
  en: {
    support: { awaited: 'support', reminded: 'support' },
    support1: { awaited: 'line 1', reminded: 'line 1' },
    support2: { awaited: 'line 2', reminded: 'line 2' },
    support3: { awaited: 'line 3', reminded: 'line 3' },
    manager: { awaited: 'the manager', reminded: 'the manager' },
    delivery: { awaited: 'delivery', reminded: 'delivery' },
    rep: { awaited: 'the representative', reminded: 'the representative' },
    analyst: { awaited: 'the analyst', reminded: 'the analyst' },
    trainer: { awaited: 'the trainer', reminded: 'the trainer' },
    requester: { awaited: 'the requester', reminded: 'the requester' },
    contact: { awaited: 'the contact', reminded: 'the contact' },
    integration: { awaited: 'the other system', reminded: 'the other system' },
    machine: { awaited: 'the system', reminded: 'the system' },
  },
}
