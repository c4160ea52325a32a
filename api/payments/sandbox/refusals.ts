/** How the API refuses a call, in Stripe's shape. @see https://docs.stripe.com/api/errors */
export interface RefusalBody {
  type: 'invalid_request_error' | 'idempotency_error' | 'api_error'
  message: string
  code?: string
  param?: string
}

export class ApiRefusal extends Error {
  readonly status: number
  readonly body: RefusalBody

  constructor(status: number, body: RefusalBody) {
    super(body.message)
    this.status = status
    this.body = body
  }
}

/** A call that makes no sense: 400. */
export const invalid = (message: string, more: { code?: string; param?: string } = {}) =>
  new ApiRefusal(400, { type: 'invalid_request_error', message, ...more })

export const missing = (noun: string, id: string, param = 'id') =>
  new ApiRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param
  })

/** The row, or Stripe's 404. */
export const found = <T>(row: T | undefined, noun: string, id: string, param?: string): T => {
  if (row === undefined) throw missing(noun, id, param)
  return row
}
