import type { Application } from '../../declarations.ts'
import { isKeyTo, keyTo } from '../../key-to.ts'

/** The address of one paper, for who has no account: whoever has it can read that paper, and nothing else. */
export const receiptAddress = (app: Application, id: string) => `/receipts/${id}?key=${keyTo(app, thing(id))}`

export const isReceiptKey = (app: Application, id: string, given: unknown) => isKeyTo(app, thing(id), given)

const thing = (id: string) => `receipt ${id}`
