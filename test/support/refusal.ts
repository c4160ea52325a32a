import { expect } from 'vitest'

/** The one shape of an error, with nothing in it that is ours alone. */
export const expectRefusal = (body: unknown, code: number, reason: string, more: object = {}) => {
  expect(body).toEqual({
    name: expect.any(String),
    message: expect.any(String),
    code,
    className: expect.any(String),
    data: { reason, ...more },
    errors: expect.any(Array)
  })
  expect(JSON.stringify(body)).not.toMatch(/select |insert |update |SQLITE|node_modules|\/api\/|at \w+ \(/i)
}
