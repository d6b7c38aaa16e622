/** One request to an address that somebody outside may have chosen. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface HttpAnswer {
  readonly status: number
  /** By lower-case name; several of one name as the first. */
  readonly headers: Readonly<Record<string, string>>
  /** Empty when the status is no success, unless the client was opened to read that: it may show what lives behind an address that people typed. */
  readonly body: Buffer
}

/** Why there is no answer: the address is not one we call, nobody answers there, or the answer was too slow or too long. */
export type HttpFailureReason = 'refused' | 'unreachable' | 'tooSlow' | 'tooLarge'

/** The words name neither the address that was found nor anything the other side said. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly reason: HttpFailureReason

  constructor(reason: HttpFailureReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.reason = reason
  }
}

/** The only way out by HTTP. */
export interface HttpPort {
  /** Answers what the other side said, a redirect too: it is not followed. @throws HttpFailure */
  send(request: HttpRequest): Promise<HttpAnswer>
}
