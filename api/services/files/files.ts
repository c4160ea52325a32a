import type { Application, HookContext } from '../../declarations.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { filePolicy } from './files.policy.ts'
import { fileQuerySchema, fileSchema, type StoredFile } from './files.schema.ts'
import { fileMethods, filePath } from './files.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [filePath]: Table<StoredFile, Omit<StoredFile, 'url'>>
  }
}

export const files = (app: Application) => {
  app.use(filePath, new Table(app, 'files', fileSchema, { virtual: ['url'] }), { methods: [...fileMethods] })
  protect(app, filePath, { query: fileQuerySchema, policy: filePolicy, scope: ({ userId }) => ({ userId }) })
  app.service(filePath).hooks({
    after: {
      all: [present((file: StoredFile): StoredFile => ({ ...file, url: `/files/${file.id}` }))],
      remove: [forget]
    }
  })
}

/** The bytes go when the row is gone for good, and nobody wears the picture any more. */
const forget = async ({ app, id, params }: HookContext) => {
  const worn = await params.transaction!.trx!('profiles').where({ avatarId: id }).pluck('id')
  for (const profile of worn as string[]) {
    await app.service('profiles').patch(profile, { avatarId: null }, { transaction: params.transaction })
  }
  params.transaction?.after?.(() => app.get('storage').remove(String(id)))
}
