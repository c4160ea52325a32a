import { Type } from '@feathersjs/typebox'

/** A password that is being chosen. How easy it is to guess is asked when its owner is known. */
export const NewPassword = Type.String({
  minLength: 10,
  maxLength: 128,
  reason: 'password_length',
  description: 'code points'
})
