import type { Paginated, Params, Query } from '@feathersjs/feathers'
import { KnexService, type KnexAdapterParams } from '@feathersjs/knex'
import type { TObject } from '@feathersjs/typebox'
import type { Knex } from 'knex'
import type { Application } from './declarations.ts'

/** A record as its row stands: SQLite has numbers where the record has booleans. */
export type Stored<T> = { [K in keyof T]: T[K] extends boolean ? boolean | number : T[K] }

/** The columns of a row that are booleans, as booleans; those that were not asked for stay away. */
export const withBooleans =
  <T extends object>(...names: (keyof T)[]) =>
  (row: Stored<T>): T => {
    const shown = names.filter((name) => name in row).map((name) => [name, Boolean(row[name])])
    return { ...row, ...Object.fromEntries(shown) } as T
  }

/** The params of a call to a service that keeps its records in a table. */
export type TableParams<Q extends Query = Query> = KnexAdapterParams<Q>

type Pages = Exclude<NonNullable<TableParams['paginate']>, false>

/**
 * A service on the table of its name. Only the columns of its schema leave the database, whatever else the table holds;
 * `virtual` names fields of the schema that are no columns.
 */
export class Table<Result extends object, Data = Partial<Result>, Patch = Partial<Data>> extends KnexService<
  Result,
  Data,
  TableParams,
  Patch
> {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly columns: string[]
  private readonly virtual: string[]

  constructor(app: Application, name: string, schema: TObject, { virtual = [] as string[], most = 100 } = {}) {
    super({ name, Model: app.get('database').read, paginate: { default: 50, max: most } })
    this.virtual = virtual
    this.columns = Object.keys(schema.properties)
      .filter((field) => !virtual.includes(field))
      .map((field) => `${name}.${field}`)
  }

  override createQuery(params: TableParams) {
    const { $select, ...rest } = params.query ?? {}
    // what is no column cannot be selected, and may be made of any of them
    const some = Array.isArray($select) && !$select.some((field: string) => this.virtual.includes(field))
    return some
      ? super.createQuery(params)
      : super
          .createQuery({ ...params, query: rest })
          .clearSelect()
          .select(this.columns)
  }

  /** A page that is not full says by itself how many there are. */
  override _find(params?: TableParams & { paginate?: Pages }): Promise<Paginated<Result>>
  override _find(params?: TableParams & { paginate: false }): Promise<Result[]>
  override _find(params?: TableParams): Promise<Paginated<Result> | Result[]>
  override async _find(params: TableParams = {}): Promise<Paginated<Result> | Result[]> {
    const { filters, paginate } = this.filterQuery(params)
    if (!paginate || !paginate.default) return super._find(params)
    const { $limit: limit, $skip: skip = 0 } = filters as { $limit: number; $skip?: number }
    const data = await super._find({ ...params, paginate: false, query: { ...params.query, $limit: limit } })
    const isLast = data.length < limit && (data.length > 0 || skip === 0)
    const total = isLast ? skip + data.length : await this.count(params, data)
    return { total, limit, skip, data }
  }

  /** How many there are in all; `page` is what was found. */
  protected async count(params: TableParams, _page: Result[]): Promise<number> {
    const counting = this.createQuery(params).clearSelect().clearOrder().count(`${this.options.name}.id as total`)
    const [row] = (await counting) as { total: number }[]
    return row?.total ?? 0
  }

  /** The table itself, in the transaction of the call. */
  rows(params: Pick<Params, 'transaction'>): Knex.QueryBuilder {
    return this.db(params)
  }
}
