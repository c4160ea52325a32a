import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { Table } from '../../../table.ts'
import type { Membership, MembershipPatch } from '../memberships.schema.ts'

/** A room with people in it keeps somebody who can lead it. Who is alone may go. */
export const keepAnOwner = async ({ data, method, params, service }: HookContext<Table<Membership>>) => {
  const { role, roomId } = params.record as Membership
  const staysOwner = method === 'patch' && ((data as MembershipPatch).role ?? 'owner') === 'owner'
  if (role !== 'owner' || staysOwner) return
  const others: Membership[] = await service.rows(params).where({ roomId }).select('role', 'id')
  const owners = others.filter((other) => other.role === 'owner')
  if (owners.length === 1 && others.length > 1) throw refusal('last_owner')
}
