import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.process>
/** A network as `10.20.0.0/16`. */
export type Network = ReturnType<typeof ipaddr.parseCIDR>

/** What is handed out of 2000::/3 and no special range is the Internet; the rest of IPv6 is not (IANA). */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** Public by its number, and yet a cloud's own service for its machines (Azure). */
const cloudServices = ipaddr.IPv4.parseCIDR('168.63.129.16/32')

/** @throws when the text is no network */
export const parseNetwork = (text: string): Network => ipaddr.parseCIDR(text)

const isIn = (address: Address, [base, bits]: Network): boolean => address.kind() === base.kind() && address.match(base, bits)

/**
 * Is the address one of the Internet, or of a network that is allowed on purpose? IPv4 inside IPv6 counts as what it
 * is. @param text an address as the resolver writes it
 */
export function mayBeCalled(text: string, allowed: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (allowed.some((network) => isIn(address, network))) return true
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv6 ? address.match(globalIpv6) : !address.match(cloudServices)
}
