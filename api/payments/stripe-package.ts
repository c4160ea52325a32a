/** Stripe's own package, read when it is first needed: a server starts sooner without its hundreds of files. */
export const stripePackage = async () => (await import('stripe')).default
