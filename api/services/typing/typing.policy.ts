import type { Policy } from '../../policy.ts'
import type { Typing } from './typing.schema.ts'

export const typingPolicy = {
  create: (_actor, _typing, { membership }) => membership !== undefined || 'not_member'
} satisfies Policy<Typing>
