import { saveContact } from '../../../services/directory/contacts.ts'
import { saveOrganization } from '../../../services/directory/organizations.ts'
import { saveProduct } from '../../../services/directory/products.ts'
import type { Staff } from '../people.ts'
import type { World } from '../world.ts'
import { contactsOnTerms, placeTerms, visitedContacts } from './contacts.ts'
import { shownProducts } from './words.ts'

const zones: { readonly [city: string]: string | undefined } = {
  Казань: 'Europe/Moscow',
  Самара: 'Europe/Samara',
  Ижевск: 'Europe/Samara',
  Пермь: 'Asia/Yekaterinburg',
}

/** Whom the representatives visit, where these work and what is shown to them, as `keeper` has written it down before. */
export async function writeDirectory(world: World, keeper: Staff): Promise<void> {
  const ids = new Map<string, string>()
  for (const { name, position, email, phone, organization, address } of [...visitedContacts, ...contactsOnTerms]) {
    const zone = zones[address.split(',')[0] ?? '']
    const organizationId =
      ids.get(organization) ??
      (
        await saveOrganization({
          ctx: world.ctx(keeper),
          input: { form: { name: organization, address, zone, ...placeTerms[organization] } },
        })
      ).id
    ids.set(organization, organizationId)
    await saveContact({ ctx: world.ctx(keeper), input: { organizationId, form: { name, position, email, phone, language: 'ru' } } })
  }
  for (const name of shownProducts) await saveProduct({ ctx: world.ctx(keeper), input: { form: { name } } })
}
