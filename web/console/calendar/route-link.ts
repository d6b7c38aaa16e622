/** A map with the addresses in the order of the visits; any phone opens it in its own maps program. Undefined with less than one place to go. */
export function routeLink(addresses: readonly string[]): string | undefined {
  const [last, ...before] = addresses.filter((address) => address !== '').toReversed()
  if (last === undefined) return undefined
  const points = [...before.toReversed(), last]
  const query =
    points.length === 1 ? new URLSearchParams({ text: last }) : new URLSearchParams({ rtext: ['', ...points].join('~'), rtt: 'auto' })
  return `https://yandex.ru/maps/?${query.toString()}`
}
