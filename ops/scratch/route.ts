/** Put between workers or API and a store: takes its `host:port` and answers the one to use instead. */
export interface Route {
  readonly postgres?: (address: string) => Promise<string>
  readonly temporal?: (address: string) => Promise<string>
  readonly smtp?: (address: string) => Promise<string>
}

interface Addresses {
  readonly databaseUrl: string
  /** `host:port` */
  readonly temporalAddress: string
  readonly smtpUrl: string
}

const direct = (address: string): Promise<string> => Promise.resolve(address)

function withHost(url: string, address: string): string {
  const copy = new URL(url)
  copy.host = address
  return copy.href
}

/** Where the product's programs find the stores. */
export async function throughRoute(to: Addresses, { postgres = direct, temporal = direct, smtp = direct }: Route = {}): Promise<Addresses> {
  return {
    databaseUrl: withHost(to.databaseUrl, await postgres(new URL(to.databaseUrl).host)),
    temporalAddress: await temporal(to.temporalAddress),
    smtpUrl: withHost(to.smtpUrl, await smtp(new URL(to.smtpUrl).host)),
  }
}
