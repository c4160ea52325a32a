import type { Application } from '../../declarations.ts'
import { formatMoney } from '../../payments/currencies.ts'
import type { Campaign } from './campaigns.schema.ts'

/** What a page says of itself before any script has run: for those who share it, search for it, or have no JavaScript. */
export interface PageHead {
  title: string
  description: string
  /** Plain text, a paragraph each. */
  paragraphs: string[]
  /** Where one can do something about it. */
  link: { href: string; text: string }
}

/** The head of /c/<slug>. Undefined where there is no such campaign, or it is not published. */
export const campaignHead = async (app: Application, path: string): Promise<PageHead | undefined> => {
  const [, slug] = /^\/c\/([^/]+)\/?$/.exec(path) ?? []
  if (!slug) return undefined
  const db = app.get('database').read
  const row: { id: string } | undefined = await db('campaigns')
    .where({ slug: decoded(slug) })
    .whereNot({ status: 'draft' })
    .first('id')
  if (!row) return undefined
  const campaign: Campaign = await app.service('campaigns').get(row.id)
  const { name }: { name: string } = await db('communities').first('name')
  const money = (amount: number) => formatMoney(amount, campaign.currency, 'en', { short: true })
  const raised = `${campaign.test ? 'TEST: ' : ''}${money(campaign.raisedAmount)} of ${money(campaign.goalAmount)} raised`
  const paragraphs = campaign.story.split(/\n{2,}/).filter(Boolean)
  return {
    title: `${campaign.title} — ${name || 'Hearth'}`,
    description: [raised, paragraphs[0]?.slice(0, 160)].filter(Boolean).join('. '),
    paragraphs: [raised, ...paragraphs],
    link: { href: `/sign-in?next=${encodeURIComponent(`/c/${campaign.slug}`)}`, text: 'Sign in to give' }
  }
}

const decoded = (slug: string) => {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
